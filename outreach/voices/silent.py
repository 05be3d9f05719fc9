"""No voice: each line is silence as long as it takes to say it. For muted films and for tests."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from outreach.lang.pace import spoken_seconds
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

    def ready(self, lang: str) -> str:
        """Always."""
        return ""

    def speak(self, line: Line) -> Clip:
        """Silence of the length the line would have."""
        inside = line.text.rstrip("。！？.!? ")
        breaths = sum(inside.count(mark) for mark in "，、；：,;:") * self.breath
        seconds = spoken_seconds(line.text, line.lang, sum(line.rate) / 2, max(self.breath, line.pause)) + breaths
        return Clip.of(np.zeros(round(seconds * RATE), np.float32))


def make(option: str, lang: str, project: Project, scam: str) -> Silent:
    """The silent voice; it has no options."""
    return Silent()
