"""What a finished sheet shows: its letters with their sizes and places, its pictures with their resolution."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

import pypdfium2 as pdfium
import pypdfium2.raw as raw

MM = 72 / 25.4  # points
DEEP = 4  # drawings inside drawings that are looked into


@dataclass(frozen=True)
class Letter:
    """A letter on a page: its type size, and its box from the upper left corner, in points."""

    sign: str
    size: float
    box: tuple[float, float, float, float]  # left, top, right, low


@dataclass(frozen=True)
class Page:
    """A page: its size in points, its letters in reading order, the resolutions of its pictures in dots an inch."""

    number: int  # from 1
    size: tuple[float, float]
    letters: tuple[Letter, ...]
    pictures: tuple[float, ...]


def pages(data: bytes) -> Iterator[Page]:
    """The pages of a PDF, one by one."""
    with pdfium.PdfDocument(data) as document:
        for n, page in enumerate(document, 1):
            size = page.get_size()
            yield Page(n, size, tuple(_letters(page, size)), tuple(_pictures(page)))


def _letters(page: pdfium.PdfPage, size: tuple[float, float]) -> Iterator[Letter]:
    """What stands on the page; tiles of a large sheet hold the words of all tiles, most of them outside."""
    text = page.get_textpage()
    for n in range(text.count_chars()):
        sign = chr(raw.FPDFText_GetUnicode(text, n))
        if not sign.strip() or raw.FPDFText_IsGenerated(text, n):
            continue
        left, low, right, top = text.get_charbox(n)
        box = (left, size[1] - top, right, size[1] - low)
        if 0 < (left + right) / 2 < size[0] and 0 < (box[1] + box[3]) / 2 < size[1]:
            yield Letter(sign, _size(text, n), box)


def _size(text: pdfium.PdfTextPage, n: int) -> float:
    """A drawing that is scaled scales its letters."""
    by = raw.FS_MATRIX()
    raw.FPDFText_GetMatrix(text, n, by)
    size, area = float(raw.FPDFText_GetFontSize(text, n)), float(by.a * by.d - by.b * by.c)
    return size * math.sqrt(abs(area))


def _pictures(page: pdfium.PdfPage) -> Iterator[float]:
    for one in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=DEEP):
        left, low, right, top = one.get_bounds()
        across, down = one.get_px_size()
        if right > left and top > low:
            yield min(across / (right - left), down / (top - low)) * 72
