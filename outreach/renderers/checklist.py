"""A tick-box sheet: which of these have you met? For talks, waiting rooms and the counter.

`checklist.pdf` and its copier and press prints, A4 portrait, one side.
"""

from __future__ import annotations

from outreach.paper.printing import Form, Sheet, of_sheets
from outreach.storyboard import Storyboard

A4 = (210.0, 297.0)
FILES = {
    "checklist.pdf": Form("office", A4),
    "checklist-mono.pdf": Form("mono", A4),
    "checklist-press.pdf": Form("press", A4),
}
# Points: a sheet filled in on one's knee is read further away than a leaflet.
LEAST = {"title": 34.0, "heading": 20.0, "body": 17.0, "small": 12.0, "number": 30.0, "floor": 12.0}


def sheets(board: Storyboard) -> tuple[Sheet, ...]:
    """One sheet, its type at least of LEAST."""
    sizes = {name: max(least, board.style.print_type[name]) for name, least in LEAST.items()}
    return (Sheet("checklist", "checklist", FILES, slots=((62.0, 34.0), (76.0, 62.0)), type=sizes),)


render, overflow = of_sheets(sheets)
