"""What templates/scenes/ is given: the pieces of a frame. A piece's class in small letters is its `kind` there.

Lengths are px of the frame; `phrases` are parts of a text between which a line may break.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

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


# --- what every frame has --------------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Cloth(Piece):
    """A plane of a set, larger than the frame."""

    moves: ClassVar[bool] = True
    svgs: tuple[str, ...]  # the farthest first
    w: int
    h: int


@dataclass(frozen=True, kw_only=True)
class Person(Piece):
    """Somebody, as high as said."""

    moves: ClassVar[bool] = True
    svg: str
    h: int


@dataclass(frozen=True, kw_only=True)
class Chapter(Piece):
    """What the scene is about, small in a corner."""

    phrases: Phrases
    w: int
    h: int


@dataclass(frozen=True, kw_only=True)
class Mark(Piece):
    """Whose film it is: the brand's mark and name."""

    logo: str  # SVG
    name: str
    note: str | None  # the small label of synthetic voices
    side: str  # left or right
    w: int
    h: int


@dataclass(frozen=True, kw_only=True)
class Ribbon(Piece):
    """Across a corner of a draft."""

    ways: tuple[str, ...]  # long and short
    d: int  # px of the corner's sides


@dataclass(frozen=True, kw_only=True)
class Ticks(Piece):
    """The corners of the interpreter's place, which is still empty."""

    words: Phrases
    w: int
    h: int


@dataclass(frozen=True, kw_only=True)
class Slab(Piece):
    """A phrase that matters, large on yellow."""

    moves: ClassVar[bool] = True
    phrases: Phrases
    w: int
    h: int


@dataclass(frozen=True, kw_only=True)
class Naming(Piece):
    """A trick by its number and name, large on red; small in a corner while it is explained."""

    moves: ClassVar[bool] = True
    number: int
    name: Phrases
    small: bool
    w: int
    h: int


@dataclass(frozen=True, kw_only=True)
class Thing(Piece):
    """What an item is about: its drawing large, or its words."""

    moves: ClassVar[bool] = True
    svg: str | None
    words: Phrases | None
    verdict: str  # do, dont or nothing
    number: int  # of a step, else 0
    stage: bool  # it stands in light instead of on a disc
    w: int
    h: int


@dataclass(frozen=True, kw_only=True)
class Prop(Piece):
    """A part of a thing in use, as high as said."""

    moves: ClassVar[bool] = True
    svg: str
    h: int


@dataclass(frozen=True, kw_only=True)
class Pad(Piece):
    """A phone's screen on which a number is dialled."""

    moves: ClassVar[bool] = True
    whole: str  # the number
    typed: str  # so far
    key: str  # the key that is pressed
    calls: bool
    w: int
    h: int


@dataclass(frozen=True, kw_only=True)
class Disc(Piece):
    """The number of a step, or the tick of one that is done."""

    moves: ClassVar[bool] = True
    words: str
    color: str  # a token; none for a step that is still to come
    d: int


@dataclass(frozen=True, kw_only=True)
class Caption(Piece):
    """The lines of a caption."""

    lines: tuple[str, ...]
    w: int
    h: int


@dataclass(frozen=True, kw_only=True)
class Label(Piece):
    """The label of synthetic voices in the first scene."""

    ways: tuple[str, ...]  # long and short
    size: int
    w: int


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

    bezel: int  # px of the body that is seen round the glass
    corner: int  # px, how round it is
    status: int  # px of the row with the time, 0 without one
    clock: str  # the time of day where the person called lives
    head: int  # px of its head's height
    contact: Phrases
    initial: str
    stamp: int  # px that the stamp covers
    stamped: bool
    how: str
    channel: str
    face_to_face: bool
    foot: int  # px of the row to write on, 0 without one
    keys: int  # px of the dark lower end, which captions lie on
    types: bool  # it has keys to type with
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
class Typing(Piece):
    """Somebody is writing."""

    up: int  # which of its three dots
    size: float


@dataclass(frozen=True, kw_only=True)
class Stamp(Piece):
    """The word that says what it was."""

    moves: ClassVar[bool] = True
    words: str
    size: float


# --- teaching --------------------------------------------------------------------------------------------------------


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
class Balance(Piece):
    """What is left on the account."""

    label: str
    sum: str
    beside: bool  # the sum may stand beside its name
    share: float  # of the bar
    held: bool = False  # what is missing has not left yet
    shield: str = ""  # SVG of what stopped it; "": nothing has
    w: int
    h: int


# --- the end card ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Refusal(Piece):
    """The sentence that ends the call."""

    phrases: Phrases
    spoken: bool  # by somebody who stands below it, on the left
    w: int
    h: int


@dataclass(frozen=True)
class Call(View):
    """A number to call, and what for."""

    number: str
    purpose: Phrases
    short: Phrases | None  # the same in a word or two
    large: bool  # the one to remember


@dataclass(frozen=True, kw_only=True)
class Calls(Piece):
    """Whom to call."""

    calls: tuple[Call, ...]
    lit: int | None  # the one whose number is said, alone; none: all, unlit
    w: int
    h: int


@dataclass(frozen=True, kw_only=True)
class Series(Piece):
    """The line that all films have."""

    phrases: Phrases
    w: int
    h: int


@dataclass(frozen=True, kw_only=True)
class Code(Piece):
    """The QR code with what it opens."""

    svg: str
    sides: tuple[int, ...]  # px it may be wide, from large to small
    scan: Phrases
    address: Phrases
    never: Phrases  # what it never asks for, where there is room to say it
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
