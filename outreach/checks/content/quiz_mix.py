"""A quiz has three to five questions an audience, and at least one message in it is genuine.

Why: who has only ever seen fakes learns to distrust the bank's own call, the one that saves the money. Fewer than three
questions teach nothing, more than five nobody finishes.
Source: Robb and Wendel 2023 (PMC9786522): practice with real and fake messages mixed, clues after each answer.

PASS: three fakes, and `genuine: true` beside the message of 96110
FAIL: four fakes; two questions for seniors
"""

from __future__ import annotations

from collections.abc import Iterator

from outreach.checks.content import Context
from outreach.diagnostics import Diagnostic, error, warning
from outreach.messages import msg
from outreach.storyboard import Storyboard

LEAST, MOST = 3, 5


def check(board: Storyboard, context: Context) -> Iterator[Diagnostic]:
    """Yields a quiz that is too short or too long, and one in which nothing is genuine."""
    if not board.quiz:
        return
    place, count = board.quiz[0].options[0].text.where, len(board.quiz)
    # An audience that a team has just added has only what is asked of everyone: told, and nothing is held up.
    tell = error if count >= LEAST or board.review.approved else warning
    if not LEAST <= count <= MOST:
        message = msg("expected {least} to {most} questions for {audience}, found {n}",
                      least=LEAST, most=MOST, audience=board.audience, n=count)  # fmt: skip
        yield tell("quiz", place, message, wanted=f"{LEAST}-{MOST}", measured=str(count))
    if not any(one.genuine for one in board.quiz):
        message = msg(
            "expected a genuine message among the questions for {audience}, found none", audience=board.audience
        )
        yield tell(
            "quiz", place, message, msg("such as the call of `{token}`: `genuine: true`", token="{hotline.fraud}")
        )
