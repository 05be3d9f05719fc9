"""A film: its segments and its sound joined, labelled, read back."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from outreach import aigc
from outreach.cache import Record
from outreach.captions import Cue
from outreach.diagnostics import OutreachError
from outreach.film.mux import join
from outreach.jobs import segment, sound
from outreach.jobs.base import Desk, Job
from outreach.jobs.readback import labels_of


@dataclass(frozen=True, kw_only=True, eq=False)
class Film(Job):
    """The keys of its parts, and what is written into it beside them."""

    kind: ClassVar[str] = "film"
    segments: tuple[str, ...]  # keys of jobs
    sound: str  # key of a job
    cues: tuple[Cue, ...]
    name: str  # the file
    title: str
    lang: str
    ai: aigc.Record | None
    facts: Mapping[str, Any]  # for the manifest

    @property
    def needs(self) -> tuple[str, ...]:
        """Its parts."""
        return (*self.segments, self.sound)

    def run(self, desk: Desk) -> Record:
        """Copies the pictures and the sound into one file."""
        store, heard = desk.store, desk.result(self.sound)
        folder = store.scratch()
        path = folder / "film.mp4"
        try:
            join(
                [store.path(desk.result(key).outputs[segment.NAME]) for key in self.segments],
                store.path(heard.outputs[sound.NAME]),
                self.cues,
                path,
                title=self.title,
                lang=self.lang,
                aigc=self.ai.json() if self.ai else "",
            )
            problems = labels_of(self.name, path.read_bytes(), self.ai)
            if problems:
                raise OutreachError(problems)
            return store.put(self.key, {self.name: path}, {**self.facts, "sound": heard.facts})
        finally:
            shutil.rmtree(folder, ignore_errors=True)
