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
from outreach.messages import msg
from outreach.storyboard import Storyboard

# How people say "I" and "my"; a language that is not here is not judged.
SELF = {
    "zh": re.compile("[我俺咱]"),
    "en": re.compile(r"\b(?:i|me|my|mine|myself|we|us|our)\b", re.I),
    "ja": re.compile("私|わたし|自分|うち|僕|俺"),
    "ko": re.compile("저[는를에의가 ]|제[가 ]|나[는를에의 ]|내[가 ]|우리"),
}


def check(board: Storyboard, context: Context) -> Iterator[Diagnostic]:
    """Yields each box whose words are somebody else's, also in the language beside."""
    for text in board.ticks:
        for one in (text, text.beside) if text.beside else (text,):
            own = SELF.get(one.lang.split("-")[0])
            if own and not own.search(one.shown):
                message = msg("expected the words of whoever ticks it, found `{text}`", text=one.shown)
                yield error("tick", one.where, message, msg("say `我`: `有人让我……`; in English `I`, `me` or `my`"))
