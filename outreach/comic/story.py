"""What the frames of a comic strip tell: three moments of the talk, how it turns, how it ends."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import get_args

from outreach.comic.table import Moment, Part
from outreach.storyboard import Item, Scene, Storyboard, Text

TALK, ENDING = 3, 2  # frames
NOBODY = "narrator"  # words that nobody in the frame says


@dataclass(frozen=True)
class Said:
    """Words in a frame."""

    text: Text
    who: str  # victim, caller, helper, or nobody who is seen
    item: Item | None = None  # the line, which has its flags


@dataclass(frozen=True)
class Told:
    """What one frame tells."""

    tells: Moment
    scene: Scene | None = None
    said: tuple[Said, ...] = ()
    helper: str = ""  # the role of whoever helps in it
    first: bool = False  # of its scene: it bears the title


def frames(board: Storyboard) -> Iterator[tuple[Part, Told]]:
    """Every frame with what it tells."""
    talk, ending = _talk(board), _ending(board)
    opening = next((one.scene for one in talk if one.scene), None)
    pause = [one for one in _pause(board) if one.tells not in {each.tells for each in ending}]
    last = talk[-1].scene if talk else None
    rest = [*pause, *[Told("silent", last)] * TALK]
    told = [
        Told("opening", opening, tuple(_hook(board))),
        *[*talk, *rest][:TALK],
        *[*ending, *[Told("silent", last)] * ENDING][:ENDING],
    ]
    seen: set[str] = set()
    for part, one in zip(get_args(Part), told, strict=True):
        bears = {one.scene.id} if one.scene and one.said and one.tells != "opening" else set()
        new = bool(bears - seen)
        seen |= bears
        yield part, Told(one.tells, one.scene, one.said, one.helper, new)


def _hook(board: Storyboard) -> Iterator[Said]:
    """The first sentence of the story, told over its first picture."""
    hooks = (item for scene in board.scenes if scene.kind == "hook" for item in scene.items)
    yield from (Said(item.text, NOBODY) for item in islice(hooks, 1))


def _talk(board: Storyboard) -> list[Told]:
    """Three moments of the dialogues: those that play most tricks, and always the last."""
    pairs = [(scene, pair) for scene in board.scenes if scene.kind == "dialogue" for pair in paired(_lines(scene))]
    while len(pairs) < TALK and any(len(pair) > 1 for _, pair in pairs):
        n = next(n for n, (_, pair) in enumerate(pairs) if len(pair) > 1)
        scene, pair = pairs[n]
        pairs[n : n + 1] = [(scene, pair[:1]), (scene, pair[1:])]
    if len(pairs) > TALK:
        tricks = [sum(len(line.flags) for line in pair) for _, pair in pairs]
        best = sorted(range(len(pairs) - 1), key=lambda n: (-tricks[n], n))[: TALK - 1]
        pairs = [pairs[n] for n in (*sorted(best), len(pairs) - 1)]
    return [Told("dialogue", scene, tuple(_said(line, "caller") for line in pair)) for scene, pair in pairs]


def _lines(scene: Scene) -> list[Item]:
    """What is said by those who talk with each other: the presenter is not in the picture."""
    return [item for item in scene.items if item.side]


def paired(lines: Sequence[Item]) -> list[tuple[Item, ...]]:
    """Lines as frames hold them: a question and its answer share one."""
    found: list[tuple[Item, ...]] = []
    for line in lines:
        if found and len(found[-1]) == 1 and found[-1][0].side != line.side:
            found[-1] = (*found[-1], line)
        else:
            found.append((line,))
    return found


def _ending(board: Storyboard) -> list[Told]:
    """The outcome in two frames; with less of it, before it the sentence that ends the call."""
    scene = next((scene for scene in board.scenes if scene.kind == "outcome" and _lines(scene)), None)
    lines = _lines(scene) if scene else []
    cut = [part for part in (lines[:2], lines[2:][-2:]) if part]
    helpers = [[line.role for line in part if line.side == "left"] for part in cut]
    known = [role for roles in helpers for role in roles]
    found = [
        Told("outcome", scene, tuple(_said(line, "helper") for line in part), (*roles[-1:], *known, "")[0])
        for part, roles in zip(cut, helpers, strict=True)
    ]
    before = [*_pause(board), *_refusal(board)][-(ENDING - len(found)) :] if len(found) < ENDING else []
    return [*before, *found]


def _pause(board: Storyboard) -> Iterator[Told]:
    for scene in board.scenes:
        if scene.kind == "pause" and scene.question:
            yield Told("pause", scene, (Said(scene.question, NOBODY),))
            return


def _refusal(board: Storyboard) -> Iterator[Told]:
    """The sentence that ends the call: the script's own, else what the right option says."""
    right = (item.text for scene in board.scenes if scene.kind == "pause" for item in scene.items if item.right)
    words = board.refusal or next(right, None)
    if words:
        yield Told("refusal", None, (Said(words, "victim"),))


def _said(line: Item, other: str) -> Said:
    return Said(line.text, "victim" if line.side == "right" else other, line)
