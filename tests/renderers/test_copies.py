"""What a poor copier leaves of a sheet: where a hand or hair ends, and which card says what never to do."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import cv2
import numpy as np
import pypdfium2 as pdfium
import pytest
from degrade import copied
from lxml import etree
from PIL import Image

from outreach import svg
from outreach.keyvisual.picture import Scenery, raster
from outreach.layout import Layout
from outreach.paper.printing import prints
from outreach.paper.sheet import sheet
from outreach.renderers import leaflet, trifold
from outreach.storyboard import Storyboard

Boards = Callable[[str, str], Storyboard]
Pixels = np.ndarray[Any, Any]
LANGS = {"seniors": "zh-CN", "students": "zh-CN", "foreign-residents": "en"}
DPI = 300
TALL = 30  # mm: a person on a leaflet


def seen(drawing: str, layout: Layout) -> Pixels:
    """A drawing as it is printed, in colours."""
    _, _, wide, high = svg.view(etree.fromstring(drawing.encode()))
    width = round(TALL / 25.4 * DPI * wide / high)
    picture = raster(layout, Scenery(drawing, round(wide * 4), round(high * 4), ()), width)
    drawn = Image.open(io.BytesIO(picture)).convert("RGBA")
    paper = Image.new("RGBA", (drawn.width + 24, drawn.height + 24), "white")
    paper.alpha_composite(drawn, (12, 12))
    return np.asarray(paper.convert("RGB"))


def borders(picture: Pixels) -> Pixels:
    """Where one colour ends and another begins, well visible: the places that a copy must not lose."""
    steps = [cv2.morphologyEx(picture[:, :, n], cv2.MORPH_GRADIENT, np.ones((3, 3), np.uint8)) for n in range(3)]
    found: Pixels = np.max(steps, axis=0) > 70
    return found


def kept(colored: Pixels, copy: Pixels) -> float:
    """The share of the borders that lie at a line of the copy: its black within 0.4 mm, and its white."""
    black, white = (
        cv2.dilate(part.astype(np.uint8), np.ones((11, 11), np.uint8)) > 0 for part in (copy == 0, copy == 255)
    )
    where = borders(colored)
    return float((black & white)[where].mean())


@pytest.mark.parametrize("audience", LANGS)
def test_a_copy_keeps_where_hands_and_hair_end(leaflet_board: Boards, layout: Layout, audience: str) -> None:
    """Of everybody and everything that a leaflet shows."""
    board = leaflet_board(audience, LANGS[audience])
    colored, mono = (sheet(board, layout.project, "leaflet", kind).art for kind in ("office", "mono"))
    lost = {}
    for name, one in mono.items():
        grey = cv2.cvtColor(seen(one.svg, layout), cv2.COLOR_RGB2GRAY)
        share = kept(seen(colored[name].svg, layout), copied(grey))
        if share < 0.85:
            lost[name] = round(share, 2)
    assert not lost


def test_a_copy_of_greys_alone_loses_them(layout: Layout, leaflet_board: Boards) -> None:
    """The measure of the test before: the same drawings without outlines."""
    board = leaflet_board("seniors", "zh-CN")
    art = sheet(board, layout.project, "leaflet", "office").art
    person = next(one for name, one in art.items() if name.startswith("grandmother"))
    pale = 255 - (255 - cv2.cvtColor(seen(person.svg, layout), cv2.COLOR_RGB2GRAY)) // 2
    assert kept(seen(person.svg, layout), copied(pale)) < 0.7


def cards(data: bytes, titles: tuple[str, str]) -> Iterator[tuple[Pixels, Pixels]]:
    """Copies of what stands before the titles of two cards, to the left of their words: (do, don't)."""
    document = pdfium.PdfDocument(data)
    for page in document:
        text = page.get_textpage()
        whole = re.sub(r"[\r\n]", " ", text.get_text_range())
        places = [whole.find(title) for title in titles]
        if min(places) < 0:
            continue
        grey = copied(np.asarray(page.render(scale=DPI / 72).to_pil().convert("L")))
        high = page.get_size()[1]
        found = []
        for place in places:
            left, low, _, top = text.get_charbox(place)
            from_, to = (round((left - mm / 25.4 * 72) / 72 * DPI) for mm in (8.0, 1.2))
            above, below = (round((high - y) / 72 * DPI) for y in (top, low))
            found.append(grey[above:below, max(0, from_) : to])
        yield found[0], found[1]


# large print does not go on narrow panels
@pytest.mark.slow
@pytest.mark.parametrize(
    ("format", "audience"), [(f, a) for f in (leaflet, trifold) for a in LANGS if (f, a) != (trifold, "seniors")]
)
def test_a_copy_tells_do_from_never(leaflet_board: Boards, layout: Layout, audience: str, format: Any) -> None:
    """The card of what never to do has a hatched bar and a heavy edge, the other a thin line."""
    board = leaflet_board(audience, LANGS[audience])
    plain = [replace(s, files={n: f for n, f in s.files.items() if f.print_ == "mono"}) for s in format.sheets(board)]
    titles = (board.labels["do"].shown, board.labels["dont"].shown)
    (data,) = prints(board, layout, plain).values()
    found = [*cards(data, titles)]
    assert found
    for do, never in found:
        ink = [float((one == 0).mean()) for one in (do, never)]
        assert ink[1] > 0.12 and ink[1] > 2.5 * ink[0], ink
