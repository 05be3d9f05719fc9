"""The slides of a talk, and the speaker's plan of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from outreach.formats.base import SLIDE, File, Format
from outreach.messages import msg
from outreach.overflow import Fault
from outreach.storyboard import Storyboard

if TYPE_CHECKING:
    from outreach.layout import Layout


def render(board: Storyboard, layout: Layout) -> dict[str, bytes]:
    """The whole talk, five slides for a lobby, the speaker's page."""
    from outreach.renderers import deck  # noqa: PLC0415 - see outreach.formats

    return deck.render(board, layout)


def overflow(board: Storyboard, layout: Layout, branches: object) -> tuple[list[Fault], list[str]]:
    """What no slide holds."""
    from outreach.renderers import deck  # noqa: PLC0415

    return deck.overflow(board, layout, branches)


FORMAT = Format(
    "deck",
    __name__,
    order=20,
    title=msg("editable slides with notes"),
    needs="storyboard",
    files=(
        File("deck.pptx", ("gallery_deck",), "slides", button=True, least=SLIDE),
        File("deck-short.pptx", ("gallery_deck_short",), "slides", least=SLIDE),
        File("session-plan.pdf", ("gallery_plan",)),
    ),
    render=render,
    overflow=overflow,
    inputs=("templates/deck", "templates/keyvisual.yaml", "templates/kit", "media/art", "media/fonts"),
    medium="deck",
    utm="slide",
)
