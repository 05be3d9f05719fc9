"""Where the words of a deck are on the pages that an office program made of it."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pypdfium2
from deck_projection import shapes
from pptx.shapes.base import BaseShape

NEAR = 4.0  # points a glyph's box may reach over the edge: its side bearing and the highlighter
EMU = 12700
# pdfium reads a hyphen at the end of a line as a mark of hyphenation, and letters of pinyin that Arial has not, which
# come from another face, behind their line.
BREAKS = r"[\s\x02\xad\ufffe\u2010\u2011\u01cd-\u01dc-]"
Letter = tuple[str, float, float, float, float]


def outside(pptx: bytes, pdf: pypdfium2.PdfDocument) -> Iterator[tuple[int, str, str]]:
    """(slide, shape, its words) of every text that is not found whole within its shape: lost, or overflowing."""
    pages = [letters(page) for page in pdf]
    for n, shape in shapes(pptx):
        text = re.sub(BREAKS, "", shape.text_frame.text) if shape.has_text_frame else ""
        if text and not _inside(text, pages[n - 1], frame_of(shape)):
            yield n, shape.name, shape.text_frame.text


def letters(page: pypdfium2.PdfPage) -> list[Letter]:
    """Every letter of a page with its box: left, top, right, bottom in points from the top left."""
    text, height = page.get_textpage(), page.get_height()
    found = []
    for n in range(text.count_chars()):
        letter = text.get_text_range(n, 1)
        if re.sub(BREAKS, "", letter):
            left, bottom, right, top = text.get_charbox(n)
            found.append((letter, left, height - top, right, height - bottom))
    assert found
    return found


def _inside(text: str, written: list[Letter], frame: tuple[float, float, float, float]) -> bool:
    """Is `text` whole in `frame`? Letters of another shape in the same line may come between those of a page."""
    within = [one for one in written if _holds(frame, one)]
    return text in "".join(one[0] for one in within)


def _holds(frame: tuple[float, float, float, float], letter: Letter) -> bool:
    _, left, top, right, bottom = letter
    across = left >= frame[0] - NEAR and right <= frame[2] + NEAR
    return across and top >= frame[1] - NEAR and bottom <= frame[3] + NEAR


def frame_of(shape: BaseShape) -> tuple[float, float, float, float]:
    """The box of a shape in points: left, top, right, bottom."""
    left, top = shape.left / EMU, shape.top / EMU
    return left, top, left + shape.width / EMU, top + shape.height / EMU
