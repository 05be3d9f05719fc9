"""A sheet folded twice, for general use."""

from __future__ import annotations

from typing import TYPE_CHECKING

from outreach.formats.base import HAND, PAPER, Format, prints
from outreach.messages import msg
from outreach.overflow import Fault
from outreach.storyboard import Branch, Storyboard

if TYPE_CHECKING:
    from outreach.layout import Layout


def render(board: Storyboard, layout: Layout) -> dict[str, bytes]:
    """Its prints."""
    from outreach.renderers import trifold  # noqa: PLC0415 - see outreach.formats

    return trifold.render(board, layout)


def overflow(board: Storyboard, layout: Layout, branches: tuple[Branch, ...] | None) -> tuple[list[Fault], list[str]]:
    """What would not fit, plain and with the card of each of `branches`."""
    from outreach.renderers import trifold  # noqa: PLC0415

    return trifold.overflow(board, layout, branches)


FORMAT = Format(
    "trifold",
    __name__,
    order=50,
    title=msg("a sheet folded twice, for general use"),
    needs="storyboard",
    files=(*prints("trifold", "gallery_trifold", HAND, narrow=True),),
    render=render,
    overflow=overflow,
    inputs=PAPER,
    medium="print",
    utm="leaflet",
)
