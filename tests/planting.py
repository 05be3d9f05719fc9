"""Faults that are planted in a good sheet."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pikepdf

Plant = Callable[[pikepdf.Pdf], object]
MM = 72 / 25.4


def changed(data: bytes, change: Plant) -> bytes:
    """The sheet with the fault."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as file:
        change(file)
        file.save(out)
    return out.getvalue()


def drawn(program: bytes) -> Plant:
    """Something drawn over the first page."""

    def change(file: pikepdf.Pdf) -> None:
        file.pages[0].contents_add(file.make_stream(b"q " + program + b" Q"))

    return change


def letters(x: float, y: float, size: float, color: bytes) -> Plant:
    """A word, mm from the lower left corner of the cut, in a font of the sheet."""

    def change(file: pikepdf.Pdf) -> None:
        page = file.pages[0]
        name, font = next((n, f) for n, f in page.obj.Resources.Font.items() if f.get("/ToUnicode") is not None)
        left, low = (float(side) for side in [*page.obj.get("/TrimBox", page.obj.MediaBox)][:2])
        place = f"{left + x * MM:.2f} {low + y * MM:.2f}"
        code = _code(font)
        drawn(b"BT %s %s %g Tf %s Td <%s> Tj ET" % (color, name.encode(), size, place.encode(), code * 6))(file)

    return change


def _code(font: Any) -> bytes:
    """The code of a letter that the font of the sheet has."""
    told = font.ToUnicode.read_bytes()
    start = told.index(b"<", told.index(b"beginbfchar") if b"beginbfchar" in told else told.index(b"beginbfrange"))
    return bytes(told[start + 1 : told.index(b">", start)])
