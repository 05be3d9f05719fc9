"""Round stickers for a counter, a card reader, a phone: the sign, one sentence of the scam, whom to ask, and the code.

`roundels.pdf` and its copier and press prints: A4 to stick on, to be cut along its circles. Twelve of 60 mm; for
readers of large print six of 84 mm.
"""

from __future__ import annotations

from outreach.paper.drawn import Art
from outreach.paper.form import A4, Sheet, at_least, large_print, three
from outreach.paper.printing import of_sheets
from outreach.paper.views import SheetView, Sticker, Stickers
from outreach.paper.words import words
from outreach.storyboard import Storyboard

BLEED = 3.0  # mm round a circle: a cut beside the line shows no paper
# Columns and rows of a sheet, and how wide a circle is in mm.
GRID, ACROSS = (3, 4), 60.0
LARGE_GRID, LARGE_ACROSS = (2, 3), 84.0
TOP = 6.5  # mm: a printer's edge
# Points: at a counter, read at half an arm's length.
LEAST = {"title": 15.0, "heading": 14.0, "body": 11.0, "small": 9.0, "number": 21.0, "floor": 9.0}


def _kit(board: Storyboard, view: SheetView, art: Art) -> Stickers:
    (columns, rows), across = (LARGE_GRID, LARGE_ACROSS) if large_print(board) else (GRID, ACROSS)
    pitch = across + 2 * BLEED
    left = (A4[0] - columns * pitch) / 2 + BLEED
    slogan = next((scene.title for scene in board.scenes if scene.kind == "endcard"), board.title)
    asked = next((one for one in board.hotlines if not one.urgent), None)
    one = Sticker("roundel", words(slogan), asked.number if asked else "")
    every = (one,) * (columns * rows)
    return Stickers(
        across=columns, label=(across, across), pitch=(pitch, pitch), first=(left, TOP + BLEED), stickers=every
    )


def sheets(board: Storyboard) -> tuple[Sheet, ...]:
    """The one sheet there is, its type at least of LEAST."""
    return (Sheet("roundels", "roundels", three("roundels", A4), crop="sign", type=at_least(board, LEAST), kit=_kit),)


render, overflow = of_sheets(sheets)
