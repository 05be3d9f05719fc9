"""What is approved says which approval it has and until when, where a draft says that it is one."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace

import pypdfium2
import pytest
from pptx import Presentation

from outreach.checks.built.paper_letters import LESS
from outreach.formats import FORMATS
from outreach.imprint import imprint, imprint_line
from outreach.layout import Layout
from outreach.paper.seen import pages
from outreach.storyboard import Review, Storyboard

Boards = Callable[[str, str], Storyboard]
APPROVED = Review(True, "王芳", "2026-11-23", "", "2027-11-23", "0a1b2c3d")
LANGS = {"seniors": "zh-CN", "foreign-residents": "en"}


@pytest.fixture(params=LANGS)
def approved(request: pytest.FixtureRequest, leaflet_board: Boards) -> Storyboard:
    """An approved storyboard in each language."""
    return replace(leaflet_board(request.param, LANGS[request.param]), review=APPROVED)


def _rendered(board: Storyboard, format: str, layout: Layout) -> dict[str, bytes]:
    render = FORMATS[format].render
    assert render
    return dict(render(board, layout))


def test_a_draft_has_no_number(leaflet_board: Boards) -> None:
    """Nobody could look it up."""
    assert imprint(leaflet_board("seniors", "zh-CN")) == ()


def test_a_number_and_a_last_day(approved: Storyboard) -> None:
    """Each with its word in the board's language."""
    number, day = imprint(approved)
    assert number.endswith(" 0a1b2c3d") and day.endswith(" 2027-11-23")
    assert imprint_line(approved) == f"{number} · {day}"


@pytest.mark.parametrize("format", ["poster", pytest.param("leaflet", marks=pytest.mark.slow)])
def test_on_paper(approved: Storyboard, format: str, layout: Layout) -> None:
    """In small print, and among the keywords of the file; no word of a draft."""
    data = _rendered(approved, format, layout)[f"{format}.pdf"]
    document = pypdfium2.PdfDocument(data)
    words = "".join(page.get_textpage().get_text_range() for page in document)
    assert "0a1b2c3d" in words and "2027-11-23" in words
    assert approved.labels["draft"].shown not in words
    small = min(letter.size for page in pages(data) for letter in page.letters)
    assert small >= LESS * approved.style.print_type["floor"] - 0.05  # the small print, too
    assert document.get_metadata_dict()["Keywords"] == ", ".join(imprint(approved))


@pytest.mark.slow
def test_on_slides(approved: Storyboard, layout: Layout) -> None:
    """On each one, and among the keywords."""
    deck = Presentation(io.BytesIO(_rendered(approved, "deck", layout)["deck.pptx"]))
    for slide in deck.slides:
        said = [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]
        assert any("0a1b2c3d" in one and "2027\u201111\u201123" in one for one in said)
    assert imprint_line(approved) in (deck.core_properties.keywords or "")


def test_on_the_page(approved: Storyboard, layout: Layout) -> None:
    """At its foot."""
    page = _rendered(approved, "page", layout)["page/index.html"].decode()
    assert "0a1b2c3d" in page and '<time datetime="2027-11-23">' in page
