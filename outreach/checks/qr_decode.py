"""QR codes of a finished PDF are read back: what is printed must open what was meant, and nothing else.

Why: a code that fails to scan, or opens another address, is found by the reader and not by us.
Source: ISO/IEC 18004 (four clear modules); DENSO WAVE, qrcode.com (size of a module). That all are read is our rule.
PASS: every wanted payload is read on some page at 300 dpi, and every payload read is a wanted one.
FAIL: a page whose code is covered, too small or too faint; a code for another branch or another host.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from typing import Any

import numpy as np
import pypdfium2 as pdfium

from outreach.codes import qr
from outreach.diagnostics import NOWHERE, Diagnostic, error
from outreach.messages import msg

Pixels = np.ndarray[Any, Any]
DPI = 300.0  # what an office scanner and a phone held close see
MOST_PIXELS = 40_000_000  # a roll-up is looked at from afar: fewer dots, the same eye


Crop = tuple[float, float, float, float]  # what to leave out at the left, low, right and top, in points
Place = tuple[int, Crop]  # page, counted from 0, and where on it
_UPDATED = re.compile(rb"/Prev \d+ /ID \[(<[0-9a-f]{32}>)")
_places: dict[bytes, list[Place]] = {}  # first id of a file that was read as a whole -> where its codes are


def verify(data: bytes, expected: tuple[str, ...]) -> list[Diagnostic]:
    """What is wrong with the codes of the PDF `data`; empty when exactly the `expected` payloads are read.

    The first copy for a branch is read as a whole; of later ones, which are the same file with a card and a code
    appended (outreach.paper.stamp), only the places of the codes.
    """
    update = _UPDATED.search(data, len(data) - 400)
    family = update.group(1) if update else b""
    if family in _places:
        again = {text for number, crop in _places[family] for text in qr.decode(_pixels(data, number, crop))}
        if again == set(expected):
            return []
    codes = [(number, code) for number, page in enumerate(pages(data)) for code in _located(data, number, page)]
    problems = _compared([(number + 1, payload) for number, (payload, _) in codes], expected)
    if family and not problems:
        _places[family] = [(number, crop) for number, (_, crop) in codes]
    return problems


def _located(data: bytes, number: int, page: Pixels) -> list[tuple[str, Crop]]:
    """The payloads of a page with what to crop to see each, its quiet zone included."""
    document = pdfium.PdfDocument(data)
    dots = page.shape[1] / document[number].get_size()[0]
    document.close()
    found = []
    for payload, (left, top, right, low) in qr.locate(page):
        room = (right - left) / 4  # more than four modules of any version
        sides = (left - room, page.shape[0] - low - room, page.shape[1] - right - room, top - room)
        a, b, c, d = (max(0.0, side / dots) for side in sides)
        found.append((payload, (a, b, c, d)))
    return found


def _pixels(data: bytes, number: int, crop: Crop) -> Pixels:
    document = pdfium.PdfDocument(data)
    try:
        bitmap = document[number].render(scale=DPI / 72, grayscale=True, crop=crop)
        pixels = bitmap.to_numpy()
        return np.array(pixels if pixels.ndim == 2 else pixels[..., 0])
    finally:
        document.close()


def _compared(found: list[tuple[int, str]], expected: tuple[str, ...]) -> list[Diagnostic]:
    read = {payload for _, payload in found}
    problems = [
        error(
            "qr-decode",
            NOWHERE,
            msg("expected the QR code `{code}` on a page, found {found}", code=payload, found=_list(read)),
            msg("print the code larger, dark on white, with four clear modules around it"),
        )
        for payload in expected
        if payload not in read
    ]
    problems += [
        error(
            "qr-decode",
            NOWHERE,
            msg(
                "page {n}: found the QR code `{code}`, expected {wanted}",
                n=number,
                code=payload,
                wanted=_list(set(expected)),
            ),
        )
        for number, payload in found
        if payload not in expected
    ]
    return problems


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


def _list(payloads: set[str]) -> str:
    return ", ".join(f"`{p}`" for p in sorted(payloads)) or msg("none")
