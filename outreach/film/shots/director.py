"""The director: cuts a scene into shots, one after another, each over the lines it shows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from outreach.film.segments import Moment, Segment
from outreach.film.shots import Shot, ShotFile, fitting, shot
from outreach.storyboard import Item, Picture
from outreach.timeline import FPS

AGAIN = 0.9  # seconds before a film's end, in which it is back where it begins, for a loop
CLOSING = 2.6  # seconds before a scene's end, in which it is shown how it should end
HANGS_UP = 24  # frames until the line snaps where nobody says so
LEAST = 1.2  # seconds that a shot is seen
SPARE = 0.3  # seconds that one may be seen longer than it says, rather than have a short one after it

CARD = "card-on-phone"  # the drawing of a card that is held to a phone


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
    end = max(segment.end + segment.later, last)
    begins: list[tuple[int, set[str], Moment | None]] = [(0, {"opening"}, None)]
    begins += [(m.start, when(m, segment), m) for m in segment.moments]
    if segment.leads == "last" and end > round(CLOSING * FPS) + max((m.start for m in segment.moments), default=0):
        begins.append((end - round(CLOSING * FPS), {"closing"}, None))
    if segment.code and segment.begins:
        begins.append((end - round(AGAIN * FPS), {"closing"}, None))
    for start, at, moment in begins:
        if "opening" in at and begins[1:] and begins[1][0] < LEAST * FPS * 0.8:
            continue  # nothing can be seen before the first word
        about = item_of(moment, segment) if moment else None
        thing = about.picture.name if about and about.picture else ""
        channel = segment.scene.channel or (segment.begins if segment.scene.kind == "hook" or segment.code else "")
        names = fitting(file, segment.scene.kind, channel, at, thing)
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
    whole = [replace(one, end=after.start) for one, after in zip(made, [*made[1:], _after(end)], strict=True)]
    return tuple(part for one in whole for part in _followed(one, segment, file))


def _followed(cut: ShotCut, segment: Segment, file: ShotFile) -> Iterator[ShotCut]:
    """The shot, and those that come after it while its lines go on."""
    while cut.shot.lasts and cut.moments and cut.end - cut.start > round((cut.shot.lasts + SPARE) * FPS):
        turn = [name for name in cut.shot.after if _possible(shot(file, name, segment.shape), segment, cut.moments[0])]
        if not turn:
            break
        name = turn[_number(cut, segment) % len(turn)]
        at = min(cut.start + round(cut.shot.lasts * FPS), cut.end - round(LEAST * FPS))
        yield replace(cut, end=at)
        cut = ShotCut(name, shot(file, name, segment.shape), at, cut.end, cut.moments)
    yield cut


def _number(cut: ShotCut, segment: Segment) -> int:
    """Which of the scene's tricks a shot is about, from 0."""
    tricks = [m.beat.flag for m in segment.moments if m.beat.flag]
    return tricks.index(cut.moments[0].beat.flag) if cut.moments[0].beat.flag else 0


def _possible(one: Shot, segment: Segment, moment: Moment | None) -> bool:
    """Has the scene what the shot shows?"""
    if "tap" in one.shows:
        shown = thing_of(segment)
        return shown is not None and shown.name == CARD
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


def when(moment: Moment, segment: Segment) -> set[str]:
    """What a line is, as the rules name it."""
    made = {_kind(moment, segment)}
    if moment == segment.moments[0]:
        made.add("first")
    if moment.beat.flag and segment.leads == "screen" and moment == segment.moments[-1]:
        made.add("sharing")  # what is said last makes the caller see the screen
    return made


def _kind(moment: Moment, segment: Segment) -> str:
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


def windows(cuts: Sequence[ShotCut]) -> list[tuple[int, int]]:
    """From when until when what these shots show is seen without a break."""
    found: list[tuple[int, int]] = []
    for cut in cuts:
        if found and found[-1][1] == cut.start:
            found[-1] = found[-1][0], cut.end
        else:
            found.append((cut.start, cut.end))
    return found


def snap_frame(cut: ShotCut) -> int:
    """The frame at which the line of a shot snaps: when the sentence that ends the call has begun."""
    first = next((m for m in cut.moments), None)
    return first.start + round(first.speech * 0.55) if first else cut.start + HANGS_UP
