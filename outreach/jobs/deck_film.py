"""A format with the film inside."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import ClassVar

from PIL import Image

from outreach.cache import Record
from outreach.film.scene import frame
from outreach.film.segments import Segment
from outreach.jobs.base import Desk
from outreach.jobs.render import Rendered, renderer
from outreach.storyboard import Storyboard


@dataclass(frozen=True, kw_only=True, eq=False)
class DeckFilm(Rendered):
    """A storyboard, the film that goes with it, and the segment whose last frame is the film's poster."""

    kind: ClassVar[str] = "deck-film"
    source: Storyboard
    film: str  # key of a job
    name: str  # of the film's file
    opening: Segment

    @property
    def needs(self) -> tuple[str, ...]:
        """The film."""
        return (self.film,)

    def run(self, desk: Desk) -> Record:
        """Makes it of all three."""
        film = desk.store.read(desk.result(self.film).outputs[self.name])
        poster = io.BytesIO()
        Image.fromarray(frame(self.opening, self.opening.frames - 1, desk.layout)).save(poster, "PNG")
        return self.finish(desk, renderer(self.format)((self.source, film, poster.getvalue()), desk.layout))
