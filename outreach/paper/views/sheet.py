"""A printed sheet as a whole."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from outreach.paper.views.base import Drawn, Frame, ItemView, StoryView, Words
from outreach.paper.views.panorama import Panorama
from outreach.paper.views.stall import Kit
from outreach.paper.views.strip import Strip
from outreach.views import View

# The fixed words that the printed sheets say.
LABELS = (
    *("draft", "reviewed", "fictional", "scan", "scan_promise", "hotlines", "do", "dont"),
    *("series", "card_title", "card_text", "card_show", "card_say", "poster_warning"),
    *("print_duplex", "print_duplex_long", "fold_open", "quiz_which", "quiz_real"),
    *("checklist_title", "checklist_heard", "checklist_asked", "checklist_note"),
    *("game_title", "game_start", "game_end", "game_back", "game_on", "tiles"),
    *("lots_ask", "lots_hint", "quiz_fake", "stop", "answer"),
    *("bingo_title", "bingo_how", "bingo_free", "bingo_list", "bingo_list_how"),
    *("flow_stop", "stickers_hint", "roundels_hint"),
    *("game_rule_1", "game_rule_2", "game_rule_3", "game_rule_4"),
)


@dataclass(frozen=True, kw_only=True)
class Line(ItemView):
    """An item on a sheet: a line of dialogue, an option, a step, a do or a don't."""


@dataclass(frozen=True, kw_only=True)
class SceneView(StoryView):
    """A scene of a sheet; `kind` as outreach/kinds.py says for paper."""

    channel: str
    lead: Words | None
    items: tuple[Line, ...]


@dataclass(frozen=True)
class Call(View):
    """A number to call."""

    number: str
    purpose: Words
    short: Words | None  # in a word or two
    urgent: bool


@dataclass(frozen=True)
class Code(View):
    """The QR code."""

    svg: str
    modules: int  # of a side, the quiet zone with them
    domain: str  # what it opens, in clear


@dataclass(frozen=True)
class Hero(View):
    """The key visual over a whole sheet, and what is laid over it."""

    svg: str
    alt: str
    ratio: float  # width by height
    safe: tuple[float, float]  # from and to, down, in shares: what is between is not covered
    aside: str  # left or right: the side where no face is
    head: str  # colour tokens of the fields above and below
    foot: str
    verb: Words  # what to do first, before the number to call


@dataclass(frozen=True)
class Which(View):
    """Messages of which one is genuine."""

    messages: tuple[Words, ...]
    real: int  # the place of the genuine one, from 0


@dataclass(frozen=True, kw_only=True)
class SheetView(Frame):
    """A printed sheet: print/*.typ but branch.typ."""

    draft: bool
    approved: tuple[str, ...]  # number and last day of the approval; none for a draft
    reviewed: str  # ISO date
    written: bool  # the person called answers a message first: nobody hangs up
    labels: Mapping[str, Words]
    headline: Words
    sources: tuple[Words, ...]
    hotlines: tuple[Call, ...]
    scenes: tuple[SceneView, ...]
    ticks: tuple[Words, ...]  # what happened to me, to tick
    paid: Words  # it has happened already, and whom to call first
    which: Which | None  # a riddle: which of these is genuine?
    logo: str  # a drawing's key
    slot: tuple[float, float] | None  # mm: the room kept for a branch's card
    qr: Code
    art: Mapping[str, Drawn]
    hero: Hero | None = None  # of a sheet that is one picture
    kit: Kit | None = None  # what a sheet of a stall has beside the others
    strip: Strip | None = None  # the frames of a comic
    panorama: Panorama | None = None  # the places of a story, over folds
