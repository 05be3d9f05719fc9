"""A box to tick is said by whoever ticks it: "somebody asked me", never "he asks the victim".

Why: nobody finds herself in a list of what scammers do. In her own words she ticks it, and then stops.
Source: our own rule, after a sheet whose boxes told the scammer's steps.

PASS: `有人让我把手机屏幕给他看`, "A caller asked me to share my screen"
FAIL: `骗您共享屏幕`, "They ask to see your screen"
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from outreach.checks.content import Context
from outreach.diagnostics import Diagnostic, error
from outreach.lang import tongue
from outreach.messages import msg
from outreach.storyboard import Storyboard


def check(board: Storyboard, context: Context) -> Iterator[Diagnostic]:
    """Yields each box whose words are somebody else's, also in the language beside."""
    for text in board.ticks:
        for one in (text, text.beside) if text.beside else (text,):
            own = tongue(one.lang).myself  # a language that has none is not judged
            if own and not re.search(own, one.shown, re.I):
                message = msg("expected the words of whoever ticks it, found `{text}`", text=one.shown)
                yield error("tick", one.where, message, msg("say `我`: `有人让我……`; in English `I`, `me` or `my`"))
