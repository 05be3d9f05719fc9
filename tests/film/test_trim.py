"""A piece drawn without its air is the same picture at the same place."""

from __future__ import annotations

import io

import numpy as np
import pytest
from films import Plan
from PIL import Image

from outreach.film.frame import Frame
from outreach.film.pieces import Cloth, Disc, Person, Piece, Pieces, Prop
from outreach.film.planes import Put, plane
from outreach.film.scene import looks
from outreach.film.trim import Trimmed, trimmed
from outreach.layout import Layout

INK = (
    '<circle cx="150" cy="110" r="22" fill="#225577"/><path d="M130 150 L210 198" stroke="#884422" stroke-width="9"/>'
    '<rect x="120" y="90" width="30" height="24" fill="#44AA66" opacity="0.6" transform="rotate(12 130 100)"/>'
)


def svg(wide: int, high: int) -> str:
    """A picture that is empty but for a few shapes."""
    size = f'viewBox="0 0 {wide} {high}" width="{wide}" height="{high}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{INK}</svg>'


PIECES = {
    "a person": Person(svg=svg(300, 400), h=400),
    "larger": Person(svg=svg(300, 400), h=1100),
    "smaller": Prop(svg=svg(420, 330), h=198),
    "a place": Cloth(svgs=(svg(400, 300),), w=640, h=480),
    "a place too wide": Cloth(svgs=(svg(600, 300),), w=400, h=400),
    "a place too high": Cloth(svgs=(svg(300, 400),), w=600, h=400),
}


@pytest.mark.parametrize("piece", PIECES.values(), ids=PIECES)
def test_without_its_air_a_piece_is_the_same_picture(plan: Plan, layout: Layout, piece: Piece) -> None:
    """Drawn whole and drawn in part, laid on a frame: nothing is moved by a fraction of a pixel, nothing is missing."""
    cut, frames = trimmed(piece), list[Frame]()
    pages = layout.png("scenes/pieces.typ", Pieces(looks(plan("elders", "landscape")[0]), (piece, cut.piece)))
    drawn = [np.asarray(Image.open(io.BytesIO(page)).convert("RGBA")) for page in pages]
    assert drawn[1].size < drawn[0].size / 2
    for one, pixels in zip((Trimmed(piece), cut), drawn, strict=True):
        made, shown = Frame.of(1200, 1200), one.placed(plane(pixels))
        assert (shown.width, shown.height) == drawn[0].shape[1::-1]
        made.put(Put(shown, 20.3, 31.8, 1.04))
        frames.append(made)
    for a, b in ((getattr(frames[0], name).astype(int), getattr(frames[1], name)) for name in "yuv"):
        assert (np.abs(a - b) > 12).mean() < 2e-5


def test_what_is_more_than_a_drawing_stays_whole() -> None:
    """A disc has words in it; a full picture has no air."""
    assert trimmed(Disc(words="1", color="good", d=80)).part is None
    full = Cloth(svgs=(svg(400, 300).replace(INK, '<rect width="400" height="300"/>'),), w=400, h=300)
    assert trimmed(full) == Trimmed(full)
