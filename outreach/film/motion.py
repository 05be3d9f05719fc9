"""How pieces come, move and go: easing, and sprites that turn into draws for any frame.

The kinds of movement are data (templates/scenes/motion.yaml), their times come from the audience's look.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Annotated, Literal

from pydantic import Field

from outreach.film.compositor import Draw
from outreach.film.geometry import Box, even
from outreach.film.layers import Layer, scaled
from outreach.project import Project
from outreach.source import Strict, Versioned, load_sure
from outreach.timeline import FPS

FILE = "templates/scenes/motion.yaml"
Enter = Literal["pop", "rise", "drop", "wipe", "run", "fade", "cut"]


_Seconds = Annotated[float, Field(gt=0, le=60)]


class _Piece(Strict):
    enter: Enter
    time: Literal["pop", "fade", "sweep"]  # names of the look's times
    distance: Annotated[float, Field(ge=0, le=1000)] = 0


class _Ring(Strict):
    seconds: _Seconds
    distance: Annotated[float, Field(ge=0, le=100)]
    turns: Annotated[int, Field(ge=1, le=30)]


class _Blink(Strict):
    every: _Seconds
    seconds: _Seconds


class _Mouth(Strict):
    seconds: _Seconds


class _Loops(Strict):
    ring: _Ring
    blink: _Blink
    mouth: _Mouth


class _Passages(Strict):
    wipe: _Seconds
    match: _Seconds
    iris: _Seconds
    rewind: _Seconds


class _File(Versioned):
    pieces: dict[str, _Piece]
    loops: _Loops
    passages: _Passages
    drains: list[str]
    drawings: dict[str, dict[str, _Seconds]]


@dataclass(frozen=True, slots=True)
class Entrance:
    """How one piece comes in: the movement, its length in frames and its way in px."""

    kind: Enter = "cut"
    frames: int = 1
    distance: int = 0


@dataclass(frozen=True)
class Motion:
    """The movements of one film: the table of the templates in the times of the audience's look."""

    table: _File
    times: Mapping[str, float]

    @classmethod
    def of(cls, project: Project, times: Mapping[str, float]) -> Motion:
        """Reads the table. Raises OutreachError with every fault in it."""
        return cls(load_sure(project, FILE, _File), times)

    def entrance(self, piece: str) -> Entrance:
        """How a piece of that kind comes in; one the table does not name is simply there."""
        found = self.table.pieces.get(piece)
        if found is None:
            return Entrance()
        return Entrance(found.enter, self.frames(found.time), int(found.distance))

    @property
    def calm(self) -> float:
        """How many times as long the audience's look takes for a movement."""
        return self.times.get("calm", 1.0)

    def frames(self, time: str) -> int:
        """A time of the look in frames."""
        return max(1, round(self.times.get(time, 0.3) * FPS))

    def states(self, drawing: str) -> list[str]:
        """The states a moving drawing shows in turn; none for one that stays as it is."""
        return list(self.table.drawings.get(drawing, ()))

    def turns(self, drawing: str) -> list[str]:
        """The state of a moving drawing at each frame of one turn, at the pace of the audience."""
        times = self.table.drawings[drawing]
        return [state for state, seconds in times.items() for _ in range(max(1, round(seconds * self.calm * FPS)))]

    @property
    def loops(self) -> _Loops:
        """What repeats: the ringing phone, the host's eyes and mouth."""
        return self.table.loops


def ease(t: float) -> float:
    """From 0 to 1, quick at first, gentle at the end (cubic)."""
    return 1 - (1 - min(max(t, 0.0), 1.0)) ** 3


def overshoot(t: float) -> float:
    """From 0 to 1 by way of 1.06: a small bounce."""
    t = min(max(t, 0.0), 1.0) - 1
    return 1 + 2.2 * t**3 + 1.2 * t**2


def smooth(t: float) -> float:
    """From 0 to 1, gentle at both ends."""
    t = min(max(t, 0.0), 1.0)
    return t * t * (3 - 2 * t)


Path = Callable[[int], tuple[int, int]]
Looks = Callable[[int], Layer | None]


@dataclass(frozen=True)
class Sprite:
    """A piece on the frame from `start` until `end` (frames of the scene). `z` is its depth: greater is nearer."""

    kind: str
    layer: Layer
    x: int
    y: int
    z: int
    start: int = 0
    end: int = 1 << 30
    enter: Entrance = Entrance()
    leave: int = 0  # frames of fading out, after `end`
    crop: Box | None = None
    path: Path | None = None  # frame -> shift in px, for what moves while it stays
    looks: Looks | None = None  # frame -> the layer to show instead, for what changes while it stays

    def draws(self, frame: int) -> Iterator[Draw]:
        """What to draw of it at `frame`."""
        if not self.start <= frame < self.end + self.leave:
            return
        layer = self.looks(frame) if self.looks else self.layer
        if layer is None:
            return
        dx, dy = self.path(frame) if self.path else (0, 0)
        still = Draw(layer, even(self.x + dx) + layer.at[0], even(self.y + dy) + layer.at[1], crop=self.crop)
        if frame >= self.end:
            yield replace(still, opacity=int(255 * (1 - (frame - self.end + 1) / (self.leave + 1))))
        elif frame - self.start < self.enter.frames:
            yield entering(still, self.enter, (frame - self.start + 1) / self.enter.frames)
        else:
            yield still


def entering(still: Draw, enter: Entrance, t: float) -> Draw:
    """The draw of a piece that is `t` (0 to 1] of its way in."""
    clear = int(255 * min(1.0, t * 2))
    if enter.kind in ("pop", "drop"):
        size = 0.72 + 0.28 * overshoot(t) if enter.kind == "pop" else 1 + 0.9 * (1 - ease(t))
        layer = _sized(still.layer, 2 * round(size * 50))
        x = still.x + (still.layer.width - layer.width) // 2
        y = still.y + (still.layer.height - layer.height) // 2
        return replace(still, layer=layer, x=even(x), y=even(y), opacity=clear)
    if enter.kind in ("wipe", "run"):  # from left to right, eased or at one speed
        share = ease(t) if enter.kind == "wipe" else t
        return replace(still, part=(0, 0, max(2, even(still.layer.width * share)), still.layer.height))
    if enter.kind == "rise":
        return replace(still, y=even(still.y + enter.distance * (1 - ease(t))), opacity=clear)
    return replace(still, opacity=255 if enter.kind == "cut" else int(255 * t))


@lru_cache(maxsize=16)  # more than pop in at once: frames one after the other often want the same size
def _sized(layer: Layer, percent: int) -> Layer:
    return layer if percent == 100 else scaled(layer, percent)
