"""What every language's rules share: how a number is written, and numbers too long to be an amount."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

# 1,234.50 or 1234.5, its length bounded: a rule that starts anew at each digit stays linear in the length of a text.
N = r"(?:\d{1,3}(?:,\d{3}){1,3}(?!,?\d)|\d{1,12})(?:\.\d{1,12})?"
SCALES = {
    "": 1, "万": 10_000, "만": 10_000, "亿": 100_000_000, "億": 100_000_000, "억": 100_000_000,
    "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000,
}  # fmt: skip
AMOUNT = 12  # digits: what `integer` of each language can say
_LONG = re.compile(r"(?<![\d+])\d{13,}|(?<=\+)\d{16,}|\d{1,3}(?:,\d{3}){4,}")  # 15 digits: ITU-T E.164

# The service lines of China by their shape: police, fire, ambulance, traffic; operators, banks, government, fraud.
SHORT_LINES = r"11[0249]|12[02]|999|911"
LONG_LINES = r"12\d{3}|100\d{2}|9[56]\d{3,4}|11[68]114"


def spell_long(text: str, code: Callable[[str], str]) -> str:
    """`text` with each number of more digits than any amount has read digit by digit."""
    return _LONG.sub(lambda m: code(m[0].replace(",", "")), text)


def sums_of(text: str, pattern: re.Pattern[str]) -> Iterator[float]:
    """The sums a pattern finds: its first group the number, its second one of SCALES, if any."""
    for found in pattern.finditer(text):
        yield float(re.sub(r"[,.](?!\d)|,", "", found[1])) * SCALES[(found[2] or "").lower()]
