"""A film: its segments and its sound joined, labelled, read back."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar

from outreach import aigc
from outreach.cache import Record
from outreach.captions import Cue
from outreach.checks.built import modules
from outreach.film.mux import join
from outreach.jobs import segment, sound
from outreach.jobs.base import Desk, Job
from outreach.jobs.readback import read_back, wanted
from outreach.limits import Limits, usual
from outreach.report import told

FOUND = "found"  # what the checks told of it, among its facts


@dataclass(frozen=True, kw_only=True, eq=False)
class Film(Job):
    """The keys of its parts, and what is written into it beside them."""

    kind: ClassVar[str] = "film"
    format: str
    segments: tuple[str, ...]  # keys of jobs
    sound: str  # key of a job
    cues: tuple[Cue, ...]
    folder: str  # of the pack
    name: str  # the file
    codes: tuple[str, ...]  # what its QR codes must say
    title: str
    approved: str  # number and last day of the approval; "" for a draft
    lang: str
    ai: aigc.AiLabel | None
    facts: Mapping[str, Any]  # for the manifest
    limits: Limits = field(default_factory=usual)  # what it is held to

    def modules(self) -> tuple[str, ...]:
        """Also the checks of films."""
        return (type(self).__module__, *modules(film=True))

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
                approved=self.approved,
                lang=self.lang,
                aigc=self.ai.json() if self.ai else "",
            )
            facts = {**self.facts, **wanted(self.codes, self.ai), "sound": heard.facts}
            found = read_back({f"{self.folder}/{self.name}": path.read_bytes()}, self.format, facts, limits=self.limits)
            return store.put(self.key, {self.name: path}, {**facts, FOUND: [told(one) for one in found]})
        finally:
            shutil.rmtree(folder, ignore_errors=True)
