"""Which part of its picture a drawing takes: never less than is seen, and not much more."""

from __future__ import annotations

import io

import numpy as np
import pytest
from PIL import Image

from outreach.art import OneDrawing
from outreach.layout import Layout
from outreach.svg import extent

SIDE = 200
SHAPES = {
    "a rectangle": '<rect x="40" y="60" width="50" height="30" rx="8"/>',
    "a circle in a moved group": '<g transform="translate(30 10) scale(1.5)"><circle cx="40" cy="50" r="20"/></g>',
    "an ellipse on its side": '<ellipse cx="100" cy="100" rx="60" ry="12" transform="rotate(40 100 100)"/>',
    "a thick line": '<line x1="60" y1="60" x2="140" y2="90" stroke="#000" stroke-width="20" stroke-linecap="square"/>',
    "a pointed corner": '<path d="M60 120 L100 60 L140 120" fill="none" stroke="#000" stroke-width="16"/>',
    "a group's line": '<g stroke="#000" stroke-width="14" stroke-linejoin="round"><path d="M60 120 V60 H140 Z"/></g>',
    "curves, each from the one before": '<path d="M40 100 q20 -60 40 0 t40 0 c10 30 20 30 30 0 s20 -30 30 0"/>',
    "small and large arcs": '<path d="M90 100 A12 12 0 1 0 110 100 a14 8 30 0 1 -20 0 Z"/>',
    "an arc whose flags run together": '<path d="M80 100a30 30 0 01-40 0"/>',
    "a polygon": '<polygon points="60,60 140,80 90,150"/>',
    "a slanted group": '<g transform="matrix(1 0.2 -0.3 1 20 -10)"><rect x="60" y="60" width="60" height="40"/></g>',
    "two far apart": '<circle cx="40" cy="60" r="12"/><circle cx="150" cy="140" r="20"/>',
}


def _svg(inside: str) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {SIDE} {SIDE}" width="{SIDE}" height="{SIDE}">'
        f"{inside}</svg>"
    )


@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES)
def test_a_drawing_is_seen_where_it_is_said_to_be(layout: Layout, shape: str) -> None:
    """Drawn and looked at: nothing is outside, and no side is farther away than a fifth of the picture."""
    page = layout.png("deck/picture.typ", OneDrawing(_svg(shape), SIDE, SIDE))[0]
    alpha = np.asarray(Image.open(io.BytesIO(page)).convert("RGBA"))[..., 3]
    rows, columns = np.flatnonzero(alpha.any(axis=1)), np.flatnonzero(alpha.any(axis=0))
    left, top, right, bottom = (n * SIDE for n in extent(_svg(shape)))
    assert left < columns[0] + 1 <= columns[-1] < right
    assert top < rows[0] + 1 <= rows[-1] < bottom
    assert max(columns[0] - left, rows[0] - top, right - columns[-1], bottom - rows[-1]) < SIDE / 5


@pytest.mark.parametrize(
    "shape",
    [
        '<text x="20" y="50">110</text>',
        '<g transform="skewX(20)"><rect x="60" y="60" width="20" height="20"/></g>',
        '<rect x="10%" y="0" width="20" height="20"/>',
        "",
    ],
)
def test_what_is_not_plain_takes_the_whole_picture(shape: str) -> None:
    """Words, slants, shares: better drawn in vain than cut off."""
    assert extent(_svg(shape)) == (0, 0, 1, 1)
