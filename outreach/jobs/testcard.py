"""A part of the film that a new screen is tried with, encoded without sound."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from typing import ClassVar

from outreach.cache import Record
from outreach.film.testcard import Card, encode
from outreach.jobs.base import Desk, Job
from outreach.jobs.segment import NAME

INPUTS = ("templates/scenes", "templates/kit", "media/fonts")


@dataclass(frozen=True, kw_only=True, eq=False)
class CardJob(Job):
    """The card, and which frames of the film."""

    kind: ClassVar[str] = "testcard"
    card: Card
    start: int
    end: int

    def run(self, desk: Desk) -> Record:
        """Encodes them. The code is read back when the film is joined."""
        folder = desk.store.scratch()
        try:
            encode(self.card, range(self.start, self.end), desk.layout, folder / NAME)
            return desk.store.put(self.key, {NAME: folder / NAME})
        finally:
            desk.layout.forget()
            shutil.rmtree(folder, ignore_errors=True)
