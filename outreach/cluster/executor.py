"""Runs the jobs of a build on a Dask cluster: the Executor of `--cluster`.

Jobs go out in windows, a few more than there are workers, so that the one on the longest way to the end is next. What a
job makes is in the store, which every machine sees; only its record comes back. A worker that dies costs its jobs a
second try (Dask gives them to another), a build that stops takes its jobs back.
"""

from __future__ import annotations

import logging
import pickle
import queue
import time
import uuid
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from distributed import Client, Future, KilledWorker

from outreach.cluster.hands import attend
from outreach.cluster.terms import Answer, DiedError, Terms, UnfitError
from outreach.diagnostics import NOWHERE, OutreachError, fail
from outreach.keys import sources, tools
from outreach.messages import Message, msg
from outreach.runner import Ended, Work, label_of
from outreach.store import Store

CONNECT = 10.0  # seconds for a scheduler to answer
GATHER = 60.0  # seconds without any worker, until a build gives up; several heartbeats
LOOK = 2.0  # seconds between two looks at who is there
CLOSE = 2.0  # seconds to take jobs back and say goodbye


@dataclass
class _Sent:
    """A job on its way."""

    job: Any
    parcel: bytes
    again: bool = False  # its process was lost once


class Cluster:
    """The machines behind a scheduler."""

    def __init__(
        self, address: str, root: Path, store: Store, say: Callable[[str], None], gather: float = GATHER
    ) -> None:
        """`say`: to the person who waits. Raises OutreachError when nobody answers, or nobody works there."""
        _quiet()
        self.address, self._say, self._gather = address, say, gather
        self._client = _connected(address)
        self._running: dict[Future[Any], _Sent] = {}
        self._done: queue.SimpleQueue[Future[Any]] = queue.SimpleQueue()
        self._refused: dict[str, UnfitError] = {}  # worker -> why
        self._numbers: dict[tuple[str, int], int] = {}  # (worker, process) -> a number of its own
        self._there: dict[str, int] = {}  # worker -> jobs at a time
        self._seen = self._looked = time.monotonic()
        try:
            self._client.wait_for_workers(1, timeout=gather)
            self._look()
            store.prepare()
            self._terms = Terms(root, store.scratch(), sources(), (*tools().items(),))
        except BaseException as problem:
            self._client.close(timeout=CLOSE)
            if isinstance(problem, TimeoutError):
                raise self._nobody() from None
            raise

    def __enter__(self) -> Cluster:
        return self

    def __exit__(self, *_: object) -> None:
        with suppress(OSError):
            self._terms.mark.rmdir()
        with suppress(
            Exception
        ):  # jobs on their way are taken back by the scheduler, whether it hears of it or sees it
            self._client.close(timeout=CLOSE)

    @property
    def workers(self) -> int:
        """How many jobs are done at a time."""
        return max(1, sum(self._there.values()))

    @property
    def free(self) -> int:
        """Half as many again as there are workers: none of them waits for us, and few wait there in the wrong order."""
        return self.workers + self.workers // 2 + 1 - len(self._running)

    @property
    def busy(self) -> bool:
        """Is anything on its way?"""
        return bool(self._running)

    def submit(self, work: Work, job: Any, alone: bool = False) -> None:
        """To any machine that is fit for it."""
        self._send(_Sent(job, pickle.dumps((work, job))))

    def _send(self, sent: _Sent) -> None:
        fit = [*self._there] if self._refused else None
        future = self._client.submit(
            attend, self._terms, sent.parcel, key=f"outreach-{uuid.uuid4().hex}", pure=False, workers=fit
        )
        self._running[future] = sent
        future.add_done_callback(self._done.put)

    def wait(self, seconds: float | None = None) -> list[Ended]:
        """What has ended. Raises OutreachError when the cluster is gone."""
        found: list[Ended] = []
        until = None if seconds is None else time.monotonic() + seconds
        while self._running and not found:
            left = LOOK if until is None else max(0.0, min(LOOK, until - time.monotonic()))
            with suppress(queue.Empty):
                found += self._ended(self._done.get(timeout=left))
                while True:
                    found += self._ended(self._done.get_nowait())
            self._look()
            if until is not None and time.monotonic() >= until:
                break
        return found

    def _ended(self, future: Future[Any]) -> list[Ended]:
        sent = self._running.pop(future)
        if future.status == "error":
            return self._lost(sent, future.exception())
        try:
            where, parcel = future.result()
        except Exception:
            raise self._gone() from None
        answer: Answer = pickle.loads(parcel)
        if isinstance(answer.problem, UnfitError):
            self._refuse(where, answer.problem)
            self._send(sent)
            return []
        now, number = time.monotonic(), self._numbers.setdefault((where, answer.process), len(self._numbers) + 1)
        return [Ended(sent.job, answer.result, answer.problem, number, now - answer.seconds, now, answer.cpu)]

    def _lost(self, sent: _Sent, problem: BaseException | None) -> list[Ended]:
        """A job whose process or whose machines died is tried once more; then it is the job that kills them."""
        if isinstance(problem, DiedError) and not sent.again:
            sent.again = True
            self._send(sent)
            return []
        now = time.monotonic()
        return [Ended(sent.job, None, self._told(sent, problem), 0, now, now)]

    def _told(self, sent: _Sent, problem: BaseException | None) -> BaseException | None:
        job = label_of(sent.job)
        if isinstance(problem, DiedError) and problem.still:
            seconds = f"{problem.still:.0f}"
            message = msg("nothing moved for {s} seconds while making `{job}`, twice", s=seconds, job=job)
            return fail("worker", NOWHERE, message, msg("an encoder or a disk of the cluster hangs"))
        if isinstance(problem, (DiedError, KilledWorker)):
            hint = msg("the machines may be out of memory: give each fewer workers")
            return fail("worker", NOWHERE, msg("a worker died again and again while making `{job}`", job=job), hint)
        if isinstance(problem, ImportError):
            hint = msg("every machine needs the same outreach, and project and cache under the same path")
            return fail("cluster", NOWHERE, msg("a worker cannot load outreach: {why}", why=problem), hint)
        return problem

    def _refuse(self, worker: str, why: UnfitError) -> None:
        """Whoever does not meet the terms gets no more jobs. Raises OutreachError when nobody is left."""
        if worker not in self._refused:
            self._refused[worker] = why
            self._say(msg("`{worker}` gets no jobs: {why}", worker=worker, why=why.diagnostics[0].message))
        self._there.pop(worker, None)
        if not self._there:
            raise why

    def _look(self) -> None:
        """Who is there now? Raises OutreachError when nobody is, for too long."""
        now = time.monotonic()
        if self._there and now - self._looked < LOOK:
            return
        self._looked = now
        if self._client.status != "running":
            raise self._gone()
        try:
            there = self._client.nthreads()
        except Exception:
            raise self._gone() from None
        self._there = {name: threads for name, threads in there.items() if name not in self._refused}
        if self._there:
            self._seen = now
        elif now - self._seen > self._gather:
            raise self._nobody()

    def _nobody(self) -> OutreachError:
        message = msg("no worker at `{address}` within {s} seconds", address=self.address, s=f"{self._gather:.0f}")
        return self._failed(message, msg("start one: `dask worker {address}`", address=self.address))

    def _gone(self) -> OutreachError:
        message = msg("the connection to `{address}` was lost", address=self.address)
        return self._failed(message, msg("run it again: what is finished is kept"))

    def _failed(self, message: Message, hint: Message) -> OutreachError:
        return fail("cluster", NOWHERE, message, hint)


def _connected(address: str) -> Client:
    """Where the certificates for `tls` are, Dask's own configuration says (`distributed.comm.tls`)."""
    try:
        return Client(address, timeout=CONNECT, set_as_default=False)
    except (OSError, TypeError, ValueError) as problem:
        message = msg("cannot reach `{address}`: {why}", address=address, why=str(problem) or type(problem).__name__)
        raise fail("cluster", NOWHERE, message) from None


def _quiet() -> None:
    """What Dask logs of a lost connection, a person is told in our words."""
    for name in ("distributed", "distributed.client", "distributed.core", "distributed.comm"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
