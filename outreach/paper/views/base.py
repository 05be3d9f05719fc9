"""What all views of printed sheets and social pictures have: words, drawings, the lines of a scene."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from outreach.views import View

Lang = tuple[str, str]  # language and region, "" without one
Part = tuple[str, int, float, float]  # characters, number of a flag or 0, space inside the mark, space after it (em)


@dataclass(frozen=True)
class Words(View):
    """A text in pieces that may not be broken, and where it stands; that of an item has its flags."""

    pieces: tuple[tuple[Part, ...], ...]  # of parts: characters, flag or 0, spaces inside and after the mark (em)
    plain: str  # the whole text
    lang: Lang
    boxed: bool  # no spaces between its words: each piece is a box
    rtl: bool
    beside: Words | None  # the second language of a bilingual sheet


@dataclass(frozen=True)
class Drawn(View):
    """A drawing, held once and named by its key."""

    svg: str
    alt: str
    ratio: float  # width by height


@dataclass(frozen=True)
class Flag(View):
    """A trick that is played in a line."""

    number: int
    trick: Words
    note: Words  # why it works


@dataclass(frozen=True, kw_only=True)
class ItemView(View):
    """An item of a scene, as sheets and social pictures have it."""

    kind: str
    number: int  # 0 without one
    text: Words
    detail: Words | None
    side: str  # left, right, "" for the presenter
    who: Words | None  # in a group: whose words these are
    face: str | None  # a drawing's key
    window: bool  # seen in a video call, not as a face in a circle
    flags: tuple[Flag, ...]


@dataclass(frozen=True, kw_only=True)
class StoryView(View):
    """A scene, as sheets and social pictures have it."""

    id: str
    kind: str
    title: Words
    contact: Words | None
    question: Words | None
    answer: Words | None
    pictures: tuple[str, ...]  # keys of drawings


@dataclass(frozen=True)
class Page(View):
    """The paper as trimmed, in mm, before it is enlarged."""

    width: float
    height: float
    zoom: float = 1.0


@dataclass(frozen=True, kw_only=True)
class Frame(View):
    """What every template of templates/print/ needs before it draws anything."""

    print: str  # office, mono or press
    title: str
    lang: Lang
    font: str
    direction: str  # ltr or rtl
    colors: Mapping[str, str]  # the tokens of templates/theme.yaml, as this print shows them
    type: Mapping[str, float]  # sizes in points
    brand: Words
    page: Page
    probe: bool = False  # only say whether the words fit
