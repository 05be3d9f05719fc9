"""Words as the ear counts them: toneless syllables (Chinese), words (English), kana (Japanese); digits as digits."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from outreach.lang import spoken_form


@dataclass(frozen=True, slots=True)
class Unit:
    """A syllable, word or kana as it sounds; in a number also its digit (or 十, 百 …) and which number it is."""

    sound: str
    digit: str = ""
    number: int = 0  # 1, 2, 3 … in its text; 0 outside numbers

    def like(self, other: Unit) -> bool:
        """The same to the ear: the same sound, or the same digit however it is said (幺 and 一)."""
        return self.sound == other.sound or (self.digit != "" and self.digit == other.digit)


def units(text: str, lang: str) -> list[Unit]:
    """The text, as written by an author or a recogniser, in what is compared. It may be spoken or written form."""
    base = lang.split("-")[0]
    said = spoken_form(text, lang, {})
    if base == "zh":
        return list(_chinese(said))
    if base == "ja":
        return list(_japanese(said))
    return list(_spaced(text))


# --- Chinese ---------------------------------------------------------------------------------------------------------

_PIECE = re.compile(r"[㐀-鿿々]+|[A-Za-z]+")
_NUMERALS = dict(zip("零〇一二三四五六七八九两幺", "0012345678921", strict=True)) | {c: c for c in "十百千万亿点"}
_NUMBER = re.compile(f"[{''.join(_NUMERALS)}]{{2,}}")  # one numeral alone is a word: 一贴, 三步


def _chinese(said: str) -> Iterator[Unit]:
    from pypinyin import lazy_pinyin  # noqa: PLC0415 - an extra, loaded where something is heard

    count = 0
    for piece in _PIECE.findall(said):
        if piece[0].isascii():
            yield from (Unit(sound) for sound in (piece.lower() if piece.isupper() else (piece.lower(),)))
            continue
        numbers = {n: k for k, found in enumerate(_NUMBER.finditer(piece), count + 1) for n in range(*found.span())}
        count = max([count, *numbers.values()])
        for n, (hanzi, sound) in enumerate(zip(piece, lazy_pinyin(piece), strict=True)):
            number = numbers.get(n, 0)
            yield Unit(sound, _NUMERALS[hanzi] if number else "", number)


# --- Japanese --------------------------------------------------------------------------------------------------------


def _japanese(said: str) -> Iterator[Unit]:
    import pyopenjtalk  # noqa: PLC0415 - a dictionary of 100 MB, loaded where Japanese is heard

    yield from (Unit(kana) for kana in re.findall(r"[ァ-ヺー]", str(pyopenjtalk.g2p(said, kana=True))))


# --- languages with spaces -------------------------------------------------------------------------------------------

_ONES = "zero one two three four five six seven eight nine".split()
_TEENS = "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_SMALL = {word: n for n, word in enumerate((*_ONES, *_TEENS))} | {word: n * 10 for n, word in enumerate(_TENS, 2)}
_LARGE = {"hundred": 100, "thousand": 1_000, "million": 1_000_000}


def _spaced(text: str) -> Iterator[Unit]:
    words = re.findall(r"[^\W\d_]+|\d+", _plain(text))
    count = 0
    for number, run in groupby(words, key=lambda word: word in _SMALL or word in _LARGE or word.isdigit()):
        said = [*run]
        if not number or said == ["one"]:  # "one of them" is no number
            yield from (Unit(word) for word in said)
            continue
        count += 1
        yield from (Unit(digit, digit, count) for digit in _digits(said))


def _plain(text: str) -> str:
    """Small letters, no apostrophes, no signs or spaces inside a number."""
    text = re.sub(r"(?<=\d)[,\s-](?=\d)", "", text.lower().replace("’", "'"))
    return re.sub(r"(?<=\w)'(?=\w)", "", text)


def _digits(words: Iterable[str]) -> str:
    """`nine six` and `96` are 96, `eight hundred` is 800."""
    said = [str(_SMALL.get(word, word)) for word in words]
    tens = any(len(word) == 2 and word[1] == "0" for word in said[:-1])  # twenty five
    if not tens and all(word.isdigit() for word in said):
        return "".join(said)
    total = value = 0
    for word in said:
        if word.isdigit():
            value += int(word)
        elif word == "hundred":
            value = max(value, 1) * 100
        else:
            total, value = total + max(value, 1) * _LARGE[word], 0
    return str(total + value)
