"""Mandarin for Kokoro: Hanzi to pinyin (pypinyin), pinyin to the phoneme letters that the model learnt.

v1.0 was trained with the letters of misaki's first Mandarin front end: IPA, tones as arrows after the vowel,
affricates as one letter, words parted by spaces, no tone sandhi written. v1.1-zh reads Zhuyin with the tone's number,
finals with a glide as one Hanzi (压 for ia), words parted by slashes, tone sandhi written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from outreach.lang import phrases
from outreach.voices.kokoro.english import letters
from outreach.voices.kokoro.sounds import Sound, mark, settled, table

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
_ZHUYIN = table("""
    b:ㄅ p:ㄆ m:ㄇ f:ㄈ d:ㄉ t:ㄊ n:ㄋ l:ㄌ g:ㄍ k:ㄎ h:ㄏ j:ㄐ q:ㄑ x:ㄒ zh:ㄓ ch:ㄔ sh:ㄕ r:ㄖ z:ㄗ c:ㄘ s:ㄙ
    a:ㄚ o:ㄛ e:ㄜ ê:ㄝ ie:ㄝ ai:ㄞ ei:ㄟ ao:ㄠ ou:ㄡ an:ㄢ en:ㄣ ang:ㄤ eng:ㄥ er:ㄦ i:ㄧ u:ㄨ v:ㄩ ii:ㄭ iii:十
    ve:月 ia:压 ian:言 iang:阳 iao:要 in:阴 ing:应 iong:用 iou:又 ong:中 ua:穵 uai:外 uan:万 uang:王 uei:为 uen:文
    ueng:瓮 uo:我 van:元 vn:云 :
""")
_TONES = {"1": "→", "2": "↗", "3": "↓", "4": "↘", "5": ""}
_PIECE = re.compile(r"([㐀-鿿々]+)|([A-Za-z][A-Za-z'’]*)|(\S)|\s+")


def sounds(text: str, zhuyin: bool = False) -> list[Sound]:
    """A spoken form as sounds, in IPA or Zhuyin. Digits are no part of it: `spoken` has put them into words."""
    found: list[Sound] = []
    for phrase in phrases(text, "zh"):
        found += [*_phrase(phrase, zhuyin), Sound("/" if zhuyin else " ", 0, "phrase")]
    return settled(found)


def _phrase(phrase: str, zhuyin: bool) -> Iterator[Sound]:
    for hanzi, latin, sign in _PIECE.findall(phrase):
        if hanzi:
            yield from _words(hanzi, zhuyin)
        elif latin:
            yield from letters(latin)
        elif sign:
            yield mark(sign)


def _words(hanzi: str, zhuyin: bool) -> Iterator[Sound]:
    import rjieba  # noqa: PLC0415 - its dictionary costs 0.1 s, and other languages need none of it
    from pypinyin import Style, lazy_pinyin  # noqa: PLC0415

    read = syllable_in_zhuyin if zhuyin else syllable
    for word in rjieba.cut(hanzi, False):
        pinyin = lazy_pinyin(word, Style.TONE3, neutral_tone_with_five=True, tone_sandhi=zhuyin)
        yield from (Sound(read(one), 1) for one in pinyin)
        yield Sound("/" if zhuyin else " ", 0, "word")


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


def syllable_in_zhuyin(pinyin: str) -> str:
    """One syllable, `hao3`, as v1.1-zh reads it: `ㄏㄠ3`. Raises KeyError for what is no pinyin."""
    from pypinyin.contrib.tone_convert import to_finals, to_initials  # noqa: PLC0415

    plain, tone = pinyin[:-1], pinyin[-1]
    if plain in _WHOLE:
        return "".join(_ZHUYIN.get(letter, "") for letter in ([plain] if plain in _ZHUYIN else plain)) + tone
    initial, final = to_initials(plain, strict=True), to_finals(plain, strict=True, v_to_u=False)
    if final == "i" and initial in _BUZZED:
        final = "ii" if initial in ("z", "c", "s") else "iii"
    return _ZHUYIN[initial] + _ZHUYIN[final] + tone
