"""What templates/cards/ is given."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from outreach.paper.views import Drawn, Flag, Lang, Words
from outreach.views import View

# The fixed words that the pictures say.
LABELS = (
    *("draft", "reviewed", "scan", "scan_promise", "hotlines", "do", "dont", "answer", "blame_free"),
    *("story", "stop", "anatomy", "flags", "rescue"),
)


@dataclass(frozen=True, kw_only=True)
class PictureLine(View):
    """An item of a scene: a line of dialogue, an option, a step, a do or a don't."""

    kind: str
    number: int  # 0 without one
    text: Words
    detail: Words | None
    side: str  # left, right, "" for the presenter
    who: Words | None  # in a group: whose words these are
    face: str | None  # a drawing's key
    window: bool  # seen in a video call, not as a face in a circle
    flags: tuple[Flag, ...]
    picture: str | None  # a drawing's key


@dataclass(frozen=True, kw_only=True)
class PictureScene(View):
    """A scene of the pictures; `kind` as outreach/kinds.py says for cards."""

    id: str
    kind: str
    sign: str  # the mark of its channel, "" without one
    title: Words
    contact: Words | None
    question: Words | None
    answer: Words | None
    pictures: tuple[str, ...]  # keys of drawings
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
    marks: Mapping[str, str]  # SVG by name: tick, cross, warn and the signs of channels
    art: Mapping[str, Drawn]
    scene: str = ""  # card.typ: the id of a scene, "cover" or "last"
    long: bool = False  # long.typ
    slogan: Words | None = None  # led.typ
