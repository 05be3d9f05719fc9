"""Words that matter, large: they leave the caller's mouth as they are spoken, and stay while the trick is named."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from outreach.film.geometry import Box
from outreach.film.pieces import Naming, Piece, Slab
from outreach.film.planes import Plane, Put
from outreach.film.shots.director import ShotCut, item_of
from outreach.film.stage import Stage
from outreach.lang import phrases
from outreach.storyboard import Flag

if TYPE_CHECKING:
    from outreach.film.shots.take import Take

FLIGHT = 14  # frames from the mouth to its place
TILT = 3.0  # degrees: a slab that was thrown


def flags_of(stage: Stage, cut: ShotCut) -> list[tuple[Flag, int]]:
    """The flagged phrases of a shot and the frame at which each is heard."""
    found = []
    for moment in cut.moments:
        item = item_of(moment, stage.segment)
        for flag in item.flags if item and not moment.beat.flag else ():
            at = next((m.start for m in moment.marks if m.flag == flag.id), moment.start + moment.speech // 3)
            found.append((flag, at))
    return found


def named(stage: Stage, cut: ShotCut) -> Flag | None:
    """The trick that a shot names."""
    for moment in cut.moments:
        item = item_of(moment, stage.segment)
        for flag in item.flags if item else ():
            if flag.id == moment.beat.flag:
                return flag
    return None


def word_pieces(stage: Stage, cut: ShotCut) -> dict[str, Piece]:
    """The words of a shot."""
    made: dict[str, Piece] = {}
    box = stage.boxes["words"]
    shown = [flag for flag, _ in flags_of(stage, cut)] if "words" in cut.shot.shows else []
    trick = named(stage, cut) if "trick" in cut.shot.shows else None
    for flag in [*shown, *([trick] if trick and "words" in cut.shot.shows else [])]:
        made[f"words-{flag.id}"] = Slab(phrases=phrases(flag.phrase, stage.segment.style.lang), w=box.w, h=box.h)
    if trick:
        place = naming_box(stage, cut)
        made[f"naming-{trick.id}"] = Naming(number=trick.number, name=trick.trick.phrases, w=place.w, h=place.h)
    return made


def naming_box(stage: Stage, cut: ShotCut) -> Box:
    """Where a trick's name stands: over the picture, or beside what the picture shows large."""
    return stage.boxes["aside" if {"phone", "thing"} & set(cut.shot.shows) else "trick"]


def flying(take: Take, frame: int) -> Iterator[Put]:
    """The words at a frame."""
    stage, cut = take.stage, take.cut
    box = stage.boxes["words"]
    if "words" in cut.shot.shows:
        started = [(flag, at) for flag, at in flags_of(stage, cut) if frame >= at]
        for flag, at in started[-1:]:
            yield _at(take.plane(f"words-{flag.id}"), _mouth(take), box, (frame - at) / FLIGHT, TILT)
    trick = named(stage, cut) if "trick" in cut.shot.shows else None
    if trick:
        if "words" in cut.shot.shows:
            yield _at(take.plane(f"words-{trick.id}"), None, box, 2.0, TILT)
        place, since = naming_box(stage, cut), frame - cut.start - 4
        if since >= 0:
            yield _at(take.plane(f"naming-{trick.id}"), None, place, since / 8, 0.0, drop=True)


def _mouth(take: Take) -> tuple[float, float] | None:
    boxes = take.stage.boxes
    area = boxes["area"]
    for _, one in take.actors:
        if one.figure.who == "caller":
            high = one.figure.tall * boxes.height
            return area.x + one.figure.at * area.w, boxes.height * one.figure.foot - 0.7 * high
    return None


def _at(piece: Plane, start: tuple[float, float] | None, box: Box, t: float, angle: float, drop: bool = False) -> Put:
    x, y = box.x + box.w / 2, box.y + box.h / 2
    eased = _back(min(1.0, t))
    scale, clear = 1.0, 1.0
    if start and t < 1:
        x, y = start[0] + (x - start[0]) * eased, start[1] + (y - start[1]) * eased
        scale, clear = 0.25 + 0.75 * eased, min(1.0, 3 * t)
    elif drop and t < 1:
        scale, clear = 1.5 - 0.5 * eased, min(1.0, 2 * t)
    return Put(piece, x - piece.width * scale / 2, y - piece.height * scale / 2, scale, angle, clear)


def _back(t: float) -> float:
    """Eased, a little over the mark and back."""
    t -= 1
    return 1 + 2.2 * t**3 + 1.2 * t**2
