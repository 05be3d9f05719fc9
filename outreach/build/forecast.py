"""What a build would do: everything is planned, nothing is made. Films are planned when their lines are spoken."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from outreach.build import films
from outreach.build.lengths import Lengths
from outreach.formats import FILMS
from outreach.jobs import Job
from outreach.jobs.speak import Speak
from outreach.plan import Pack
from outreach.runner import Ended


class Idle:
    """Takes every job and does none; remembers what was asked for and is not in the cache."""

    workers = 1
    free = 1
    busy = False

    def __init__(self) -> None:
        self.asked: list[Job] = []

    def submit(self, work: Any, job: Any, alone: bool = False) -> None:
        """Nobody does it."""

    def wait(self, seconds: float | None = None) -> list[Ended]:
        """Nothing ends."""
        return []

    def plan(self, jobs: Sequence[Job]) -> None:
        """These would run."""
        self.asked += jobs

    def done(self, job: Job, problem: BaseException | None) -> None:
        """Nothing is done."""

    def say(self, message: str) -> None:
        """Nobody waits."""


@dataclass
class Forecast:
    """What is in the cache and what is to be made, by key; seconds of one worker; what cannot be known yet."""

    packs: dict[tuple[str, str, str], set[str]] = field(default_factory=dict)  # scam, audience, language -> formats
    cached: set[str] = field(default_factory=set)
    seconds: dict[str, float] = field(default_factory=dict)  # key of a job that is to be made
    films: dict[str, float] = field(default_factory=dict)  # folder whose lines are not spoken yet -> seconds
    guessed: set[str] = field(default_factory=set)  # … those that were never made here

    def add(self, other: Forecast) -> None:
        """What another wish would do."""
        for pack, formats in other.packs.items():
            self.packs.setdefault(pack, set()).update(formats)
        self.cached |= other.cached
        self.seconds |= other.seconds
        self.films |= other.films
        self.guessed |= other.guessed


def forecast(packs: Sequence[Pack], idle: Idle, cached: Iterable[str], lengths: Lengths) -> Forecast:
    """What was planned, and what of it was asked of nobody."""
    found = Forecast(cached=set(cached), seconds={job.key: lengths.expect(job) for job in idle.asked})
    lines = [job.label for job in idle.asked if isinstance(job, Speak)]
    for pack in packs:
        key = (pack.board.scam, pack.board.audience, pack.board.lang)
        found.packs.setdefault(key, set()).update(pack.formats)
        if set(pack.formats) & set(FILMS) and any(label.startswith(f"{pack.folder}: ") for label in lines):
            _film(pack, found, lengths)
    return found


def _film(pack: Pack, found: Forecast, lengths: Lengths) -> None:
    """How long the films of a pack will take; a pack comes once for each cut."""
    before = lengths.films(pack.folder)
    if before:
        found.films[pack.folder] = before
        return
    found.guessed.add(pack.folder)
    found.films[pack.folder] = found.films.get(pack.folder, 0.0) + films.guess(pack, lengths.pace)
