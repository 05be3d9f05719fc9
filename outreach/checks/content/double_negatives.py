"""What stands under “do not” does not begin with “not” itself.

Why: under 不要这样做, the item 不点链接 asks people to tap it; so does “Never do this: do not install their app”. Two
negatives are one order too many for whoever is afraid, and the reverse of it for whoever takes them at their word.
Source: plain language guides (GOV.UK, Plain English Campaign): no double negatives; ISO 24495-1:2023 5.3.

PASS: 守住这几条 above 不点链接; “Never” above “Install their app”
FAIL: 不要这样做 above 不点链接; “Never do this” above “Do not install their app”
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from outreach.checks.content import Context
from outreach.diagnostics import Diagnostic, error
from outreach.lang import tongue
from outreach.messages import msg
from outreach.storyboard import Storyboard, Text


def check(board: Storyboard, context: Context) -> Iterator[Diagnostic]:
    """Yields each don't that is negative under a negative heading, in either language of a bilingual sheet."""
    heading = board.labels.get("dont")
    for item in (item for scene in board.scenes for item in scene.items if item.kind == "dont"):
        yield from _doubled(heading, item.text)
        if heading and heading.beside and item.text.beside:
            yield from _doubled(heading.beside, item.text.beside)


def _doubled(heading: Text | None, text: Text) -> Iterator[Diagnostic]:
    if heading and negative(heading) and negative(text):
        message = msg("`{text}` is negative, and so is its heading `{heading}`", text=text.shown, heading=heading.shown)
        hint = msg("change `dont` in content/languages/ to what is to be kept: 守住这几条, Rules to keep")
        yield error("double-negative", text.where, message, hint)


def negative(text: Text) -> bool:
    """Does it say not to do something? Of a language whose words we do not know, no."""
    pattern = tongue(text.lang).refuses
    return bool(pattern and re.search(pattern, text.shown, re.I))
