"""Drawings of media/art as PNG with alpha, made by Typst and remembered for the process."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from outreach.art import OneDrawing, draw, file_of
from outreach.kept import Kept
from outreach.layout import Layout
from outreach.storyboard import Picture
from outreach.svg import aspect

STEP = 60.0  # points
PPI = 144.0  # two pixels a point: sharp on a 1920 x 1080 projector


@dataclass(frozen=True, slots=True)
class Drawing:
    """A drawing's source and its proportions."""

    svg: str
    ratio: float  # width over height


def drawing(layout: Layout, picture: Picture, colors: Mapping[str, str]) -> Drawing:
    """The SVG of a picture in the storyboard's colours."""
    digest = layout.project.digest(file_of(layout.project, picture.name))
    key = tuple(sorted(colors.items()))

    def made() -> Drawing:
        svg = draw(layout.project, picture.name, picture.state, colors)
        return Drawing(svg, aspect(svg))

    return _drawn.of((digest, picture.name, picture.state, key), made)


_drawn: Kept[tuple[str, str, str, tuple[tuple[str, str], ...]], Drawing] = Kept(256)


def rasterise(layout: Layout, one: Drawing, width: float) -> bytes:
    """PNG of a drawing at least `width` points wide; slides that show it a little larger or smaller share it."""
    wide = STEP * -(-width // STEP)
    key = (one.svg, wide)
    view = OneDrawing(one.svg, wide, wide / one.ratio)
    return _png.of(key, lambda: layout.png("deck/picture.typ", view, ppi=PPI)[0])


_png: Kept[tuple[str, float], bytes] = Kept(256)  # pictures of a few decks, a tenth of a megabyte each
