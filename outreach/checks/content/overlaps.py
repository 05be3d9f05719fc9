"""The flagged phrases of a line stand apart.

Why: each trick has its own colour of marker, number and moment. Words that are in two phrases would be marked once and
numbered once: the other trick's phrase loses letters, and its number has no place.
Source: our own rule: a marked word belongs to one trick.

PASS: `今晚自动` and `扣费` in 您的会员今晚自动扣费
FAIL: `今晚自动` and `自动扣费`, which share 自动; `自动` inside `今晚自动扣费`; one phrase twice
"""

from __future__ import annotations

from collections.abc import Iterator

from outreach.checks.content import Context
from outreach.diagnostics import Diagnostic, error
from outreach.messages import msg
from outreach.storyboard import Flag, Item, Storyboard


def check(board: Storyboard, context: Context) -> Iterator[Diagnostic]:
    """Yields each phrase that begins before another one of its line ends."""
    for item in (item for scene in board.scenes for item in scene.items):
        reach, before = 0, None
        for start, end, flag in sorted(_places(item), key=lambda one: one[:2]):
            if before and start < reach:
                yield _shared(flag, before, item.text.shown[start : min(reach, end)])
            if end > reach:
                reach, before = end, flag


def _shared(flag: Flag, before: Flag, words: str) -> Diagnostic:
    message = msg(
        "`{phrase}` and `{other}` are flagged in one line and share `{words}`",
        phrase=flag.phrase,
        other=before.phrase,
        words=words,
    )
    return error("overlap", flag.where, message, msg("shorten one of them, or make one flag of the two"))


def _places(item: Item) -> Iterator[tuple[int, int, Flag]]:
    for flag in item.flags:
        start = item.text.shown.find(flag.phrase)
        if start >= 0:  # a phrase that is not in its line is told when the line is read
            yield start, start + len(flag.phrase), flag
