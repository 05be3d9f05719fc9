"""Planes: pictures that the camera moves, as premultiplied YUV 4:2:0 in 8 bits, resampled to fractions of a pixel.

A layer (outreach/film/layers.py) lies on whole pixels; a plane is drawn once and then shown at any size and place. The
arithmetic is OpenCV's: a 1920 x 1080 plane takes about 1 ms (outreach/film/warp.py).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache, reduce

import cv2
import numpy as np
from numpy.typing import NDArray

from outreach.film import warp
from outreach.film.geometry import Box, even, join
from outreach.film.layers import Bytes, alpha_of, blend, from_rgba, premultiplied

Matrix = NDArray[np.float32]
CLEAR = 255  # of what is left of a picture behind another: all
AIR = 48  # px between parts of a picture that are moved alone
EDGE = 2  # px of air around a picture, into which its edges fade at fractions of a pixel
ROOM = 24  # px of air around it, in which it may begin to be moved (outreach/film/warp.py)
cv2.setNumThreads(1)  # films are drawn by as many processes as there are cores


@dataclass(frozen=True, eq=False)
class Plane:
    """A picture with alpha, without the air around it. `y`, `left`: (rows, columns) uint8; `u`, `v`, `left_c`: half.

    `y`, `u`, `v` are premultiplied by alpha; `left` is 255 minus alpha, None where the picture hides all behind it.
    """

    y: Bytes
    u: Bytes
    v: Bytes
    left: Bytes | None
    left_c: Bytes | None
    width: int  # px of the whole picture
    height: int
    at: tuple[int, int] = (0, 0)  # where what is kept of it begins
    air: int = 0  # px along each side of what is kept in which nothing is seen

    @cached_property
    def parts(self) -> tuple[Plane, ...]:
        """What of it lies far apart, such as a bed on the left and a desk on the right, without the air between."""
        if self.left is None:
            return (self,)
        for axis in (1, 0):
            ink = np.flatnonzero(self.left.min(axis=1 - axis) < CLEAR)
            gaps = np.diff(ink)
            if len(gaps) and gaps.max() > AIR:
                n = int(gaps.argmax())
                return (*self._cut(axis, 0, int(ink[n]) + 1).parts, *self._cut(axis, int(ink[n + 1]), None).parts)
        return (self,)

    def _cut(self, axis: int, start: int, end: int | None) -> Plane:
        """The columns (`axis` 1) or rows from `start` to `end`, with a little air around what is seen of them."""
        assert self.left is not None and self.left_c is not None
        seen = self.left[:, start:end] if axis else self.left[start:end]
        spans = []
        for n, first in ((0, start * axis), (1, start * (1 - axis))):
            ink, most = np.flatnonzero(seen.min(axis=n) < CLEAR) + first, self.left.shape[1 - n]
            spans.append((max(0, int(ink[0]) - ROOM) & ~1, int(ink[0]), int(ink[-1]) + 1, most))
        (x, left, right, wide), (y, top, bottom, high) = spans
        far, low = min(wide, right + ROOM + 1 & ~1), min(high, bottom + ROOM + 1 & ~1)
        full, half = np.s_[y:low, x:far], np.s_[y // 2 : low // 2, x // 2 : far // 2]
        samples = self.y[full], self.u[half], self.v[half], self.left[full], self.left_c[half]
        air = min(left - x, top - y, far - right, low - bottom)
        return Plane(*samples, self.width, self.height, (self.at[0] + x, self.at[1] + y), air)


@dataclass(frozen=True, slots=True)
class Put:
    """A plane on the frame: its top left corner at `x`, `y` px, `scale` times its size, turned by `angle` degrees."""

    plane: Plane
    x: float
    y: float
    scale: float = 1.0
    angle: float = 0.0
    opacity: float = 1.0

    def matrix(self) -> Matrix:
        """From the kept pixels to the frame's, 2 x 3; turned around the picture's middle."""
        wide, high = self.plane.width, self.plane.height
        turn = cv2.getRotationMatrix2D((wide / 2, high / 2), self.angle, self.scale)
        less = (1 - self.scale) / 2
        turn[:, 2] += np.array([self.x - wide * less, self.y - high * less])
        turn[:, 2] += turn[:, :2] @ np.array(self.plane.at, float)
        return turn.astype(np.float32)


def plane(rgba: Bytes) -> Plane:
    """Straight-alpha pixels (height, width, 4) as a plane."""
    high, wide = rgba.shape[:2]
    if alpha_of(rgba).all():
        layer = from_rgba(rgba)
        if not layer.left.any():
            return Plane(layer.y, layer.u, layer.v, None, None, wide, high)
    x, y, kept = _inked(rgba)
    layer = from_rgba(np.pad(kept, ((ROOM, ROOM), (ROOM, ROOM), (0, 0))))
    return Plane(layer.y, layer.u, layer.v, layer.left, layer.left_c, wide, high, (x - ROOM, y - ROOM), ROOM)


def _inked(rgba: Bytes) -> tuple[int, int, Bytes]:
    """The rectangle on even coordinates that has all that is seen, with its place."""
    alpha = alpha_of(rgba)
    rows, columns = np.flatnonzero(alpha.any(axis=1)), np.flatnonzero(alpha.any(axis=0))
    if not len(rows):
        return 0, 0, rgba[:2, :2]
    x, y = int(columns[0]) & ~1, int(rows[0]) & ~1
    return x, y, rgba[y : int(rows[-1]) + 2 & ~1, x : int(columns[-1]) + 2 & ~1]


def blurred(sharp: Plane, px: float) -> Plane:
    """A plane out of focus: everything spread over about `px`, in two passes of a box."""

    def spread(samples: Bytes, share: float) -> Bytes:
        side = max(1, round(px * share)) | 1
        out: Bytes = cv2.blur(cv2.blur(samples, (side, side)), (side, side)).astype(np.uint8, copy=False)
        return out

    y, u, v = spread(sharp.y, 1), spread(sharp.u, 0.5), spread(sharp.v, 0.5)
    left = None if sharp.left is None else spread(sharp.left, 1)
    left_c = None if sharp.left_c is None else spread(sharp.left_c, 0.5)
    return replace(sharp, y=y, u=u, v=v, left=left, left_c=left_c, air=0)


@lru_cache(maxsize=16)  # a person's pictures in a shot
def silhouette(one: Plane, color: str) -> Plane:
    """The outline of a picture, filled with a colour (#RRGGBB)."""
    dot = plane(np.array([[[*bytes.fromhex(color[1:]), 255]] * 2] * 2, np.uint8))

    def filled(left: Bytes | None, like: Bytes, tone: Bytes) -> Bytes:
        seen = 255 - (np.zeros_like(like) if left is None else left)
        return np.asarray(cv2.convertScaleAbs(seen, alpha=int(tone[0, 0]) / 255), np.uint8)

    y = filled(one.left, one.y, dot.y)
    return replace(one, y=y, u=filled(one.left_c, one.u, dot.u), v=filled(one.left_c, one.v, dot.v))


@lru_cache(maxsize=32)
def lengthened(one: Plane, px: int) -> Plane:
    """What goes on below a picture that is cut off by its own lower edge: its last rows, `px` long and as wide."""
    tall = even(px)

    def rows(samples: Bytes | None, share: int) -> Bytes | None:
        if samples is None:
            return None
        last = samples[samples.shape[0] - (one.air + 4) // share]
        return np.repeat(last[None, :], tall // share, axis=0)

    y, u, v = rows(one.y, 1), rows(one.u, 2), rows(one.v, 2)
    assert y is not None and u is not None and v is not None
    left, left_c = rows(one.left, 1), rows(one.left_c, 2)
    return replace(one, y=y, u=u, v=v, left=left, left_c=left_c, height=tall, at=(one.at[0], 0), air=0)


def resampled(one: Put) -> Plane:
    """A plane at the size and place at which it is put, as a picture of as many px as before."""
    matrix, half, of = one.matrix(), one.matrix(), one.plane
    box = reach(matrix, of)
    matrix[:, 2] -= (box.x, box.y)
    half[:, 2] = matrix[:, 2] / 2
    full, small = (box.w, box.h), (box.w // 2, box.h // 2)
    clear, clear_c = (np.zeros_like(a) if b is None else b for a, b in ((of.y, of.left), (of.u, of.left_c)))
    y, left = warp.moved(of.y, matrix, full, 0), warp.moved(clear, matrix, full, 255)
    u, v, left_c = (warp.moved(a, half, small, n) for a, n in ((of.u, 0), (of.v, 0), (clear_c, 255)))
    return Plane(y, u, v, left, left_c, of.width, of.height, (box.x, box.y), int(of.air * one.scale))


@lru_cache(maxsize=16)  # faces that come again: a person speaks with five mouths
def stacked(*parts: Plane) -> Plane:
    """Planes of one size over each other as one, the last on top: it is moved once instead of each of them."""
    return _together(parts)


def _together(parts: Sequence[Plane]) -> Plane:
    boxes = [Box(*one.at, one.y.shape[1], one.y.shape[0]) for one in parts]
    box = reduce(join, boxes)
    y: Bytes = np.zeros((box.h, box.w), np.uint8)
    u, v = (np.zeros((box.h // 2, box.w // 2), np.uint8) for _ in range(2))
    left, left_c = np.full_like(y, 255), np.full_like(u, 255)
    for one, own in zip(parts, boxes, strict=True):
        x, top = own.x - box.x, own.y - box.y
        full = np.s_[top : top + own.h, x : x + own.w]
        half = np.s_[top // 2 : (top + own.h) // 2, x // 2 : (x + own.w) // 2]
        clear, clear_c = (np.zeros_like(a) if b is None else b for a, b in ((one.y, one.left), (one.u, one.left_c)))
        blend(y[full], one.y, clear, 1)
        blend(u[half], one.u, clear_c, 1)
        blend(v[half], one.v, clear_c, 1)
        left[full], left_c[half] = premultiplied(left[full], clear), premultiplied(left_c[half], clear_c)
    air = min(one.air for one in parts)
    return Plane(y, u, v, left, left_c, parts[0].width, parts[0].height, (box.x, box.y), air)


def flat(ground: Plane, *over: Plane) -> Plane:
    """Planes over one that hides all behind it, as one that does."""
    made = _together((ground, *over))
    return replace(made, left=None, left_c=None, air=0) if ground.left is None else made


def reach(matrix: Matrix, plane: Plane) -> Box:
    """What a warped plane touches of the frame, on even coordinates."""
    high, wide = plane.y.shape
    corners = np.array([[0, 0, 1], [wide, 0, 1], [0, high, 1], [wide, high, 1]], np.float32) @ matrix.T
    x, y = (int(n) & ~1 for n in np.floor(corners.min(axis=0)))
    right, bottom = (int(n) + 2 & ~1 for n in np.ceil(corners.max(axis=0)))
    return Box(x, y, right - x, bottom - y)
