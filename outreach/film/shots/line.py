"""The line of a call: dots that run from the mouth, or the headset, of who speaks to the ear of who listens."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

import cv2
import numpy as np

from outreach.film.planes import Plane, Put, plane
from outreach.film.shots.camera import Lens
from outreach.film.shots.director import snap_frame

if TYPE_CHECKING:
    from outreach.film.shots.people import Actor
    from outreach.film.shots.take import Take

DOTS = 18
SPEED = 0.011  # of the line, a frame
RISE = 0.1  # of the frame's height, how far the line of two beside each other rises above their heads
BOW = 0.34  # of the frame's width, how far the line of two places above each other swings out
FALL = 16  # frames in which a snapped line falls
Point = tuple[float, float]
MOUTH, EAR = (-0.05, 0.555), (0.21, 0.765)  # in shares of a figure's height: beside its middle, above its foot


@lru_cache(maxsize=8)
def _dot(diameter: int, color: tuple[int, int, int]) -> Plane:
    size = diameter + 4 & ~1
    rgba = np.zeros((size, size, 4), np.uint8)
    rgba[..., :3] = color
    cv2.circle(rgba, (size * 8, size * 8), diameter * 8, (*color, 255), -1, cv2.LINE_AA, 4)
    return plane(rgba)


def call_line(take: Take, frame: int, seen: Lens) -> Iterator[Put]:
    """The dots at a frame."""
    ends = {one.figure.who: one for _, one in take.actors}
    caller, victim = ends.get("caller"), ends.get("victim")
    if caller is None or victim is None:
        return
    (ax, ay), (cx, cy), (bx, by) = _curve(take, caller, victim)
    dot = _dot(take.stage.boxes.short // 54, (255, 92, 74))
    gone = frame - snap_frame(take.cut) if "snap" in take.cut.shot.shows else -1
    if gone > FALL:
        return
    frame = min(frame, snap_frame(take.cut)) if gone >= 0 else frame
    for n in range(DOTS):
        t = (n / DOTS + frame * SPEED) % 1.0
        x = (1 - t) ** 2 * ax + 2 * t * (1 - t) * cx + t * t * bx
        y = (1 - t) ** 2 * ay + 2 * t * (1 - t) * cy + t * t * by
        px, py = seen.point(x, y)
        edge = min(1.0, 8 * min(t, 1 - t))
        if gone >= 0:  # it snaps in the middle: the ends draw back, the dots fall
            px += (1 if t < 0.5 else -1) * -6.0 * gone * (0.5 - abs(t - 0.5))
            py += 0.9 * gone * gone * (0.4 + (n * 7 % 10) / 10)
            edge *= 1 - gone / (FALL + 1)
        yield Put(dot, px - dot.width / 2, py - dot.height / 2, 1.0, opacity=edge)


def _curve(take: Take, caller: Actor, victim: Actor) -> tuple[Point, Point, Point]:
    """Where the line begins, the point it bends to, and where it ends, on the still frame."""
    boxes, area, level = take.stage.boxes, take.stage.boxes["area"], take.cut.shot.level

    def point(one: Actor, side: Point) -> Point:
        return area.x + one.spot[0] * area.w + side[0] * one.high, one.foot - side[1] * one.high

    # With one above the other it swings out beside them, clear of faces and words, and begins at his headset: from his
    # mouth it would run over his face.
    (ax, ay), (bx, by) = point(caller, EAR if level else MOUTH), point(victim, EAR)
    bend = (max(ax, bx) + BOW * area.w, (ay + by) / 2) if level else ((ax + bx) / 2, min(ay, by) - RISE * boxes.height)
    return (ax, ay), bend, (bx, by)
