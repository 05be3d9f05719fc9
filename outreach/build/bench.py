"""What every step of a run has at hand: project, profiles, cache, workers, and the ear of whoever waits.

A step asks for jobs and says what is to happen when some of them have ended; `work` hands them out until nothing is
left to do. The driver's own steps are short: while one of them plans, the workers have jobs that were planned before.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Protocol

from outreach.build.graph import Graph, wanted
from outreach.build.lengths import Lengths
from outreach.build.trace import Span, Trace
from outreach.cache import LostError, Record
from outreach.checks.content import Context
from outreach.diagnostics import NOWHERE, Diagnostic, error
from outreach.jobs import Desk, Files, Job, files_of, work
from outreach.jobs.faults import faults, unfit
from outreach.messages import msg
from outreach.profiles import Profiles
from outreach.project import Project
from outreach.runner import Ended, Executor
from outreach.store import Store

TURNS = 3  # a damaged file of the cache is made again in another turn; who loses files faster has a broken disk


def worn(name: str) -> Diagnostic:
    """A file of the cache was lost in every turn."""
    hint = msg("the disk of the cache may be failing; `--cache-dir` names another place")
    return error("cache", NOWHERE, msg("a file of the cache was lost {n} times: {name}", n=TURNS, name=name[:12]), hint)


class Progress(Protocol):
    """What a run tells its watcher."""

    def plan(self, jobs: Sequence[Job]) -> None:
        """These jobs are about to run (what the cache already has is not among them)."""

    def done(self, job: Job, problem: BaseException | None) -> None:
        """One job ended."""

    def say(self, message: str) -> None:
        """A line for the person who waits."""


@dataclass(frozen=True)
class _Step:
    """Something for the driver to do, when these jobs have ended."""

    label: str
    act: Callable[[], None]
    after: tuple[str, ...] = ()


@dataclass
class Bench:
    """Runs jobs against the cache and keeps count; the one thing of a run that changes."""

    project: Project
    profiles: Profiles
    cache: Store
    pool: Executor
    progress: Progress
    sound: str = "online"  # the loudness profile of films
    diagnostics: list[Diagnostic] = field(default_factory=list)
    made: int = 0
    reused: int = 0
    announced: set[str] = field(default_factory=set)
    places: dict[str, dict[str, str]] = field(default_factory=dict)  # of voices' files on this machine
    voices: set[str] = field(default_factory=set)  # the engines that were chosen
    lost: set[str] = field(default_factory=set)  # files of the cache that were damaged or gone
    trace: Trace = field(default_factory=Trace)

    def __post_init__(self) -> None:
        """Nothing is asked for yet."""
        self.results: dict[str, Record] = {}  # by key
        self.failed: dict[str, list[Diagnostic]] = {}  # by key
        self.context = Context(self.project, self.profiles)  # texts are judged once a run
        self._noted = set(self.diagnostics)
        self._files: dict[tuple[str, ...], Files] = {}
        self._lengths = Lengths(self.cache)
        self._graph = Graph(self._lengths.expect)
        self._steps: deque[_Step] = deque()
        self._later: list[_Step] = []
        self._asked: dict[str, tuple[str, float]] = {}  # key -> the driver's span that asked for it, and when
        self._ended: dict[str, tuple[str, float]] = {}  # key -> label, when
        self._quiet: set[str] = set()
        self._state = self.project.state()

    def again(self, problems: Iterable[Diagnostic]) -> Bench:
        """A bench for another turn: it knows nothing but what was announced and counted."""
        same = (self.project, self.profiles, self.cache, self.pool, self.progress, self.sound)
        return Bench(*same, [*problems], self.made, 0, self.announced, self.places, self.voices, set(), self.trace)

    def files(self, inputs: tuple[str, ...]) -> Files:
        """The project files that a job reads, with their digests: looked up once a run."""
        if inputs not in self._files:
            self._files[inputs] = files_of(self.project, inputs)
        return self._files[inputs]

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

    def note(self, found: Iterable[Diagnostic]) -> None:
        """Keeps findings, each once."""
        new = [d for d in dict.fromkeys(found) if d not in self._noted]
        self._noted.update(new)
        self.diagnostics += new

    # --- asking --------------------------------------------------------------------------------------------------

    def request(
        self, jobs: Sequence[Job], goals: Collection[str] | None = None, ahead: float = 0.0, quiet: bool = False
    ) -> None:
        """Asks for jobs, each after those it needs. Only the `goals` (all, when none are named) and what they need is
        made. `ahead`: seconds of work that will follow; `quiet`: whoever asks tells himself what went wrong.
        """
        known = {job.key: job for job in jobs}
        asked = wanted(list(known.values()), known if goals is None else goals, lambda key: self._there(known[key]))
        new = [known[job.key] for job in asked if job.key not in self._asked]
        self._asked.update(dict.fromkeys((job.key for job in new), (self.trace.at, time.monotonic())))
        if quiet:
            self._quiet.update(known)
        if new:
            self.progress.plan(new)
        self._graph.add(asked, ahead)

    def _there(self, job: Job) -> bool:
        """Is the job's result known, or in the cache?"""
        if job.key in self.results:
            return True
        found = None if job.key in self._asked else self.cache.get(job.key)
        if found is None:
            return False
        self.results[job.key] = found
        self.reused += 1
        self._graph.settle(job.key, made=True)
        self.note(unfit(job, found))
        return True

    def step(self, label: str, act: Callable[[], None], after: Iterable[str] = ()) -> None:
        """Something for the driver to do, when all of these jobs have ended, well or not."""
        step = _Step(label, act, tuple(after))
        if self._graph.ended(step.after):
            self._due(step)
        else:
            self._later.append(step)

    def _due(self, step: _Step) -> None:
        if step.after:  # what follows a voice is on the longest way to the end
            self._steps.appendleft(step)
        else:
            self._steps.append(step)

    # --- working -------------------------------------------------------------------------------------------------

    def work(self) -> None:
        """Until nothing is left to do."""
        while True:
            if self._steps:
                step = self._steps.popleft()
                with self.trace.driver(step.label, step.after):
                    step.act()
            self._hand_out()
            if not self.pool.busy and not self._steps:
                break
            for ended in self.pool.wait(0.0 if self._steps else None):
                self._end(ended)
        self._lengths.keep()

    def _hand_out(self) -> None:
        alone = len(self._graph.nodes) == 1 and not (self.pool.busy or self._steps or self._later)
        doing = partial(work, Desk(self.project.root, self.cache, self.places, self._state))
        while self.pool.free > 0 and (node := self._graph.take()):
            self.pool.submit(doing, node.job, alone)

    def _end(self, ended: Ended) -> None:
        job: Job = ended.job
        self._record(job, ended)
        self.progress.done(job, ended.problem)
        if ended.problem is None:
            self.made += 1
            self.results[job.key] = ended.result
            self._lengths.learn(job, ended.end - ended.start)
            self.note(unfit(job, ended.result))
        elif isinstance(ended.problem, LostError):
            self.lose(ended.problem)
            self._look_at(job)
        else:
            self.failed[job.key] = faults(job, ended.problem)
            self.note(() if job.key in self._quiet else self.failed[job.key])
        self._graph.settle(job.key, made=ended.problem is None)
        for step in [step for step in self._later if self._graph.ended(step.after)]:
            self._later.remove(step)
            self._due(step)

    def _look_at(self, job: Job) -> None:
        """Of the files that a job reads one was damaged: are others?"""
        for key in job.needs:
            found = self.cache.get(key)
            for blob in found.outputs.values() if found else ():
                try:
                    self.cache.path(blob)
                except LostError as problem:
                    self.lose(problem)

    def _record(self, job: Job, ended: Ended) -> None:
        by, asked = self._asked[job.key]
        came = max((self._ended[key] for key in job.needs if key in self._ended), key=lambda one: one[1], default=None)
        waited, ready = came if came and came[1] > asked else ("", asked)
        self._ended[job.key] = job.label, ended.end
        times = (min(ready, ended.start), ended.start, ended.end)
        self.trace.spans.append(
            Span(job.key, job.label, job.kind, ended.worker, *times, job.needs, by, ended.cpu, waited)
        )
