"""LibreOffice opens every deck, loses nothing and keeps each text inside its shape."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import office
import pypdfium2
import pytest
from deck_projection import shapes
from pptx import Presentation
from slide_text import outside

from outreach.codes import qr
from outreach.codes.links import payload
from outreach.coverage import fonts, undrawable
from outreach.layout import Layout
from outreach.project import Project
from outreach.renderers import deck
from outreach.storyboard import Storyboard

PACKS = (
    ("nfc-skimming", "seniors", "zh-CN"),
    ("fake-customer-service", "students", "zh-CN"),
    ("cancel-auto-pay", "foreign-residents", "en"),
)


@dataclass
class Opened:
    """A deck, its storyboard and its pages as LibreOffice draws them."""

    board: Storyboard
    pptx: bytes
    pdf: pypdfium2.PdfDocument


@pytest.fixture(scope="module")
def opened(
    board: Callable[..., Storyboard], layout: Layout, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[list[Opened]]:
    """All packs, converted in one run of LibreOffice."""
    if office.SOFFICE is None:
        pytest.skip("LibreOffice is not installed")
    folder = tmp_path_factory.mktemp("office")
    boards = [board(*pack) for pack in PACKS]
    decks = [deck.render(one, layout)["deck.pptx"] for one in boards]
    files = []
    for n, data in enumerate(decks):
        files.append(folder / f"{n}.pptx")
        files[-1].write_bytes(data)
    pages = map(pypdfium2.PdfDocument, office.convert(files, folder))
    made = [Opened(*one) for one in zip(boards, decks, pages, strict=True)]
    yield made
    for one in made:
        one.pdf.close()


def test_a_page_a_slide(opened: list[Opened]) -> None:
    """Every slide arrives as one page."""
    for one in opened:
        assert len(one.pdf) == len(Presentation(io.BytesIO(one.pptx)).slides)


def test_text_stays_in_its_shape(opened: list[Opened]) -> None:
    """Every text is found on its page, whole and inside its shape: nothing lost, nothing overflowing."""
    assert not [(one.board.audience, *found) for one in opened for found in outside(one.pptx, one.pdf)]


def test_every_character_can_be_drawn(opened: list[Opened], project: Project) -> None:
    """Also the signs that are ours: one that few fonts have is an empty box on somebody's screen."""
    for one in opened:
        text = "".join(shape.text_frame.text for _, shape in shapes(one.pptx) if shape.has_text_frame)
        assert undrawable(text.replace("\x0b", ""), fonts(project)) == []


def test_code_reads_from_the_drawn_slide(opened: list[Opened]) -> None:
    """The QR code decodes from the rendered slide at a projector's 1280 pixels."""
    for one in opened:
        found = [code for page in one.pdf for code in qr.decode(page.render(scale=4 / 3).to_numpy())]
        assert found == [payload(one.board, "deck")]
