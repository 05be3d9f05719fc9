"""Who is seen on a card, and what they do: poses of media/art/poses.yaml by what the scene is for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from outreach.channels import CHANNELS
from outreach.storyboard import Picture, Scene, Storyboard, is_scammer


@dataclass(frozen=True)
class Acts:
    """Poses of the person called and of whoever else is there, one after another on the cards of a scene."""

    called: tuple[str, ...] = ()
    other: tuple[str, ...] = ()
    who: tuple[str, ...] = ()  # the first of these roles in the cast is the other; (): whoever calls


CALLED = Acts(("listen-worried", "uneasy", "shock"), ("lean-in", "count-one", "watch"))
WRITTEN = Acts(("read", "read-struck", "shock"), ("watch", "lean-in", "count-one"))
ACTS: Mapping[str, Acts] = {
    "outcome": Acts(("listen",), ("listen",), ("clerk", "friend", "family", "police", "host")),
    "pause": Acts(("doubt", "hang-up")),
    "anatomy": Acts((), ("watch",)),
    "flags": Acts((), ("lean-in",)),
    "actions": Acts(("refuse", "call-help", "put-down")),
    "rescue": Acts((), ("concerned",), ("clerk", "police", "host")),
    "endcard": Acts((), ("reassure",), ("host", "clerk")),
}
# Where the person called answers in writing, nobody holds a phone to the ear.
ACTS_WRITTEN: Mapping[str, Acts] = {
    "pause": Acts(("read", "warn-off")),
    "actions": Acts(("refuse-written", "ask", "put-down")),
}
# Where whoever helps is met; others live where the person called does.
DESKS: Mapping[str, str] = {"clerk": "lobby", "host": "lobby", "police": "desk"}


def acts(scene: Scene, board: Storyboard) -> tuple[list[tuple[Picture, str]], list[tuple[Picture, str]]]:
    """The person called and the other, each as pictures with their poses."""
    one = _acts(scene, board)
    victim = next((p.picture for p in board.cast if p.role == "victim"), None)
    other = next(_others(scene, one, board), None)
    return [(victim, pose) for pose in one.called if victim], [(other, pose) for pose in one.other if other]


def met(scene: Scene, board: Storyboard) -> str:
    """The place in which somebody helps: where that person works, else a home."""
    person = next(_others(scene, _acts(scene, board), board), None)
    return next((DESKS[p.role] for p in board.cast if p.picture == person and p.role in DESKS), "home")


def _acts(scene: Scene, board: Storyboard) -> Acts:
    if board.written and scene.kind in ACTS_WRITTEN:
        return ACTS_WRITTEN[scene.kind]
    written = bool(scene.channel) and not CHANNELS[scene.channel].calls
    return ACTS.get(scene.kind, WRITTEN if written else CALLED)


def _others(scene: Scene, one: Acts, board: Storyboard) -> Iterator[Picture]:
    """Who the other may be, the likeliest first: somebody who speaks in the scene."""
    if not one.who:
        yield from (person.picture for person in board.cast if is_scammer(person))
        return
    known = {person.role: person.picture for person in board.cast}
    spoken = [item.role for item in scene.items if item.side == "left"]
    yield from (known[role] for role in (*spoken, *one.who) if role in known)
