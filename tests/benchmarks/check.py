"""How long `outreach check` takes for the whole starter library. Budget: 1 s.

    python tests/benchmarks/check.py

Prints seconds of a fresh process (imports and all), and of a second check in the same process; CPU and wall clock.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import time
from pathlib import Path

from outreach.library import check_library
from outreach.project import Project

ROOT = Path(__file__).parent.parent.parent
RUNS = 5


def fresh() -> tuple[float, float]:
    """CPU and wall seconds of `outreach check` in a process of its own."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run([sys.executable, "-m", "outreach", "check"], cwd=ROOT, check=True, capture_output=True)
    after, end = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, end - start


def again() -> tuple[float, float]:
    """The same for a check in this process, after one that loaded everything."""
    project = Project.find(ROOT)
    check_library(project)
    cpu, start = time.process_time(), time.perf_counter()
    check_library(project)
    return time.process_time() - cpu, time.perf_counter() - start


def main() -> None:
    """Prints the best of some runs: whatever else the machine does only adds to it."""
    for name, measure in (("fresh process", fresh), ("second check", again)):
        runs = [measure() for _ in range(RUNS)]
        cpu, wall = min(cpu for cpu, _ in runs), min(wall for _, wall in runs)
        print(f"{name}: {cpu:.2f} s CPU, {wall:.2f} s wall clock (budget 1 s)")  # noqa: T201


if __name__ == "__main__":
    main()
