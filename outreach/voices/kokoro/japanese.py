"""Japanese for Kokoro: Open JTalk reads the kanji, its phonemes become the letters that the model learnt."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from outreach.lang import units
from outreach.voices.kokoro.sounds import Sound, mark, settled, table

_CONSONANTS = table("""
    k:k ky:kʲ kw:kᵝ g:ɡ gy:ɡʲ gw:ɡᵝ s:s sh:ɕ z:ʣ j:ʥ t:t ts:ʦ ty:tʲ ch:ʨ d:d dy:dʲ n:n ny:ɲ h:h hy:ç f:ɸ b:b by:bʲ
    p:p py:pʲ m:m my:mʲ r:ɾ ry:ɾʲ y:j w:β v:v N:ɴ cl:ʔ pau:
""")
_SOFT_BEFORE_I = {"k": "kʲ", "g": "ɡʲ", "n": "ɲ", "h": "ç", "b": "bʲ", "p": "pʲ", "m": "mʲ", "r": "ɾʲ"}
_FRONT_U = {"s", "z", "ts", "sh", "j", "ch", "ky", "gy", "ny", "hy", "by", "py", "my", "ry", "ty", "dy"}
_VOWELS = {"a": "a", "i": "i", "u": "ɯ", "e": "e", "o": "o", "I": "i", "U": "ɯ"}
_CLAUSE = re.compile(r"([^。．！!？?、，,；;：:（）()…—]*)([。．！!？?、，,；;：:（）()…—]|$)")


def sounds(text: str) -> list[Sound]:
    """A spoken form as sounds, a clause each: Open JTalk does not say which kanji a phoneme came from."""
    import pyopenjtalk  # noqa: PLC0415 - a dictionary of 100 MB, loaded where Japanese is spoken

    found: list[Sound] = []
    for clause, sign in _CLAUSE.findall(text):
        if clause.strip():
            found.append(Sound("".join(_letters(str(pyopenjtalk.g2p(clause)).split())), units(clause, "ja")))
        if sign:
            found.append(mark(sign))
    return settled(found)


def _letters(phonemes: list[str]) -> Iterator[str]:
    for before, one in pairwise(["", *phonemes]):
        if one in _VOWELS:
            yield "ː" if _same_vowel(before, one) else _vowel(before, one)
        elif one in _SOFT_BEFORE_I:
            continue  # said with its vowel, which may soften it
        else:
            yield _CONSONANTS[one]


def _vowel(before: str, vowel: str) -> str:
    consonant = ""
    if before in _SOFT_BEFORE_I:
        consonant = _SOFT_BEFORE_I[before] if vowel in "iI" else _CONSONANTS[before]
    return consonant + ("ɨ" if vowel in "uU" and before in _FRONT_U else _VOWELS[vowel])


def _same_vowel(before: str, vowel: str) -> bool:
    """Open JTalk writes a long vowel twice; e and o go on as i and u only in writing."""
    return before == vowel
