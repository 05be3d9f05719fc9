"""Output formats: a storyboard or a timeline becomes named files. One file a format, one line in RENDERERS."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from outreach.layout import Layout
from outreach.messages import msg

# (Storyboard or Timeline, Layout) -> file name -> bytes. `layout.project` reads templates and media.
# Raises room.UnmadeError when words do not fit.
Render = Callable[[Any, Layout], dict[str, bytes]]


@dataclass(frozen=True)
class Renderer:
    """A format: what it needs, the project paths its files depend on, and the function that makes them."""

    name: str
    module: str  # has a function `render`
    needs: str  # "storyboard" | "timeline" | "voice": a storyboard and the clips of its `parts`
    inputs: tuple[str, ...]  # project paths: their digests are part of the cache key
    coded: bool = False  # its PDFs carry a QR code that is read back before they count as built
    measured: bool = False  # its module has `room`, which says without making it what does not fit
    weight: float = 1.0  # rough seconds it takes, for the time left
    medium: str = ""  # deck, print, page, cards: a scene may be left out of it; "": it shows the film's scenes
    title: str = ""  # what a person reads in `outreach list formats`


RENDERERS: dict[str, Renderer] = {
    r.name: r
    for r in (
        Renderer(
            "deck",
            "outreach.renderers.deck",
            "storyboard",
            ("templates/deck", "templates/words.typ", "media/art", "media/fonts"),
            medium="deck",
            title=msg("editable slides with notes"),
            measured=True,
        ),
        Renderer(
            "deck-film",
            "outreach.renderers.deck",
            "film",
            ("templates/deck", "templates/words.typ", "media/art", "media/fonts"),
            weight=3.0,
            medium="deck",
            title="the slides with the film inside",
        ),
        Renderer(
            "leaflet",
            "outreach.renderers.leaflet",
            "storyboard",
            ("templates/print", "media/art", "media/fonts"),
            coded=True,
            measured=True,
            medium="print",
            title=msg("a sheet to print and fold"),
        ),
        Renderer(
            "trifold",
            "outreach.renderers.trifold",
            "storyboard",
            ("templates/print", "media/art", "media/fonts"),
            coded=True,
            measured=True,
            medium="print",
            title=msg("a sheet folded twice, for general use"),
        ),
        Renderer(
            "poster",
            "outreach.renderers.poster",
            "storyboard",
            ("templates/print", "media/art", "media/fonts"),
            coded=True,
            measured=True,
            medium="print",
            title=msg("a poster and a roll-up"),
        ),
        Renderer(
            "checklist",
            "outreach.renderers.checklist",
            "storyboard",
            ("templates/print", "media/art", "media/fonts"),
            coded=True,
            measured=True,
            medium="print",
            title=msg("a tick-box sheet: has this happened to you?"),
        ),
        Renderer(
            "comic",
            "outreach.renderers.comic",
            "storyboard",
            ("templates/print", "media/art", "media/fonts"),
            coded=True,
            measured=True,
            medium="print",
            title=msg("the story as a comic strip on one page"),
        ),
        Renderer(
            "page",
            "outreach.renderers.page",
            "storyboard",
            ("templates/page", "templates/words.typ", "media/art", "media/fonts"),
            medium="page",
            title=msg("the web page behind the QR code"),
        ),
        Renderer(
            "cards",
            "outreach.renderers.cards",
            "storyboard",
            ("templates/cards", "media/art", "media/fonts"),
            weight=2.0,
            medium="cards",
            title=msg("pictures for social media, a banner and an LED line"),
        ),
        Renderer(
            "hotline-audio",
            "outreach.renderers.hotline_audio",
            "voice",
            (),
            title=msg("an announcement for telephone menus"),
        ),
        Renderer(
            "captions", "outreach.renderers.captions", "timeline", (), title=msg("captions (VTT, SRT) and transcript")
        ),
    )
}
