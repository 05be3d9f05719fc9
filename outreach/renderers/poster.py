"""A poster for a lobby and a roll-up for an event: the key visual, one sentence, one number.

`poster.pdf` and `poster-mono.pdf` (A3); for a press `poster-press.pdf` (A2) and `rollup.pdf` (80 x 200 cm).
"""

from __future__ import annotations

from outreach.paper.form import A2, A3, Form, Sheet
from outreach.paper.printing import of_sheets
from outreach.storyboard import Storyboard

# Sizes in points on A3, read from one to two metres; A2 is the same enlarged by the square root of 2.
POSTER = {"title": 92, "heading": 44, "body": 24, "small": 17, "number": 128, "floor": 16}
# On a quarter of 80 x 200 cm, read from three metres: a heading is 4 cm high at full size.
ROLLUP = {"title": 64, "heading": 30, "body": 16, "small": 12.5, "number": 84, "floor": 12}

STAND = (800.0, 2000.0)
SHEETS = (
    Sheet(
        "poster",
        "poster",
        {
            "poster.pdf": Form("office", A3),
            "poster-mono.pdf": Form("mono", A3),
            "poster-press.pdf": Form("press", A2, zoom=A2[0] / A3[0]),
        },
        slots=((70.0, 44.0), (74.0, 68.0)),
        framed=True,
        crop="tall",
        type=POSTER,
    ),
    Sheet("poster", "rollup", {"rollup.pdf": Form("press", STAND, zoom=4)}, crop="strip", type=ROLLUP),
)


def sheets(board: Storyboard) -> tuple[Sheet, ...]:
    """The poster and the roll-up: one may fail without the other."""
    return SHEETS


render, overflow = of_sheets(sheets)
