"""Every telephone number is one of content/hotlines.yaml, and each is offered for what it is for.

Why: a wrong or invented number sends a frightened person to the next scammer. 96110 advises and dissuades; whoever has
lost money needs 110. 12381 sends warnings by SMS and cannot be called. What counts is what a person would dial, however
it is written. A scammer's own words may hold amounts and counts without a unit, and claim anything of a known number.
Source: 公安部 (110 takes reports, 96110 dissuades and advises); 工业和信息化部 (12381 warns by SMS, without a link).

PASS: `拿不准，打96110问一问。已经被骗，马上打110。`, `高薪兼职群（128）`
FAIL: `请拨打96119`, `打96110报警`, `有疑问请拨打12381`, `拨打9 6 1 1 9`, `打九六幺幺九`
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from outreach.checks.content import Context, forms
from outreach.diagnostics import Diagnostic, Where, error
from outreach.folding import dialled
from outreach.lang import own_modules, tongue
from outreach.messages import msg
from outreach.storyboard import Text

# Short service numbers (1xx … 1xxxxx, 95xxx, 96xxx) and numbers in groups such as 400-000-0000. Dates, amounts and
# longer digit strings are no service numbers.
_SHORT = re.compile(r"(?<!\d)(?<!\d[.,:/-])(?:1\d{2}(?:\d{2,3})?|9[56]\d{3,4})(?!\d|[.,:/-]\d)")
_GAP = r"[ .·/()（）／-]{0,2}"  # between the groups of a number
_LONG = re.compile(
    rf"(?<![\d-])(?:[48](?:{_GAP}0){{2}}(?:{_GAP}\d){{7}}"  # 400 and 800
    rf"|[(（]?0\d{{2,3}}[ .·/)）／-]{{1,2}}\d(?:{_GAP}\d){{6,7}}|0\d{{9,11}}"  # an area code and seven or eight digits
    rf"|\+\d{{1,3}}(?:{_GAP}\d){{7,11}})(?!\d)"  # a number abroad
)
# The same short numbers, spelled out digit by digit or in groups.
_SPELLED = re.compile(r"(?<![\d.,:/-])\d(?:([ .·-])\d(?:\1\d){3,4})(?!\d|[.,:/-]\d|\1\d)")
_GROUPED = re.compile(r"(?<![\d.,:/-])(?:1|9[56])\d?(?:[ .·-]?\d){3,5}(?!\d|[.,:/-]\d)")
# Whatever follows "dial" is dialled, however short.
_DIALLED = re.compile(r"(?:拨打|致电|\b(?:call|dial)(?:ing|ed)?)\s*(\d{3,12})(?!\d|[.,:/-]\d)", re.I)
_PRICED = re.compile(r"(?:¥|￥|\$|RMB|CNY|第)\s*$")
_PERCENT = r"[%％]"
_CLAUSE = re.compile(r"[。！？!?；;\n]|\.\s|，|, ")


@dataclass(frozen=True, slots=True)
class _Words:
    """What is said around numbers, in a text's language and in all that we know well: texts quote each other."""

    counted: re.Pattern[str]  # makes 1xx a quantity and not a number to call
    calls: re.Pattern[str]
    alarms: re.Pattern[str]
    denies: re.Pattern[str]


@lru_cache(maxsize=64)
def _words(lang: str) -> _Words:
    tongues = (*own_modules(), tongue(lang))

    def any_of(*parts: str) -> str:
        return "|".join(dict.fromkeys(filter(None, parts)))

    return _Words(
        re.compile(rf"\s*(?:{any_of(*(one.counted for one in tongues), _PERCENT)})"),
        re.compile(any_of(*(one.calls for one in tongues)), re.I),
        re.compile(any_of(*(one.alarms for one in tongues)), re.I),
        re.compile(any_of(*(one.denies for one in tongues))),
    )


