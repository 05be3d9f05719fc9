"""The process that does the jobs of a worker, one after the other. Its standard input is its worker's life line.

When that line breaks, it ends at once, with the whole group of what it started: no encoder writes on for nobody.
"""

from __future__ import annotations

import os
import pickle
import signal
import sys
import threading
import time
from functools import lru_cache
from multiprocessing.connection import Connection
from typing import Any

from outreach.cluster.terms import Answer, Terms, UnfitError
from outreach.diagnostics import NOWHERE, OutreachError, error
from outreach.jobs.base import NO_DATE
from outreach.keys import sources, tools
from outreach.messages import Message, msg
from outreach.project import Project
from outreach.runner import spent

IDLE = 60.0  # seconds without a job, then it ends: the fonts it holds are 300 MB


def main(number: int) -> None:
    """Does what comes through the pipe of this number until nothing comes any more."""
    line = os.dup(0)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)  # programs that are started find nothing to read
    threading.Thread(target=_end_with, args=(line,), daemon=True).start()
    pipe = Connection(number)
    while pipe.poll(IDLE):
        try:
            terms, parcel = pipe.recv()
        except EOFError:
            return
        pipe.send_bytes(answer(terms, parcel))


def answer(terms: Terms, parcel: bytes) -> bytes:
    """Does a job that was packed as (work, job)."""
    start, cpu, result, problem = time.monotonic(), spent(), None, None
    try:
        work, job = pickle.loads(parcel)
        _meets(terms, getattr(job, "files", ()))
        result = work(job)
    except Exception as found:  # a job's failure is an outcome
        problem = found
    if unseen := _unseen(terms):  # this machine failed, not the job; what it made lies nobody knows where
        result, problem = None, _unfit(unseen)
    told = (os.getpid(), time.monotonic() - start, spent() - cpu)
    try:
        return pickle.dumps(Answer(result, problem, *told))
    except Exception:  # an error of a library that cannot travel
        return pickle.dumps(Answer(None, RuntimeError(f"{type(problem).__name__}: {problem}"), *told))


def _meets(terms: Terms, files: tuple[tuple[str, str], ...]) -> None:
    """Raises UnfitError when this machine has another code, other libraries or other files than the build."""
    project, fault = _common(terms)
    fault = _unseen(terms) or fault
    if fault is None:
        fault = next((_other(path) for path, digest in files if _digest(project, path) != digest), None)
    if fault is not None:
        raise _unfit(fault)


@lru_cache(maxsize=1)
def _common(terms: Terms) -> tuple[Project, Message | None]:
    """The project as it is here, for as long as the build runs, and what is not as the build has it."""
    here = tools()
    other = [name for name, version in terms.tools if here.get(name) != version]
    fault = None
    if sources() != terms.code:
        fault = msg("a worker has another version of {name}", name="outreach")
    elif other:
        fault = msg("a worker has another version of {name}", name=", ".join(other))
    return Project(terms.root, NO_DATE), fault


def _unseen(terms: Terms) -> Message | None:
    folder = terms.unseen()
    return msg("a worker does not see the folder of the build `{folder}`", folder=folder) if folder else None


def _unfit(fault: Message) -> UnfitError:
    hint = msg("every machine needs the same outreach, and project and cache under the same path")
    return UnfitError([error("cluster", NOWHERE, fault, hint)])


def _digest(project: Project, path: str) -> str:
    try:
        return project.digest(path) if project.exists(path) else ""
    except (OSError, OutreachError):
        return ""


def _other(path: str) -> Message:
    return msg("a worker reads another `{file}` than the build", file=path)


def _end_with(line: int) -> Any:
    os.read(line, 1)
    os.killpg(0, signal.SIGKILL)


if __name__ == "__main__":
    main(int(sys.argv[1]))
