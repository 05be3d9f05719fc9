"""QR codes of a finished PDF are read back: what is printed must open what was meant, and nothing else.

Why: a code that fails to scan, or opens another address, is found by the reader and not by us.
Source: ISO/IEC 18004 (four clear modules); DENSO WAVE, qrcode.com (size of a module); the side is a tenth of the
distance (usual rule of thumb, 20 mm in the hand). That all are read is our rule.
PASS: every wanted payload is read on some page at 300 dpi, as large as its paper asks for, nothing in its quiet zone,
and every code read is a wanted one.
FAIL: a page whose code is covered, too small or too faint; a code for another branch or another host.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from typing import Any

import numpy as np
import pypdfium2 as pdfium

from outreach.checks.built import Built
from outreach.codes.qr import QUIET
from outreach.codes.symbol import MISSING, Least, Shown, Symbol, compared, missing, symbols
from outreach.diagnostics import Diagnostic, Spot
from outreach.kept import Kept
from outreach.messages import msg

Pixels = np.ndarray[Any, Any]
DPI = 300.0  # what an office scanner and a phone held close see
MOST_PIXELS = 40_000_000  # a roll-up is looked at from afar: fewer dots, the same eye
MM = 25.4 / 72  # of a point


Crop = tuple[float, float, float, float]  # what to leave out at the left, low, right and top, in points
Place = tuple[int, Crop]  # page, counted from 0, and where on it
_UPDATED = re.compile(rb"/Prev \d+ /ID \[(<[0-9a-f]{32}>)")
_places: Kept[bytes, list[Place]] = Kept(512)  # first id of a file that was read as a whole -> where its codes are


def check(built: Built) -> Iterator[Diagnostic]:
    """Yields what is wrong with the codes of a PDF; one of a file that needs no code may be missing."""
    rule = built.coded
    side, module, quiet = (built.limit(f"paper_code.{one}") for one in ("side", "module", "quiet"))
    least = rule.least.held(side=side, module=module, quiet=quiet) if rule and rule.least else None
    for found in verify(built.bytes, built.codes, least, built.path):
        if rule or found.code != MISSING:
            yield found


def verify(
    data: bytes, expected: tuple[str, ...] | None, least: Least | None = None, name: str = ""
) -> list[Diagnostic]:
    """What is wrong with the codes of the PDF `data`, called `name`; empty when exactly the `expected` are read.

    `least`: in mm of the page. The first copy for a branch is read as a whole; of later ones, which are the same file
    with a card and a code appended (outreach.paper.stamp), only the places of the codes.
    """
    quiet = least.quiet if least else QUIET
    update = _UPDATED.search(data, len(data) - 400)
    family = update.group(1) if update else b""
    known = _places.get(family) if expected is not None else None
    if known is not None and expected is not None and not _again(data, expected, least, known):
        return []
    problems, places, read = list[Diagnostic](), list[Place](), set[str]()
    for number, page in enumerate(pages(data)):
        dots = page.shape[1] / _width(data, number)  # of a point
        found = symbols(page, expected, quiet)
        place = msg("`{name}`, page {n}", name=name, n=number + 1)
        shown = Shown(place, Spot(name, "page", number + 1), (page.shape[1], page.shape[0]))
        problems += compared(found, expected, least, MM / dots, shown)
        places += [(number, _around(one, page, dots)) for one in found]
        read |= {one.text for one in found}
    problems += missing(read, expected, Shown(f"`{name}`", Spot(name)))
    if family and expected is not None and not problems:
        _places.put(family, places)
    return problems


def _again(data: bytes, expected: tuple[str, ...], least: Least | None, places: list[Place]) -> list[Diagnostic]:
    """The same, looking only where the codes of the file's family are."""
    quiet = least.quiet if least else QUIET
    found = [one for number, crop in places for one in symbols(_pixels(data, number, crop), expected, quiet)]
    read = {one.text for one in found}
    nowhere = Shown("", Spot(""))  # what is wrong is told when the file is read as a whole
    return [*compared(found, expected, least, 25.4 / DPI, nowhere), *missing(read, expected, nowhere)]


def _width(data: bytes, number: int) -> float:
    """A page's width in points."""
    document = pdfium.PdfDocument(data)
    try:
        return float(document[number].get_size()[0])
    finally:
        document.close()


def _around(one: Symbol, page: Pixels, dots: float) -> Crop:
    """What to crop of a page to see a code with its quiet zone."""
    left, top, right, low = one.box
    room = (right - left) / 4  # more than four modules of any version
    sides = (left - room, page.shape[0] - low - room, page.shape[1] - right - room, top - room)
    a, b, c, d = (max(0.0, side / dots) for side in sides)
    return (a, b, c, d)


def _pixels(data: bytes, number: int, crop: Crop) -> Pixels:
    document = pdfium.PdfDocument(data)
    try:
        bitmap = document[number].render(scale=DPI / 72, grayscale=True, crop=crop)
        pixels = bitmap.to_numpy()
        return np.array(pixels if pixels.ndim == 2 else pixels[..., 0])
    finally:
        document.close()


def pages(data: bytes, dpi: float = DPI) -> Iterator[Pixels]:
    """The pages of a PDF as grey pixels, (height, width) of uint8, at `dpi` or what a very large page allows."""
    document = pdfium.PdfDocument(data)
    try:
        for page in document:
            width, height = page.get_size()
            fits = math.sqrt(MOST_PIXELS / (width * height)) * 72
            bitmap = page.render(scale=min(dpi, fits) / 72, grayscale=True)
            pixels = bitmap.to_numpy()
            yield np.array(pixels if pixels.ndim == 2 else pixels[..., 0])
            bitmap.close()
            page.close()
    finally:
        document.close()
