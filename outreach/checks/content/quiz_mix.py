"""A quiz has three to five questions an audience, a genuine message, a fake of each way in, and gives nothing away.

Why: who has only ever seen fakes learns to distrust the bank's own call, the one that saves the money. Fewer than three
questions teach nothing, more than five nobody finishes. Where the right answer always stands second, place is learned,
not judgement.
Who has practised with calls only is not ready for a message.
Source: Robb and Wendel 2023 (PMC9786522): practice with real and fake messages mixed, clues after each answer.

PASS: two fakes, one from the chat and one from the call of the story, and `genuine: true` beside the message of 96110
FAIL: four fakes; two questions; four, three of them right at B; calls only, of a story with a text message
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from outreach.channels import CHANNELS
from outreach.checks.content import Context
from outreach.diagnostics import Diagnostic, error, warning
from outreach.messages import msg
from outreach.storyboard import Storyboard, is_scammer, scene_of

LEAST, MOST = 3, 5


def check(board: Storyboard, context: Context) -> Iterator[Diagnostic]:
    """Yields a quiz of a wrong length, one in which nothing is genuine, and one that its places give away."""
    if not board.quiz:
        return
    place, count, audience = board.quiz[0].options[0].text.where, len(board.quiz), board.audience
    # An audience that a team has just added has only what is asked of everyone: told, and nothing is held up.
    tell = error if count >= LEAST or board.review.approved else warning
    if not LEAST <= count <= MOST:
        asked = {"least": LEAST, "most": MOST, "audience": audience, "n": count}
        message = msg("expected {least} to {most} questions for {audience}, found {n}", **asked)
        yield tell("quiz", place, message, wanted=f"{LEAST}-{MOST}", measured=str(count))
    if not any(one.genuine for one in board.quiz):
        message = msg("expected a genuine message among the questions for {audience}, found none", audience=audience)
        hint = msg("such as the call of `{token}`: `genuine: true`", token="{hotline.fraud}")
        yield tell("quiz", place, message, hint)
    if count > 1:
        yield from _places(board)
        yield from _ways(board)


def _ways(board: Storyboard) -> Iterator[Diagnostic]:
    """Yields each way in which a scammer reaches people and that no fake message has."""
    scammers = {person.role for person in board.cast if is_scammer(person)}
    fakes = [scene_of(board, one.message) for one in board.quiz if one.message and not one.genuine]
    asked = {CHANNELS[scene.channel].practice for scene in fakes if scene and scene.channel}
    place = board.quiz[0].options[0].text.where
    for scene in board.scenes:
        way = CHANNELS[scene.channel] if scene.channel else None
        # A screen that is seen during a call is no way of its own.
        reaches = way and way.practice and (way.rings or not way.calls)
        if way and reaches and way.practice not in asked and any(item.role in scammers for item in scene.items):
            asked.add(way.practice)
            told = {"channel": f"channel: {scene.channel}", "audience": board.audience}
            message = msg(
                "expected a fake message of `{channel}` among the questions for {audience}, found none", **told
            )
            yield warning("quiz", place, message, msg("copy a line of `{id}`", id=scene.id))


def _places(board: Storyboard) -> Iterator[Diagnostic]:
    """Yields the first right answer at a place where more than half of the right ones stand."""
    right = [(at, option) for one in board.quiz for at, option in enumerate(one.options) if option.right]
    most = (len(right) + 1) // 2
    for at, n in Counter(at for at, _ in right).items():
        if n > most:
            where = next(option.text.where for place, option in right if place == at)
            counts = {"n": n, "of": len(right), "audience": board.audience, "at": at + 1}
            message = msg("{n} of {of} right answers for {audience} stand at place {at}", **counts)
            hint = msg("change the order of the options of some questions: a place is learned faster than a trick")
            yield warning("quiz", where, message, hint, wanted=f"<= {most}", measured=str(n))
