"""How one shot gives way to the next: an edge that moves, a step nearer, an opening circle, the film run backwards.

Both pictures are seen side by side while it lasts, never one through the other: no head has two faces.
"""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

import numpy as np

from outreach.film.frame import Frame, Mask
from outreach.film.geometry import Box, even, meet
from outreach.film.motion import smooth
from outreach.film.shots import Enter
from outreach.film.shots.director import ShotCut
from outreach.film.shots.take import BORDER, Take
from outreach.film.stage import Stage
from outreach.timeline import FPS

NEARER = 0.16  # how much an old picture grows before the new one is there
BACKWARDS = 5  # frames that the film goes back in each
HOLE = 0.3  # of its way, how wide a circle is when it is first seen: a small one would be a ring on somebody's eye
SLANT = 0.07  # of the frame: how far an edge leans


def kind(cut: ShotCut) -> Enter:
    """How a shot comes: a scene opens in a circle, but where the film is run backwards."""
    enter = cut.shot.enter
    if cut.shot.freeze:
        return "cut"
    return "iris" if cut.start == 0 and enter in ("wipe", "match") else enter


def way(now: Take, before: Take) -> Enter:
    """How a shot comes after another one: an edge or a circle would show somebody who is in both of them twice."""
    found = kind(now.cut)
    return "match" if found in ("wipe", "iris") and _people(now) & _people(before) else found


def _people(take: Take) -> set[str]:
    return {one.person.picture.name for _, one in take.held.actors}


def frames(cut: ShotCut, stage: Stage) -> int:
    """For how many frames the shot before is still seen."""
    way = kind(cut)
    seconds = 0.0 if way == "cut" else getattr(stage.motion.table.passages, way)
    return round(seconds * stage.motion.calm * FPS)


def of_old(cut: ShotCut, stage: Stage, end: int) -> range:
    """Which frames of the shot before, that ends at `end`, are seen while a shot comes."""
    count = frames(cut, stage)
    return range(end - BACKWARDS * count if kind(cut) == "rewind" else end, end + count)


def world(now: Take, before: Take, frame: int, old: int) -> Frame:
    """The picture while one shot comes after another: `frame` is of the new one's scene, `old` of the other's."""
    t = (frame - now.cut.start + 1) / (frames(now.cut, now.stage) + 1)
    how = way(now, before)
    if how == "match":
        return _nearer(now, before.world(old), t)
    if how == "rewind":
        back = before.cut.end - BACKWARDS * (frame - now.cut.start + 1)
        return _backwards(before.world(max(before.cut.start, back)), t, frame)
    line = _line(now, t)
    made = replace(before.world(old, line.old), seen=None)
    _uncover(made, now, now.world(frame, line.new), line)
    return made


def _nearer(now: Take, made: Frame, t: float) -> Frame:
    boxes, to = now.stage.boxes, now.cut.shot.camera.to
    return made.scaled(1 + NEARER * t * t, (to[0] * boxes.width, to[1] * boxes.height))


class _Line(NamedTuple):
    """What parts the old picture from the new one: its edge, where the new one is, and where each may be seen."""

    edge: list[tuple[float, float]]
    mask: Mask
    old: Box | None
    new: Box | None


def _line(now: Take, t: float) -> _Line:
    """A circle that opens, or an edge that moves."""
    boxes, eased = now.stage.boxes, smooth(t)
    w, h, wide = boxes.width, boxes.height, boxes.short // 60  # the edge is drawn as a line
    frame = Box(0, 0, w, h)
    if kind(now.cut) == "iris":
        middle, radius = (w * 0.5, h * 0.45), (HOLE + (1 - HOLE) * eased) * 0.62 * float(np.hypot(w, h))
        turns = np.linspace(0, 2 * np.pi, 97)
        edge = [(middle[0] + radius * float(np.cos(a)), middle[1] + radius * float(np.sin(a))) for a in turns]
        return _Line(edge, Mask.disc(middle, radius, w, h), None, _around(edge, wide, frame))
    edge, far = _edge(w, h, eased)
    near = [(-8.0, edge[1][1]), (-8.0, -8.0)] if h > w else [(-8.0, h + 8.0), (-8.0, -8.0)]
    old, new = _around([*edge, *near], wide, frame), _around([*edge, *far], wide, frame)
    return _Line(edge, Mask.polygon([*edge, *far], w, h), old, new)


def _around(points: list[tuple[float, float]], air: int, frame: Box) -> Box | None:
    """The part of a frame that has these points, with some air."""
    (left, right), (top, bottom) = ((min(side), max(side)) for side in zip(*points, strict=True))
    x, y = even(left - air), even(top - air)
    return meet(Box(x, y, even(right + air) - x, even(bottom + air) - y), frame)


def _uncover(made: Frame, now: Take, new: Frame, line: _Line) -> None:
    """Lays the new picture over the old one, inside a circle that opens or behind an edge that moves."""
    boxes = now.stage.boxes
    made.behind(new, line.mask, Box(0, 0, boxes.width, boxes.height))
    made.stroke(line.edge, BORDER, boxes.short / 120)


def _edge(w: int, h: int, t: float) -> tuple[list[tuple[float, float]], list[tuple[float, float]]]:
    """The edge of the new picture and its far corners: it comes from the right, in a tall frame from below."""
    if h > w:
        lean = SLANT * h
        y = (h + lean) * (1 - t)
        return [(-8.0, y), (w + 8.0, y - lean)], [(w + 8.0, h + 8.0), (-8.0, h + 8.0)]
    lean = SLANT * w
    x = (w + lean) * (1 - t)
    return [(x, -8.0), (x - lean, h + 8.0)], [(w + 8.0, h + 8.0), (w + 8.0, -8.0)]


def _backwards(made: Frame, t: float, frame: int) -> Frame:
    """The film run backwards: paler, its rows out of place in bands that wander, two arrows to the left."""
    made.drain(0.5, 0.1)
    high, wide = made.y.shape
    band = high // 14 & ~1
    for n in range(3):
        y = (n * high // 3 + frame * band // 2) % (high - band) & ~1
        shift = wide // 60 & ~1
        made.y[y : y + band] = np.roll(made.y[y : y + band], shift, axis=1)
        for chroma in (made.u, made.v):
            chroma[y // 2 : (y + band) // 2] = np.roll(chroma[y // 2 : (y + band) // 2], shift // 2, axis=1)
        made.stroke([(-8.0, y), (wide + 8.0, y)], (190, 128, 128), high / 360)
    _arrows(made, wide, high)
    return made


def _arrows(made: Frame, wide: int, high: int) -> None:
    size, y = min(wide, high) * 0.09, high * 0.42
    for n in (0, 1):
        x = wide / 2 + (n - 0.6) * size * 1.1
        triangle = [(x - size / 2, y), (x + size / 2, y - size * 0.6), (x + size / 2, y + size * 0.6)]
        mask = Mask.polygon(triangle, wide, high)
        box = Box(int(x - size) & ~1, int(y - size) & ~1, int(2 * size) & ~1, int(2 * size) & ~1)
        white = Frame.of(wide, high)
        white.y[:] = 235
        made.behind(white, mask, box)
