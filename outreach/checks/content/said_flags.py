"""What a list of warnings quotes was really said to somebody in the story.

Why: a warning sign is remembered by the moment it was heard in. A phrase that nobody said is one more thing to learn,
and a quotation that was never spoken teaches that quotations are invented.
Source: our own rule, after a reading of the first nine films; a cue works that was there when it was learnt (Tulving).

PASS: `“打开屏幕共享”` among the flags, and a caller who says 您别急，装个软件，打开屏幕共享。
WARN: `“不取消就扣钱”` among the flags, where the caller says 一年自动扣2万元
FAIL: none, the list is shown all the same
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from outreach.checks.content import Context
from outreach.diagnostics import Diagnostic, warning
from outreach.folding import fold
from outreach.kinds import KINDS
from outreach.messages import msg
from outreach.storyboard import Storyboard, Text

_QUOTED = re.compile(r"“([^”]+)”|「([^」]+)」|『([^』]+)』")
_NOT_HEARD = re.compile(r"[\W_]+")


def check(board: Storyboard, context: Context) -> Iterator[Diagnostic]:
    """Yields each quotation among the flags that is no part of what somebody says in the story."""
    lines = [item for scene in board.scenes if KINDS[scene.kind].talk for item in scene.items]
    if not lines:
        return  # a lesson without a story quotes what people know from elsewhere
    for scene in board.scenes:
        for item in scene.items if KINDS[scene.kind].section == "flags" else ():
            yield from _unheard(item.text, [line.text for line in lines])
            if item.text.beside:
                yield from _unheard(item.text.beside, [line.text.beside for line in lines if line.text.beside])


def _unheard(text: Text, lines: list[Text]) -> Iterator[Diagnostic]:
    heard = "\n".join(_plain(form) for line in lines for form in (line.shown, line.said))
    for match in _QUOTED.finditer(text.shown):
        words = next(filter(None, match.groups()))
        if _plain(words) not in heard:
            message = msg("nobody in the story says `{words}`", words=words)
            hint = msg("quote words of a line letter by letter, or let the scammer say them")
            yield warning("said-flags", text.where, message, hint)


def _plain(words: str) -> str:
    """As it is heard: no marks, no spaces, no capitals."""
    return _NOT_HEARD.sub("", fold(words)).lower()
