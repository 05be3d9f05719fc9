"""Output formats: a storyboard or a timeline becomes named files. One file a format, one line in RENDERERS."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Any

from outreach.codes.least import Least
from outreach.layout import Layout
from outreach.messages import msg

# (Storyboard or Timeline, Layout) -> file name -> bytes. `layout.project` reads templates and media.
# Raises room.UnmadeError when words do not fit.
Render = Callable[[Any, Layout], dict[str, bytes]]


@dataclass(frozen=True)
class Coded:
    """Files that carry the QR code of the format; the other pictures, pages and slides of it need none."""

    files: str  # pattern of their names
    least: Least
    once: bool = False  # one of them carries it: a text that goes on over several pictures


HAND = Least(20, 0.34, "mm")  # in the hand, 20 cm away; a module of four dots at 300 dpi (qrcode.com)
TABLE = Least(25, 0.34, "mm")  # A4 before a reader, on a table or a wall
WALL = Least(40, 0.5, "mm")  # A3 in a lobby, from an arm's length and a little more
HALL = Least(50, 0.5, "mm")  # A2
STAND = Least(100, 1, "mm")  # a roll-up, from a metre
SLIDE = Least(81, 2, "pt")  # 15 % of the slide's height: the first rows sit at one and a half heights
CARD = Least(160, 4, "px")  # on a phone's screen, 68 mm for 1080 pixels: 10 mm, read by another phone at 10 cm


@dataclass(frozen=True)
class Renderer:
    """A format: what it needs, the project paths its files depend on, and the function that makes them."""

    name: str
    module: str  # has a function `render`
    needs: str  # "storyboard" | "timeline" | "voice" (and the clips of its `parts`) | "film" (and the finished film)
    inputs: tuple[str, ...]  # project paths: their digests are part of the cache key
    codes: tuple[Coded, ...] = ()  # which of its files carry a QR code, and how large it must be
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
            codes=(Coded("deck*.pptx", SLIDE),),
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
            codes=(Coded("deck*.pptx", SLIDE),),
            medium="deck",
            title="the slides with the film inside",
        ),
        Renderer(
            "leaflet",
            "outreach.renderers.leaflet",
            "storyboard",
            ("templates/print", "media/art", "media/fonts"),
            codes=(Coded("*.pdf", HAND),),
            measured=True,
            medium="print",
            title=msg("a sheet to print and fold"),
        ),
        Renderer(
            "trifold",
            "outreach.renderers.trifold",
            "storyboard",
            ("templates/print", "media/art", "media/fonts"),
            codes=(Coded("*.pdf", HAND),),
            measured=True,
            medium="print",
            title=msg("a sheet folded twice, for general use"),
        ),
        Renderer(
            "poster",
            "outreach.renderers.poster",
            "storyboard",
            ("templates/print", "media/art", "media/fonts"),
            codes=(Coded("poster-press.pdf", HALL), Coded("rollup.pdf", STAND), Coded("*.pdf", WALL)),
            measured=True,
            medium="print",
            title=msg("a poster and a roll-up"),
        ),
        Renderer(
            "checklist",
            "outreach.renderers.checklist",
            "storyboard",
            ("templates/print", "media/art", "media/fonts"),
            codes=(Coded("*.pdf", TABLE),),
            measured=True,
            medium="print",
            title=msg("a tick-box sheet: has this happened to you?"),
        ),
        Renderer(
            "comic",
            "outreach.renderers.comic",
            "storyboard",
            ("templates/print", "media/art", "media/fonts"),
            codes=(Coded("*.pdf", TABLE),),
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
            measured=True,
            weight=2.0,
            codes=(Coded("card-*-last.png", CARD, once=True), Coded("long.png", CARD)),
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


def rule_of(format: str, name: str) -> Coded | None:
    """What is asked of the code in a file of a format; None for a file that needs no code."""
    return next((one for one in RENDERERS[format].codes if fnmatchcase(name, one.files)), None)
