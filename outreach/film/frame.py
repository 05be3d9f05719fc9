"""The picture of a film being made: planes are laid on it, another shows behind a mask, its light changes."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

import cv2
import numpy as np

from outreach.film import warp
from outreach.film.geometry import Box, meet
from outreach.film.layers import Bytes, blend
from outreach.film.planes import Matrix, Put, reach

Samples = tuple[Bytes, ...]  # one plane or more of one size
CHROMA_ZERO = 128
LIGHT = (226, 112, 136)  # Y, Cb, Cr of a warm lamp
BAND = 96  # rows of chroma in which a mask's edges are looked for together: each costs a call, fewer mix more beside it


@dataclass(frozen=True, eq=False)
class Mask:
    """Where one of two pictures is seen: 255 is the second; `c` is half of `y` in both directions."""

    y: Bytes
    c: Bytes

    @cached_property
    def bands(self) -> list[tuple[Box, bool]]:
        """Rectangles in which the second is seen, each with whether nothing but it is: only edges need mixing."""
        rows, (high, wide) = np.arange(0, self.c.shape[0], BAND), self.c.shape
        around = np.ones((5, 5), np.uint8)  # the smooth edge of `y` may end a sample beside that of `c`
        white = np.minimum.reduceat(cv2.erode(self.c, around), rows) == 255
        some = np.maximum.reduceat(cv2.dilate(self.c, around), rows) > 0
        found: list[tuple[Box, bool]] = []
        for top, kinds in zip(rows.tolist(), white.astype(np.int8) + some, strict=True):
            edges = [0, *(np.flatnonzero(np.diff(kinds)) + 1).tolist(), wide]
            below = min(top + BAND, high)
            for a, b in pairwise(edges):
                if kinds[a]:
                    found.append((Box(2 * a, 2 * top, 2 * (b - a), 2 * (below - top)), bool(kinds[a] == 2)))
        return found

    @classmethod
    def disc(cls, middle: tuple[float, float], radius: float, width: int, height: int) -> Mask:
        """White inside a circle (px)."""
        turns = np.linspace(0, 2 * np.pi, 96, endpoint=False)
        points = [(middle[0] + radius * float(np.cos(t)), middle[1] + radius * float(np.sin(t))) for t in turns]
        return cls.polygon(points, width, height)

    @classmethod
    def polygon(cls, points: list[tuple[float, float]], width: int, height: int) -> Mask:
        """White inside the polygon (px), its edges smooth."""
        planes: list[Bytes] = []
        for scale in (1.0, 0.5):
            plane: Bytes = np.zeros((round(height * scale), round(width * scale)), np.uint8)
            path = np.rint(np.array(points) * scale * 16).astype(np.int32)
            cv2.fillPoly(plane, [path], 255, cv2.LINE_AA, 4)
            planes.append(plane)
        return cls(*planes)


@dataclass(frozen=True)
class Frame:
    """The planes of a picture being made: `y` (height, width), `u` and `v` half of both."""

    y: Bytes
    u: Bytes
    v: Bytes
    seen: Box | None = field(default=None, kw_only=True)  # of it nothing else will be: nothing is laid elsewhere

    @classmethod
    def of(cls, width: int, height: int, seen: Box | None = None) -> Frame:
        """A black one."""
        half = (height // 2, width // 2)
        chroma = (np.full(half, CHROMA_ZERO, np.uint8) for _ in range(2))
        return cls(np.full((height, width), 16, np.uint8), *chroma, seen=seen)

    def put(self, one: Put, within: Box | None = None) -> None:
        """Lays a plane over the picture, only where it is seen and inside `within`."""
        for part in one.plane.parts:
            self._put(replace(one, plane=part), within)

    def _put(self, one: Put, within: Box | None) -> None:
        matrix, plane = one.matrix(), one.plane
        own = self.seen or Box(0, 0, self.y.shape[1], self.y.shape[0])
        part = meet(own, within) if within else own
        box = meet(reach(matrix, plane), part) if part else None
        if box is None or one.opacity <= 0:
            return
        half = Box(box.x // 2, box.y // 2, box.w // 2, box.h // 2)
        finer = matrix.copy()
        finer[:, 2] /= 2
        _lay((self.y,), box, (plane.y,), plane.left, Way(matrix, one.opacity, plane.air))
        _lay((self.u, self.v), half, (plane.u, plane.v), plane.left_c, Way(finer, one.opacity, plane.air // 2))

    def behind(self, other: Frame, mask: Mask, box: Box) -> None:
        """Lays another picture over this one where the mask is white, inside the box."""
        own = meet(self.seen, box) if self.seen else box
        for part, white in mask.bands if own else ():
            if own and (seen := meet(part, own)) is not None:
                self._behind(other, None if white else mask, seen)

    def _behind(self, other: Frame, mask: Mask | None, box: Box) -> None:
        full = np.s_[box.y : box.bottom, box.x : box.right]
        half = np.s_[box.y // 2 : box.bottom // 2, box.x // 2 : box.right // 2]
        shares = (mask.y, mask.c, mask.c) if mask else (None, None, None)
        sides = zip((self.y, self.u, self.v), (other.y, other.u, other.v), shares, (full, half, half), strict=True)
        for mine, its, share, part in sides:
            if share is None:
                mine[part] = its[part]
                continue
            mixed = cv2.multiply(its[part], share[part], scale=1 / 255)
            kept = cv2.multiply(mine[part], 255 - share[part], scale=1 / 255)
            mine[part] = cv2.add(mixed, kept)

    def stroke(
        self, points: list[tuple[float, float]], color: tuple[int, int, int], width: float, *, closed: bool = False
    ) -> None:
        """A line through points (px), in Y, Cb, Cr."""
        for samples, value, scale in ((self.y, color[0], 1.0), (self.u, color[1], 0.5), (self.v, color[2], 0.5)):
            path = np.rint(np.array(points) * scale * 16).astype(np.int32)
            thick = max(1, round(width * scale))
            cv2.polylines(samples, [path], closed, int(value), thick, cv2.LINE_AA, 4)

    def scaled(self, scale: float, focus: tuple[float, float]) -> Frame:
        """The picture, nearer by `scale`; the point `focus` (px) stays where it is."""
        made = []
        for samples, share in ((self.y, 1.0), (self.u, 0.5), (self.v, 0.5)):
            x, y = (side * share * (1 - scale) for side in focus)
            matrix, size = np.array([[scale, 0, x], [0, scale, y]], np.float32), samples.shape[::-1]
            moved = cv2.warpAffine(samples, matrix, size, flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
            made.append(np.asarray(moved, np.uint8))
        return Frame(*made)

    def copy(self) -> Frame:
        """Another of the same samples."""
        return Frame(self.y.copy(), self.u.copy(), self.v.copy())

    def fade(self, other: Frame, share: float) -> None:
        """Mixes in another picture: `share` 1 is all of it."""
        for mine, its in ((self.y, other.y), (self.u, other.u), (self.v, other.v)):
            cv2.addWeighted(its, share, mine, 1 - share, 0, dst=mine)

    def light(self, share: float) -> None:
        """Lets warm light in: `share` 1 would leave nothing but light."""
        for samples, bright in zip((self.y, self.u, self.v), LIGHT, strict=True):
            if share > 0:
                cv2.convertScaleAbs(samples, dst=samples, alpha=1 - share, beta=bright * share)

    def drain(self, share: float, dark: float) -> None:
        """Takes the colour away by `share` and darkens to `1 - dark * share` of the light."""
        if share <= 0:
            return
        for chroma in (self.u, self.v):
            cv2.convertScaleAbs(chroma, dst=chroma, alpha=1 - share, beta=CHROMA_ZERO * share)
        light = 1 - dark * share
        cv2.convertScaleAbs(self.y, dst=self.y, alpha=light, beta=16 * (1 - light))


class Way(NamedTuple):
    """How samples come on a frame."""

    matrix: Matrix
    opacity: float
    air: int  # along each side of them


def _lay(under: Samples, box: Box, over: Samples, left: Bytes | None, way: Way) -> None:
    """under = over + under * left, inside the box."""
    matrix = way.matrix.copy()
    matrix[:, 2] -= (box.x, box.y)
    size, targets = (box.w, box.h), [one[box.y : box.bottom, box.x : box.right] for one in under]
    if left is None and way.opacity >= 1:
        for target, samples in zip(targets, over, strict=True):
            warp.lay(samples, matrix, target)
        return
    pictures, around = (*over, np.zeros_like(over[0]) if left is None else left), (*(0 for _ in over), 255)
    for at, (*made, gone) in warp.shown(pictures, matrix, size, around, way.air):
        for target, samples in zip(targets, made, strict=True):
            blend(target[at], samples, gone, way.opacity)
