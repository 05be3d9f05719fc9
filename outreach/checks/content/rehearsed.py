"""The sentence that ends the call and the question that unmasks the caller are rehearsed among the things to do.

Why: people who know better stay on the line because hanging up seems rude; a sentence they have said once comes by
itself. Every cut of the film has the first thing to do; leaflet, page and slides have them all.
Source: Stanford Center on Longevity on refusal scripts; Pratkanis for AARP: a question to ask more than halves losses.

PASS: `refusal: 我先挂了，去柜台问问`, first under `do`: `就说：“{refusal}”`, then `或者问：“{ask}”`
FAIL: a `refusal` that nobody says; one that is the third thing to do, which a short film leaves out
"""

from __future__ import annotations

from collections.abc import Iterator

from outreach.checks.content import Context
from outreach.diagnostics import Diagnostic, error
from outreach.kinds import KINDS
from outreach.messages import msg
from outreach.storyboard import Storyboard


def check(board: Storyboard, context: Context) -> Iterator[Diagnostic]:
    """Yields the refusal that is not in the first thing to do, the question that is in none."""
    scenes = [scene for scene in board.scenes if KINDS[scene.kind].section == "actions"]
    todo = [item.text.shown for scene in scenes for item in scene.items if item.kind == "do"]
    if board.refusal and todo and board.refusal.shown not in todo[0]:
        message = msg("expected `{token}` in the first thing to do, found `{text}`", token="{refusal}", text=todo[0])
        yield error("rehearsed", board.refusal.where, message, msg("write it there: every cut of the film has it"))
    if board.ask and todo and not any(board.ask.shown in words for words in todo):
        message = msg("expected `{token}` among the things to do, found it in none", token="{ask}")
        yield error("rehearsed", board.ask.where, message, msg("a question to ask is a thing to do"))
