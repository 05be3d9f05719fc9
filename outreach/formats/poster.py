"""A poster for a lobby and a roll-up for an event."""

from __future__ import annotations

from typing import TYPE_CHECKING

from outreach.formats.base import HALL, PAPER, STAND, WALL, File, Format, prints
from outreach.messages import msg
from outreach.overflow import Fault
from outreach.storyboard import Branch, Storyboard

if TYPE_CHECKING:
    from outreach.layout import Layout


def render(board: Storyboard, layout: Layout) -> dict[str, bytes]:
    """Its prints."""
    from outreach.renderers import poster  # noqa: PLC0415 - see outreach.formats

    return poster.render(board, layout)


def overflow(board: Storyboard, layout: Layout, branches: tuple[Branch, ...] | None) -> tuple[list[Fault], list[str]]:
    """What would not fit, plain and with the card of each of `branches`."""
    from outreach.renderers import poster  # noqa: PLC0415

    return poster.overflow(board, layout, branches)


FORMAT = Format(
    "poster",
    __name__,
    order=60,
    title=msg("a poster and a roll-up"),
    needs="storyboard",
    files=(
        File("poster.pdf", ("gallery_poster",), button=True, pictured=True, least=WALL),
        *prints("poster", "gallery_poster", WALL, press=HALL)[1:],
        File("rollup.pdf", ("gallery_rollup",), least=STAND),
    ),
    render=render,
    overflow=overflow,
    inputs=PAPER,
    medium="print",
    utm="poster",
)
