"""A film's sound: mixed and encoded once, it serves every shape and branch."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from typing import ClassVar

from outreach.cache import Record
from outreach.jobs import clips
from outreach.jobs.base import Desk, Job
from outreach.score import Score
from outreach.sound.aac import encode_sound
from outreach.sound.soundtrack import mix
from outreach.timeline import Timeline

NAME = "sound.m4a"


@dataclass(frozen=True, kw_only=True, eq=False)
class SoundJob(Job):
    """The film's plan, what lies under its words, its clips, and how loud it is to be."""

    kind: ClassVar[str] = "sound"
    timeline: Timeline
    score: Score
    clips: tuple[clips.SpokenClip, ...]
    profile: str

    @property
    def needs(self) -> tuple[str, ...]:
        """The spoken lines."""
        return tuple(one.made_by for one in self.clips)

    def run(self, desk: Desk) -> Record:
        """Mixes and encodes it; what was measured on the mix are its facts."""
        folder = desk.store.scratch()
        try:
            sound = mix(self.timeline, self.score, clips.read(self.clips, desk), desk.project, profile=self.profile)
            wav, aac = folder / "sound.wav", folder / NAME
            wav.write_bytes(sound.wav)
            encode_sound(wav, self.timeline.seconds, aac)
            return desk.store.put(self.key, {NAME: aac}, sound.facts())
        finally:
            shutil.rmtree(folder, ignore_errors=True)
