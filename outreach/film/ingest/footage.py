"""What is known of an interpreter's file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from outreach.film.keying import Key

Background = Literal["alpha", "green", "opaque"]


@dataclass(frozen=True, slots=True)
class Footage:
    """What was found in a clip."""

    width: int
    height: int
    fps: float
    seconds: float
    background: Background
    key: str = ""  # the green, as RRGGBB
    stream: int = 0  # the number of the picture's stream in the file
    fields: bool = False  # two half pictures in each, taken one after the other
    transfer: str = ""  # ffmpeg's name of an HDR curve
    matrix: str = ""  # ffmpeg's name of the colour matrix, when it is not that of HD
    cloth: Key | None = None
