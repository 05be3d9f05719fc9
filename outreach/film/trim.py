"""A moving piece without the air around what is seen of it: what is empty need not be drawn, packed and read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import reduce

from outreach.film.geometry import Box, join
from outreach.film.pieces import Cloth, Person, Piece, Prop
from outreach.film.planes import EDGE, Plane
from outreach.svg import aspect, extent, window

# How much wider for its height the part is asked for: one that is a hair too high for whole pixels would be drawn with
# another row and squeezed. templates/scenes/frame.typ lets it be a hair less high.
HAIR = 2e-6


@dataclass(frozen=True)
class Trimmed:
    """What is drawn of a piece, and which part of the whole it is; `part` None: all of it."""

    piece: Piece
    part: Box | None = None
    size: tuple[int, int] = (0, 0)  # px of the whole

    def placed(self, drawn: Plane) -> Plane:
        """The plane of what was drawn, where it belongs on the whole."""
        if self.part is None:
            return drawn
        at = drawn.at[0] + self.part.x, drawn.at[1] + self.part.y
        return replace(drawn, width=self.size[0], height=self.size[1], at=at)


@dataclass(frozen=True)
class _Shown:
    """A drawing on a piece: its corner and its sides, px."""

    svg: str
    x: float
    y: float
    w: float
    h: float

    def box(self, size: tuple[int, int]) -> Box:
        """What it takes of the piece, with a little air, from even coordinates on."""
        left, top, right, bottom = extent(self.svg)
        x, y = (max(0, int(n) - EDGE) & ~1 for n in (self.x + left * self.w, self.y + top * self.h))
        far = int(self.x + right * self.w) + 1 + EDGE, int(self.y + bottom * self.h) + 1 + EDGE
        return Box(x, y, min(far[0], size[0]) - x, min(far[1], size[1]) - y)

    def cut(self, box: Box) -> str:
        """The part of it that a box of the piece shows."""
        left, right = ((n - self.x) / self.w for n in (box.x, box.right + box.w * HAIR))
        top, bottom = ((n - self.y) / self.h for n in (box.y, box.bottom))
        return window(self.svg, left, top, right, bottom)


def trimmed(piece: Piece) -> Trimmed:
    """A piece that is a drawing and nothing else, cut to what is seen of it; another as it is."""
    if isinstance(piece, (Person, Prop)):
        shown = _Shown(piece.svg, 0, 0, piece.h * aspect(piece.svg), piece.h)
        size = max(1, round(shown.w)), piece.h
        box = _taken([shown], size)
        return Trimmed(replace(piece, svg=shown.cut(box), h=box.h), box, size) if box else Trimmed(piece)
    if isinstance(piece, Cloth):
        planes, size = [_covering(svg, piece) for svg in piece.svgs], (piece.w, piece.h)
        box = _taken(planes, size)
        svgs = tuple(one.cut(box) for one in planes) if box else ()
        return Trimmed(replace(piece, svgs=svgs, w=box.w, h=box.h), box, size) if box else Trimmed(piece)
    return Trimmed(piece)


def _taken(drawings: Iterable[_Shown], size: tuple[int, int]) -> Box | None:
    """What they take together; None: all."""
    box = reduce(join, (one.box(size) for one in drawings))
    return box if box.w > 0 < box.h and (box.w, box.h) != size else None


def _covering(svg: str, cloth: Cloth) -> _Shown:
    """A drawing as large as it needs to be to cover a plane, round its middle (templates/scenes/frame.typ)."""
    wide, high = max(cloth.w, cloth.h * aspect(svg)), max(cloth.h, cloth.w / aspect(svg))
    return _Shown(svg, (cloth.w - wide) / 2, (cloth.h - high) / 2, wide, high)
