"""The line of a call: dots that run from the mouth, or the headset, of who speaks to the ear of who listens."""

from __future__ import annotations

import math
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

DOTS, LEAST, APART = 18, 6, 0.034  # at most and at least; of the frame's short side, how far apart they are at least
SPEED = 0.011  # of the line, a frame
RISE = 0.16  # of the way between two beside each other: how far their line rises
BOW = 0.02  # of the room for acting, how far the line of two places above each other swings out
FALL = 16  # frames in which a snapped line falls
Point = tuple[float, float]
# In shares of a figure's height: beside its middle, above its foot. A phone about to hang up is held before the face.
CUP, EAR, HELD = (-0.19, 0.63), (0.21, 0.765), (0.2, 0.68)


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
    way = math.dist((ax, ay), (cx, cy)) + math.dist((cx, cy), (bx, by))
    dots = max(LEAST, min(DOTS, round(way / (APART * take.stage.boxes.short))))
    for n in range(dots):
        t = (n / dots + frame * SPEED) % 1.0
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
    area, level = take.stage.boxes["area"], take.cut.shot.level

    def point(one: Actor, side: Point) -> Point:
        return area.x + one.spot[0] * area.w + side[0] * one.high, one.foot - side[1] * one.high

    # With one above the other it hangs from his headset and swings round below his face to the phone.
    (ax, ay) = point(caller, EAR if level else CUP)
    bx, by = point(victim, HELD if "snap" in take.cut.shot.shows else EAR)
    bend = (ax + BOW * area.w, by) if level else ((ax + bx) / 2, min(ay, by) - RISE * abs(ax - bx))
    return (ax, ay), bend, (bx, by)
