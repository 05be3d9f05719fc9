"""LibreOffice opens every deck, loses nothing and keeps each text inside its shape."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import office
import pypdfium2
import pytest
from deck_projection import shapes
from numpy.typing import NDArray
from pptx import Presentation
from shipped import EACH
from slide_text import Letter, frame_of, letters, outside

from outreach.codes import qr
from outreach.codes.links import payload
from outreach.coverage import fonts, undrawable
from outreach.layout import Layout
from outreach.project import Project
from outreach.renderers import deck
from outreach.storyboard import Storyboard

pytestmark = (
    pytest.mark.slow
)  # LibreOffice; test_deck.py measures the same texts, test_deck_grounds.py the same grounds


@dataclass
class Opened:
    """A deck, its storyboard and its pages as LibreOffice draws them."""

    board: Storyboard
    pptx: bytes
    pdf: pypdfium2.PdfDocument


@pytest.fixture(scope="module")
def opened(
    board: Callable[..., Storyboard],
    layout: Layout,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[list[Opened]]:
    """A pack of each scam, converted in one run of LibreOffice."""
    if office.SOFFICE is None:
        pytest.skip("LibreOffice is not installed")
    folder = tmp_path_factory.mktemp("office")
    boards = [board(*pack) for pack in EACH]
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


@pytest.fixture(scope="module")
def wordless(opened: list[Opened], tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[pypdfium2.PdfDocument]]:
    """The same decks without their words: what is behind these."""
    folder = tmp_path_factory.mktemp("wordless")
    files = []
    for n, one in enumerate(opened):
        files.append(folder / f"{n}.pptx")
        files[-1].write_bytes(_without_words(one.pptx))
    pages = [*map(pypdfium2.PdfDocument, office.convert(files, folder))]
    yield pages
    for page in pages:
        page.close()


def _without_words(pptx: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(pptx)) as package, zipfile.ZipFile(made, "w") as target:
        for name in package.namelist():
            data = package.read(name)
            if re.fullmatch(r"ppt/slides/slide\d+\.xml", name):
                data = re.sub(rb"<a:fld .*?</a:fld>", b"", data)
                data = re.sub(rb"<a:t>[^<]*</a:t>", b"<a:t> </a:t>", data)
            target.writestr(name, data)
    return made.getvalue()


def test_words_stand_out_from_the_picture_behind_them(
    opened: list[Opened], wordless: list[pypdfium2.PdfDocument]
) -> None:
    """Each letter on a picture against every pixel round it, as drawn: 7:1 for seniors, 4.5:1 for the others."""
    for one, behind in zip(opened, wordless, strict=True):
        theme, slides, seen = one.board.style.colors, Presentation(io.BytesIO(one.pptx)).slides, 0
        for n, slide in enumerate(slides):
            if slide._element.get("showMasterSp") == "0":
                pixels = luminance(behind[n].render(scale=2).to_numpy()[..., :3])
                written = letters(one.pdf[n])
                for shape in (s for s in slide.placeholders if s.has_text_frame):
                    frame = frame_of(shape)
                    ground = [pixels[box(letter)] for letter in written if _inside(letter, frame)]
                    inks = {INKS[look.get("val")] for look in shape._element.xpath(".//a:rPr/a:solidFill/a:schemeClr")}
                    assert ground and inks, (n + 1, shape.name)
                    low = min(contrast(luminance(rgb(theme[token])), part) for token in inks for part in ground)
                    assert low >= (7 if one.board.audience == "seniors" else 4.5), (n + 1, shape.name, low)
                    seen += 1
        assert seen > 12


INKS = {"bg1": "card", "accent6": "mark", "tx1": "ink", "accent1": "primary", "accent4": "safe", "folHlink": "ink_soft"}


def _inside(letter: Letter, frame: tuple[float, float, float, float]) -> bool:
    return frame[0] <= letter[1] and frame[1] <= letter[2] and letter[3] <= frame[2] and letter[4] <= frame[3]


def box(letter: Letter) -> tuple[slice, slice]:
    """The pixels of a letter, two a point."""
    _, left, top, right, bottom = letter
    return slice(int(2 * top), int(2 * bottom) + 1), slice(int(2 * left), int(2 * right) + 1)


def rgb(color: str) -> NDArray[np.float64]:
    """Of `#RRGGBB`."""
    return np.array([int(color[n : n + 2], 16) for n in (1, 3, 5)], float)


def luminance(pixels: NDArray[Any]) -> NDArray[np.float64]:
    """Relative luminance (WCAG)."""
    parts = pixels / 255
    linear = np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)
    return np.asarray(linear @ np.array([0.2126, 0.7152, 0.0722]))


def contrast(ink: NDArray[np.float64], ground: NDArray[np.float64]) -> float:
    """The lowest ratio of an ink and what is behind it."""
    high, low = np.maximum(ink, ground), np.minimum(ink, ground)
    return float(((high + 0.05) / (low + 0.05)).min())
