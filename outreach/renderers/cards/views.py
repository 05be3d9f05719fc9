"""What templates/cards/ is given."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from outreach.paper.views import Drawn, ItemView, Lang, StoryView, Words
from outreach.views import View

# The fixed words that the pictures say.
LABELS = (
    *("draft", "reviewed", "scan", "scan_address", "hotlines", "do", "dont", "answer", "blame_free"),
    *("story", "stop", "anatomy", "flags", "rescue", "series"),
)


@dataclass(frozen=True, kw_only=True)
class PictureLine(ItemView):
    """An item on a picture: a line of dialogue, an option, a step, a do or a don't."""

    picture: str | None  # a drawing's key


@dataclass(frozen=True, kw_only=True)
class PictureScene(StoryView):
    """A scene of the pictures; `kind` as outreach/kinds.py says for cards."""

    sign: str  # the mark of its channel, "" without one
    threat: bool  # somebody is being talked into something
    called: tuple[str, ...]  # the person called, posed: keys of drawings, for one card after another
    other: tuple[str, ...]  # whoever else is there
    place: str  # where somebody helps: home, lobby or desk
    items: tuple[PictureLine, ...]


@dataclass(frozen=True)
class Number(View):
    """A number to call, as the last card has it."""

    number: str
    purpose: Words
    urgent: bool


@dataclass(frozen=True)
class Short(View):
    """A number with a word or two: the foot of every picture."""

    number: str
    short: Words


@dataclass(frozen=True)
class Code(View):
    """The QR code."""

    svg: str
    domain: str  # what it opens, in clear


@dataclass(frozen=True)
class KeyPicture(View):
    """The key visual in a crop, and what may be laid over it."""

    svg: str
    alt: str
    head: str  # colour tokens of the fields above and below
    foot: str
    safe: tuple[float, float]  # from and to, down, in shares: what is between is not covered
    quiet: tuple[float, float, float, float]  # left, top, width, height in shares: where words may lie


@dataclass(frozen=True, kw_only=True)
class PictureView(View):
    """One picture, or the cards of one scene: cards/*.typ. Sizes are in px of a picture 1080 px wide."""

    lang: Lang
    direction: str  # ltr or rtl
    font: str
    colors: Mapping[str, str]  # the tokens of templates/theme.yaml
    type: Mapping[str, float]
    shape: Mapping[str, float]
    draft: bool
    approved: tuple[str, ...]  # number and last day of the approval; none for a draft
    reviewed: str  # ISO date
    labels: Mapping[str, Words]
    headline: Words
    scenes: tuple[PictureScene, ...]
    sources: tuple[Words, ...]
    hotlines: tuple[Number, ...]
    strip: tuple[Short, ...]
    brand: str
    logo: str  # a drawing's key
    qr: Code
    marks: Mapping[str, str]  # SVG by name: tick, warn and the signs of channels
    art: Mapping[str, Drawn]
    places: Mapping[str, str]  # SVG of a ground: home (of the person called), den, lobby, desk
    cover: KeyPicture  # as tall as a card
    banner: KeyPicture
    first: int = 1  # card.typ: the number of the first of these cards
    total: int = 1  # and of all
    scene: str = ""  # card.typ: the id of a scene, "cover" or "last"
    slogan: Words | None = None  # led.typ
    ask: str = ""  # led.typ: the number at the end of a line that has none
