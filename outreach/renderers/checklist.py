"""A tick-box sheet: which of these have you met? For talks, waiting rooms and the counter.

`checklist.pdf` and its copier and press prints, A4 portrait, one side.
"""

from __future__ import annotations

from outreach.paper.form import A4, Sheet, at_least, three
from outreach.paper.printing import of_sheets
from outreach.storyboard import Storyboard

# Points: a sheet filled in on one's knee is read further away than a leaflet.
LEAST = {"title": 34.0, "heading": 20.0, "body": 17.0, "small": 12.0, "number": 30.0, "floor": 12.0}


def sheets(board: Storyboard) -> tuple[Sheet, ...]:
    """One sheet, its type at least of LEAST."""
    slots = ((62.0, 34.0), (76.0, 62.0))
    return (Sheet("checklist", "checklist", three("checklist", A4), slots, crop="square", type=at_least(board, LEAST)),)


render, overflow = of_sheets(sheets)
