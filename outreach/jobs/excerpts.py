"""A film's sound, scene by scene, as small files that go with a mail."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from outreach.cache import Record
from outreach.jobs import sound
from outreach.jobs.base import Desk, Job
from outreach.sound import RATE, decode_film, encode


@dataclass(frozen=True, kw_only=True, eq=False)
class Excerpts(Job):
    """The key of a film's sound, and where each scene is in it, in seconds."""

    kind: ClassVar[str] = "excerpts"
    sound: str
    spans: tuple[tuple[str, float, float], ...]  # scene, start, end

    @property
    def needs(self) -> tuple[str, ...]:
        """The sound."""
        return (self.sound,)

    def run(self, desk: Desk) -> Record:
        """Cuts it."""
        file = desk.store.path(desk.result(self.sound).outputs[sound.NAME])
        heard = decode_film(file, max(end for _, _, end in self.spans) + 1.0)
        parts = {name: heard[round(start * RATE) : round(end * RATE)] for name, start, end in self.spans}
        return desk.store.put(self.key, {name_of(name): encode(part, "small.mp3") for name, part in parts.items()})


def name_of(scene: str) -> str:
    """The name of a scene's sound among the job's files."""
    return f"{scene}.mp3"
