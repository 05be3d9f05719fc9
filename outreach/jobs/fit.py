"""Does a format hold its words? Measured without making it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from outreach.cache import Record
from outreach.formats import FORMATS
from outreach.jobs.base import Desk, Job
from outreach.storyboard import Branch, Storyboard


@dataclass(frozen=True, kw_only=True, eq=False)
class Fit(Job):
    """A board, the format, and the branches whose cards it may have to take."""

    kind: ClassVar[str] = "fit"
    format: str
    source: Storyboard
    branches: tuple[Branch, ...] | None = None

    def modules(self) -> tuple[str, ...]:
        """Also the format's own."""
        return (__name__, FORMATS[self.format].module)

    def run(self, desk: Desk) -> Record:
        """What does not fit, and what is left out for the rest to fit."""
        overflow = FORMATS[self.format].overflow
        assert overflow is not None, self.format
        try:
            found, left_out = overflow(self.source, desk.layout, self.branches)
        finally:
            desk.layout.forget()
        return desk.store.put(self.key, {}, {"overflow": [fault.plain() for fault in found], "left_out": left_out})
