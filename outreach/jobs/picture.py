"""A picture of a finished file, for the gallery."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePath
from typing import ClassVar

from outreach.cache import Record
from outreach.jobs.base import Desk, Job
from outreach.thumbnail import thumbnail

NAME = "picture.jpg"


@dataclass(frozen=True, kw_only=True, eq=False)
class PictureJob(Job):
    """The file of another job, and the name that it has among that job's files."""

    kind: ClassVar[str] = "picture"
    made_by: str  # key of a job
    name: str

    @property
    def needs(self) -> tuple[str, ...]:
        """The job that makes the file."""
        return (self.made_by,)

    def run(self, desk: Desk) -> Record:
        """The picture; none of a file that was not made, or that nobody can open."""
        blob = desk.result(self.made_by).outputs.get(self.name)
        made = thumbnail(desk.store.path(blob), PurePath(self.name).suffix) if blob else None
        return desk.store.put(self.key, {NAME: made} if made else {})
