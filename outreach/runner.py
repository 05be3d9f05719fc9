"""Who runs jobs: the Executor protocol, and a pool of fresh processes here with as many workers as asked for.

Jobs are plain data and may run twice: results live in the cache, a worker returns only small facts. A worker that dies
(out of memory, killed) breaks the whole pool: the pool is made anew and goes on, and each job that was lost with it is
tried once more, in a process of its own.
"""

from __future__ import annotations

import multiprocessing
import os
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from multiprocessing import connection
from typing import Any, Protocol

from outreach.diagnostics import NOWHERE, OutreachError, fail
from outreach.messages import msg

GRACE = 1.0  # seconds for a worker to end
Work = Callable[[Any], Any]


@dataclass(frozen=True)
class Ended:
    """A job that ended: its result or its problem, who did it, from when to when (seconds of the machine's steady
    clock), and the seconds of CPU that it and its programs took.
    """

    job: Any
    result: Any
    problem: BaseException | None
    worker: int
    start: float
    end: float
    cpu: float = 0.0


class Executor(Protocol):
    """Runs jobs somewhere."""

    workers: int

    @property
    def free(self) -> int:
        """How many more jobs it takes now: a few beyond its workers, so that none of them waits for us."""

    @property
    def busy(self) -> bool:
        """Is anything on its way?"""

    def submit(self, work: Work, job: Any, alone: bool = False) -> None:
        """Takes a job. `alone`: nothing else is there to do, so no worker need be started for it."""

    def wait(self, seconds: float | None = None) -> list[Ended]:
        """What has ended; waits for the first, at most so many seconds."""


class Pool:
    """Worker processes that stay for a whole build, so that fonts and compilers load once each."""

    def __init__(self, workers: int) -> None:
        self.workers = workers
        self._many: ProcessPoolExecutor | None = None
        self._single: ProcessPoolExecutor | None = None  # for a job that was lost with its worker
        self._running: dict[Future[Any], _Sent] = {}
        self._here: deque[_Sent] = deque()
        self._lost: deque[_Sent] = deque()

    def __enter__(self) -> Pool:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is None:
            self._drop(self._many)
            self._drop(self._single)
        else:
            self._stop()

    @property
    def free(self) -> int:
        """One here, or as many as there are workers and a few more."""
        if self.workers <= 1:
            return 1 - len(self._here)
        return self.workers + 1 + self.workers // 4 - len(self._running) - len(self._here)

    @property
    def busy(self) -> bool:
        """Is anything on its way?"""
        return bool(self._running or self._here or self._lost)

    def submit(self, work: Work, job: Any, alone: bool = False) -> None:
        """To a worker; here when there is one worker only, or one job only and no worker has started."""
        sent = _Sent(work, job, time.monotonic())
        if self.workers <= 1 or (alone and self._many is None):
            self._here.append(sent)
            return
        try:
            sent.pool = self._pool()
            self._running[sent.pool.submit(_timed, work, job)] = sent
        except BrokenProcessPool:
            self._lost.append(sent)

    def wait(self, seconds: float | None = None) -> list[Ended]:
        """What has ended. A job that runs here runs now."""
        if self._here:
            return [_attempt(self._here.popleft())]
        self._retry()
        if not self._running:
            return []
        done, _ = wait(self._running, seconds, FIRST_COMPLETED)
        return [ended for future in done for ended in self._ended(future)]

    def run(self, work: Work, jobs: Sequence[Any]) -> Iterator[tuple[Any, Any, BaseException | None]]:
        """Yields (job, result, problem) as jobs that need nothing of each other finish."""
        waiting = list(jobs)[::-1]
        alone = len(waiting) <= 1
        while waiting or self.busy:
            while waiting and self.free > 0:
                self.submit(work, waiting.pop(), alone)
            yield from ((one.job, one.result, one.problem) for one in self.wait())

    def _ended(self, future: Future[Any]) -> Iterator[Ended]:
        sent, problem = self._running.pop(future), future.exception()
        if sent.again:
            self._drop(self._single)
        if isinstance(problem, BrokenProcessPool):
            if not sent.again:
                self._lost.append(sent)
                self._drop(sent.pool)
                return
            problem = _died(sent.job)
        if problem is not None:
            yield Ended(sent.job, None, problem, 0, sent.at, time.monotonic())
            return
        yield Ended(sent.job, *future.result())

    def _retry(self) -> None:
        """One lost job at a time, in a process of its own: the one that kills its worker takes no other with it."""
        if self._lost and not any(sent.again for sent in self._running.values()):
            sent = self._lost.popleft()
            sent.again = True
            self._single = _processes(1, self.workers)
            self._running[self._single.submit(_timed, sent.work, sent.job)] = sent

    def _pool(self) -> ProcessPoolExecutor:
        if self._many is None:
            self._many = _processes(self.workers, self.workers)
        return self._many

    def _drop(self, executor: ProcessPoolExecutor | None) -> None:
        """Ends an executor, if it is one of those that are used now."""
        if executor is not None and executor in (self._many, self._single):
            executor.shutdown(cancel_futures=True)
            self._many = None if executor is self._many else self._many
            self._single = None if executor is self._single else self._single

    def _stop(self) -> None:
        """Ends the workers where they stand: nobody waits for them, and a result is kept whole or not at all."""
        if self._many is None and self._single is None:
            return
        for executor in (self._many, self._single):
            if executor is not None:
                executor.shutdown(wait=False, cancel_futures=True)
        self._many = self._single = None
        ours = multiprocessing.active_children()
        for process in ours:
            process.terminate()
        for process in ours:
            process.join(GRACE)
            process.kill()


