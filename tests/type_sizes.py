"""How large the letters of a film's pieces are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pypdfium2
import pypdfium2.raw as pdfium
from films import laid, segments

from outreach.film import scene
from outreach.film.painter import TEMPLATE
from outreach.film.pieces import Pieces
from outreach.film.segments import Slot
from outreach.layout import Layout
from outreach.storyboard import Branch, Shape
from outreach.timeline import Timeline

BRANCH = Branch("B001", "江湾银行人民路支行", "人民路 1 号", "400-000-0001")
Small = tuple[str, str, str, int, str]  # scene, panel, piece, px, the letters


def too_small(timeline: Timeline, shape: Shape, slots: Sequence[Slot], layout: Layout) -> set[Small]:
    """Words of a film below the floor of its look, with the interpreter's panel or without."""
    floor = timeline.board.style.video_type["floor"]
    small: set[Small] = set()
    for segment in (one for slot in slots for one in segments(timeline, shape, slot)):
        shown, _ = laid(segment, layout)
        pages = layout.pdf(TEMPLATE, Pieces(scene.looks(segment), tuple(shown)), standards=())
        for piece, found in zip(shown, letters(pages), strict=True):
            least = min((size for _, size in found), default=floor)
            if least < floor - 0.5:
                words = "".join(letter for letter, size in found if size < floor - 0.5)
                small.add((segment.scene.id, segment.slot, piece.kind, round(least), words))
    return small


def letters(document: bytes) -> Iterator[list[tuple[str, float]]]:
    """For each page of a PDF its letters and their type size in pt."""
    for page in pypdfium2.PdfDocument(document):
        text = page.get_textpage()
        every = range(pdfium.FPDFText_CountChars(text))
        yield [
            (chr(pdfium.FPDFText_GetUnicode(text, n)), pdfium.FPDFText_GetFontSize(text, n))
            for n in every
            if not pdfium.FPDFText_IsGenerated(text, n)
        ]
