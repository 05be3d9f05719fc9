"""Mandarin for Kokoro: Hanzi to pinyin (pypinyin), pinyin to the phoneme letters that the model learnt.

The letters are those of misaki's first Mandarin front end, which v1.0 was trained with: IPA, tones as arrows after the
vowel, affricates as one letter, words parted by spaces, no tone sandhi written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from outreach.voices.kokoro.english import letters
from outreach.voices.kokoro.sounds import Sound, mark, settled, table
from outreach.words import phrases

_INITIALS = table("""
    b:p p:pʰ m:m f:f d:t t:tʰ n:n l:l g:k k:kʰ h:x j:ʨ q:ʨʰ x:ɕ zh:ꭧ ch:ꭧʰ sh:ʂ r:ɻ z:ʦ c:ʦʰ s:s :
""")
# Finals in full (iou, uei, uen), the tone's place as `*`.
_FINALS = table("""
    a:a* ai:ai* an:a*n ang:a*ŋ ao:au* e:ɤ* ei:ei* en:ə*n eng:ə*ŋ i:i* ia:ja* ian:jɛ*n iang:ja*ŋ iao:jau*
    ie:je* in:i*n iou:jou* ing:i*ŋ iong:jʊ*ŋ ong:ʊ*ŋ ou:ou* o:wo* u:u* uei:wei* ua:wa* uai:wai* uan:wa*n
    uen:wə*n uang:wa*ŋ ueng:wə*ŋ uo:wo* v:y* ve:ɥe* van:ɥɛ*n vn:y*n
""")
_WHOLE = table("er:ɚ o:ɔ ê:ɛ m:m n:n ng:ŋ hm:hm hng:hŋ io:jɔ")  # interjections, and those that pinyin cannot split
_BUZZED = {"zh", "ch", "sh", "r", "z", "c", "s"}  # their i is no [i]: 之 资
_TONES = {"1": "→", "2": "↗", "3": "↓", "4": "↘", "5": ""}
_PIECE = re.compile(r"([㐀-鿿々]+)|([A-Za-z][A-Za-z'’]*)|(\S)|\s+")


def sounds(text: str) -> list[Sound]:
    """A spoken form as sounds. Digits are no part of it: `spoken` has put them into words."""
    found: list[Sound] = []
    for phrase in phrases(text, "zh"):
        found += [*_phrase(phrase), Sound(" ", 0, "phrase")]
    return settled(found)


def _phrase(phrase: str) -> Iterator[Sound]:
    for hanzi, latin, sign in _PIECE.findall(phrase):
        if hanzi:
            yield from _words(hanzi)
        elif latin:
            yield from letters(latin)
        elif sign:
            yield mark(sign)


def _words(hanzi: str) -> Iterator[Sound]:
    import rjieba  # noqa: PLC0415 - its dictionary costs 0.1 s, and other languages need none of it
    from pypinyin import Style, lazy_pinyin  # noqa: PLC0415

    for word in rjieba.cut(hanzi, False):
        yield from (Sound(syllable(one), 1) for one in lazy_pinyin(word, Style.TONE3, neutral_tone_with_five=True))
        yield Sound(" ", 0, "word")


def syllable(pinyin: str) -> str:
    """One syllable, `hao3`, as the model reads it: `xau↓`. Raises KeyError for what is no pinyin."""
    from pypinyin.contrib.tone_convert import to_finals, to_initials  # noqa: PLC0415

    plain, tone = pinyin[:-1], _TONES[pinyin[-1]]
    if plain in _WHOLE:
        return _WHOLE[plain] + tone
    initial, final = to_initials(plain, strict=True), to_finals(plain, strict=True, v_to_u=False)
    if final == "i" and initial in _BUZZED:
        return f"{_INITIALS[initial]}ɨ{tone}"
    return _INITIALS[initial] + _FINALS[final].replace("*", tone)