@dataclass
class _Sent:
    """A job on its way."""

    work: Work
    job: Any
    at: float
    pool: ProcessPoolExecutor | None = None
    again: bool = False  # it was lost once


def _processes(count: int, workers: int) -> ProcessPoolExecutor:
    # spawn: no fork with threads (python/cpython#100228), the same on every system
    context = multiprocessing.get_context("spawn")
    # There are as many workers as asked for: a linear-algebra library that adds threads of its own to each
    # only makes them wait for each other.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    os.environ["OUTREACH_THREADS"] = str(max(1, (os.cpu_count() or 1) // workers))
    return ProcessPoolExecutor(count, mp_context=context, initializer=_end_with_parent)


def _timed(work: Work, job: Any) -> tuple[Any, None, int, float, float, float]:
    """In a worker: what becomes an Ended."""
    start, cpu = time.monotonic(), spent()
    result = work(job)
    return result, None, os.getpid(), start, time.monotonic(), spent() - cpu


def spent() -> float:
    """Seconds of CPU that this process and the programs it has waited for took so far."""
    return sum(os.times()[:4])


def _end_with_parent() -> None:
    """A worker whose build was killed ends too: nobody would ever ask it for anything again."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_wait_for_the_end, args=(parent.sentinel,), daemon=True).start()


def _wait_for_the_end(sentinel: int) -> None:
    connection.wait([sentinel])
    os._exit(1)


def _attempt(sent: _Sent) -> Ended:
    """A job in this process."""
    start, cpu, result, problem = time.monotonic(), spent(), None, None
    try:
        result = sent.work(sent.job)
    except Exception as found:  # a job's failure is an outcome; the build goes on
        problem = found
    return Ended(sent.job, result, problem, os.getpid(), start, time.monotonic(), spent() - cpu)


def label_of(job: Any) -> object:
    """What a person reads of a job."""
    return getattr(job, "label", job)


def _died(job: Any) -> OutreachError:
    message = msg("a worker process died twice while making `{job}`", job=label_of(job))
    return fail("worker", NOWHERE, message, msg("the machine may be out of memory: try fewer workers, `-j 1`"))
