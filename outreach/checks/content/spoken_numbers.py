"""What is said has the same numbers as what is shown.

Why: `say` is written by hand beside `text`; a number changed in one and forgotten in the other gives a film whose voice
contradicts its picture, with a wrong amount or a wrong hotline.
Source: our own rule: a fact is the same wherever it is told.

PASS: text `扣800元`, say `扣八百元`; text `打400-000-0000冻结`, say `打银行客服冻结`
FAIL: text `扣800元`, say `扣八十元`; text `打110`, say `打96110`
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from outreach.checks.content import Context
from outreach.diagnostics import Diagnostic, error
from outreach.lang import spoken_form, tongue
from outreach.messages import msg
from outreach.storyboard import Text

_DIGITS = re.compile(r"\d(?:[\d,.-]*\d)?")


def check(text: Text, context: Context) -> Iterator[Diagnostic]:
    """Yields numbers that are said and not shown. A number that is shown may be left out when it is said."""
    if text.said == text.shown:
        return
    seen = spoken_form(text.shown, text.lang, {})
    for number in dict.fromkeys(_numbers(text)):
        if number not in text.shown and number not in seen:
            message = msg("`{number}` is said, but not shown in `{shown}`", number=number, shown=text.shown)
            yield error("say", text.where, message, msg("mend `say`, or leave it out: numbers are read out rightly"))


def _numbers(text: Text) -> Iterator[str]:
    yield from _DIGITS.findall(text.said)
    yield from tongue(text.lang).spelled(text.said)
