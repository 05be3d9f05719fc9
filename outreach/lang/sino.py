"""What Japanese and Korean share: numerals in groups of ten thousand, codes digit by digit, letters by their names."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from re import Match

from outreach.lang.numerals import AMOUNT

Rule = tuple[re.Pattern[str], Callable[[Match[str]], str] | str]


@dataclass(frozen=True)
class Sino:
    """How the numerals that came from Chinese are said in one language."""

    digits: str  # 0 to 9 in an amount; the last sign of each below is none
    small: str  # thousand, hundred, ten
    large: tuple[str, str]  # 10^8, 10^4
    zero: str
    point: str  # before decimals
    gap: str  # between groups of four digits
    dialled: Sequence[str]  # 0 to 9 in a number to call
    between: str  # two dialled digits
    pause: str  # between groups of dialled digits
    plus: str
    stars: str
    dot: str  # in an address
    letters: Mapping[str, str]  # A to Z
    words: Mapping[str, str]  # Latin words that are said as words

    def code(self, digits: str) -> str:
        """Digit by digit; whatever parts the groups is a short pause."""
        groups = re.findall(r"\d+", digits)
        return self.pause.join(self.between.join(self.dialled[int(d)] for d in group) for group in groups)

    def number(self, written: str) -> str:
        """`1,234.5` in words, the decimals digit by digit."""
        whole, _, rest = written.replace(",", "").partition(".")
        whole = whole.lstrip("0")
        if len(whole) > AMOUNT:
            return self.code(written)
        words = self.integer(int(whole or 0))
        return words + (self.point + "".join(self.digits[int(d)] for d in rest) if rest else "")

    def integer(self, value: int) -> str:
        """A whole number below 10^12."""
        if value == 0:
            return self.zero
        groups = ((value // 10**8, self.large[0]), (value // 10**4 % 10**4, self.large[1]), (value % 10**4, ""))
        return self.gap.join(self._four(amount) + unit for amount, unit in groups if amount)

    def _four(self, value: int) -> str:
        parts = zip(f"{value:04}", (*self.small, ""), strict=True)
        return "".join(("" if d == "1" and unit else self.digits[int(d)]) + unit for d, unit in parts if d != "0")

    def bare(self, m: Match[str]) -> str:
        """A number without a unit: a round or short one is an amount, a long or crooked one a code."""
        digits = m[0]
        if "." in digits or "," in digits:
            return self.number(digits)
        if (digits[0] == "0" and len(digits) > 1) or len(digits) > 6 or (len(digits) > 4 and not digits.endswith("00")):
            return self.code(digits)
        return self.integer(int(digits))

    def spelled(self, text: str) -> str:
        """Abbreviations by the names of their letters."""
        for word, sound in self.words.items():
            text = re.sub(rf"(?<![A-Za-z]){word}(?![A-Za-z])", sound, text)
        letters = self.letters
        return re.sub(r"(?<![A-Za-z])[A-Z]{1,6}(?![A-Za-z])", lambda m: "".join(letters[c] for c in m[0]), text)

    def codes(self) -> Iterable[tuple[str, Callable[[Match[str]], str] | str]]:
        """The rules of numbers with a shape of their own."""
        code = self.code
        return (
            (r"(?<=[A-Za-z0-9])\.(?=[a-z]{2,})", self.dot),
            (r"(?<!\d)\+(\d{7,15})(?!\d)", lambda m: self.plus + code(m[1])),
            (r"(?<!\d)\+(\d{1,3})((?:[- ]\d{2,12}){1,4})(?!\d)",
             lambda m: f"{self.plus}{code(m[1])}{self.pause}{code(m[2])}"),
            (r"(\d{2,6})\*{2,}(\d{2,6})", lambda m: self.pause.join((code(m[1]), self.stars, code(m[2])))),
            (r"(?<!\d)(1[3-9]\d)-?(\d{4})-?(\d{4})(?!\d)", lambda m: code(f"{m[1]} {m[2]} {m[3]}")),
            (r"(?<![\d-])(400|800)[- ]?(\d{3})[- ]?(\d{4})(?![\d-])", lambda m: code(f"{m[1]} {m[2]} {m[3]}")),
            (r"(?<![\d-])0\d{1,3}-\d{3,8}(?:-\d{4})?(?!\d)", lambda m: code(m[0])),
        )  # fmt: skip


def compiled(rows: Iterable[tuple[str, Callable[[Match[str]], str] | str]]) -> tuple[Rule, ...]:
    """Rules in the order in which they are tried."""
    return tuple((re.compile(pattern), words) for pattern, words in rows)


def applied(rules: Iterable[Rule], text: str) -> str:
    """The text after every rule."""
    for pattern, words in rules:
        text = pattern.sub(words, text)
    return text
