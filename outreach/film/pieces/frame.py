"""What every frame may have: places and people, things, captions, labels: templates/scenes/frame.typ draws it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from outreach.film.pieces.base import Phrases, Sized
from outreach.views import Piece


@dataclass(frozen=True, kw_only=True)
class Cloth(Sized):
    """A plane of a set, larger than the frame."""

    moves: ClassVar[bool] = True
    svgs: tuple[str, ...]  # the farthest first


@dataclass(frozen=True, kw_only=True)
class Person(Piece):
    """Somebody, or a part of them, as high as said."""

    moves: ClassVar[bool] = True
    svg: str
    h: int


@dataclass(frozen=True, kw_only=True)
class Chapter(Sized):
    """What the scene is about, small in a corner."""

    phrases: Phrases


@dataclass(frozen=True, kw_only=True)
class Mark(Sized):
    """Whose film it is: the brand's mark and name."""

    logo: str  # SVG
    name: str
    note: str | None  # the small label of synthetic voices
    side: str  # left or right
    row: bool  # the label stands beside the mark: what comes below has its place up to there


@dataclass(frozen=True, kw_only=True)
class Imprint(Sized):
    """Which approval a film has, or until when, in small print."""

    phrases: Phrases


@dataclass(frozen=True, kw_only=True)
class Ribbon(Piece):
    """Across a corner of a draft."""

    ways: tuple[str, ...]  # long and short
    d: int  # px of the corner's sides


@dataclass(frozen=True, kw_only=True)
class Ticks(Sized):
    """The corners of the interpreter's place, which is still empty."""

    words: Phrases


@dataclass(frozen=True, kw_only=True)
class Slab(Sized):
    """A phrase that matters, large on yellow."""

    moves: ClassVar[bool] = True
    phrases: Phrases


@dataclass(frozen=True, kw_only=True)
class Naming(Sized):
    """A trick by its number and name, large on red; small in a corner while it is explained."""

    moves: ClassVar[bool] = True
    number: int
    name: Phrases
    small: bool


@dataclass(frozen=True, kw_only=True)
class Patter(Sized):
    """The caller's monitor with the lines that he reads."""

    moves: ClassVar[bool] = True
    lines: tuple[Phrases, ...]  # one after the other; no words: still to come
    now: int  # the one just said, from 0
    inside: int  # px from its edge to the lines
    sign: int  # px of the ring before each, in which its tick is


@dataclass(frozen=True, kw_only=True)
class Thing(Sized):
    """What an item is about: its drawing large, or its words."""

    moves: ClassVar[bool] = True
    svg: str | None
    words: Phrases | None
    verdict: str  # do, dont or nothing
    number: int  # of a step, else 0
    stage: bool  # it stands in light instead of on a disc


@dataclass(frozen=True, kw_only=True)
class Prop(Piece):
    """A part of a thing in use, as high as said."""

    moves: ClassVar[bool] = True
    svg: str
    h: int


@dataclass(frozen=True, kw_only=True)
class Pad(Sized):
    """A phone's screen on which a number is dialled."""

    moves: ClassVar[bool] = True
    whole: str  # the number
    typed: str  # so far
    key: str  # the key that is pressed
    calls: bool


@dataclass(frozen=True, kw_only=True)
class Disc(Piece):
    """The number of a step, or the tick of one that is done."""

    moves: ClassVar[bool] = True
    words: str
    color: str  # a token; none for a step that is still to come
    d: int


@dataclass(frozen=True, kw_only=True)
class Caption(Sized):
    """The lines of a caption."""

    lines: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Label(Piece):
    """The label of synthetic voices in the first scene."""

    ways: tuple[str, ...]  # long and short
    size: int
    w: int
