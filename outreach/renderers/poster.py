"""A poster for a lobby and a roll-up for an event, with the drawings and words of the leaflet.

`poster.pdf` and `poster-mono.pdf` (A3); for a press `poster-press.pdf` (A2) and `rollup.pdf` (80 x 200 cm).
"""

from __future__ import annotations

from outreach.paper.printing import Form, Sheet, of_sheets
from outreach.storyboard import Storyboard

# Sizes in points on A3, read from one to two metres; A2 is the same enlarged by the square root of 2.
POSTER = {"title": 82, "heading": 34, "body": 27, "small": 18, "number": 56, "floor": 16}
# On a quarter of 80 x 200 cm, read from three metres: a heading is 4 cm high at full size.
ROLLUP = {"title": 54, "heading": 25, "body": 20, "small": 13, "number": 40, "floor": 12}

A3, A2, STAND = (297.0, 420.0), (420.0, 594.0), (800.0, 2000.0)
SHEETS = (
    Sheet(
        "poster",
        "poster",
        {
            "poster.pdf": Form("office", A3),
            "poster-mono.pdf": Form("mono", A3),
            "poster-press.pdf": Form("press", A2, zoom=A2[0] / A3[0]),
        },
        slots=((86.0, 40.0), (86.0, 60.0)),
        type=POSTER,
    ),
    Sheet("poster", "rollup", {"rollup.pdf": Form("press", STAND, zoom=4)}, type=ROLLUP),
)


def sheets(board: Storyboard) -> tuple[Sheet, ...]:
    """The poster and the roll-up: one may fail without the other."""
    return SHEETS


render, overflow = of_sheets(sheets)
