"""One scene of a film, or a part of one, encoded without sound."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from typing import ClassVar

from outreach.cache import Record
from outreach.film.scene import encode
from outreach.film.segments import Segment
from outreach.jobs.base import Desk, Job

NAME = "segment.mp4"


@dataclass(frozen=True, kw_only=True, eq=False)
class SegmentJob(Job):
    """A segment as plain data."""

    kind: ClassVar[str] = "segment"
    segment: Segment

    def run(self, desk: Desk) -> Record:
        """Encodes it. Its code is read back when the film is joined."""
        folder = desk.store.scratch()
        path = folder / NAME
        try:
            encode(self.segment, desk.layout, path)
            return desk.store.put(self.key, {NAME: path})
        finally:
            desk.layout.forget()
            shutil.rmtree(folder, ignore_errors=True)
