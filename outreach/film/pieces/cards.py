"""What teaching scenes lay over the picture, and the interpreter's guide film: templates/scenes/cards.typ draws it."""

from __future__ import annotations

from dataclasses import dataclass

from outreach.film.pieces.base import Phrases, Sized
from outreach.views import Piece


@dataclass(frozen=True, kw_only=True)
class Question(Sized):
    """What would you do?"""

    phrases: Phrases


@dataclass(frozen=True, kw_only=True)
class Option(Sized):
    """One of the answers."""

    letter: str
    state: str  # plain, right or wrong
    phrases: Phrases
    group: tuple[Phrases, ...]  # all that get one size of type


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
class Balance(Sized):
    """What is left on the account."""

    label: str
    sum: str
    beside: bool  # the sum may stand beside its name
    share: float  # of the bar
    held: bool = False  # what is missing has not left yet
    shield: str = ""  # SVG of what stopped it; "": nothing has


@dataclass(frozen=True, kw_only=True)
class Countdown(Sized):
    """Between its scenes."""

    number: str
    of: str
    title: Phrases


@dataclass(frozen=True, kw_only=True)
class Bar(Sized):
    """The progress of a scene, or the groove it runs in."""

    full: bool
