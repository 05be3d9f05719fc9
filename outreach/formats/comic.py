"""The story as a comic strip on one page."""

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
    from outreach.renderers import comic  # noqa: PLC0415 - see outreach.formats

    return comic.render(board, layout)


def overflow(board: Storyboard, layout: Layout, branches: tuple[Branch, ...] | None) -> tuple[list[Fault], list[str]]:
    """What would not fit, plain and with the card of each of `branches`."""
    from outreach.renderers import comic  # noqa: PLC0415

    return comic.overflow(board, layout, branches)


FORMAT = Format(
    "comic",
    __name__,
    order=80,
    title=msg("the story as a comic strip on one page"),
    needs="storyboard",
    files=(*prints("comic", "gallery_comic", TABLE),),
    render=render,
    overflow=overflow,
    inputs=PAPER,
    medium="print",
    utm="leaflet",
)
