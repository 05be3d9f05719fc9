"""A film's cue sheet: each spoken line with its place in the film, its voice and its words, as the manifest keeps it.

So a finished film can be heard and judged whatever has become of the script, the code and the cache it was made with.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

from outreach.build.speech import Spoken
from outreach.timeline import FPS

KEY = "lines"  # of a film's row in the manifest
_TEXTS = ("id", "role", "voice", "lang", "spoken")


@dataclass(frozen=True, slots=True)
class Said:
    """A spoken line of a finished film."""

    id: str
    role: str
    voice: str  # the engine that really spoke it
    lang: str
    start: float  # seconds
    end: float
    spoken: str  # what the voice was given


def rows(spoken: Spoken) -> list[dict[str, Any]]:
    """The sheet of a film, as plain data."""
    return [asdict(said) for said in _said(spoken)]


def _said(spoken: Spoken) -> Iterator[Said]:
    scenes = spoken.timeline.scenes if spoken.timeline else ()
    for timed in (timed for scene in scenes for timed in scene.beats):
        beat = timed.beat
        if beat.kind == "say" and beat.text and timed.speech:
            start = timed.start / FPS
            end, voice = round(start + timed.speech, 3), spoken.speakers[beat.id].name
            yield Said(beat.id, beat.role, voice, beat.text.lang, round(start, 3), end, beat.text.spoken)


def read(found: Any) -> list[Said] | None:
    """The lines of a manifest's row; None when it has no sheet that outreach would have written."""
    if not isinstance(found, list) or not all(_well_formed(row) for row in found):
        return None
    return [Said(**row) for row in found]


def _well_formed(row: Any) -> bool:
    if not isinstance(row, dict) or {*row} != {*Said.__slots__}:
        return False
    times = (row["start"], row["end"])
    if not all(isinstance(row[name], str) for name in _TEXTS) or not all(_second(time) for time in times):
        return False
    return bool(0 <= row["start"] < row["end"])


def _second(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool) and math.isfinite(value)
