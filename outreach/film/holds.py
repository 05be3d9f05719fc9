"""What must be true of a shot's movement however long its lines are: `holds` in templates/scenes/shots.yaml.

Asked of the timeline, with every piece measured and none drawn; what does not hold is an error at its line of the file.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import zip_longest
from math import dist
from typing import Any, cast

from outreach.diagnostics import Diagnostic, error
from outreach.film.geometry import Box
from outreach.film.overlays import balance, first_touch
from outreach.film.planes import Plane, Put
from outreach.film.shots import FILE, Holds, Seen, ShotFile
from outreach.film.shots.director import ShotCut, snap_frame
from outreach.film.shots.take import Take
from outreach.film.shots.things import touched
from outreach.film.shots.words import loud, sized, words_box
from outreach.film.stage import Stage
from outreach.kinds import KINDS
from outreach.messages import Message, msg
from outreach.source import Versioned, load
from outreach.timeline import FPS

HEAD = (0.18, 0.66, 0.96)  # of a figure's height: from its middle to both sides, and above its foot from and to
SETTLED = FPS  # frames after which a piece is where it stays
CLEAR = 0.5  # opacity from which a piece is seen
NAMES: Mapping[str, Seen] = {"words": "words", "naming": "trick", "thing": "thing", "use": "thing"}  # of planes
TEXTS = ("words", "trick", "thing")


def broken(stage: Stage, file: ShotFile, cuts: tuple[ShotCut, ...], sizes: Mapping[str, Any]) -> list[Diagnostic]:
    """What does not hold in a scene. `sizes`: `width` and `height` of every piece, by the names of `take.pieces`."""
    found: dict[Diagnostic, None] = {}
    before: Take | None = None
    for cut, after in zip_longest(cuts, cuts[1:]):
        before = take = Take(stage, file, cut, cast("Mapping[str, Plane]", sizes), before)
        holds = file.holds.get(cut.name)
        if holds and cut.end > cut.start:
            for path, message in _faults(_Shown(take, after), holds):
                found[_at(stage, cut, path, message)] = None
    return [*found]


def _at(stage: Stage, cut: ShotCut, path: tuple[str | int, ...], message: Message) -> Diagnostic:
    _, source = load(stage.project, FILE, _Lines)
    segment = stage.segment
    told = msg(
        "the shot `{shot}` does not hold in a {shape} frame (scene `{scene}`): {what}",
        shot=cut.name,
        shape=segment.shape,
        scene=segment.scene.id,
        what=message,
    )
    return error("motion", source.places.at(("holds", cut.name, *path)), told)


class _Lines(Versioned, extra="allow"):
    """The file for its places alone: that it is sound is known."""


@dataclass(frozen=True)
class _Shown:
    """A shot and what is seen in it when."""

    take: Take
    after: ShotCut | None = None

    @property
    def cut(self) -> ShotCut:
        """The shot."""
        return self.take.cut

    @cached_property
    def _names(self) -> dict[int, str]:
        return {id(plane): name for name, plane in self.take.planes.items()}

    def put(self, what: Seen, frame: int, plane: str = "") -> Put | None:
        """A piece where it is seen at a frame."""
        for one in self.take.fore(frame):
            name = self._names.get(id(one.plane), "line")
            if one.opacity >= CLEAR and NAMES.get(name.split("-")[0], name) == what and plane in ("", name):
                return one
        return None

    def first(self, what: Seen) -> int | None:
        """The frame at which something is first seen, or happens; None where the shot has nothing of it."""
        cut, stage = self.cut, self.take.stage
        if what == "touch":
            return touched(stage, cut)
        if what == "snap":
            return snap_frame(cut) if "snap" in cut.shot.shows else None
        if what == "balance":
            span = balance.span(stage, first_touch(stage, [cut])) if "balance" in cut.shot.shows else None
            return span[0] + 1 if span and span[0] + 1 < cut.end else None
        return next((n for n in range(cut.start, cut.end) if self.put(what, n)), None)

    def heads(self, what: Seen, frame: int) -> Iterator[Box]:
        """The head of everybody of that part, as the camera sees it."""
        boxes, seen = self.take.stage.boxes, self.take.held.view(frame, "people")
        area = boxes["area"]
        for _, actor in self.take.held.actors:
            if actor.figure.who == what:
                high = actor.high
                x, foot = area.x + actor.spot[0] * area.w, actor.foot
                left, top = seen.point(x - HEAD[0] * high, foot - HEAD[2] * high)
                right, bottom = seen.point(x + HEAD[0] * high, foot - HEAD[1] * high)
                yield _box(left, top, right, bottom)


def _box(left: float, top: float, right: float, bottom: float) -> Box:
    return Box(round(left), round(top), round(right - left), round(bottom - top))


Fault = tuple[tuple[str | int, ...], Message]


def _faults(shown: _Shown, holds: Holds) -> Iterator[Fault]:
    for what, seconds in holds.appears_by.items():
        if late := _late(shown, what, seconds):
            yield ("appears_by", what), late
    for n, (cause, effect) in enumerate(holds.before):
        first, second = shown.first(cause), shown.first(effect)
        if first is not None and second is not None and first >= second:
            words = msg("`{effect}` is seen before `{cause}`", effect=effect, cause=cause)
            yield ("before", n), words
    for n, what in enumerate(holds.stays_in_frame):
        if words_ := _outside(shown, what):
            yield ("stays_in_frame", n), words_
    if holds.keeps_moving and (stands := _stands(shown, holds.keeps_moving)):
        yield ("keeps_moving",), stands


def _late(shown: _Shown, what: Seen, seconds: float) -> Message | None:
    """Words by when they are heard, all else by when the shot begins."""
    cut, stage, wait = shown.cut, shown.take.stage, round(seconds * FPS)
    cues = [(at, sized(name, words_box(stage, cut))) for name, at in _said(shown)] if what == "words" else []
    if what in ("trick", "thing") and shown.first(what) is not None:
        cues = [(cut.start, "")]
    for n, (at, plane) in enumerate(cues):
        until = cues[n + 1][0] if n + 1 < len(cues) else cut.end
        frame = min(at + wait, until - 1)
        if at + wait >= cut.end and _goes_on(shown, plane):
            continue
        if at < until and not shown.put(what, frame, plane):
            return msg("`{what}` is not seen {seconds} s after its word", what=what, seconds=f"{seconds:g}")
    return None


def _goes_on(shown: _Shown, plane: str) -> bool:
    """Do words that are heard right before a cut fly on in the next shot, where they are seen at once?"""
    after, stage = shown.after, shown.take.stage
    if not plane or after is None or "words" not in after.shot.shows:
        return False
    return any(plane.startswith(f"{name}-") for name, _, _ in loud(stage, after))


def _said(shown: _Shown) -> list[tuple[str, int]]:
    """The large words of a shot and when each is heard; those of a frozen picture were heard before."""
    cut = shown.cut
    if "words" not in cut.shot.shows or cut.shot.freeze:
        return []
    return [(name, at) for name, _, at in loud(shown.take.stage, cut) if cut.start <= at < cut.end]


def _outside(shown: _Shown, what: Seen) -> Message | None:
    """Leaves it the frame, or does it lie under captions or the interpreter?"""
    cut, boxes = shown.cut, shown.take.stage.boxes
    segment = shown.take.stage.segment
    captions = "end_caption" if KINDS[segment.scene.kind].last else "caption"
    taken = [boxes[captions], *([boxes["slot"]] if segment.interpreted else [])]
    for frame, box in _places(shown, what):
        if box.x < 0 or box.y < 0 or box.right > boxes.width or box.bottom > boxes.height:
            return msg("`{what}` leaves the frame at {seconds} s", what=what, seconds=_seconds(frame, cut))
        if any(box.overlaps(other) for other in taken):
            return msg(
                "`{what}` is under captions or the interpreter at {seconds} s", what=what, seconds=_seconds(frame, cut)
            )
    return None


def _places(shown: _Shown, what: Seen) -> Iterator[tuple[int, Box]]:
    """Where it stands once it has come, and at the end."""
    cut = shown.cut
    if what not in TEXTS:
        for frame in (cut.start, (cut.start + cut.end) // 2, cut.end - 1):
            yield from ((frame, box) for box in shown.heads(what, frame))
        return
    starts = [at for _, at in _said(shown)] if what == "words" else [cut.start]
    for frame in {min(at + SETTLED, cut.end - 1) for at in starts} | {cut.end - 1}:
        put = shown.put(what, frame)
        if put:
            wide, high = put.plane.width * put.scale, put.plane.height * put.scale
            yield frame, _box(put.x, put.y, put.x + wide, put.y + high)


def _stands(shown: _Shown, least: float) -> Message | None:
    """Does the picture stand still for a second, the first one left out, in which the camera sets off?"""
    take, cut = shown.take, shown.cut
    boxes = take.stage.boxes
    corners = [(x, y) for x in (0.0, boxes.width) for y in (0.0, boxes.height)]
    for frame in range(cut.start + FPS, cut.end - FPS, FPS):
        now, then = take.view(frame, "mid"), take.view(frame + FPS, "mid")
        if max(dist(now.point(*one), then.point(*one)) for one in corners) < least * boxes.short / 1080:
            return msg("the camera stands still at {seconds} s", seconds=_seconds(frame, cut))
    return None


def _seconds(frame: int, cut: ShotCut) -> str:
    return f"{(frame - cut.start) / FPS:.1f}"
