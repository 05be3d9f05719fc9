"""What a new screen is tried with: templates/scenes/testcard.typ draws it."""

from __future__ import annotations

from dataclasses import dataclass

from outreach.film.pieces.base import Phrases, Sized
from outreach.views import Piece, View

Place = tuple[int, int, int, int]  # x, y, width, height


@dataclass(frozen=True)
class Sample(View):
    """Words of a size that films have."""

    size: int
    words: str


@dataclass(frozen=True, kw_only=True)
class Places(View):
    """Where the parts of the card stand, on even coordinates."""

    title: Place
    bars: Place  # of colour
    greys: Place  # between fine lines: black, steps, white
    clock: Place
    dial: Place  # the lamps in a ring
    flash: Place  # inside it
    track: Place
    board: Place  # of the code
    advice: Place
    samples: Place


@dataclass(frozen=True, kw_only=True)
class Testcard(Sized):
    """All of the card that stands still."""

    places: Places
    titles: Phrases  # the first that fits
    code: str  # SVG
    side: int  # of the code
    samples: tuple[Sample, ...]
    lamps: tuple[tuple[int, int], ...]  # the corners of their boxes, in the frame
    d: int  # a lamp's diameter
    stops: tuple[int, ...]  # what divides the clock's digits: left edges, in the frame


@dataclass(frozen=True, kw_only=True)
class Digit(Sized):
    """A digit of seven strokes: the lit ones, of `abcdefg`."""

    lit: str


@dataclass(frozen=True, kw_only=True)
class Lamp(Piece):
    """One lamp that is lit."""

    d: int


@dataclass(frozen=True, kw_only=True)
class Slider(Sized):
    """What glides along the track."""

    edge: int


@dataclass(frozen=True, kw_only=True)
class Advice(Sized):
    """What to look at, in both languages."""

    number: str
    phrases: Phrases
    beside: Phrases


@dataclass(frozen=True, kw_only=True)
class Pointer(Sized):
    """A frame round what is spoken of."""

    thick: int
