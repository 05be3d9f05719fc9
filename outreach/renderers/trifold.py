"""A trifold for general use: one A4 sheet folded twice into six panels. Seniors get the single fold.

`trifold.pdf` and its copier and press prints. Fold panels 97 + 100 + 100 mm, on 285 mm 93 + 96 + 96 mm.
"""

from __future__ import annotations

from outreach.comic import Drawing, Frames, panorama, placed, table
from outreach.paper.form import Form, Sheet, three
from outreach.paper.hero import LOOKS
from outreach.paper.printing import of_sheets
from outreach.paper.views import Panorama, Place, SheetView
from outreach.project import Project
from outreach.storyboard import Storyboard

FLAT, NARROW = (297.0, 210.0), (285.0, 210.0)
BLEED = 3.0
FOOT, LINE = (
    7.2,
    1.5 * 25.4 / 72,
)  # mm under the picture for the source and the mark of a draft: the air, and a point of them


def places(board: Storyboard, view: SheetView, project: Project) -> Panorama:
    """The inside's one picture, as it lies on the sheet."""
    file, out = panorama.table(project), BLEED if view.print == "press" else 0.0
    small = max(view.type["small"], view.type["floor"])
    room = (view.page.width, view.page.height - FOOT - LINE * small, out)
    made = [*panorama.drawn(Frames(project, board, table(project), LOOKS[view.print], room), file)]
    channel = next((scene.channel for scene in board.scenes if scene.channel), "")
    corners = [[placed(corner, room) for corner in one.corners] for one in file.shown(channel)]
    return Panorama(
        high=room[1],
        places=tuple(map(_place, made)),
        borders=tuple((*one[1], *one[2]) for one in corners[:-1]),
        field=tuple(placed(corner, room) for corner in file.field),
        ending=next((scene.id for scene in board.scenes if scene.kind == "outcome"), ""),
    )


def _place(one: Drawing) -> Place:
    return Place(one.svg, one.alt, one.box)


SHEET = Sheet(
    "trifold",
    "trifold",
    three("trifold", FLAT) | {"trifold-press-285.pdf": Form("press", NARROW)},
    slots=((79.0, 30.0), (79.0, 46.0)),
    framed=True,
    crop="tall",
    branch_crop="wide",
    panorama=places,
)


def sheets(board: Storyboard) -> tuple[Sheet, ...]:
    """The one sheet there is."""
    return (SHEET,)


render, overflow = of_sheets(sheets)
