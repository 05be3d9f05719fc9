"""The end card: templates/scenes/end.typ draws it."""

from __future__ import annotations

from dataclasses import dataclass

from outreach.film.pieces.base import Phrases, Sized
from outreach.views import View


@dataclass(frozen=True, kw_only=True)
class Refusal(Sized):
    """The sentence that ends the call."""

    phrases: Phrases
    spoken: bool  # by somebody who stands below it, on the left


@dataclass(frozen=True)
class Call(View):
    """A number to call, and what for."""

    number: str
    purpose: Phrases
    short: Phrases | None  # the same in a word or two
    large: bool  # the one to remember


@dataclass(frozen=True, kw_only=True)
class Calls(Sized):
    """Whom to call."""

    calls: tuple[Call, ...]
    lit: int | None  # the one whose number is said, alone; none: all, unlit


@dataclass(frozen=True, kw_only=True)
class Series(Sized):
    """The line that all films have."""

    phrases: Phrases


@dataclass(frozen=True, kw_only=True)
class Code(Sized):
    """The QR code with what it opens, on the phone of whoever was called: so far as they are seen above `low`."""

    low: int  # px that the phone goes on below what is seen on it, out of the frame
    reach: tuple[int, int]  # px beside it, left and right, in which the hand is seen
    grip: int  # px from its upper edge to where there is room for a hand
    hand: tuple[str, str]  # SVG of what is behind it and before it
    svg: str
    sides: tuple[int, ...]  # px it may be wide, from large to small
    scan: Phrases
    address: Phrases
    never: Phrases  # what it never asks for, where there is room to say it
