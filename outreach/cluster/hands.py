"""In a Dask worker: each job goes to a process of its own, which is watched while it works.

A worker thread cannot be stopped, a process can. So the worker itself stays idle and answers the scheduler's heartbeats
in time, and needs no more memory than Dask does.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from multiprocessing import Pipe

import psutil
from distributed import Status, Worker, get_worker

from outreach.cluster.terms import DiedError, Terms

LISTEN = 0.2  # seconds between two looks whether the job is still wanted
LOOK = 5.0  # … and whether anything moves
STILL = 300.0  # seconds without a step of the processor or a byte: an encoder hangs, or a disk

_idle: deque[Hand] = deque()


class StoppedError(Exception):
    """Nobody wants the job any more."""


class Hand:
    """A process that does the jobs of one build, and the group of all that it starts."""

    def __init__(self, terms: Terms, threads: int) -> None:
        self.terms = terms
        self.pipe, theirs = Pipe()
        number = theirs.fileno()
        self.process = subprocess.Popen(
            [sys.executable, "-m", "outreach.cluster.hand", str(number)],
            stdin=subprocess.PIPE,
            pass_fds=[number],
            start_new_session=True,
            env={**os.environ, "OUTREACH_THREADS": str(threads), "OPENBLAS_NUM_THREADS": "1"},
        )
        theirs.close()

    def alive(self) -> bool:
        """An idle one has nothing to say but that it ended."""
        return not self.pipe.poll()

    def end(self) -> None:
        """Ends it and all that it started. Its number is taken until `wait`, so the group is no other's."""
        started = self._started()
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        for one in started:  # a voice program has a group of its own
            with suppress(psutil.Error):
                one.kill()
        self.pipe.close()
        if self.process.stdin:
            self.process.stdin.close()
        self.process.wait()

    def _started(self) -> list[psutil.Process]:
        try:
            found: list[psutil.Process] = psutil.Process(self.process.pid).children(recursive=True)
        except psutil.Error:
            return []
        return found

    def effort(self) -> tuple[tuple[int, float, int], ...]:
        """What it and all that it started have used of the processor and written so far."""
        found = []
        for one in (psutil.Process(self.process.pid), *self._started()):
            with suppress(psutil.Error):
                written = one.io_counters().write_chars if sys.platform == "linux" else 0
                found.append((one.pid, sum(one.cpu_times()[:2]), written))
        return tuple(sorted(found))


def attend(terms: Terms, parcel: bytes) -> tuple[str, bytes]:
    """What a Dask worker runs: the job's answer, packed, and where it was made. Raises DiedError."""
    worker = get_worker()
    key = worker.get_current_task()
    return worker.address, done(terms, parcel, max(1, (os.cpu_count() or 1) // worker.state.nthreads),
                                lambda: _unwanted(worker, str(key)))  # fmt: skip


def done(terms: Terms, parcel: bytes, threads: int, unwanted: Callable[[], bool], still: float = STILL) -> bytes:
    """The answer of a process that is there, or a new one. Raises DiedError, StoppedError."""
    hand = _free(terms) or Hand(terms, threads)
    try:
        hand.pipe.send((terms, parcel))
        _watch(hand, unwanted, still)
        answer = hand.pipe.recv_bytes()
    except (EOFError, OSError):
        hand.end()
        raise DiedError from None
    except BaseException:
        hand.end()
        raise
    _idle.append(hand)
    return answer


def _watch(hand: Hand, unwanted: Callable[[], bool], still: float) -> None:
    """Until it answers. Raises StoppedError when nobody waits any more, DiedError when nothing moves."""
    moved = looked = time.monotonic()
    effort: tuple[object, ...] = ()
    while not hand.pipe.poll(LISTEN):
        if unwanted():
            raise StoppedError
        now = time.monotonic()
        if now - looked < min(LOOK, still / 4):
            continue
        looked, former, effort = now, effort, hand.effort()
        if effort != former:
            moved = now
        elif now - moved > still:
            raise DiedError(still)


def _free(terms: Terms) -> Hand | None:
    """One that waits for a job of this build; those of builds that have ended are ended, too."""
    for hand in [*_idle]:
        ours = hand.terms == terms
        if ours or hand.terms.unseen():
            with suppress(ValueError):  # another thread was quicker
                _idle.remove(hand)
                if ours and hand.alive():
                    return hand
                hand.end()
    return None


def _unwanted(worker: Worker, key: str) -> bool:
    """Has the scheduler taken the job back (the build stopped, or lost its connection), or does the worker end?"""
    task = worker.state.tasks.get(key)
    return task is None or task.state == "cancelled" or worker.status not in (Status.running, Status.paused)


def dismiss() -> None:
    """Ends those that wait for a job."""
    while _idle:
        with suppress(IndexError):
            _idle.pop().end()
