"""Drawings of media/art as PNG with alpha, made by Typst and remembered for the process."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from outreach.art import OneDrawing, draw, file_of
from outreach.layout import Layout
from outreach.storyboard import Picture

STEP = 60.0  # points
PPI = 144.0  # two pixels a point: sharp on a 1920 x 1080 projector
_BOX = re.compile(r'viewBox="\s*[-\d.]+[ ,]+[-\d.]+[ ,]+([\d.]+)[ ,]+([\d.]+)')


@dataclass(frozen=True, slots=True)
class Drawing:
    """A drawing's source and its proportions."""

    svg: str
    ratio: float  # width over height


def drawing(layout: Layout, picture: Picture, colors: Mapping[str, str]) -> Drawing:
    """The SVG of a picture in the storyboard's colours."""
    digest = layout.project.digest(file_of(layout.project, picture.name))
    key = tuple(sorted(colors.items()))
    known = _drawn.get((digest, picture.name, picture.state, key))
    if known is None:
        svg = draw(layout.project, picture.name, picture.state, colors)
        size = _BOX.search(svg)
        known = Drawing(svg, float(size[1]) / float(size[2]) if size else 1.0)
        _drawn[digest, picture.name, picture.state, key] = known
    return known


_drawn: dict[tuple[str, str, str, tuple[tuple[str, str], ...]], Drawing] = {}


def rasterise(layout: Layout, one: Drawing, width: float) -> bytes:
    """PNG of a drawing at least `width` points wide; slides that show it a little larger or smaller share it."""
    wide = STEP * -(-width // STEP)
    key = (one.svg, wide)
    if key not in _png:
        view = OneDrawing(one.svg, wide, wide / one.ratio)
        _png[key] = layout.png("deck/picture.typ", view, ppi=PPI)[0]
    return _png[key]


_png: dict[tuple[str, float], bytes] = {}
