"""What every step of a run has at hand: project, profiles, cache, workers, and the ear of whoever waits."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Protocol

from outreach.cache import LostError, Record
from outreach.diagnostics import Diagnostic
from outreach.jobs import Desk, Job, work
from outreach.jobs.faults import faults, unfit
from outreach.messages import msg
from outreach.profiles import Profiles
from outreach.project import Project
from outreach.runner import Pool
from outreach.store import Store


class Progress(Protocol):
    """What a run tells its watcher."""

    def plan(self, jobs: Sequence[Job]) -> None:
        """These jobs are about to run (what the cache already has is not among them)."""

    def done(self, job: Job, problem: BaseException | None) -> None:
        """One job ended."""

    def say(self, message: str) -> None:
        """A line for the person who waits."""


@dataclass
class Bench:
    """Runs jobs against the cache and keeps count; the one thing of a run that changes."""

    project: Project
    profiles: Profiles
    cache: Store
    pool: Pool
    progress: Progress
    sound: str = "online"  # the loudness profile of films
    diagnostics: list[Diagnostic] = field(default_factory=list)
    made: int = 0
    reused: int = 0
    announced: set[str] = field(default_factory=set)
    places: dict[str, dict[str, str]] = field(default_factory=dict)  # of voices' files on this machine
    lost: set[str] = field(default_factory=set)  # files of the cache that were damaged or gone

    def desk(self) -> Desk:
        """Where workers find the project, the cache and the files of voices."""
        return Desk(self.project.root, self.cache, self.places)

    def announce(self, message: str) -> None:
        """Says a thing once a run."""
        if message not in self.announced:
            self.announced.add(message)
            self.progress.say(message)

    def lose(self, problem: LostError) -> None:
        """A file of the cache is not what it should be: it was removed, and another turn makes it again."""
        self.lost.add(str(problem))
        message = msg("a file of the cache was damaged or gone, it is made again: {name}", name=str(problem)[:12])
        self.announce(message)

    def run(self, jobs: Iterable[Job]) -> dict[str, Record]:
        """Results by key: from the cache, else made now. A failed job has none; its problem is noted."""
        unique = {job.key: job for job in jobs}
        results = {key: found for key in unique if (found := self.cache.get(key))}
        missing = [job for key, job in unique.items() if key not in results]
        for key, record in results.items():
            self.note(unfit(unique[key], record))
        self.reused += len(results)
        if missing:
            self.progress.plan(missing)
        for job, record, problem in self.pool.run(partial(work, self.desk()), missing):
            self.progress.done(job, problem)
            if problem is None:
                self.made += 1
                results[job.key] = record
                self.note(unfit(job, record))
            elif isinstance(problem, LostError):
                self.lose(problem)
            else:
                self.note(faults(job, problem))
        return results

    def note(self, found: Iterable[Diagnostic]) -> None:
        """Keeps findings, each once."""
        self.diagnostics += [d for d in found if d not in self.diagnostics]
