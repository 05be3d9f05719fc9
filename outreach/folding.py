"""What a person would read, dial or type: one folding of a text, for every check that looks for numbers and names.

A full-width `１１０`, a soft hyphen inside a hotline, a Cyrillic `а` in a host and `九六幺幺零` in Chinese signs look
different to a program and the same to a reader. Unicode TR 36 and 39 name the kinds (compatibility forms, default
ignorables, confusables); the tables below are the part that stands in numbers and addresses.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# Drawn by nothing, or a wish to the sign before (Unicode: Default_Ignorable_Code_Point outside category Cf).
_IGNORED = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0\U000e0000-\U000e0fff]"
)
_PLAIN = {
    **dict.fromkeys("\uff0e\u2024\ufe52", "."),
    **dict.fromkeys("\u2010\u2011\u2012\u2013\u2212\uff0d\ufe63\u2043", "-"),
    "\uff20": "@",
    "\uff3f": "_",
    "\uff0b": "+",
}
_NOT_ASCII = re.compile(r"[^\x00-\x7f]")
_NUMERALS = re.compile("[\u00b2\u00b3\u00b9\u2070-\u2079\u2080-\u2089\u2460-\u2468\u24ea]{3,}")
# Letters of other scripts that are drawn like a Latin one (Unicode TR 39, confusables.txt).
LOOK_ALIKES = str.maketrans(
    "аАВвСсԁЕеҒԌһНіІїјЈКкӏМмоОрРԛЅѕТтүҮѵԜԝХхуУ" + "ΑαΒΕΖΗΙιΚΜΝνΟοΡρΤΥυΧ" + "ɑɡıℓᴏ",
    "aABbCcdEeFGhHiIijJKklMmoOpPqSsTtyYvWwXxyY" + "AaBEZHIiKMNvOoPpTYuX" + "agilo",
)
_AS_DIGITS = str.maketrans("lI|ｌoOоОοΟ", "1111000000")
# Letters that stand for digits, where digits stand on either side or the run is mostly digits.
_DIGIT_RUN = re.compile(r"(?<![A-Za-z0-9])[0-9lI|oOоОοΟ]{3,}(?![A-Za-z0-9])")
_HANZI_DIGITS = str.maketrans("〇零○一幺壹二贰三叁四肆五伍六陆七柒八捌九玖", "0001112233445566778899")
_HANZI_RUN = re.compile(r"(?<![十百千万亿第])[0-9〇零○一幺壹二贰三叁四肆五伍六陆七柒八捌九玖]{3,}(?![十百千万亿])")
_COUNTING = "1234567890"


@lru_cache(maxsize=4096)
def fold(words: str) -> str:
    """`words` in plain letters and digits, without signs that nobody sees. Chinese punctuation stays."""
    if not _NOT_ASCII.search(words):
        return words
    words = _NOT_ASCII.sub(lambda m: _plain(m[0]), _IGNORED.sub("", words))
    return _NUMERALS.sub(lambda m: unicodedata.normalize("NFKC", m[0]), words)


def _plain(sign: str) -> str:
    if sign in _PLAIN:
        return _PLAIN[sign]
    kind = unicodedata.category(sign)
    if kind == "Cf":
        return ""
    if kind == "Zs":
        return " "
    if kind == "Nd":
        return str(unicodedata.digit(sign))
    if kind == "Mn":  # a stroke through a digit
        return ""
    parts = unicodedata.normalize("NFKC", sign) if kind[0] == "L" else sign
    return sign if parts == sign else "".join(part if part.isascii() else _plain(part) for part in parts)


@lru_cache(maxsize=4096)
def dialled(words: str) -> str:
    """`fold`, and every digit as a person would dial it: `96l10`, `九六幺幺零` and `138.1234.5678` hold digits only."""
    words = _DIGIT_RUN.sub(_digits, fold(words))
    return _HANZI_RUN.sub(_hanzi, words)


def _digits(run: re.Match[str]) -> str:
    digits = sum(sign.isdigit() for sign in run[0])
    return run[0].translate(_AS_DIGITS) if digits * 2 > len(run[0]) else run[0]


def _hanzi(run: re.Match[str]) -> str:
    """Signs read one by one; 一二三四五 is somebody counting."""
    digits = run[0].translate(_HANZI_DIGITS)
    return run[0] if (run[0].isdigit() and run[0].isascii()) or digits in _COUNTING else digits
