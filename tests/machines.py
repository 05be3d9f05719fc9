"""A Dask scheduler and its workers on the loopback, processes of their own, as a cluster has them."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
import uuid
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

PATIENCE = 60.0  # seconds for anything to come about
SOON = 10.0  # … for what is stopped to end: three on an idle machine; all that was to be made takes far longer


def until(true: Callable[[], object], seconds: float = PATIENCE) -> bool:
    """Has it come about in time?"""
    end = time.monotonic() + seconds
    while not true():
        if time.monotonic() > end:
            return False
        time.sleep(0.02)
    return True


@dataclass(frozen=True)
class Seen:
    """A process of these machines."""

    pid: int
    parent: int
    words: str


class Machines:
    """One scheduler and as many workers as are started; whatever any of them starts is known by its environment."""

    def __init__(self, folder: Path, scheme: str = "tcp", **more: str) -> None:
        self.folder, self.mark = folder, f"OUTREACH_TEST_MACHINES={uuid.uuid4().hex}"
        name, _, value = self.mark.partition("=")
        self.environment = {**os.environ, **more, name: value}
        self.started: list[subprocess.Popen[str]] = []
        words = ("scheduler", "--host", f"{scheme}://127.0.0.1", "--port", "0")
        said = self._start(*words, out=subprocess.PIPE).stderr
        assert said is not None
        found = next(found for line in said if (found := re.search(r"Scheduler at: +(\S+)", line)))
        self.address = found[1]

    def _start(self, what: str, *words: str, out: int, under: Sequence[str] = (), **more: str) -> subprocess.Popen[str]:
        command = [*under, sys.executable, "-m", f"distributed.cli.dask_{what}", *words, "--no-dashboard"]
        env = {**self.environment, **more}
        one = subprocess.Popen(command, cwd="/", env=env, stdout=subprocess.DEVNULL, stderr=out, text=True)
        self.started.append(one)
        return one

    def worker(self, threads: int = 1, under: Sequence[str] = (), **more: str) -> subprocess.Popen[str]:
        """One more, which does so many jobs at a time. `under`: a program that starts it."""
        words = (self.address, "--nthreads", str(threads), "--no-nanny", "--local-directory", str(self.folder))
        return self._start("worker", *words, out=subprocess.DEVNULL, under=under, **more)

    def __enter__(self) -> Machines:
        return self

    def __exit__(self, *_: object) -> None:
        for one in self.started:
            one.kill()
        for one in self.started:
            one.wait()
            if one.stderr:
                one.stderr.close()
        left = [] if until(lambda: not [*self.seen()]) else [*self.seen()]
        for seen in left:
            os.kill(seen.pid, signal.SIGKILL)
        assert left == [], "these ran on without their machines"

    def seen(self, words: str = "") -> Iterator[Seen]:
        """What runs on these machines, with such words in its command."""
        for folder in Path("/proc").glob("[0-9]*"):
            try:
                state, parent = (folder / "stat").read_text().rpartition(")")[2].split()[:2]
                mine = self.mark.encode() in (folder / "environ").read_bytes().split(b"\0")
                command = (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
            except OSError:
                continue
            if mine and state != "Z" and words in command:
                yield Seen(int(folder.name), int(parent), command)

    def parent(self, of: Seen) -> Seen:
        """Who started it."""
        return next(one for one in self.seen() if one.pid == of.parent)
