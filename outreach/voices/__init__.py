"""Voice engines: a line of a storyboard becomes a clip. One file an engine, one line in ENGINES."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Line:
    """What an engine is given: the spoken form, its language, the voice's name and the wished rate."""

    id: str  # beat id
    text: str  # the spoken form
    lang: str
    voice: str
    rate: tuple[float, float]  # Hanzi or words a minute, least and most


@dataclass(frozen=True, slots=True)
class Clip:
    """One spoken line: mono 48 kHz 16-bit PCM, and its length in seconds."""

    pcm: bytes
    seconds: float


class Engine(Protocol):
    """A voice engine: a frozen dataclass of settings; every field is part of the cache key."""

    name: str
    synthetic: bool  # brings the AI label
    draft: bool  # refused by --release

    def ready(self, lang: str) -> str:
        """Empty when it can speak `lang` now, else the reason why not."""

    def speak(self, line: Line) -> Clip:
        """Speaks one line. Raises OutreachError."""
