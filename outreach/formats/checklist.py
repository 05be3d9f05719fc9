"""A tick-box sheet: which of these have you met?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from outreach.formats.base import PAPER, TABLE, Format, prints
from outreach.messages import msg
from outreach.overflow import Fault
from outreach.storyboard import Branch, Storyboard

if TYPE_CHECKING:
    from outreach.layout import Layout


def render(board: Storyboard, layout: Layout) -> dict[str, bytes]:
    """Its prints."""
    from outreach.renderers import checklist  # noqa: PLC0415 - see outreach.formats

    return checklist.render(board, layout)


def overflow(board: Storyboard, layout: Layout, branches: tuple[Branch, ...] | None) -> tuple[list[Fault], list[str]]:
    """What would not fit, plain and with the card of each of `branches`."""
    from outreach.renderers import checklist  # noqa: PLC0415

    return checklist.overflow(board, layout, branches)


FORMAT = Format(
    "checklist",
    __name__,
    order=70,
    title=msg("a tick-box sheet: has this happened to you?"),
    needs="storyboard",
    files=(*prints("checklist", "gallery_checklist", TABLE),),
    render=render,
    overflow=overflow,
    inputs=PAPER,
    medium="print",
    utm="leaflet",
)
