"""Numbers for the ear in any language: the Unicode Consortium's rules of spelling out (CLDR RBNF) say how.

Hotlines and codes are read digit by digit, amounts in words, a service line's number as an amount only before a word
that the data know to be counted.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from re import Match

from babel.dates import format_date
from unicode_rbnf import RbnfEngine

from outreach.lang.numerals import AMOUNT, LONG_LINES, SHORT_LINES
from outreach.lang.other.facts import MONEY, UNITS, counted, locale, separators, with_money, with_unit

Rule = tuple[re.Pattern[str], Callable[[Match[str]], str]]
# Rule sets of a number that stands alone, and of one before what it counts: 21 is veintiuno, veintiún yuanes.
_ALONE = ("spellout-numbering", "spellout-cardinal", "spellout-cardinal-masculine")
_BEFORE = ("spellout-cardinal-masculine", "spellout-cardinal", "spellout-numbering")


@lru_cache(maxsize=64)
def _engine(tag: str) -> RbnfEngine | None:
    known, customs = set(RbnfEngine.get_supported_languages()), locale(tag)
    names = (f"{customs.language}_{customs.script}", f"{customs.language}_{customs.territory}", customs.language)
    found = next((name for name in names if name in known), None)
    return RbnfEngine.for_language(found) if found else None


def integer(value: int, tag: str, sets: tuple[str, ...] = _ALONE) -> str:
    """A whole number in words; in digits when nobody recorded the language's rules."""
    engine = _engine(tag)
    if engine is None:
        return str(value)
    made = engine.format_number(value).text_by_ruleset
    words = next((made[name] for name in sets if name in made), None) or next(iter(made.values()), str(value))
    return words.replace("\u200b", "").replace("\u00ad", "")  # places to break, which are none for the ear


@lru_cache(maxsize=64)
def _point(tag: str) -> str:
    """The word between a whole number and its decimals, "" when the rules have no single one."""
    engine, zero, five = _engine(tag), integer(0, tag), integer(5, tag)
    said = engine.format_number(0.5).text.replace("\u200b", "") if engine else ""
    inner = said.removeprefix(zero).removesuffix(five)
    return inner if said == zero + inner + five and len(inner.split()) == 1 else ", "


def number(written: str, tag: str, sets: tuple[str, ...] = _ALONE) -> str:
    """`90.000,5` in words, by the language's separators."""
    whole, _, rest = plain(written, tag).partition(".")
    if len(whole) > AMOUNT:
        return code(written, tag)
    words = integer(int(whole or 0), tag, sets)
    return words + (_point(tag) + " ".join(integer(int(d), tag) for d in rest) if rest else "")


def plain(written: str, tag: str) -> str:
    """A number as computers write it: no thousands, a point before decimals.

    Three zeros behind the wrong sign are thousands too: nobody writes decimals so.
    """
    decimal, group = separators(tag)
    bare = re.sub(rf"[{_signs(group)}](?=\d{{3}})", "", written)
    bare = re.sub(rf"[{re.escape(decimal)}](?=(?:000)+\b)", "", bare)
    return re.sub(r"[.,]", ".", bare)


def code(digits: str, tag: str) -> str:
    """Digit by digit; whatever parts the groups is a short pause."""
    return ", ".join(" ".join(integer(int(d), tag) for d in group) for group in re.findall(r"\d+", digits))


def _signs(group: str) -> str:
    """The signs that stand for a separator: a thin space is typed as any space."""
    return r"\u0020\u00a0\u202f" if group.isspace() else "'’" if group in "'’" else re.escape(group)


@lru_cache(maxsize=64)
def written(tag: str) -> str:
    """The pattern of a number as the language writes it, its length bounded."""
    decimal, group = separators(tag)
    n = rf"(?:\d{{1,3}}(?:[{_signs(group)}]\d{{3}}){{1,3}}(?!\d)|\d{{1,3}}(?:[.,]000){{1,3}}(?!\d)|\d{{1,12}})"
    return n + rf"(?:{re.escape(decimal)}\d{{1,12}}|[.,]\d{{1,2}}(?!\d))?"


@lru_cache(maxsize=64)
def rules(tag: str) -> tuple[Rule, ...]:
    """What is put into words, in this order."""
    n = written(tag)
    after = rf"(?=\s?(?i:{'|'.join(map(re.escape, counted(tag)))})(?!\w))"
    signs = "|".join(sorted(map(re.escape, MONEY), key=len, reverse=True))
    units = "|".join(sorted(map(re.escape, UNITS), key=len, reverse=True))

    def say(m: Match[str]) -> str:
        return number(m[0], tag, _BEFORE)

    def spell(m: Match[str]) -> str:
        return code(m[0], tag)

    return tuple(
        (re.compile(pattern), words)
        for pattern, words in (
            (r"\d{2,6}\*{2,}\d{2,6}", spell),
            (r"\+\d{1,3}(?:[- ]?\(?\d{2,12}\)?){1,4}(?!\d)", spell),
            (r"(?<!\d)1[3-9]\d[- ]?\d{4}[- ]?\d{4}(?!\d)", lambda m: code(_grouped(m[0], 3, 7), tag)),
            (r"(?<![\d-])[48]00[- ]?\d{3}[- ]?\d{4}(?![\d-])", lambda m: code(_grouped(m[0], 3, 6), tag)),
            (r"(?<![\d-])0\d{1,3}[- ]\d{3,8}(?:-\d{4})?(?!\d)", spell),
            (r"(?<!\d)((?:19|20)\d{2})[-/.](0?[1-9]|1[0-2])[-/.](0?[1-9]|[12]\d|3[01])(?!\d)",
             lambda m: _date(m, tag)),
            (r"(?<![\d:])([01]?\d|2[0-3]):([0-5]\d)(?![\d:])", lambda m: _clock(m, tag)),
            (rf"({signs}) ?({n})", lambda m: with_money(m[2], m[1], tag)),
            (rf"({n}) ?({units})(?![^\W\d_])", lambda m: with_unit(m[1], m[2], tag)),
            (n + after, say),
            (rf"(?<![\d.,-])(?:{LONG_LINES}|{SHORT_LINES})(?![\d%]|[.,]\d)", spell),
            (n, lambda m: _bare(m[0], tag)),
        )
    )  # fmt: skip


def say(text: str, tag: str) -> str:
    """`text` with every number in words."""
    for pattern, words in rules(tag):
        text = pattern.sub(words, text)
    return text


def _grouped(digits: str, *cuts: int) -> str:
    bare = re.sub(r"\D", "", digits)
    return " ".join(bare[a:b] for a, b in zip((0, *cuts), (*cuts, len(bare)), strict=True))


def _date(m: Match[str], tag: str) -> str:
    from datetime import date  # noqa: PLC0415 - only to hand a day to Babel; nobody asks the clock

    try:
        day = date(int(m[1]), int(m[2]), int(m[3]))
    except ValueError:  # the 31st of a month of 30 days
        return code(m[0], tag)
    return format_date(day, "long", locale=locale(tag))


def _clock(m: Match[str], tag: str) -> str:
    return " ".join(integer(int(part), tag) for part in m.groups() if part != "00")


def _bare(digits: str, tag: str) -> str:
    """A number that nothing is known of: a round or short one is an amount, a long or crooked one a code."""
    if digits.isdigit():
        zero = digits[0] == "0" and len(digits) > 1
        if zero or len(digits) > 6 or (len(digits) > 4 and not digits.endswith("00")):
            return code(digits, tag)
    return number(digits, tag)
