"""What an interpreter works from: the guide film, and the cue sheet to it."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from typing import ClassVar

from outreach.cache import Record
from outreach.film.guide import guide
from outreach.film.segments import Segment
from outreach.jobs.base import Desk, Job
from outreach.views import View

FILM = "guide.mp4"
SHEET = "cue-sheet.pdf"
FILM_INPUTS = ("templates/scenes", "templates/kit", "media/art", "media/fonts")
SHEET_INPUTS = ("templates/scenes/sign-kit.typ", "templates/kit", "media/fonts")


@dataclass(frozen=True, kw_only=True, eq=False)
class GuideJob(Job):
    """The segments of a film with the interpreter's place kept free."""

    kind: ClassVar[str] = "guide"
    segments: tuple[Segment, ...]
    countdown: int  # frames before each scene

    def run(self, desk: Desk) -> Record:
        """Draws and encodes it, without sound."""
        folder = desk.store.scratch()
        try:
            guide(self.segments, desk.layout, folder / FILM, self.countdown)
            return desk.store.put(self.key, {FILM: folder / FILM})
        finally:
            desk.layout.forget()
            shutil.rmtree(folder, ignore_errors=True)


@dataclass(frozen=True, kw_only=True, eq=False)
class CueSheetJob(Job):
    """What the sheet's template is given."""

    kind: ClassVar[str] = "cue-sheet"
    sheet: View
    date: str  # of the review of its words

    def modules(self) -> tuple[str, ...]:
        """Also the one that the sheet is of: it is loaded with it."""
        return (*super().modules(), "outreach.signing.sign_kit")

    def run(self, desk: Desk) -> Record:
        """The sheet as PDF."""
        made = desk.layout.pdf("scenes/sign-kit.typ", self.sheet, date=self.date)
        return desk.store.put(self.key, {SHEET: made})
