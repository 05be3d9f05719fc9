"""QR codes of a finished PDF are read back: what is printed must open what was meant, and nothing else.

Why: a code that fails to scan, or opens another address, is found by the reader and not by us.
Source: design §5; standards §6 "decode proof"; DENSO WAVE, qrcode.com.
PASS: every wanted payload is read on some page at 300 dpi, and every payload read is a wanted one.
FAIL: a page whose code is covered, too small or too faint; a code for another branch or another host.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

import numpy as np
import pypdfium2 as pdfium

from outreach import qr
from outreach.diagnostics import NOWHERE, Diagnostic, error
from outreach.messages import msg

DPI = 300.0  # what an office scanner and a phone held close see
MOST_PIXELS = 40_000_000  # a roll-up is looked at from afar: fewer dots, the same eye


def verify(data: bytes, expected: tuple[str, ...]) -> list[Diagnostic]:
    """What is wrong with the codes of the PDF `data`; empty when exactly the `expected` payloads are read."""
    found = [(number, payload) for number, page in enumerate(pages(data), 1) for payload in qr.decode(page)]
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


def pages(data: bytes, dpi: float = DPI) -> Iterator[np.ndarray[Any, Any]]:
    """The pages of a PDF as grey pixels, (height, width) of uint8, at `dpi` or what a very large page allows."""
    document = pdfium.PdfDocument(data)
    try:
        for page in document:
            width, height = page.get_size()
            fits = math.sqrt(MOST_PIXELS / (width * height)) * 72
            bitmap = page.render(scale=min(dpi, fits) / 72, grayscale=True)
            pixels = bitmap.to_numpy()
            yield np.ascontiguousarray(pixels if pixels.ndim == 2 else pixels[..., 0])
            bitmap.close()
            page.close()
    finally:
        document.close()


def _list(payloads: set[str]) -> str:
    return ", ".join(f"`{p}`" for p in sorted(payloads)) or msg("none")
