"""The director: cuts a scene into shots, one after another, each over the lines it shows."""

from __future__ import annotations

from dataclasses import dataclass, replace

from outreach.film.segments import Moment, Segment
from outreach.film.shots import Shot, ShotFile, fitting, shot
from outreach.storyboard import Item, Picture


@dataclass(frozen=True)
class ShotCut:
    """A shot from `start` until `end` (frames of the scene) and the lines that are spoken in it."""

    name: str
    shot: Shot
    start: int
    end: int
    moments: tuple[Moment, ...] = ()

    @property
    def item(self) -> str:
        """The item it is about, by the first line's; "" for none."""
        return next((m.beat.item for m in self.moments if m.beat.item), "")


def cuts(segment: Segment, file: ShotFile) -> tuple[ShotCut, ...]:
    """The whole scene in shots, without a gap. A line that is shown as the one before goes on in its shot."""
    made: list[ShotCut] = []
    last = max((m.end for m in segment.moments), default=segment.end)
    end = max(segment.end, last)
    begins: list[tuple[int, str, Moment | None]] = [(0, "opening", None)]
    begins += [(m.start, when(m, segment), m) for m in segment.moments]
    for start, at, moment in begins:
        about = item_of(moment, segment) if moment else None
        thing = about.picture.name if about and about.picture else ""
        names = fitting(file, segment.scene.kind, segment.scene.channel, at, thing)
        name = next((n for n in names if _possible(shot(file, n, segment.shape), segment, moment)), None)
        if name is None:
            if made and moment:
                made[-1] = replace(made[-1], moments=(*made[-1].moments, moment))
            continue
        lines = (moment,) if moment else ()
        if made and made[-1].name == name and _goes_on(made[-1], moment):
            made[-1] = replace(made[-1], moments=(*made[-1].moments, *lines))
            continue
        made.append(ShotCut(name, shot(file, name, segment.shape), start if made else 0, end, lines))
    return tuple(replace(one, end=after.start) for one, after in zip(made, [*made[1:], _after(end)], strict=True))


def _possible(one: Shot, segment: Segment, moment: Moment | None) -> bool:
    """Has the scene what the shot shows?"""
    return "thing" not in one.shows or has_thing(segment, item_of(moment, segment) if moment else None)


def has_thing(segment: Segment, item: Item | None) -> bool:
    """Is there something to show large: an item of a list with its drawing or words, or a drawing of the scene?"""
    if item is not None and item.kind != "line":
        return True
    return thing_of(segment) is not None


def thing_of(segment: Segment) -> Picture | None:
    """The scene's drawing that is nobody of the cast."""
    people = {person.picture.name for person in segment.cast}
    return next((p for p in segment.scene.pictures if p.name not in people), None)


def _goes_on(cut: ShotCut, moment: Moment | None) -> bool:
    """Is a line part of the shot before it? What is about another thing is another shot."""
    if moment is None or not cut.moments:
        return True
    if "trick" in cut.shot.shows:
        return cut.moments[-1].beat.flag == moment.beat.flag
    return not {"thing", "use", "snap"} & set(cut.shot.shows) or cut.item == moment.beat.item


def _after(end: int) -> ShotCut:
    return ShotCut("", Shot(), end, end)


def when(moment: Moment, segment: Segment) -> str:
    """What a line is, as the rules name it."""
    beat, item = moment.beat, item_of(moment, segment)
    if beat.flag:
        return "trick"
    if beat.kind == "wait":
        return "wait"
    if beat.reveal:
        return "answer"
    if beat.role == "victim":
        return "victim"
    if plays(beat.role, segment) == "caller":
        return "caller"
    if beat.role != "host":
        return "helper"
    if item and item.kind == "do" and item == next(i for i in segment.scene.items if i.kind == "do"):
        return "refusal"  # `check` holds that the first thing to do is the sentence that ends the call
    return item.kind if item else "host"


def plays(role: str, segment: Segment) -> str:
    """The role that somebody of the cast plays."""
    person = next((p for p in segment.cast if p.role == role), None)
    return (person.plays or person.role) if person else role


def item_of(moment: Moment, segment: Segment) -> Item | None:
    """What a line is about."""
    return next((i for i in segment.scene.items if i.id == moment.beat.item), None)


def snap_frame(cut: ShotCut) -> int:
    """The frame at which the line of a shot snaps: when the sentence that ends the call has begun."""
    first = next((m for m in cut.moments), None)
    return first.start + round(first.speech * 0.55) if first else cut.start
