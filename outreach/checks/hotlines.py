"""Every telephone number is one of content/hotlines.yaml, and each is offered for what it is for.

Why: a wrong or invented number sends a frightened person to the next scammer. 96110 advises and dissuades; whoever has
lost money needs 110. 12381 sends warnings by SMS and cannot be called.
Source: 公安部 (110 takes reports, 96110 dissuades and advises); 工业和信息化部 (12381 warns by SMS, without a link).

PASS: `拿不准，打96110问一问。已经被骗，马上打110。`
FAIL: `请拨打96119`, `打96110报警`, `有疑问请拨打12381`
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from outreach.checks import Context, forms
from outreach.diagnostics import Diagnostic, Where, error
from outreach.messages import msg
from outreach.storyboard import Text

# Short service numbers (1xx … 1xxxxx, 95xxx, 96xxx) and numbers in groups such as 400-000-0000. Dates, amounts and
# longer digit strings are no service numbers.
_SHORT = re.compile(r"(?<![\d.,:/-])(?:1\d{2}(?:\d{2,3})?|9[56]\d{3,4})(?![\d,:/-]|\.\d)")
_LONG = re.compile(r"(?<![\d-])(?:[48]00[- ]?\d{3}[- ]?\d{4}|0\d{2,3}[- ]\d{7,8})(?!\d)")
# What makes 1xx a quantity and not a number to call.
_COUNTED = re.compile(
    r"\s*(?:元|万|亿|块|岁|天|分|小时|年|月|日|号|个|张|次|秒|%|％|人|条|位|名|点|遍|米|克|度|yuan|RMB|people|days?|years?|minutes?|seconds?|hours?|円|원)"
)
_PRICED = re.compile(r"(?:¥|￥|\$|RMB|CNY|第)\s*$")
_CALL = re.compile(r"打|拨|致电|电话|热线|报警|求助|call|dial|phone|hotline|\bring\b", re.I)
_ALARM = re.compile(r"报警|報警|\bpolice\b|通報|신고", re.I)
_CLAUSE = re.compile(r"[。！？!?；;\n]|\.\s|，|, ")


def check(text: Text, context: Context) -> Iterator[Diagnostic]:
    """Yields unknown numbers and numbers offered for the wrong thing."""
    known = {_digits(h.number): h for h in context.profiles.hotlines.values()}
    silent = {h.number for h in known.values() if not h.outreach}
    known_numbers = {*known, _digits(context.profiles.brand.hotline)}
    for words in forms(text):
        yield from _unknown(words, text.where, known_numbers, sorted(h.number for h in known.values() if h.outreach))
        yield from _misused(words, text, silent)


def numbers(words: str) -> Iterator[str]:
    """The telephone numbers in a text, as written."""
    for pattern in (_LONG, _SHORT):
        for match in pattern.finditer(words):
            if pattern is _LONG or not _is_quantity(words, match):
                yield match[0]


def _is_quantity(words: str, match: re.Match[str]) -> bool:
    """A number with its unit; or three digits before a word, where nothing is said of calling."""
    if _COUNTED.match(words, match.end()) or _PRICED.search(words[: match.start()]):
        return True
    before, after = _CLAUSE.split(words[: match.start()])[-1], _CLAUSE.split(words[match.end() :])[0]
    return len(match[0]) == 3 and bool(re.match(r"\s*\w", after)) and not _CALL.search(before + after)


def _digits(number: str) -> str:
    return re.sub(r"\D", "", number)


def _unknown(words: str, where: Where, known: set[str], listed: list[str]) -> Iterator[Diagnostic]:
    for number in numbers(words):
        if _digits(number) not in known:
            message = msg("expected a number of content/hotlines.yaml, found `{number}`", number=number)
            hint = msg("there are: {names}", names=", ".join(listed))
            yield error("hotline", where, message, hint, msg("an amount needs its unit behind it: `{n}元`", n=number))


def _misused(words: str, text: Text, silent: set[str]) -> Iterator[Diagnostic]:
    for clause in _CLAUSE.split(words):
        found = set(numbers(clause))
        if "96110" in found and "110" not in found and _ALARM.search(clause) and not _denied(clause):
            message = msg("found `96110` as the number to report to, in `{clause}`", clause=clause.strip())
            yield error("hotline", text.where, message, msg("96110 advises; after a loss people call 110"))
        for number in sorted(found & silent):
            if _CALL.search(clause) and not _denied(clause):
                message = msg(
                    "found `{number}` as a number to call, in `{clause}`", number=number, clause=clause.strip()
                )
                hint = msg("content/hotlines.yaml says `outreach: false`: it helps nobody who is being cheated")
                yield error("hotline", text.where, message, hint)


def _denied(clause: str) -> bool:
    return bool(re.search(r"不是|不能|不用|不接|is not|isn.t|cannot|does not", clause))
