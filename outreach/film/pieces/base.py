"""What pieces have in common: the look of their audience, a width and a height."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from outreach.views import Piece, View

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


@dataclass(frozen=True, kw_only=True)
class Sized(Piece):
    """A piece with the room it has."""

    w: int
    h: int
