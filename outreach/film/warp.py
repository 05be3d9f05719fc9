"""A picture shown larger or smaller, at fractions of a pixel: OpenCV's quick resize where nothing turns, else its warp.

A resize is four times as fast as a warp and gives the same samples, but it begins at an edge between two pixels. So an
edge is sought, across and down, that lies on an edge of the frame (the point where two rulers of almost the same scale
meet), and the picture is resized away from it to all four sides.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import cv2
import numpy as np
from numpy.typing import NDArray

Bytes = NDArray[np.uint8]
Matrix = NDArray[np.float32]  # 2 x 3, from the picture's pixels to the frame's
NEAR = 1 / 40  # px: by no more may the edges miss each other, else the picture would tremble
LEAST = 0.5  # below, a picture's air is no pixel wide and its edge would be hard
MOST = 1.25  # above, the pixels along the edge would be seen to repeat
BEFORE = 64  # px: so far outside of the frame is an edge sought, then nothing need be turned round


@dataclass(frozen=True, slots=True)
class _Axis:
    """One direction: the edge `at` of the frame is the edge `of` of the picture."""

    scale: float
    at: int
    of: int


@lru_cache(maxsize=256)  # a picture's brightness and what is clear of it are moved alike, one after the other
def _axis(scale: float, shift: float, picture: int, frame: int) -> _Axis | None:
    """Where the edges of `picture` px meet those of `frame` px; None where they nowhere do."""
    if not LEAST <= scale <= MOST:
        return None
    start = shift + 0.5 - 0.5 * scale  # of the first edge, where `shift` is that of the first pixel's middle
    first, last = max(0, int(np.ceil((-BEFORE - start) / scale))), min(picture, int((frame - start) / scale))
    edges = scale * np.arange(first, last + 1) + start
    near = np.flatnonzero(np.abs(edges - np.rint(edges)) <= NEAR)
    return _Axis(scale, round(float(edges[near[0]])), first + int(near[0])) if len(near) else None


def lay(picture: Bytes, matrix: Matrix, target: Bytes) -> None:
    """Shows a picture without gaps on the part of a frame that it covers; what it does not quite reach stays."""
    across, down = _axes(picture, matrix, target)
    if across and down:
        _resized(picture, across, down, target)
        return
    size = target.shape[1], target.shape[0]
    target[...] = cv2.warpAffine(picture, matrix, size, flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)


def moved(picture: Bytes, matrix: Matrix, size: tuple[int, int], around: int) -> Bytes:
    """A picture on a frame of this size (columns, rows), whose other samples are `around`."""
    target: Bytes = np.full((size[1], size[0]), around, np.uint8)
    across, down = _axes(picture, matrix, target)
    if across and down:
        _resized(picture, across, down, target)
        return target
    flags, border = cv2.INTER_LINEAR, cv2.BORDER_CONSTANT
    cv2.warpAffine(picture, matrix, size, dst=target, flags=flags, borderMode=border, borderValue=around)
    return target


def _axes(picture: Bytes, matrix: Matrix, target: Bytes) -> tuple[_Axis | None, _Axis | None]:
    if matrix[0, 1] or matrix[1, 0]:
        return None, None
    across = _axis(float(matrix[0, 0]), float(matrix[0, 2]), picture.shape[1], target.shape[1])
    return across, _axis(float(matrix[1, 1]), float(matrix[1, 2]), picture.shape[0], target.shape[0])


def _resized(picture: Bytes, across: _Axis, down: _Axis, target: Bytes) -> None:
    """To all four sides of the point where the edges meet."""
    for right in (True, False):
        columns, wide = _side(across, right, picture.shape[1], target.shape[1])
        for below in (True, False):
            rows, high = _side(down, below, picture.shape[0], target.shape[0])
            part = picture[rows, columns]
            if not part.size or wide <= 0 or high <= 0:
                continue
            made = _larger(_flipped(part, right, below), across.scale, down.scale)[:high, :wide]
            made = _flipped(made, right, below)
            y, x = down.at if below else down.at - made.shape[0], across.at if right else across.at - made.shape[1]
            made = made[max(0, -y) :, max(0, -x) :]
            y, x = max(0, y), max(0, x)
            target[y : y + made.shape[0], x : x + made.shape[1]] = made


def _larger(part: Bytes, across: float, down: float) -> Bytes:
    """A part at another size, from its first edges on."""
    size = round(part.shape[1] * across), round(part.shape[0] * down)
    if not all(size):
        return part[:0, :0]
    if size != part.shape[::-1]:
        return np.asarray(cv2.resize(part, None, fx=across, fy=down, interpolation=cv2.INTER_LINEAR), np.uint8)
    scale = np.array([[across, 0, 0.5 * across - 0.5], [0, down, 0.5 * down - 0.5]])  # OpenCV would only copy it
    made = cv2.warpAffine(part, scale, size, flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(made, np.uint8)


def _side(axis: _Axis, after: bool, picture: int, frame: int) -> tuple[slice, int]:
    """The part of the picture that is seen on one side of the edge, and how many px of the frame that side has."""
    room = frame - axis.at if after else axis.at
    needed = int(room / axis.scale) + 2
    if after:
        return slice(axis.of, min(picture, axis.of + needed)), room
    return slice(max(0, axis.of - needed), axis.of), room


def _flipped(part: Bytes, right: bool, below: bool) -> Bytes:
    """So that it begins at the edge."""
    if not part.size or (right and below):
        return part
    return np.asarray(cv2.flip(part, -1 if not right and not below else 0 if right else 1), np.uint8)
