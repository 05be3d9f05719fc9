"""The length of an option does not give the answer away.

Why: a careful answer is easily the longest one; viewers learn to choose by length and think about nothing.
Source: Haladyna, Downing and Rodriguez, guidelines for multiple choice (2002): keep the choices about equally long.

PASS: `先挂断，再打银行电话`, `先按他说的做`
WARN: `挂断后打卡背面的号码问清楚再决定`, `转`
FAIL: none, the options are shown all the same
"""

from __future__ import annotations

from collections.abc import Iterator

from outreach.checks.content import Context
from outreach.diagnostics import Diagnostic, warning
from outreach.messages import msg
from outreach.storyboard import Storyboard

SHARE = 0.6  # of the right option's length that the longest wrong one has at least


def check(board: Storyboard, context: Context) -> Iterator[Diagnostic]:
    """Yields each right option that is much longer than all the wrong ones."""
    for scene in board.scenes:
        options = [item for item in scene.items if item.kind == "option"]
        right = [item.text for item in options if item.right]
        wrong = [len(item.text.shown) for item in options if not item.right]
        for text in right if wrong else ():
            least = SHARE * len(text.shown)
            if max(wrong) < least:
                values = {"right": len(text.shown), "wrong": max(wrong)}
                message = msg("the right option has {right} characters, the longest wrong one {wrong}", **values)
                hint = msg("make them about equally long, so that the length does not give the answer away")
                yield warning("options", text.where, message, hint, wanted=f"{least:.0f}", measured=f"{max(wrong)}")
