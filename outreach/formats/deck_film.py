"""The slides of a talk with the film on one of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from outreach.formats.base import SLIDE, File, Format
from outreach.storyboard import Storyboard

if TYPE_CHECKING:
    from outreach.layout import Layout


def render(source: tuple[Storyboard, bytes, bytes], layout: Layout) -> dict[str, bytes]:
    """The whole talk; the film stands after the agenda."""
    from outreach.renderers import deck  # noqa: PLC0415 - see outreach.formats

    board, film, poster = source
    return {"deck-film.pptx": deck.embed(deck.full_deck(board, layout), board, layout, film, poster)}


FORMAT = Format(
    "deck-film",
    __name__,
    order=30,
    title="the slides with the film inside",
    needs="film",
    files=(File("deck-film.pptx", ("gallery_deck", "report_video"), "slides", least=SLIDE),),
    render=render,
    inputs=("templates/deck", "templates/keyvisual.yaml", "templates/kit", "media/art", "media/fonts"),
    medium="deck",
    code_of="deck",
    weight=3.0,
)
