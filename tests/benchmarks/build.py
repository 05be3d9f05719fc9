"""How a build would run on more workers than this machine has: a trace is recorded here and replayed on 1 to 64.

    python tests/benchmarks/build.py                       records all scams of the starter, silent, and replays
    python tests/benchmarks/build.py --trace FILE          replays a trace that `outreach build --trace FILE` wrote
    python tests/benchmarks/build.py --scams 1 --times 3   records one scam and replays three like it

A job takes the seconds of CPU that were measured for it (with its ffmpeg), so that other work on the machine does not
count; what the driver does itself it does one thing after the other, in the seconds of CPU that it took here.
"""

from __future__ import annotations

import argparse
import heapq
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent.parent
WORKERS = (1, 2, 4, 8, 16, 32, 64)
TARGETS = {8: 0.80, 16: 0.65}
SHOWN = 14  # links of the critical path
STARTING = 1.5  # seconds of CPU until a new process has loaded what a first job needs (measured)


def handing(trace: dict[str, Any], found: Sequence[Task]) -> float:
    """Seconds of the driver for each job beside its steps: to pickle it, to take its result, to choose the next."""
    own = sum(task.seconds for task in found if task.driver)
    cpu: float = trace["otherData"]["driver_cpu"]
    return max(0.0, cpu - own) / sum(not task.driver for task in found)


@dataclass(frozen=True)
class Task:
    """A job or a step of the driver."""

    id: str
    name: str
    kind: str
    seconds: float
    needs: tuple[str, ...] = ()
    by: str = ""  # the step of the driver that asked for it

    @property
    def driver(self) -> bool:
        """Is it the driver's own?"""
        return self.kind in ("driver", "start", "end")


def tasks(trace: dict[str, Any], wall: bool = False) -> list[Task]:
    """What a trace tells, in the order in which it began."""
    spans = sorted((e for e in trace["traceEvents"] if e["ph"] == "X"), key=lambda e: e["ts"])
    return [
        Task(
            (more := e["args"])["id"],
            e["name"],
            e["cat"],
            e["dur"] / 1e6 if wall else float(more["cpu"]),
            tuple(more["needs"]),
            more["by"],
        )
        for e in spans
    ]


def copies(found: Sequence[Task], times: int) -> list[Task]:
    """As if there were so many scams like this one; the project is read once, everything else grows with them."""
    own, made = {one.id for one in found if one.kind != "start"}, []
    for n in range(times):
        for task in found:
            if n and task.kind == "start":
                continue
            named = {key: f"{key}#{n}" for key in (task.id, task.by, *task.needs) if key in own}
            needs = tuple(named.get(key, key) for key in task.needs)
            made.append(replace(task, id=named.get(task.id, task.id), by=named.get(task.by, task.by), needs=needs))
    return made


class Replay:
    """A build on so many workers: when each task ends, and because of which one it could not begin before.

    It runs as `outreach.build` does: the longest way to the end first, the driver one step at a time.
    """

    def __init__(self, found: Sequence[Task], workers: int, handing: float = 0.0) -> None:
        self._handing = handing
        self.tasks = {task.id: task for task in found}
        self.ends: dict[str, float] = {}
        self.after: dict[str, str] = {}
        self._ahead = ways(found)
        self._order = {task.id: n for n, task in enumerate(found)}
        self._missing = waits(found)
        self._heirs: dict[str, list[str]] = {}
        for key, of in self._missing.items():
            for one in of:
                self._heirs.setdefault(one, []).append(key)
        self._steps: list[tuple[int, int, str]] = []
        self._ready: list[tuple[float, str]] = []
        self._running: list[tuple[float, str]] = []
        self._idle, self._driver, self._last = workers, True, ""
        self._new = workers  # processes that have not started yet
        self._run()

    @property
    def seconds(self) -> float:
        """Until the last one ends."""
        return max(self.ends.values(), default=0.0)

    def path(self) -> list[Task]:
        """The chain of tasks that ended last: each begins when the one before it ends."""
        chain, at = list[Task](), max(self.ends, key=lambda key: self.ends[key], default="")
        while at:
            chain.append(self.tasks[at])
            at = self.after.get(at, "")
        return chain[::-1]

    def _run(self) -> None:
        for key in [key for key, of in self._missing.items() if not of]:
            self._free(key)
        now = 0.0
        self._begin(now)
        while self._running:
            now, self._last = heapq.heappop(self._running)
            self._end(self._last, now)
            self._begin(now)

    def _free(self, key: str) -> None:
        task = self.tasks[key]
        if task.driver:
            heapq.heappush(self._steps, (0 if task.needs else 1, self._order[key], key))
        else:
            heapq.heappush(self._ready, (-self._ahead[key], key))

    def _begin(self, now: float) -> None:
        if self._steps and self._driver:
            self._driver, key = False, heapq.heappop(self._steps)[2]
            self._start(key, now, 0.0)
        while self._ready and self._idle:
            self._idle, key = self._idle - 1, heapq.heappop(self._ready)[1]
            self._start(key, now, self._handing + (STARTING if self._new else 0.0))
            self._new = max(0, self._new - 1)

    def _start(self, key: str, now: float, more: float) -> None:
        if self._last:
            self.after[key] = self._last
        heapq.heappush(self._running, (now + self.tasks[key].seconds + more, key))

    def _end(self, key: str, now: float) -> None:
        self.ends[key] = now
        if self.tasks[key].driver:
            self._driver = True
        else:
            self._idle += 1
        for heir in self._heirs.get(key, ()):
            self._missing[heir].discard(key)
            if not self._missing[heir]:
                self._free(heir)


