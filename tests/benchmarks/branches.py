"""Twenty thousand branches, one leaflet each: `python tests/benchmarks/branches.py [BRANCHES] [--really]`.

Budgets (design §10): planned, keyed and checked in 10 s of CPU, unchanged again in 60 s, 500 MB.

A copy of the starter gets a list of so many branches. Then, each in a process of its own, all numbers of one run:

- plan: the list is read, every pack planned and judged, every leaflet's key made, the cache asked; nothing is made.
- fill: a build whose worker makes the first leaflet and keeps its bytes under every other key, so that the folder has
  as many files, of the right size, as a real one. With `--really` every leaflet is made.
- again: `outreach build` of the same, from the start: it plans, finds all in the cache, looks at every file, writes.
- unchanged: `outreach build` once more, which only looks whether all is there as it was.
- check, clean: these commands on that project and folder; the first check also lays out every format of every pack.
- one more: a branch is added; how much of the manifest is written. Then the check once more.
"""

from __future__ import annotations

import datetime as dt
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT)]

BUILD = ("build", "cancel-auto-pay", "-a", "seniors", "-f", "leaflet", "-b", "all", "--voice", "silent")
DAY = dt.date(2026, 11, 26)


def branch_list(count: int) -> str:
    """A list as a bank's spreadsheet has it."""
    rows = (
        f"{n:05},江湾银行第{n}支行,青屿市第{n % 97}区人民路 {n} 号,010-{60_000_000 + n}" for n in range(1, count + 1)
    )
    return "\n".join(["id,name,address,phone", *rows, ""])


@contextmanager
def measured(name: str) -> Iterator[None]:
    """Prints CPU and wall seconds and the peak of memory of this process."""
    cpu, wall = time.process_time(), time.perf_counter()
    yield
    cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
    told(name, cpu, wall, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)


def told(name: str, cpu: float, wall: float, peak: int) -> None:
    """One line."""
    print(f"{name:12} {cpu:8.1f} s CPU {wall:8.1f} s wall {peak / 1024:7.0f} MB", flush=True)  # noqa: T201


class Idle:
    """Takes no job: what is planned is not made."""

    workers, free, busy = 1, 0, False

    def submit(self, work: Any, job: Any, alone: bool = False) -> None:
        """Never asked."""

    def wait(self, seconds: float | None = None) -> list[Any]:
        """Nothing ends."""
        return []


class Filler:
    """Makes the first leaflet, and keeps its bytes as the result of every other."""

    workers = 1

    def __init__(self, cache: Any) -> None:
        self.cache, self.first, self.jobs = cache, dict[str, bytes](), list[Any]()

    @property
    def free(self) -> int:
        """One at a time."""
        return 1 - len(self.jobs)

    @property
    def busy(self) -> bool:
        """Is there one?"""
        return bool(self.jobs)

    def submit(self, work: Any, job: Any, alone: bool = False) -> None:
        """Takes it."""
        self.jobs.append((work, job))

    def wait(self, seconds: float | None = None) -> list[Any]:
        """Ends it."""
        from outreach.runner import Ended  # noqa: PLC0415

        work, job = self.jobs.pop()
        if self.first:
            made = self.cache.put(job.key, self.first, {"codes": [*job.codes], "ai": None})
        else:
            made = work(job)
            self.first = {name: self.cache.read(blob) for name, blob in made.outputs.items()}
        return [Ended(job, made, None, os.getpid(), 0.0, 0.0)]


class Quiet:
    """Nobody waits."""

    def plan(self, jobs: Any) -> None:
        """Unheard."""

    def done(self, job: Any, problem: BaseException | None) -> None:
        """Only what went wrong."""
        if problem:
            raise problem

    def say(self, message: str) -> None:
        """Unheard."""


def inside(phase: str, home: Path) -> None:
    """`plan` or `fill`, in a process of its own."""
    with measured(phase):
        from outreach import build as driver  # noqa: PLC0415 - what is imported is measured, too
        from outreach.cache import Cache  # noqa: PLC0415
        from outreach.project import Project  # noqa: PLC0415
        from outreach.wish import Wish  # noqa: PLC0415

        wish = Wish(("cancel-auto-pay",), ("seniors",), (), ("leaflet",), ("all",), "silent")
        project, cache = Project(home / "p", DAY), Cache(home / ("empty" if phase == "plan" else "cache"))
        pool = Idle() if phase == "plan" else Filler(cache)
        driver.build(wish, project, home / ("nothing" if phase == "plan" else "out"), cache, pool, Quiet())


def outreach(name: str, home: Path, *words: str) -> None:
    """A command, in a process of its own."""
    env = {**os.environ, "PYTHONPATH": str(ROOT), "OUTREACH_CACHE": str(home / "cache")}
    wall = time.perf_counter()
    with (home / "said").open("wb") as said:
        process = subprocess.Popen(
            [sys.executable, "-m", "outreach", *words], cwd=home / "p", env=env, stdout=said, stderr=said
        )
        _, status, used = os.wait4(process.pid, 0)
    told(name, used.ru_utime + used.ru_stime, time.perf_counter() - wall, used.ru_maxrss)
    if status:
        print((home / "said").read_text("utf-8")[-500:])  # noqa: T201


def listed(out: Path) -> dict[Path, tuple[int, int]]:
    """The manifest's files: size, and when each was written."""
    files = [out / "manifest.json", *sorted((out / "manifest").glob("*"))]
    return {path: (path.stat().st_size, path.stat().st_mtime_ns) for path in files if path.is_file()}


def main(count: int, really: bool) -> None:
    """Measures and prints."""
    with tempfile.TemporaryDirectory(prefix="branches-") as base:
        home = Path(base)
        for folder in ("content", "templates", "media"):
            shutil.copytree(ROOT / folder, home / "p" / folder)
        table = home / "p/content/branches.csv"
        table.write_text(branch_list(count), "utf-8")
        phase = [sys.executable, __file__, "--phase"]
        subprocess.run([*phase, "plan", str(home)], check=True)
        if really:
            outreach("made", home, *BUILD, "-o", str(home / "out"))
        else:
            subprocess.run([*phase, "fill", str(home)], check=True)
            outreach("again", home, *BUILD, "-o", str(home / "out"))
        outreach("unchanged", home, *BUILD, "-o", str(home / "out"))
        outreach("check", home, "check")
        outreach("clean", home, "clean", "-o", str(home / "out"))
        before = listed(home / "out")
        size = sum(size for size, _ in before.values())
        print(f"manifest: {size / 1e6:.1f} MB in {len(before)} files")  # noqa: T201
        table.write_text(branch_list(count + 1), "utf-8")
        outreach("one more", home, *BUILD, "-o", str(home / "out"))
        new = {path: found for path, found in listed(home / "out").items() if before.get(path) != found}
        size = sum(size for size, _ in new.values())
        print(f"written of the manifest: {size / 1e6:.1f} MB in {len(new)} files")  # noqa: T201
        outreach("check again", home, "check")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--phase"]:
        inside(sys.argv[2], Path(sys.argv[3]))
    else:
        numbers = [int(word) for word in sys.argv[1:] if word.isdigit()]
        main(numbers[0] if numbers else 20_000, "--really" in sys.argv)
