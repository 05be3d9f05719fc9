"""Leaflets: a storyboard becomes a printed sheet in the fold its audience needs, in four prints.

For an office printer in colour and for a copier (both tagged PDF/UA-1, all ink at least 6 mm from the edge), and
for a press on A4 and on the 285 mm sheet.
"""

from __future__ import annotations

from outreach.keyvisual import Crop
from outreach.paper.form import A4, Form, Sheet, Size, three
from outreach.paper.printing import of_sheets
from outreach.storyboard import Storyboard


def _leaflet(
    fold: str, size: Size, narrow: Size, slots: tuple[Size, ...], crop: Crop, branch_crop: Crop | None = None
) -> Sheet:
    files = three("leaflet", size) | {"leaflet-press-285.pdf": Form("press", narrow)}
    return Sheet("leaflet", fold, files, slots, fold == "half-fold", crop, branch_crop)


# Trim sizes in mm, width x height: ISO 216, and what Chinese printers cut from 大度16开, 210 x 285.
# A folded sheet is laid out flat. The slots for a branch, for usual
# and for long names and addresses: across the cover of a folded sheet, beside the code elsewhere.
FOLDS = {
    "half-fold": _leaflet("half-fold", (297.0, 210.0), (285.0, 210.0), ((117.5, 36.0), (117.5, 58.0)), "tall", "wide"),
    "a5": _leaflet("a5", (148.0, 210.0), (142.5, 210.0), ((38.0, 25.0), (56.0, 30.0)), "square"),
    "bilingual": _leaflet("bilingual", A4, (210.0, 285.0), ((62.0, 28.0), (62.0, 38.0)), "square"),
}


def sheets(board: Storyboard) -> tuple[Sheet, ...]:
    """The one sheet of the board's fold."""
    return (FOLDS[board.style.leaflet],)


render, overflow = of_sheets(sheets)