def waits(found: Sequence[Task]) -> dict[str, set[str]]:
    """What each task waits for; the last steps of the driver, for all the rest, one after the other."""
    known = {task.id for task in found}
    missing = {task.id: {key for key in (*task.needs, task.by) if key in known} for task in found}
    before = {task.id for task in found if task.kind != "end"}
    for task in found:
        if task.kind == "end":
            missing[task.id] = set(before)
            before.add(task.id)
    return missing


def ways(found: Sequence[Task]) -> dict[str, float]:
    """The longest way from the start of each task to the end of all that waits for it."""
    known, heirs = {task.id: task for task in found}, dict[str, list[str]]()
    for task in found:
        for key in (*task.needs, task.by):
            heirs.setdefault(key, []).append(task.id)
    length: dict[str, float] = {}

    def way(key: str) -> float:
        if key not in length:
            length[key] = known[key].seconds + max((way(one) for one in heirs.get(key, ())), default=0.0)
        return length[key]

    for task in reversed(found):
        way(task.id)
    return length


def table(found: Sequence[Task], each: float) -> Iterable[str]:
    """Efficiency: the seconds of all jobs, shared out, by the seconds that the build takes."""
    jobs = [task for task in found if not task.driver]
    work, own = sum(task.seconds for task in jobs), sum(task.seconds for task in found if task.driver)
    longest = max(jobs, key=lambda task: task.seconds)
    yield f"{len(jobs)} jobs, {work:.1f} s; the driver's own steps {own:.2f} s"
    yield f"{each * 1000:.2f} ms of the driver a job, {STARTING:g} s a new process"
    yield f"longest job {longest.seconds:.1f} s ({longest.seconds / work:.1%}): {longest.name}"
    yield "workers   seconds   efficiency   target"
    for workers in WORKERS:
        seconds = Replay(found, workers, each).seconds
        target = f"{TARGETS[workers]:.0%}" if workers in TARGETS else ""
        yield f"{workers:7d}  {seconds:8.1f}  {work / seconds / workers:11.1%}   {target}"
    done = Replay(found, 16, each)
    yield "critical path on 16 workers:"
    for task in sorted(done.path(), key=lambda task: -task.seconds)[:SHOWN]:
        yield f"  {task.seconds:6.2f} s  ends {done.ends[task.id]:6.1f}  {task.kind:9}  {task.name}"


def record(file: Path, scams: int, jobs: int) -> None:
    """Builds scams of the starter, silent, into a folder that is thrown away."""
    names = sorted(one.name for one in (ROOT / "content/scams").iterdir() if one.is_dir())[:scams]
    with tempfile.TemporaryDirectory(prefix="outreach-bench-") as folder:
        places = ["-o", f"{folder}/out", "--cache-dir", f"{folder}/cache", "--trace", str(file)]
        command = [sys.executable, "-m", "outreach", "build", *names, "--voice", "silent", "-j", str(jobs), *places]
        subprocess.run(command, cwd=ROOT, check=True)


def main() -> None:
    """Records unless a trace is given, and prints the table."""
    options = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    options.add_argument("--trace", type=Path, help="replay this one")
    options.add_argument("--scams", type=int, default=99, help="record so many scams")
    options.add_argument("--times", type=int, default=1, help="replay so many copies of what was recorded")
    options.add_argument("--jobs", type=int, default=2, help="record with so many workers")
    options.add_argument("--wall", action="store_true", help="take seconds by the clock: on an idle machine")
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        file = chosen.trace or Path(folder) / "trace.json"
        if not chosen.trace:
            record(file, chosen.scams, chosen.jobs)
        trace = json.loads(file.read_text("utf-8"))
    found = tasks(trace, chosen.wall)
    for line in table(copies(found, chosen.times), handing(trace, found)):
        print(line)  # noqa: T201


if __name__ == "__main__":
    main()
