"""Pictures for social media, a banner and a line for LED strips."""

from __future__ import annotations

from typing import TYPE_CHECKING

from outreach.formats.base import CARD, File, Format
from outreach.messages import msg
from outreach.overflow import Fault
from outreach.storyboard import Storyboard

if TYPE_CHECKING:
    from outreach.layout import Layout


def render(board: Storyboard, layout: Layout) -> dict[str, bytes]:
    """The pictures and the words that go with them."""
    from outreach.renderers import cards  # noqa: PLC0415 - see outreach.formats

    return cards.render(board, layout)


def overflow(board: Storyboard, layout: Layout, branches: object) -> tuple[list[Fault], list[str]]:
    """What no picture holds."""
    from outreach.renderers import cards  # noqa: PLC0415

    return cards.overflow(board, layout, branches)


FORMAT = Format(
    "cards",
    __name__,
    order=100,
    title=msg("pictures for social media, a banner and an LED line"),
    needs="storyboard",
    files=(
        File("long.png", ("gallery_long",), "picture", least=CARD),
        File("banner.png", ("gallery_banner",), "picture"),
        File("card-*-last.png", ("gallery_card",), "picture", numbered=True, least=CARD, once=True),
        File("card-*.png", ("gallery_card",), "picture", numbered=True),
        File("post.txt"),
        File("led.txt"),
        File("led-*.png"),
    ),
    render=render,
    overflow=overflow,
    inputs=("templates/cards", "templates/kit", "templates/keyvisual.yaml", "media/art", "media/fonts"),
    medium="cards",
    utm="social",
    weight=2.0,
)
