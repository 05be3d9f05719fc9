"""An office printer prints every word: none stands where its rollers hold the paper.

Why: printers in branches leave a white edge; a hotline that loses its last digit there is worse than none.
Source: the edge that office printers leave is 4 to 6 mm (makers' manuals); that words keep clear of it is our rule. A
picture may reach the edge: it loses nothing when it is cut. Sheets for the press have their own check (paper_press).
PASS: words at least 5 mm from each side of the page
FAIL: a line 2 mm from the edge
"""

from __future__ import annotations

import io
from collections.abc import Iterator

import numpy as np
import pikepdf
import pypdfium2 as pdfium
from numpy.typing import NDArray

from outreach.checks.built import Built
from outreach.diagnostics import NOWHERE, Diagnostic, Spot, error
from outreach.messages import msg
from outreach.paper.seen import MM, Letter, Page, pages

DOTS = 100 / 72  # of a point
INK = 60  # of 255: lighter and darker pixels of a letter that is seen differ by as much
EXACT = 0.1  # mm

Box = tuple[float, float, float, float]


def check(built: Built) -> Iterator[Diagnostic]:
    """Yields each page of an office's sheet with a word at its edge."""
    least = built.limit("paper_edges.words")
    for page in pages(built.bytes):
        near = [one for one in page.letters if _room(one.box, page.size) < least - EXACT]
        seen = [*_seen(built.bytes, page, near, least)] if near and not _for_the_press(built.bytes) else []
        if seen:
            room = min(_room(one.box, page.size) for one in seen)
            wanted, found = msg("words at least {n} mm from the edge", n=f"{least:g}"), f"{room:.1f} mm"
            values = {"name": built.path, "n": page.number, "wanted": wanted, "found": found}
            told = msg("`{name}`, page {n}: expected {wanted}, found {found}", **values)
            spot = Spot(built.path, "page", page.number, _shown(seen, page.size))
            hint = msg("move it inwards; a printer leaves a white edge")
            yield error("paper-edges", NOWHERE, told, hint, wanted=wanted, measured=found, spot=spot)


def _for_the_press(data: bytes) -> bool:
    with pikepdf.open(io.BytesIO(data)) as file:
        return any("/BleedBox" in page.obj for page in file.pages)


def _room(box: Box, size: tuple[float, float]) -> float:
    """How far a letter is from the nearest edge, mm."""
    return min(box[0], box[1], size[0] - box[2], size[1] - box[3]) / MM


def _seen(data: bytes, page: Page, near: list[Letter], least: float) -> Iterator[Letter]:
    """Those of which something is drawn there: a tile of a large sheet is cut off, and its letters go on unseen."""
    with pdfium.PdfDocument(data) as document:
        drawn = np.asarray(document[page.number - 1].render(scale=DOTS).to_pil().convert("L"))
    margin = round(least * MM * DOTS)
    inside = np.zeros(drawn.shape, bool)
    inside[margin : drawn.shape[0] - margin, margin : drawn.shape[1] - margin] = True
    for one in near:
        left, top, right, low = (max(0, round(side * DOTS)) for side in one.box)
        if _inked(drawn[top : low + 1, left : right + 1], inside[top : low + 1, left : right + 1]):
            yield one


def _inked(drawn: NDArray[np.uint8], inside: NDArray[np.bool_]) -> bool:
    outer = drawn[~inside]
    return bool(outer.size) and int(outer.max()) - int(outer.min()) > INK


def _shown(seen: list[Letter], size: tuple[float, float]) -> Box:
    sides = [*zip(*(one.box for one in seen), strict=True)]
    return (min(sides[0]) / size[0], min(sides[1]) / size[1], max(sides[2]) / size[0], max(sides[3]) / size[1])
