"""The concurrent.futures seam: runs jobs in a pool of fresh processes, here with as many workers as asked for.

Jobs are plain data and may run twice: results live in the cache, a worker returns only small facts. A worker that dies
(out of memory, killed) breaks the whole pool: the pool is made anew and the unfinished jobs are tried again, once.
"""

from __future__ import annotations

import multiprocessing
import os
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import connection
from typing import Any, TypeVar

from outreach.diagnostics import NOWHERE, OutreachError, error
from outreach.messages import msg

J = TypeVar("J")
GRACE = 1.0  # seconds for a worker to end
Outcome = tuple[Any, BaseException | None]


class Pool:
    """Worker processes that stay for a whole build, so that fonts and compilers load once each."""

    def __init__(self, workers: int) -> None:
        self.workers = workers
        self._executor: ProcessPoolExecutor | None = None

    def __enter__(self) -> Pool:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is None:
            self._drop()
        else:
            self._stop()

    def run(self, work: Callable[[J], Any], jobs: Sequence[J]) -> Iterator[tuple[J, Any, BaseException | None]]:
        """Yields (job, result, problem) as jobs finish. One worker: here, in order; more: in spawned processes."""
        if self.workers <= 1 or len(jobs) <= 1:
            yield from ((job, *_attempt(work, job)) for job in jobs)
            return
        lost: list[J] = []
        for job, result, problem in self._in_processes(work, jobs):
            if isinstance(problem, BrokenProcessPool):
                lost.append(job)
            else:
                yield job, result, problem
        if lost:
            self._drop()
            # One at a time in a process of its own: the job that kills its worker takes no other with it.
            for job in lost:
                yield from ((j, r, _plain(p)) for j, r, p in self._in_processes(work, [job]))
                self._drop()

    def _in_processes(
        self, work: Callable[[J], Any], jobs: Sequence[J]
    ) -> Iterator[tuple[J, Any, BaseException | None]]:
        waiting = list(jobs)[::-1]
        running: dict[Future[Any], J] = {}
        while waiting or running:
            while waiting and len(running) < 2 * self.workers:
                job = waiting.pop()
                try:
                    running[self._pool().submit(work, job)] = job
                except BrokenProcessPool as broken:
                    yield job, None, broken
            done, _ = wait(running, return_when=FIRST_COMPLETED)
            for future in done:
                job = running.pop(future)
                problem = future.exception()
                yield job, None if problem else future.result(), problem

    def _pool(self) -> ProcessPoolExecutor:
        if self._executor is None:
            # spawn: no fork with threads (python/cpython#100228), the same on every system
            context = multiprocessing.get_context("spawn")
            # There are as many workers as asked for: a linear-algebra library that adds threads of its own to each
            # only makes them wait for each other.
            os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
            os.environ["OUTREACH_THREADS"] = str(max(1, (os.cpu_count() or 1) // self.workers))
            self._executor = ProcessPoolExecutor(self.workers, mp_context=context, initializer=_end_with_parent)
        return self._executor

    def _drop(self) -> None:
        if self._executor is not None:
            self._executor.shutdown(cancel_futures=True)
            self._executor = None

    def _stop(self) -> None:
        """Ends the workers where they stand: nobody waits for them, and a result is kept whole or not at all."""
        if self._executor is not None:
            self._executor.shutdown(wait=False, cancel_futures=True)
            self._executor = None
            ours = multiprocessing.active_children()
            for process in ours:
                process.terminate()
            for process in ours:
                process.join(GRACE)
                process.kill()


def _end_with_parent() -> None:
    """A worker whose build was killed ends too: nobody would ever ask it for anything again."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_wait_for_the_end, args=(parent.sentinel,), daemon=True).start()


def _wait_for_the_end(sentinel: int) -> None:
    connection.wait([sentinel])
    os._exit(1)


def _attempt(work: Callable[[J], Any], job: J) -> Outcome:
    try:
        return work(job), None
    except Exception as problem:  # a job's failure is an outcome; the build goes on
        return None, problem


def _plain(problem: BaseException | None) -> BaseException | None:
    if isinstance(problem, BrokenProcessPool):
        hint = msg("the machine may be out of memory: try fewer workers, `-j 1`")
        return OutreachError([error("worker", NOWHERE, msg("a worker process died twice while making this"), hint)])
    return problem
