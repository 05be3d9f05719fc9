"""A sheet to print and fold, in the fold that its audience needs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from outreach.formats.base import HAND, PAPER, File, Format, prints
from outreach.messages import msg
from outreach.overflow import Fault
from outreach.storyboard import Branch, Storyboard

if TYPE_CHECKING:
    from outreach.layout import Layout


def render(board: Storyboard, layout: Layout) -> dict[str, bytes]:
    """Its prints."""
    from outreach.renderers import leaflet  # noqa: PLC0415 - see outreach.formats

    return leaflet.render(board, layout)


def overflow(board: Storyboard, layout: Layout, branches: tuple[Branch, ...] | None) -> tuple[list[Fault], list[str]]:
    """What would not fit, plain and with the card of each of `branches`."""
    from outreach.renderers import leaflet  # noqa: PLC0415

    return leaflet.overflow(board, layout, branches)


FORMAT = Format(
    "leaflet",
    __name__,
    order=40,
    title=msg("a sheet to print and fold"),
    needs="storyboard",
    files=(
        File("leaflet.pdf", ("page_leaflet",), button=True, pictured=True, least=HAND),
        File("leaflet-mono.pdf", ("page_leaflet_mono",), button=True, least=HAND),
        *prints("leaflet", "gallery_leaflet", HAND, narrow=True)[2:],
    ),
    render=render,
    overflow=overflow,
    inputs=PAPER,
    medium="print",
    utm="leaflet",
    branches=True,
)
