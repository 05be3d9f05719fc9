"""Numbers in Chinese words: amounts, years, and codes digit by digit."""

from __future__ import annotations

import re

from outreach.lang.numerals import AMOUNT

DIGITS = "零一二三四五六七八九"
CODE_DIGITS = "零幺二三四五六七八九"  # in numbers to dial 1 is said 幺, so that it is not heard as 七


def code(digits: str) -> str:
    """Digit by digit, as it is dialled; whatever parts the groups is a short pause."""
    return "，".join("".join(CODE_DIGITS[int(d)] for d in group) for group in re.findall(r"\d+", digits))


def number(written: str, counted: bool = False) -> str:
    """`1,234.5` in words; `counted`: 2 alone is 两, because a counted thing follows."""
    whole, _, rest = written.replace(",", "").partition(".")
    whole = whole.lstrip("0")
    words = integer(int(whole or 0)) if len(whole) <= AMOUNT else year(whole)
    if rest:
        return words.replace("两", "二") + "点" + "".join(DIGITS[int(d)] for d in rest)
    return "两" if counted and words == "二" else words


def integer(value: int) -> str:
    """A whole number below 10^12."""
    if value == 0:
        return "零"
    groups = [(value // 10**8, "亿"), (value // 10**4 % 10**4, "万"), (value % 10**4, "")]
    words = ""
    for amount, unit in groups:
        if not amount:
            continue
        gap = words and (amount < 1000 or words[-1] == "零")
        words += ("零" if gap else "") + ("两" if amount == 2 and unit and not words else _four(amount)) + unit
    if words.startswith("一十"):
        words = words[1:]
    return "两" + words[1:] if words.startswith("二千") else words


def _four(value: int) -> str:
    words = ""
    for digit, unit in zip(f"{value:04}", ("千", "百", "十", ""), strict=True):
        if digit != "0":
            words += DIGITS[int(digit)] + unit
        elif words and not words.endswith("零"):
            words += "零"
    return words.rstrip("零")


def year(digits: str) -> str:
    """A year, digit by digit, with 一 for 1."""
    return "".join(DIGITS[int(d)] for d in digits)
