"""One spoken line: a clip, its mouth levels and the times of its words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from outreach import voices
from outreach.cache import Record
from outreach.jobs.base import Desk, Job
from outreach.sound.levels import levels
from outreach.sound.pace import rate_of
from outreach.voices import Engine, Line


@dataclass(frozen=True, kw_only=True, eq=False)
class Speak(Job):
    """A line and the engine that speaks it, without the places of its files on this machine."""

    kind: ClassVar[str] = "speak"
    engine: Engine
    line: Line

    def modules(self) -> tuple[str, ...]:
        """Also the engine's own."""
        return (__name__, type(self.engine).__module__)

    def run(self, desk: Desk) -> Record:
        """Speaks it."""
        clip = voices.speak(voices.unpacked(self.engine, desk.places), self.line)
        facts = {
            "seconds": clip.seconds,
            "rate": round(rate_of(self.line.text, self.line.lang, clip.samples), 2),
            "levels": [round(v, 3) for v in levels(clip)],
            "ticks": [round(v, 3) for v in clip.ticks],
        }
        return desk.store.put(self.key, {"clip.pcm": clip.pcm}, facts)
