"""A scene of a film, a small picture a shot: what is read before a film is encoded, and in a tenth of its time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from PIL import Image

from outreach.cache import Record
from outreach.film.segments import Segment
from outreach.film.stills import stills
from outreach.jobs.base import Desk, Job
from outreach.thumbnail import small

WIDE = 640  # px of the longer side: captions can be read
SHOTS = "shots"


@dataclass(frozen=True, kw_only=True, eq=False)
class Shots(Job):
    """A segment as plain data."""

    kind: ClassVar[str] = "shots"
    segment: Segment

    def run(self, desk: Desk) -> Record:
        """Draws them; among the facts are the frames of each, counted from the scene's first."""
        try:
            made = list(stills(self.segment, desk.layout))
        finally:
            desk.layout.forget()
        files = {name_of(n): small(Image.fromarray(one.pixels), WIDE) for n, one in enumerate(made)}
        return desk.store.put(self.key, files, {SHOTS: [[one.start, one.end] for one in made]})


def name_of(n: int) -> str:
    """The name of a picture among the job's files."""
    return f"{n:03}.webp"
