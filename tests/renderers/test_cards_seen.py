"""What is seen on social pictures: words stand out from their ground, cards differ, numbers catch the eye."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from dataclasses import replace

import numpy as np
import pypdfium2 as pdfium
import pytest
from numpy.typing import NDArray
from own import AUDIENCES
from PIL import Image
from pypdfium2 import raw

from outreach.layout import Layout
from outreach.paper.words import words
from outreach.renderers import cards
from outreach.storyboard import Storyboard
from outreach.svg import SVG

Make = Callable[..., Storyboard]
SURE = 4.5  # WCAG 1.4.3
LINE = 0.1  # of a passage's height is the line under a marked one, which tails of letters cross
APART = 20.0  # of 255: the least that two cards one after another differ on average


_PART = np.arange(256) / 255
_LINEAR = np.where(_PART <= 0.04045, _PART / 12.92, ((_PART + 0.055) / 1.055) ** 2.4)


def _light(color: NDArray[np.uint8]) -> NDArray[np.float64]:
    """Relative luminance (WCAG 2.2) of colours from 0 to 255."""
    found: NDArray[np.float64] = _LINEAR[color] @ np.array([0.2126, 0.7152, 0.0722])
    return found


def _texts(page: pdfium.PdfPage) -> Iterator[tuple[tuple[float, float, float, float], NDArray[np.uint8]]]:
    """Where words stand, and their colour; they are hidden, so that the page shows its ground only."""
    for one in page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT]):
        parts = [raw.c_uint() for _ in range(4)]
        raw.FPDFPageObj_GetFillColor(one.raw, *parts)
        yield one.get_bounds(), np.array([part.value for part in parts[:3]], np.uint8)
        raw.FPDFTextObj_SetTextRenderMode(one.raw, raw.FPDF_TEXTRENDERMODE_INVISIBLE)


@pytest.mark.slow
@pytest.mark.parametrize("audience", AUDIENCES)
def test_words_stand_out_from_places(own_board: Make, layout: Layout, audience: str) -> None:
    """Whatever place a card has, its words keep their contrast to what is really behind them."""
    data, seen = cards.picture_data(own_board(audience), layout.project), 0
    for name, template, view in cards._pictures(data):
        if template == "long":
            continue
        for page in pdfium.PdfDocument(layout.pdf(f"cards/{template}.typ", view, standards=())):
            texts = list(_texts(page))
            high = page.get_height()
            ground = np.asarray(page.render().to_pil().convert("RGB"))
            for (left, low, right, top), color in texts:
                behind = _light(ground[int(high - top) : int(high - low) + 1, max(0, int(left)) : int(right) + 1])
                both = np.stack([behind, np.full_like(behind, float(_light(color)))])
                contrast = (both.max(0) + 0.05) / (both.min(0) + 0.05)
                least = np.quantile(contrast, LINE)
                assert least >= SURE, (name, left, high - top, color, least)
                seen += 1
    assert seen > 100


@pytest.mark.slow
@pytest.mark.parametrize("audience", AUDIENCES)
def test_cards_count_and_differ(own_board: Make, layout: Layout, audience: str) -> None:
    """Each card says its place among all of them, and none looks like the one before."""
    data, before, count = cards.picture_data(own_board(audience), layout.project), None, 0
    for _, template, view in cards.numbered(data, layout):
        if template != "card":
            continue
        for n, page in enumerate(pdfium.PdfDocument(layout.pdf("cards/card.typ", view, standards=()))):
            count += 1
            assert f"{view.first + n}/{view.total}" in page.get_textpage().get_text_range() and view.first + n == count
            small = np.asarray(page.render(scale=0.1).to_pil().convert("RGB"), float)
            assert before is None or np.abs(small - before).mean() > APART, count
            before = small
    assert count == view.total


def test_numbers_stand_in_the_order_of_loss(own_board: Make, layout: Layout) -> None:
    """Who lost money reads first whom to call, also when that is the long number; whoever is not sure, after that."""
    one = own_board(loss="card")
    view = replace(cards.picture_data(one, layout.project), scene="last")
    page = pdfium.PdfDocument(layout.pdf("cards/card.typ", view, standards=()))[0]
    text = page.get_textpage().get_text_range()
    wanted = [line.number for line in one.hotlines]
    assert len(wanted[0]) > 6 and [n for n in text.split() if n in wanted][: len(wanted)] == wanted


@pytest.mark.parametrize("audience", AUDIENCES)
def test_numbers_of_strips_are_twice_as_large(own_board: Make, layout: Layout, audience: str) -> None:
    """Each strip has a number, its digits twice as large as the words, none cut off; a draft's mark takes no room."""
    one = own_board(audience)
    data = cards.picture_data(one, layout.project)
    for text in cards.slogans(one):
        sizes = []
        for view in (data, replace(data, draft=False)):
            page = pdfium.PdfDocument(layout.pdf("cards/led.typ", replace(view, slogan=words(text)), standards=()))[0]
            read = page.get_textpage()
            first = read.get_text_range().index(data.ask)
            digits, word = (
                raw.FPDFText_GetFontSize(read, n) for n in (first, read.get_text_range().index(text.shown[:3]))
            )
            _, low, _, top = read.get_charbox(first)
            assert digits == pytest.approx(2 * word) and low > 0 and top < page.get_height()
            sizes.append(word)
        assert sizes[0] >= 0.7 * sizes[1]


@pytest.mark.slow
def test_no_seam_crosses_the_long_picture(own_board: Make, layout: Layout) -> None:
    """A place begins along a line that falls: between cover and foot no edge runs level across the whole picture."""
    data = cards.picture_data(own_board(), layout.project)
    sheet = '<svg xmlns="{}" viewBox="0 0 1600 900"><rect width="1600" height="900" fill="#{:02x}8040"/></svg>'
    plain = {name: sheet.format(SVG, 250 - n * 60) for n, name in enumerate(data.places)}
    view = next(replace(view, places=plain) for name, _, view in cards._pictures(data) if name == "long")
    with Image.open(io.BytesIO(layout.png("cards/long.typ", view, ppi=36)[0])) as picture:
        rows = np.asarray(picture.convert("RGB"), float)
    inside = rows[760:-400]
    jumps = (np.abs(np.diff(inside, axis=0)).max(2) > 24).mean(1)
    assert jumps.max() < 0.9, int(jumps.argmax())


def test_nothing_shows_through_people_in_the_long_picture(own_board: Make, layout: Layout) -> None:
    """Whoever stands between two places is whole: their colour is seen or nothing, never mixed with a ground."""
    data = cards.picture_data(own_board(), layout.project)
    figure = f'<svg xmlns="{SVG}" viewBox="0 0 300 400"><rect width="300" height="400" fill="#ff00ff"/></svg>'
    people = {key for scene in data.scenes for key in (*scene.called, *scene.other)}
    art = {key: replace(one, svg=figure) if key in people else one for key, one in data.art.items()}
    view = next(replace(view, art=art) for name, _, view in cards._pictures(data) if name == "long")
    with Image.open(io.BytesIO(layout.png("cards/long.typ", view, ppi=36)[0])) as picture:
        red, green, blue = np.moveaxis(np.asarray(picture.convert("RGB"), float), 2, 0)
    colored = (red - green > 60) & (blue - green > 60)
    whole = colored & (green < 3) & (red > 252)
    assert whole.sum() > 20_000 and colored.sum() < 1.05 * whole.sum(), (whole.sum(), colored.sum())
