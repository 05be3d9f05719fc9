"""LibreOffice opens every deck, loses nothing and keeps each text inside its shape."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import office
import pypdfium2
import pytest
from deck_projection import shapes
from pptx import Presentation
from pptx.shapes.base import BaseShape

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
NEAR = 4.0  # points a glyph's box may reach over the edge: its side bearing and the highlighter
EMU = 12700
BREAKS = r"[\s\x02\xad\ufffe-]"  # pdfium reads a hyphen at the end of a line as a mark of hyphenation


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
    faults = []
    for one in opened:
        pages = [_letters(page) for page in one.pdf]
        for n, shape in shapes(one.pptx):
            text = re.sub(BREAKS, "", shape.text_frame.text) if shape.has_text_frame else ""
            if text and not _inside(text, pages[n - 1], _frame(shape)):
                faults.append((one.board.audience, n, shape.name, text))
    assert not faults


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


Letter = tuple[str, float, float, float, float]


def _letters(page: pypdfium2.PdfPage) -> list[Letter]:
    """Every letter of a page with its box: left, top, right, bottom in points from the top left."""
    text, height = page.get_textpage(), page.get_height()
    whole = text.get_text_range()
    found = []
    for n in range(text.count_chars()):
        letter = text.get_text_range(n, 1)
        if re.sub(BREAKS, "", letter):
            left, bottom, right, top = text.get_charbox(n)
            found.append((letter, left, height - top, right, height - bottom))
    assert whole.strip()
    return found


def _inside(text: str, letters: list[Letter], frame: tuple[float, float, float, float]) -> bool:
    """Is `text` somewhere on the page with all its letters within `frame`?"""
    whole = "".join(one[0] for one in letters)
    assert len(whole) == len(letters)
    for match in re.finditer(re.escape(text), whole):
        run = letters[match.start() : match.end()]
        if (
            min(one[1] for one in run) >= frame[0] - NEAR
            and min(one[2] for one in run) >= frame[1] - NEAR
            and max(one[3] for one in run) <= frame[2] + NEAR
            and max(one[4] for one in run) <= frame[3] + NEAR
        ):
            return True
    return False


def _frame(shape: BaseShape) -> tuple[float, float, float, float]:
    left, top = shape.left / EMU, shape.top / EMU
    return left, top, left + shape.width / EMU, top + shape.height / EMU
