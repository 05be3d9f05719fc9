"""The key visual as a sheet shows it that is one picture."""

from __future__ import annotations

from collections.abc import Mapping

from outreach.keyvisual import Crop, Look, key_visual
from outreach.paper.sheet import Print
from outreach.paper.views import Hero
from outreach.paper.words import words
from outreach.project import Project
from outreach.storyboard import Storyboard

LOOKS: Mapping[str, Look] = {"office": "color", "mono": "mono", "press": "flat"}


def hero(board: Storyboard, project: Project, crop: Crop, print_: Print) -> Hero:
    """The picture of a storyboard as a print shows it, and the first thing to do: to hang up, or not to reply."""
    visual = key_visual(project, board, crop, LOOKS[print_])
    middle = next((x + wide / 2 for x, _, wide, _ in visual.faces), 0.5)
    return Hero(
        svg=visual.svg,
        alt=visual.alt,
        ratio=round(visual.width / visual.height, 4),
        safe=visual.safe,
        aside="right" if middle <= 0.5 else "left",
        head=visual.head,
        foot=visual.foot,
        verb=words(board.labels["poster_call"]),
    )
