"""What templates/scenes/ is given: the pieces of a frame. A piece's class in small letters is its `kind` there.

Lengths are px of the frame; `phrases` are parts of a text between which a line may break.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from outreach.views import Piece as Piece
from outreach.views import View

Phrases = tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Look(View):
    """What the templates need of the audience's style."""

    lang: str
    direction: str  # ltr or rtl
    wide_chars: bool  # Chinese or Japanese letters
    boxed: bool  # no spaces between words
    font: str
    colors: Mapping[str, str]  # the tokens of templates/theme.yaml
    video_type: Mapping[str, float]
    shape: Mapping[str, float]


@dataclass(frozen=True)
class Pieces(View):
    """Pieces in one look, a page each: scenes/pieces.typ."""

    style: Look
    pieces: tuple[Piece, ...]


# --- what every scene has --------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Sides(View):
    """A box of the frame."""

    x: int
    y: int
    w: int
    h: int


@dataclass(frozen=True, kw_only=True)
class TitleBoxes(View):
    """Where the parts of the title band are."""

    band: Sides
    heading: Sides
    brand: Sides
    draft: Sides


@dataclass(frozen=True, kw_only=True)
class GroundBoxes(View):
    """Where the parts of the backdrop are."""

    band: Sides
    strip: Sides
    hotlines: Sides
    note: Sides
    draft: Sides
    brand: Sides
    more: tuple[Sides, ...]  # further lines of numbers


@dataclass(frozen=True)
class StripCall(View):
    """A number on the strip and, in a word or two, whose it is."""

    number: str
    short: str
    urgent: bool


@dataclass(frozen=True, kw_only=True)
class Backdrop(Piece):
    """What all scenes of a film share: the paper, the strip at the foot."""

    w: int
    h: int
    boxes: GroundBoxes
    hotlines: tuple[StripCall, ...]
    note: str | None  # the label of synthetic voices
    logo: str  # SVG
    brand: str | None  # none: the label of the first scene has its place
    draft: tuple[str, ...] | None  # long and short


@dataclass(frozen=True, kw_only=True)
class Title(Piece):
    """The title band."""

    w: int
    boxes: TitleBoxes
    tone: str  # danger, safe or primary
    title: Phrases
    logo: str  # SVG
    brand: str | None
    draft: tuple[str, ...] | None


@dataclass(frozen=True, kw_only=True)
class Band(Piece):
    """The title band of the scene before, without words."""

    tone: str
    w: int
    h: int


@dataclass(frozen=True, kw_only=True)
class Ghost(Piece):
    """Where an item will come."""

    w: int
    h: int


@dataclass(frozen=True, kw_only=True)
class Caption(Piece):
    """The lines of a caption."""

    lines: tuple[str, ...]
    w: int
    h: int


@dataclass(frozen=True, kw_only=True)
class Slot(Piece):
    """The interpreter's panel."""

    words: Phrases | None  # none: the clip is there
    w: int
    h: int


@dataclass(frozen=True, kw_only=True)
class Label(Piece):
    """The label of synthetic voices in the first scene."""

    ways: tuple[str, ...]  # long and short
    size: int
    framed: bool
    w: int
    h: int


@dataclass(frozen=True, kw_only=True)
class Art(Piece):
    """A drawing in its box."""

    svg: str
    framed: bool
    w: int
    h: int


# --- conversations ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Faces(View):
    """Who is seen in a video call."""

    h: int
    others: tuple[str, ...]  # SVG
    own: str | None  # SVG of whoever is called


@dataclass(frozen=True, kw_only=True)
class Device(Piece):
    """The screen a conversation happens on."""

    head: int  # px of its head's height
    contact: Phrases
    initial: str
    stamp: int  # px that the stamp covers
    stamped: bool
    how: str
    channel: str
    face_to_face: bool
    foot: int  # px of its foot's height, 0 without one
    eye: str | None  # SVG, on a shared screen
    faces: Faces | None
    w: int
    h: int


@dataclass(frozen=True, kw_only=True)
class Bubble(Piece):
    """What somebody says on the screen."""

    side: str  # left or right
    words: tuple[tuple[tuple[str, bool], ...], ...]  # phrases of fragments: letters, and whether they are marked
    most: int  # px it may be wide
    tall: int  # px it may be high
    size: float
    edge: tuple[int, int]  # px between it and its words: beside, above
    who: Phrases | None  # in a group: whose words these are


