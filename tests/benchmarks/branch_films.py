"""What a film costs, and the same film for a branch: `python tests/benchmarks/branch_films.py [BRANCHES] [VOICE]`.

A copy of the starter makes the whole film of one scam for one audience, then that of so many branches (3): every scene
but the end card is there, and the sound. Printed of each: seconds of the processor by kind of job, megabytes
of the film, and by how much the cache grew. One worker does it all.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT / "tests")]

from benchmarks.branches import branch_list  # noqa: E402 - where it is, was said just now

BUILD = ("build", "cancel-auto-pay", "-a", "seniors", "-f", "video", "-j", "1")


def size(folder: Path, names: str) -> float:
    """Megabytes of the files with such names."""
    return sum(path.stat().st_size for path in folder.rglob(names) if path.is_file()) / 1e6


def run(name: str, count: int, home: Path, *words: str) -> None:
    """Builds and prints what one pack took; `count`: how many packs there are."""
    trace, out, before = home / "trace", home / name, size(home / "cache", "*")
    where = ["-o", str(out), "--cache-dir", str(home / "cache"), "--trace", str(trace)]
    began = time.perf_counter()
    with (home / "said").open("wb") as said:
        ended = subprocess.run(
            [sys.executable, "-m", "outreach", *BUILD, *words, *where],
            cwd=home / "p",
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            stdout=said,
            stderr=said,
            check=False,
        )
    if ended.returncode:
        raise SystemExit((home / "said").read_text("utf-8")[-800:])
    told, kinds = json.loads(trace.read_text("utf-8")), defaultdict[str, float](float)
    for row in told["traceEvents"]:
        if row["ph"] == "X" and row["tid"]:
            kinds[row["cat"]] += row["args"]["cpu"] / count
    films = size(out, "*.mp4") / count
    parts = ", ".join(
        f"{kind} {seconds:.1f}" for kind, seconds in sorted(kinds.items(), key=lambda one: -one[1]) if seconds
    )
    print(  # noqa: T201
        f"{name:8} {sum(kinds.values()):6.1f} s CPU jobs ({parts}) "
        f"{films:6.1f} MB films "
        f"{(size(home / 'cache', '*') - before) / count:6.1f} MB stored "
        f"{time.perf_counter() - began:6.1f} s wall for {count}, load {os.getloadavg()[0]:.1f}",
        flush=True,
    )


def main(count: int, voice: str) -> None:
    """Measures and prints."""
    with tempfile.TemporaryDirectory(prefix="branch-films-") as base:
        home = Path(base)
        for folder in ("content", "templates", "media"):
            shutil.copytree(ROOT / folder, home / "p" / folder)
        (home / "p/content/branches.csv").write_text(branch_list(count), "utf-8")
        audience = home / "p/content/audiences/seniors.yaml"
        audience.write_text(re.sub("(?m)^cuts: .*", "cuts: [talk]", audience.read_text("utf-8")), "utf-8")
        words = ("--voice", voice) if voice else ()
        run("master", 1, home, *words)
        run("branches", count, home, *words, "-b", "all")


if __name__ == "__main__":
    numbers = [int(word) for word in sys.argv[1:] if word.isdigit()]
    voices = [word for word in sys.argv[1:] if not word.isdigit()]
    main(numbers[0] if numbers else 3, voices[0] if voices else "")
