"""The slides with the film inside."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import ClassVar

from PIL import Image

from outreach.cache import Record
from outreach.film.scene import frame
from outreach.film.segments import Segment
from outreach.jobs.base import Desk
from outreach.jobs.render import Rendered
from outreach.renderers import deck
from outreach.storyboard import Storyboard

NAME = "deck-film.pptx"


@dataclass(frozen=True, kw_only=True, eq=False)
class DeckFilm(Rendered):
    """A deck, the film that goes into it, and the segment whose last frame is the film's poster."""

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
        """Makes the slides and puts the film on its own."""
        film = desk.store.read(desk.result(self.film).outputs[self.name])
        poster = io.BytesIO()
        Image.fromarray(frame(self.opening, self.opening.frames - 1, desk.layout)).save(poster, "PNG")
        slides = deck.full_deck(self.source, desk.layout)
        return self.finish(desk, {NAME: deck.embed(slides, self.source, desk.layout, film, poster.getvalue())})
