"""A conversation on a screen: templates/scenes/talk.typ draws it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from outreach.film.pieces.base import Phrases, Sized
from outreach.views import Piece, View


@dataclass(frozen=True)
class Faces(View):
    """Who is seen in a video call."""

    h: int
    others: tuple[str, ...]  # SVG
    own: str | None  # SVG of whoever is called


@dataclass(frozen=True, kw_only=True)
class Device(Sized):
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
