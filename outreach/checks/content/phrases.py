"""A flagged phrase stands once in its line, and is not all of it.

Why: the marker sweeps over the first place where the words stand; when they come twice it may be the wrong one. A line
that is marked from end to end shows nobody what to look for.
Source: our own rule: a mark shows a few words among others.

PASS: `今晚自动` in 您的会员今晚自动扣费
WARN: the phrase `今晚自动扣费` of the line 今晚自动扣费。
FAIL: `马上` in 马上转，马上退
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from outreach.checks.content import Context
from outreach.diagnostics import Diagnostic, error, warning
from outreach.messages import msg
from outreach.storyboard import Storyboard

_ENDS = "。.！!？?…"


def check(board: Storyboard, context: Context) -> Iterator[Diagnostic]:
    """Yields each phrase that comes again in its line, and each that is the whole line."""
    for item in (item for scene in board.scenes for item in scene.items):
        for flag in item.flags:
            times = len(re.findall(f"(?={re.escape(flag.phrase)})", item.text.shown))
            if times > 1:
                message = msg("expected `{phrase}` once in its line, found it {n} times", phrase=flag.phrase, n=times)
                hint = msg("take in the word before it or behind it")
                yield error("phrase", flag.where, message, hint, wanted="1", measured=str(times))
            elif flag.phrase.rstrip(_ENDS) == item.text.shown.rstrip(_ENDS):
                message = msg("expected a part of the line, found all of it: `{phrase}`", phrase=flag.phrase)
                yield warning("phrase", flag.where, message, msg("mark the few words that give the trick away"))
