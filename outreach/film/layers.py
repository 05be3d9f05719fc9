"""Layers: pictures with alpha, drawn by Typst, kept as YUV 4:2:0 planes ready to be blended into a frame.

BT.709, limited range (Y 16-235, C 16-240). Colours are premultiplied by alpha, so that blending is one multiplication
and one addition a sample.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from weakref import WeakKeyDictionary

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from outreach.film.geometry import Box

Bytes = NDArray[np.uint8]


# R'G'B' 0-255 to Y'CbCr 0-255 of limited range: ITU-R BT.709-6 §3, scaled by 219/255 and 224/255. As OpenCV wants it:
# three rows of three factors and an offset.
_RED, _GREEN, _BLUE = 0.2126, 0.7152, 0.0722
_LUMA, _CHROMA = 219 / 255, 224 / 255
_MATRIX = np.array(
    [
        [_RED * _LUMA, _GREEN * _LUMA, _BLUE * _LUMA, 16.0],
        [-_RED / 1.8556 * _CHROMA, -_GREEN / 1.8556 * _CHROMA, (1 - _BLUE) / 1.8556 * _CHROMA, 128.0],
        [(1 - _RED) / 1.5748 * _CHROMA, -_GREEN / 1.5748 * _CHROMA, -_BLUE / 1.5748 * _CHROMA, 128.0],
    ],
    np.float32,
)


@dataclass(frozen=True, eq=False)
class Layer:
    """One picture. `y`, `u`, `v` are premultiplied by alpha; `left` and `left_c` are 255 minus alpha.

    `y`, `left`: (height, width) uint8; `u`, `v`, `left_c`: half of both. Sides are even.
    """

    y: Bytes
    u: Bytes
    v: Bytes
    left: Bytes
    left_c: Bytes
    rgba: Bytes = field(repr=False)
    at: tuple[int, int] = (0, 0)  # where it lies in the picture it was cut from, px
    # What is known of it goes when it goes: a process that draws many films keeps none of their layers.
    _others: WeakKeyDictionary[Layer, Box] = field(default_factory=WeakKeyDictionary, init=False, repr=False)

    @property
    def kept(self) -> bool:
        """Is it a picture that is shown again, not a moment of a clip?"""
        return self.rgba.size > 0

    @property
    def width(self) -> int:
        """Columns."""
        return int(self.y.shape[1])

    @property
    def height(self) -> int:
        """Rows."""
        return int(self.y.shape[0])

    @cached_property
    def solid(self) -> bool:
        """Does it hide all that is behind it, such as the ground? Then it is copied, not blended."""
        return not self.left.any() and not self.left_c.any()

    def differs(self, other: Layer) -> Box:
        """The part in which another layer of its size is not as this one, on even coordinates."""
        known = self._others.get(other)
        if known is None:
            known = self._others[other] = _difference(self.rgba, other.rgba)
        return known


def _difference(a: Bytes, b: Bytes) -> Box:
    changed = (a != b).any(axis=2)
    rows, columns = np.flatnonzero(changed.any(axis=1)), np.flatnonzero(changed.any(axis=0))
    if not len(rows):
        return Box(0, 0, 0, 0)
    x, y = int(columns[0]) & ~1, int(rows[0]) & ~1
    return Box(x, y, (int(columns[-1]) + 2 - x) & ~1, (int(rows[-1]) + 2 - y) & ~1)


def from_rgba(rgba: Bytes) -> Layer:
    """A layer of straight-alpha pixels (height, width, 4); odd sides get one transparent row or column."""
    high, wide = rgba.shape[:2]
    if high % 2 or wide % 2:
        rgba = np.pad(rgba, ((0, high % 2), (0, wide % 2), (0, 0)))
    alpha = alpha_of(rgba)
    colors = cv2.cvtColor(rgba, cv2.COLOR_RGBA2RGB)  # OpenCV's matrix is ten times as fast on three channels as on four
    y, u, v = (premultiplied(np.asarray(one, np.uint8), alpha) for one in cv2.split(cv2.transform(colors, _MATRIX)))
    return Layer(y, halved(u), halved(v), 255 - alpha, 255 - halved(alpha), rgba)


def alpha_of(rgba: Bytes) -> Bytes:
    """The alpha of pixels, as a plane of its own."""
    return np.asarray(cv2.extractChannel(rgba, 3), np.uint8)


def premultiplied(samples: Bytes, alpha: Bytes) -> Bytes:
    """Each sample times its alpha, of 255."""
    return np.asarray(cv2.multiply(samples, alpha, scale=1 / 255), np.uint8)


def halved(samples: Bytes) -> Bytes:
    """The mean of each 2 x 2 block, rounded."""
    size = samples.shape[1] // 2, samples.shape[0] // 2
    return np.asarray(cv2.resize(samples, size, interpolation=cv2.INTER_AREA), np.uint8)


def blend(under: Bytes, over: Bytes, left: Bytes, opacity: float) -> None:
    """under = over + under * left; `over` is premultiplied, `opacity` 0 to 1."""
    if opacity < 1:
        over = np.asarray(cv2.convertScaleAbs(over, alpha=opacity), np.uint8)
        left = np.asarray(cv2.convertScaleAbs(left, alpha=opacity, beta=255 * (1 - opacity)), np.uint8)
    cv2.add(cv2.multiply(under, left, scale=1 / 255), over, dst=under)


def scaled(layer: Layer, percent: int) -> Layer:
    """The layer at another size, for a piece that pops in."""
    size = (max(2, layer.width * percent // 100), max(2, layer.height * percent // 100))
    return from_rgba(np.asarray(Image.fromarray(layer.rgba).resize(size, Image.Resampling.BILINEAR)))


def turned(layer: Layer, share: float) -> Layer:
    """The part of the layer that a clock hand has not swept yet: `share` 1 is all of it, 0 nothing."""
    high, wide = layer.y.shape
    rows, columns = np.ogrid[:high, :wide]
    angle = np.arctan2(columns - wide / 2, high / 2 - rows) / (2 * np.pi) % 1.0
    rgba = layer.rgba.copy()
    rgba[..., 3] = np.where(angle >= 1 - share, rgba[..., 3], 0)
    return from_rgba(rgba)


def difference(marked: Layer, plain: Layer) -> Layer:
    """What `marked` has and `plain` has not: the highlighter's strokes, with the words they lie behind."""
    changed = (marked.rgba != plain.rgba).any(axis=2)
    rgba = marked.rgba.copy()
    rgba[..., 3] = np.where(changed, rgba[..., 3], 0)
    return from_rgba(rgba)


def rows_of(layer: Layer) -> list[tuple[int, int, int, int]]:
    """The rectangles (x, y, w, h) of a layer's separate lines, from top to bottom, on even coordinates."""
    ink = layer.left < 255
    filled = np.flatnonzero(ink.any(axis=1))
    if not len(filled):
        return []
    found = []
    for run in np.split(filled, np.flatnonzero(np.diff(filled) > 1) + 1):
        columns = np.flatnonzero(ink[run[0] : run[-1] + 1].any(axis=0))
        x, y = int(columns[0]) & ~1, int(run[0]) & ~1
        found.append((x, y, (int(columns[-1]) + 2 - x) & ~1, (int(run[-1]) + 2 - y) & ~1))
    return found


def cropped(layer: Layer, x: int, y: int, w: int, h: int) -> Layer:
    """A rectangle of a layer, on even coordinates."""
    full, half = np.s_[y : y + h, x : x + w], np.s_[y // 2 : (y + h) // 2, x // 2 : (x + w) // 2]
    return Layer(layer.y[full], layer.u[half], layer.v[half], layer.left[full], layer.left_c[half], layer.rgba[full])
