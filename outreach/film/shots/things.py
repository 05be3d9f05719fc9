"""Things large in the picture: what an item is about, with the sign that says do or don't."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from outreach.film.geometry import Box
from outreach.film.pieces import Piece, Thing
from outreach.film.planes import Put
from outreach.film.shots.camera import Lens
from outreach.film.shots.director import ShotCut, thing_of
from outreach.film.shots.in_use import in_use, place
from outreach.film.shots.tap import tapped
from outreach.film.stage import Stage
from outreach.storyboard import Item, Picture

if TYPE_CHECKING:
    from outreach.film.shots.take import Take

TOUCH = "touch"  # the state of a moving drawing in which one thing has come to another
LARGE = {"thing", "use"}  # what of a shot shows it
VERDICTS = {"do": "do", "dont": "dont", "flag": "dont", "step": ""}


def item(stage: Stage, cut: ShotCut) -> Item | None:
    """What a shot is about."""
    return next((i for i in stage.segment.scene.items if i.id == cut.item), None)


def picture(stage: Stage, cut: ShotCut) -> Picture | None:
    """The drawing of what a shot is about."""
    if not LARGE & set(cut.shot.shows) or in_use(stage, cut):
        return None
    found = item(stage, cut)
    if found is not None and found.kind != "line":
        return found.picture
    return thing_of(stage.segment)


def thing_box(stage: Stage, cut: ShotCut) -> Box:
    """Where it stands: in the middle, or beside a person or a name."""
    if "use" in cut.shot.shows:
        return place(stage, cut)
    if stage.segment.scene.kind == "hook":
        return stage.boxes["act"]
    return stage.boxes["beside" if cut.shot.people else "left" if "trick" in cut.shot.shows else "thing"]


def thing_pieces(stage: Stage, cut: ShotCut) -> dict[str, Piece]:
    """The drawing in each of its states, or the item's words where it has no drawing."""
    shown, found = picture(stage, cut), item(stage, cut)
    box = thing_box(stage, cut)
    if not LARGE & set(cut.shot.shows) or in_use(stage, cut) or (shown is None and found is None):
        return {}
    staged = "use" in cut.shot.shows
    verdict = VERDICTS.get(found.kind, "") if found else ""
    verdict = "dont" if stage.segment.scene.kind == "hook" else verdict  # what must not be done never stands alone
    if shown is None and found and found.kind != "line":
        words = Thing(
            svg=None, words=found.text.phrases, verdict=verdict, number=found.number, stage=staged, w=box.w, h=box.h
        )
        return {f"thing-{cut.item}": words}
    if shown is None:
        return {}
    states = stage.motion.states(shown.name) or [shown.state]
    number = found.number if found and found.kind == "step" else 0
    return {
        f"thing-{cut.item}-{s}": Thing(
            svg=stage.svg(shown.name, s), words=None, verdict=verdict, number=number, stage=staged, w=box.w, h=box.h
        )
        for s in states
    }


def touched(stage: Stage, cut: ShotCut) -> int | None:
    """The frame of a shot at which its moving drawing first shows a touch."""
    if "tap" in cut.shot.shows:
        return tapped(stage, cut) if tapped(stage, cut) < cut.end else None
    shown = picture(stage, cut)
    turns = stage.motion.turns(shown.name) if shown and stage.motion.states(shown.name) else []
    frame = cut.start + turns.index(TOUCH) if TOUCH in turns else cut.end
    return frame if frame < cut.end else None


def things(take: Take, frame: int, seen: Lens) -> Iterator[Put]:
    """The thing at a frame: it comes up and then moves with the camera."""
    stage, cut = take.stage, take.cut
    if not LARGE & set(cut.shot.shows) or in_use(stage, cut):
        return
    shown, box = picture(stage, cut), thing_box(stage, cut)
    name = f"thing-{cut.item}"
    if shown is not None:
        turns = stage.motion.turns(shown.name) if stage.motion.states(shown.name) else [shown.state]
        name += f"-{turns[(frame - cut.start) % len(turns)]}"
    elif name not in take.planes:
        return
    piece = take.plane(name)
    t = min(1.0, (frame - cut.start + 1) / 9)
    grown = 0.86 + 0.14 * (1 - (1 - t) ** 3)
    scale = grown * seen.scale
    x, y = seen.point(box.x + box.w / 2, box.y + box.h / 2)
    yield Put(piece, x - piece.width * scale / 2, y - piece.height * scale / 2, scale, opacity=min(1.0, 2 * t))
