"""Where the words of a deck are on the pages that an office program made of it."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pypdfium2
from deck_projection import shapes
from pptx.shapes.base import BaseShape

NEAR = 4.0  # points a glyph's box may reach over the edge: its side bearing and the highlighter
EMU = 12700
BREAKS = r"[\s\x02\xad\ufffe\u2010\u2011-]"  # pdfium reads a hyphen at the end of a line as a mark of hyphenation
Letter = tuple[str, float, float, float, float]


def outside(pptx: bytes, pdf: pypdfium2.PdfDocument) -> Iterator[tuple[int, str, str]]:
    """(slide, shape, its words) of every text that is not found whole within its shape: lost, or overflowing."""
    pages = [letters(page) for page in pdf]
    for n, shape in shapes(pptx):
        text = re.sub(BREAKS, "", shape.text_frame.text) if shape.has_text_frame else ""
        if text and not _inside(text, pages[n - 1], _frame(shape)):
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
    """Is `text` somewhere on the page with all its letters within `frame`?"""
    whole = "".join(one[0] for one in written)
    assert len(whole) == len(written)
    for match in re.finditer(re.escape(text), whole):
        run = written[match.start() : match.end()]
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
