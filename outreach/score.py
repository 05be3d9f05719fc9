"""What a film is to sound like, as plain data: which effect at which frame, which bed while, whose voice how."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Timbre = Literal["phone", "line"]  # a scammer out of a telephone; anybody else out of one: milder


@dataclass(frozen=True, slots=True)
class SoundCue:
    """An effect, by its file of media/music, that begins at a frame of the film."""

    frame: int
    sound: str


@dataclass(frozen=True, slots=True)
class Stretch:
    """Frames of the film under which a bed lies: a room or music, by its file of media/music."""

    start: int
    end: int
    bed: str


@dataclass(frozen=True, slots=True)
class Score:
    """All of it but the words."""

    cues: tuple[SoundCue, ...] = ()
    stretches: tuple[Stretch, ...] = ()
    hushes: tuple[tuple[int, int], ...] = ()  # frames in which there is no bed at all
    timbres: tuple[tuple[str, Timbre], ...] = ()  # beat id -> how the line is heard; one that is not named is clean