@dataclass(frozen=True, kw_only=True)
class Trick(Piece):
    """A trick's card while it is explained."""

    number: int
    name: Phrases
    note: Phrases
    w: int
    most: int  # px of height by which its type is chosen
    limit: int  # px it may be high
    h: int  # 0: as high as its words


@dataclass(frozen=True, kw_only=True)
class Chip(Piece):
    """A trick that was explained."""

    number: int
    name: Phrases
    w: int
    h: int


@dataclass(frozen=True, kw_only=True)
class Stamp(Piece):
    """The word that says what it was."""

    words: str
    size: float


@dataclass(frozen=True, kw_only=True)
class Speaker(Piece):
    """Who is talking, with the name."""

    svg: str
    name: Phrases
    tone: str  # danger or primary
    w: int
    h: int


@dataclass(frozen=True, kw_only=True)
class Voice(Piece):
    """The bars of a voice."""

    level: int
    tone: str  # danger or primary


# --- teaching --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Statement(Piece):
    """A sentence of the opening."""

    phrases: Phrases
    group: tuple[Phrases, ...]  # all that get one size of type
    tone: str  # danger or primary
    w: int
    h: int


@dataclass(frozen=True, kw_only=True)
class Question(Piece):
    """What would you do?"""

    phrases: Phrases
    w: int
    h: int


@dataclass(frozen=True, kw_only=True)
class Option(Piece):
    """One of the answers."""

    letter: str
    state: str  # plain, right or wrong
    phrases: Phrases
    group: tuple[Phrases, ...]  # all that get one size of type
    w: int
    h: int


@dataclass(frozen=True, kw_only=True)
class Dial(Piece):
    """The panel where the host stood."""

    w: int
    h: int


@dataclass(frozen=True, kw_only=True)
class Ring(Piece):
    """The time to think, or the groove it runs in."""

    full: bool
    d: int


@dataclass(frozen=True, kw_only=True)
class Number(Piece):
    """A number in the middle of a square."""

    words: str
    d: int


@dataclass(frozen=True, kw_only=True)
class Card(Piece):
    """An item of a list."""

    mark: str  # step, flag, do or dont
    number: int
    phrases: Phrases
    svg: str | None
    w: int
    h: int


@dataclass(frozen=True, kw_only=True)
class Row(Card):
    """An item below others."""

    group: tuple[Phrases, ...]  # all that get one size of type
    drawn: bool  # one of them has a drawing


@dataclass(frozen=True, kw_only=True)
class Solo(Card):
    """An item alone."""

    place: int  # from 1
    count: int


@dataclass(frozen=True, kw_only=True)
class Focus(Piece):
    """Around the item that is spoken of."""

    w: int
    h: int


@dataclass(frozen=True, kw_only=True)
class Balance(Piece):
    """What is left on the account."""

    label: str
    sum: str
    beside: bool  # the sum may stand beside its name
    share: float  # of the bar
    w: int
    h: int


# --- the end card ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Tile(View):
    """A number to call."""

    number: str
    purpose: Phrases
    urgent: bool
    w: int
    h: int


@dataclass(frozen=True, kw_only=True)
class Call(Tile, Piece):
    """A number to call, one of a group that is laid out alike."""

    group: tuple[Tile, ...]


@dataclass(frozen=True, kw_only=True)
class Promise(Piece):
    """Where the captions were: the branch, and what the code never asks for."""

    lines: tuple[Phrases, ...]
    w: int
    h: int


@dataclass(frozen=True, kw_only=True)
class Code(Piece):
    """The QR code with what it opens."""

    svg: str
    sides: tuple[int, ...]  # px it may be wide, from large to small
    beside: bool  # the words stand beside it
    scan: Phrases
    promise: Phrases | None  # none: the address alone
    address: Phrases
    w: int
    h: int


# --- the interpreter's guide film ------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Countdown(Piece):
    """Between its scenes."""

    number: str
    of: str
    title: Phrases
    w: int
    h: int


@dataclass(frozen=True, kw_only=True)
class Bar(Piece):
    """The progress of a scene, or the groove it runs in."""

    full: bool
    w: int
    h: int