def check(text: Text, context: Context) -> Iterator[Diagnostic]:
    """Yields unknown numbers and numbers offered for the wrong thing."""
    known = {_digits(h.number): h for h in context.profiles.hotlines.values()}
    silent = {h.number for h in known.values() if not h.outreach}
    known_numbers = {*known, _digits(context.profiles.brand.hotline)}
    listed = sorted(h.number for h in known.values() if h.outreach)
    for words in forms(text):
        found = list(numbers(words, text.lang, known_numbers))
        if text.quoted:
            found = [n for n in found if not _digits(n).startswith("1") or _words(text.lang).calls.search(words)]
        yield from _unknown(found, text.where, known_numbers, listed)
        if not text.quoted:
            yield from _misused(words, text, silent)


def numbers(words: str, lang: str, known: frozenset[str] | set[str] = frozenset()) -> Iterator[str]:
    """The telephone numbers in a text, as dialled. Groups that are `known` numbers stand for themselves."""
    words = dialled(words)
    for match in _LONG.finditer(words):
        yield match[0].strip("(（")
    words = _LONG.sub(" ", words)
    for match in _SHORT.finditer(words):
        if not _is_quantity(words, match, lang):
            yield match[0]
    for match in _DIALLED.finditer(words):
        if not _SHORT.fullmatch(match[1]) and not _words(lang).counted.match(words, match.end()):
            yield match[1]
    yield from _in_groups(words, lang, known)


def _in_groups(words: str, lang: str, known: frozenset[str] | set[str]) -> Iterator[str]:
    """Short numbers written `9 6 1 1 0`; in groups such as `961 10` where something is said of calling."""
    for pattern in (_SPELLED, _GROUPED):
        for match in pattern.finditer(words):
            digits = _digits(match[0])
            parts = re.split(r"[ .·-]", match[0])
            told = pattern is _SPELLED or (
                _words(lang).calls.search(_around(words, match)) and not _is_quantity(words, match, lang)
            )
            if told and len(parts) > 1 and _SHORT.fullmatch(digits) and not known & {*parts} and not _rising(digits):
                yield match[0]


def _rising(digits: str) -> bool:
    """1 2 3 4 5: somebody counts."""
    return all(int(b) == int(a) + 1 for a, b in pairwise(digits))


def _is_quantity(words: str, match: re.Match[str], lang: str) -> bool:
    """A number with its unit or alone in brackets; or three digits before a word, where nothing is said of calling."""
    own = _words(lang)
    if own.counted.match(words, match.end()) or _PRICED.search(words[: match.start()]):
        return True
    if len(match[0]) != 3 or own.calls.search(_around(words, match)):
        return False
    after = words[match.end() :]
    bracketed = words[: match.start()].endswith(("(", "（")) and after.startswith((")", "）"))
    return bracketed or bool(re.match(r"\s*\w", _CLAUSE.split(after)[0]))


def _around(words: str, match: re.Match[str]) -> str:
    """The clause of a number, without it."""
    return _CLAUSE.split(words[: match.start()])[-1] + " " + _CLAUSE.split(words[match.end() :])[0]


def _digits(number: str) -> str:
    return re.sub(r"\D", "", number)


def _unknown(found: list[str], where: Where, known: set[str], listed: list[str]) -> Iterator[Diagnostic]:
    for number in found:
        if _digits(number) not in known:
            message = msg("expected a number of content/hotlines.yaml, found `{number}`", number=number)
            hint = msg("there are: {names}", names=", ".join(listed))
            yield error("hotline", where, message, hint, msg("an amount needs its unit behind it: `{n}元`", n=number))


def _misused(words: str, text: Text, silent: set[str]) -> Iterator[Diagnostic]:
    own = _words(text.lang)
    for clause in _CLAUSE.split(dialled(words)):
        found = {_digits(n) for n in numbers(clause, text.lang)}
        if "96110" in found and "110" not in found and own.alarms.search(clause) and not own.denies.search(clause):
            message = msg("found `96110` as the number to report to, in `{clause}`", clause=clause.strip())
            yield error("hotline", text.where, message, msg("96110 advises; after a loss people call 110"))
        for number in sorted(found & silent):
            if own.calls.search(clause) and not own.denies.search(clause):
                message = msg(
                    "found `{number}` as a number to call, in `{clause}`", number=number, clause=clause.strip()
                )
                hint = msg("content/hotlines.yaml says `outreach: false`: it helps nobody who is being cheated")
                yield error("hotline", text.where, message, hint)
