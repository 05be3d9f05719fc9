"""No voice: each line is silence as long as it takes to say it. For muted films and for tests."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from outreach.lang import units
from outreach.project import Project
from outreach.sound import RATE, Clip
from outreach.voices import Line


@dataclass(frozen=True, slots=True)
class Silent:
    """Timed by the middle of the audience's rate; a comma adds a breath, a sentence's end the audience's pause."""

    name: str = "silent"
    synthetic: bool = False
    draft: bool = False  # a wanted muted film is no draft; one that lost its voice is
    breath: float = 0.2  # seconds for each comma or colon inside the line
    least: float = 0.6  # seconds

    def ready(self, lang: str) -> str:
        """Always."""
        return ""

    def speak(self, line: Line) -> Clip:
        """Silence of the length the line would have."""
        rate = sum(line.rate) / 2
        inside = line.text.rstrip("。！？.!? ")
        breaths = sum(inside.count(mark) for mark in "，、；：,;:") * self.breath
        stops = sum(inside.count(mark) for mark in "。！？.!?") * max(self.breath, line.pause)
        seconds = max(self.least, units(line.text, line.lang) * 60 / rate + breaths + stops)
        return Clip.of(np.zeros(round(seconds * RATE), np.float32))


def make(option: str, lang: str, project: Project, scam: str) -> Silent:
    """The silent voice; it has no options."""
    return Silent()
