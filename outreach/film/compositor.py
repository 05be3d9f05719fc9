"""The compositor: a frame is a list of draws; only the rectangles whose draws changed are blended again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from outreach.film.frame import Frame
from outreach.film.geometry import Box, join, meet
from outreach.film.layers import Bytes, Layer, blend


@dataclass(frozen=True, slots=True)
class Draw:
    """A layer at a place. Two equal draws look the same. Places, parts and crops are even numbers."""

    layer: Layer
    x: int
    y: int
    opacity: int = 255
    part: tuple[int, int, int, int] | None = None  # x, y, w, h inside the layer; None is all of it
    crop: Box | None = None  # nothing is drawn outside

    def box(self) -> Box | None:
        """The rectangle it covers; None when nothing of it is seen."""
        px, py, pw, ph = self.part or (0, 0, self.layer.width, self.layer.height)
        whole = Box(self.x + px, self.y + py, pw, ph)
        seen = meet(whole, self.crop) if self.crop else whole
        return seen if seen and self.opacity else None


class FrameBuffer:
    """One YUV 4:2:0 frame, kept from frame to frame. `data` is what goes to the encoder: Y, then U, then V."""

    def __init__(self, width: int, height: int) -> None:
        self.frame = Box(0, 0, width, height)
        self.data: Bytes = np.empty(width * height * 3 // 2, np.uint8)
        pixels = width * height
        self.y = self.data[:pixels].reshape(height, width)
        self.u = self.data[pixels : pixels * 5 // 4].reshape(height // 2, width // 2)
        self.v = self.data[pixels * 5 // 4 :].reshape(height // 2, width // 2)
        self._shown: tuple[Draw, ...] = ()
        self._ground: Frame | None = None  # what lies under all draws

    def show(self, draws: Sequence[Draw], ground: Frame | None = None) -> list[Box]:
        """Turns the frame into `draws`, back to front, over the `ground`. Returns what was redrawn.

        Without a ground the first draw must cover the frame.
        """
        new = ground is not self._ground or not self._shown
        self._ground = ground
        dirty = [self.frame] if new else _merged(self._changes(draws))
        for box in dirty:
            self._paint(box, draws)
        self._shown = tuple(draws)
        return dirty

    def rgb(self) -> Bytes:
        """The frame as (height, width, 3) RGB pixels, for pictures and tests."""
        return to_rgb(self.y, self.u, self.v)

    def _paint(self, box: Box, draws: Sequence[Draw]) -> None:
        """Puts the ground back and blends every draw over it, inside the box."""
        if self._ground:
            for mine, its in ((self.y, self._ground.y), (self.u, self._ground.u), (self.v, self._ground.v)):
                part = _full(box) if mine is self.y else _half(box)
                mine[part] = its[part]
        for draw in draws:
            self._blend(draw, box)

    def _changes(self, draws: Sequence[Draw]) -> Iterable[Box]:
        before, now = set(self._shown), set(draws)
        gone = [d for d in self._shown if d not in now]
        for draw in (d for d in draws if d not in before):
            twin = next((g for g in gone if _same_place(g, draw)), None)
            if twin:  # another face of the same piece: only what differs
                gone.remove(twin)
                yield from self._seen(draw, twin.layer.differs(draw.layer))
            else:
                yield from self._seen(draw, None)
        for draw in gone:
            yield from self._seen(draw, None)

    def _seen(self, draw: Draw, part: Box | None) -> Iterable[Box]:
        """What a draw shows of itself, or of a part of its layer, inside the frame."""
        box = draw.box()
        box = meet(box, Box(draw.x + part.x, draw.y + part.y, part.w, part.h)) if box and part else box
        seen = meet(box, self.frame) if box else None
        return [seen] if seen else []

    def _blend(self, draw: Draw, dirty: Box) -> None:
        box = draw.box()
        box = meet(box, dirty) if box else None
        if box is None:
            return
        layer, lx, ly = draw.layer, box.x - draw.x, box.y - draw.y
        at = _full(box)
        of = np.s_[ly : ly + box.h, lx : lx + box.w]
        half = _half(box)
        half_of = np.s_[ly // 2 : (ly + box.h) // 2, lx // 2 : (lx + box.w) // 2]
        if layer.kept and draw.opacity == 255 and layer.solid:
            self.y[at], self.u[half], self.v[half] = layer.y[of], layer.u[half_of], layer.v[half_of]
            return
        left, opacity = layer.left_c[half_of], draw.opacity / 255
        blend(self.y[at], layer.y[of], layer.left[of], opacity)
        blend(self.u[half], layer.u[half_of], left, opacity)
        blend(self.v[half], layer.v[half_of], left, opacity)


def _full(box: Box) -> tuple[slice, slice]:
    return slice(box.y, box.bottom), slice(box.x, box.right)


def _half(box: Box) -> tuple[slice, slice]:
    return slice(box.y // 2, box.bottom // 2), slice(box.x // 2, box.right // 2)


def _same_place(a: Draw, b: Draw) -> bool:
    return (
        a.x == b.x
        and a.y == b.y
        and a.opacity == b.opacity
        and a.part == b.part
        and a.crop == b.crop
        and a.layer.kept
        and b.layer.kept
        and a.layer.y.shape == b.layer.y.shape
    )


def _merged(boxes: Iterable[Box]) -> list[Box]:
    """Overlapping rectangles become one, so that nothing is blended twice."""
    done: list[Box] = []
    for box in boxes:
        while hit := next((d for d in done if d.overlaps(box)), None):
            done.remove(hit)
            box = join(hit, box)  # noqa: PLW2901 - grows until it touches no other
        done.append(box)
    return done


def to_rgb(y: Bytes, u: Bytes, v: Bytes) -> Bytes:
    """BT.709 limited-range planes to RGB pixels."""
    luma = (y.astype(np.float32) - 16) * (255 / 219)
    cb = (u.repeat(2, 0).repeat(2, 1).astype(np.float32) - 128) * (255 / 224)
    cr = (v.repeat(2, 0).repeat(2, 1).astype(np.float32) - 128) * (255 / 224)
    rgb = np.stack([luma + 1.5748 * cr, luma - 0.1873 * cb - 0.4681 * cr, luma + 1.8556 * cb], axis=-1)
    pixels: Bytes = np.clip(np.rint(rgb), 0, 255).astype(np.uint8)
    return pixels
