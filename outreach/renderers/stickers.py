"""Small stickers for a stall: the sentence that ends the call, the number to ask, the line of all stories.

`stickers.pdf` and its copier and press prints: A4, 21 labels of 63.5 x 38.1 mm, as sheets of labels are sold (L7160).
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import cycle, islice

from outreach.paper.drawn import Art
from outreach.paper.form import A4, Sheet, at_least, three
from outreach.paper.printing import of_sheets
from outreach.paper.views import SheetView, Sticker, Stickers
from outreach.paper.words import words
from outreach.storyboard import Storyboard

# The sheet of labels in mm: columns and rows, a label, from one to the next, and what is left at the edges.
GRID, LABEL, PITCH = (3, 7), (63.5, 38.1), (66.04, 38.1)
FIRST = ((A4[0] - (GRID[0] - 1) * PITCH[0] - LABEL[0]) / 2, (A4[1] - (GRID[1] - 1) * PITCH[1] - LABEL[1]) / 2)
# Points: on a telephone or a purse, read at half an arm's length.
LEAST = {"title": 24.0, "heading": 18.0, "body": 15.0, "small": 11.0, "number": 36.0, "floor": 10.0}


def stickers(board: Storyboard) -> Iterator[Sticker]:
    """Each once; the sentence that ends the call only when the script has one."""
    if board.refusal:
        yield Sticker("refusal", words(board.refusal), "")
    yield from (Sticker("number", words(one.purpose), one.number) for one in board.hotlines if not one.urgent)
    yield Sticker("hang", words(board.labels["bingo_free"]), "")
    yield Sticker("series", words(board.labels["series"]), "")


def _kit(board: Storyboard, view: SheetView, art: Art) -> Stickers:
    filled = tuple(islice(cycle([*stickers(board)]), GRID[0] * GRID[1]))
    return Stickers(across=GRID[0], label=LABEL, pitch=PITCH, first=FIRST, stickers=filled)


def sheets(board: Storyboard) -> tuple[Sheet, ...]:
    """The one sheet there is, its type at least of LEAST."""
    return (Sheet("stickers", "stickers", three("stickers", A4), type=at_least(board, LEAST), kit=_kit),)


render, overflow = of_sheets(sheets)
