"""The sound of a film that a screen is tried with: a short tone at each flash, else silence."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from outreach.cache import Record
from outreach.jobs.base import Desk, Job
from outreach.jobs.sound import NAME
from outreach.sound import RATE, wav
from outreach.sound.aac import encode_sound

PITCH = 1000  # Hz
LENGTH = 0.12  # seconds, as long as the flash
LEVEL = 0.1  # of full scale: -20 dBFS, the level of tones that equipment is set by (SMPTE RP 155)
SOFT = 0.005  # seconds of its beginning and end: without them it clicks


@dataclass(frozen=True, kw_only=True, eq=False)
class ToneJob(Job):
    """How long the film is, when the first tone comes, and how far the next; seconds."""

    kind: ClassVar[str] = "tone"
    seconds: int
    first: int
    every: int

    def run(self, desk: Desk) -> Record:
        """Makes and encodes it."""
        at = np.arange(round(LENGTH * RATE)) / RATE
        tone = LEVEL * np.sin(2 * np.pi * PITCH * at) * np.clip(np.minimum(at, LENGTH - at) / SOFT, 0, 1)
        heard = np.zeros(self.seconds * RATE, np.float32)
        for second in range(self.first, self.seconds, self.every):
            heard[second * RATE :][: len(tone)] = tone[: len(heard) - second * RATE]
        folder = desk.store.scratch()
        try:
            (folder / "sound.wav").write_bytes(wav(heard))
            encode_sound(folder / "sound.wav", self.seconds, folder / NAME)
            return desk.store.put(self.key, {NAME: folder / NAME})
        finally:
            shutil.rmtree(folder, ignore_errors=True)
