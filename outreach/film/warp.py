"""A picture shown larger or smaller, at fractions of a pixel: OpenCV's quick resize where nothing turns, else its warp.

A resize is four times as fast as a warp and gives the same samples, but it begins at an edge between two pixels. So an
edge is sought, across and down, that lies on an edge of the frame (the point where two rulers of almost the same scale
meet), and the picture is resized away from it to all four sides.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

import cv2
import numpy as np
from numpy.typing import NDArray

Bytes = NDArray[np.uint8]
Part = tuple[slice, slice]  # rows and columns of a frame
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
def _axis(scale: float, shift: float, picture: int, frame: int, air: int) -> _Axis | None:
    """Where the edges of `picture` px meet those of `frame` px; None where they nowhere do.

    In the `air` before what is seen of the picture, as near to it as can be: then nothing lies on the other side.
    """
    if not LEAST <= scale <= MOST:
        return None
    start = shift + 0.5 - 0.5 * scale  # of the first edge, where `shift` is that of the first pixel's middle
    first, last = max(0, math.ceil((-BEFORE - start) / scale)), min(picture, int((frame - start) / scale))
    empty = range(min(air - 1, last), first - 1, -1)
    for of in chain(empty, range(max(first, air), last + 1)):
        edge = scale * of + start
        if abs(edge - round(edge)) <= NEAR:
            return _Axis(scale, round(edge), of)
    return None


def lay(picture: Bytes, matrix: Matrix, target: Bytes) -> None:
    """Shows a picture without gaps on the part of a frame that it covers; what it does not quite reach stays."""
    size = target.shape[1], target.shape[0]
    across, down = _axes(picture, matrix, size, 0)
    if across and down:
        for at, made in _quarters((picture,), (across, down), size, 0):
            target[at] = made[0]
        return
    target[...] = cv2.warpAffine(picture, matrix, size, flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)


def moved(picture: Bytes, matrix: Matrix, size: tuple[int, int], around: int) -> Bytes:
    """A picture on a frame of this size (columns, rows), whose other samples are `around`."""
    target: Bytes = np.full((size[1], size[0]), around, np.uint8)
    for at, made in shown((picture,), matrix, size, (around,)):
        target[at] = made[0]
    return target


def shown(
    pictures: Sequence[Bytes], matrix: Matrix, size: tuple[int, int], around: Sequence[int], air: int = 0
) -> Iterator[tuple[Part, list[Bytes]]]:
    """Pictures of one size on a frame of this size (columns, rows), part by part: where it is, and each one's samples.

    What is in no part is `around`, and so are `air` px along each side of the pictures.
    """
    across, down = _axes(pictures[0], matrix, size, air)
    if across and down:
        yield from _quarters(pictures, (across, down), size, air)
        return
    flags, border = cv2.INTER_LINEAR, cv2.BORDER_CONSTANT
    yield (
        np.s_[:, :],
        [
            np.asarray(cv2.warpAffine(one, matrix, size, flags=flags, borderMode=border, borderValue=out), np.uint8)
            for one, out in zip(pictures, around, strict=True)
        ],
    )


def _axes(picture: Bytes, matrix: Matrix, size: tuple[int, int], air: int) -> tuple[_Axis, _Axis] | tuple[None, None]:
    if matrix[0, 1] or matrix[1, 0]:
        return None, None
    across = _axis(float(matrix[0, 0]), float(matrix[0, 2]), picture.shape[1], size[0], air)
    down = across and _axis(float(matrix[1, 1]), float(matrix[1, 2]), picture.shape[0], size[1], air)
    return (across, down) if across and down else (None, None)


def _quarters(
    pictures: Sequence[Bytes], axes: tuple[_Axis, _Axis], size: tuple[int, int], air: int
) -> Iterator[tuple[Part, list[Bytes]]]:
    """To all four sides of the point where the edges meet."""
    (across, down), (high, wide) = axes, pictures[0].shape
    for right in (True, False):
        columns, room = _side(across, right, wide, size[0], air)
        for below in (True, False):
            rows, tall = _side(down, below, high, size[1], air)
            if columns.start >= columns.stop or rows.start >= rows.stop or room <= 0 or tall <= 0:
                continue
            parts = (_flipped(one[rows, columns], right, below) for one in pictures)
            made = [_flipped(_larger(one, across.scale, down.scale)[:tall, :room], right, below) for one in parts]
            y = down.at if below else down.at - made[0].shape[0]
            x = across.at if right else across.at - made[0].shape[1]
            made = [one[max(0, -y) :, max(0, -x) :] for one in made]
            if not made[0].size:
                continue
            y, x = max(0, y), max(0, x)
            yield np.s_[y : y + made[0].shape[0], x : x + made[0].shape[1]], made


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


def _side(axis: _Axis, after: bool, picture: int, frame: int, air: int) -> tuple[slice, int]:
    """The part of the picture that is seen on one side of the edge, and how many px of the frame that side has."""
    room = frame - axis.at if after else axis.at
    needed, empty = int(room / axis.scale) + 2, max(0, air - 1)
    if after:
        return slice(axis.of, min(picture - empty, axis.of + needed)), room
    return slice(max(empty, axis.of - needed), axis.of), room


def _flipped(part: Bytes, right: bool, below: bool) -> Bytes:
    """So that it begins at the edge."""
    if not part.size or (right and below):
        return part
    return np.asarray(cv2.flip(part, -1 if not right and not below else 0 if right else 1), np.uint8)
