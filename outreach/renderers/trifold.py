"""A trifold for general use: one A4 sheet folded twice into six panels. Seniors get the single fold.

`trifold.pdf` and its copier and press prints. Fold panels 97 + 100 + 100 mm, on 285 mm 93 + 96 + 96 mm.
"""

from __future__ import annotations

from outreach.paper.form import Form, Sheet, three
from outreach.paper.printing import of_sheets
from outreach.storyboard import Storyboard

FLAT, NARROW = (297.0, 210.0), (285.0, 210.0)
SHEET = Sheet(
    "trifold",
    "trifold",
    three("trifold", FLAT) | {"trifold-press-285.pdf": Form("press", NARROW)},
    slots=((79.0, 30.0), (79.0, 46.0)),
    framed=True,
    crop="tall",
    branch_crop="wide",
)


def sheets(board: Storyboard) -> tuple[Sheet, ...]:
    """The one sheet there is."""
    return (SHEET,)


render, overflow = of_sheets(sheets)
