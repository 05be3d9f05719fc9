"""One build with 1 and 2 workers here, and with 1 and 2 of Dask: `python tests/benchmarks/scale.py [BRANCHES] [X.svg]`.

A copy of the starter gets a list of so many branches (200); one leaflet each is made, with an empty cache each time.
Printed of each way: seconds of the clock, seconds of the processor (of the jobs, of the build's own process), leaflets
a second from the first that ended to the last, memory of the build and of the largest worker with its processes, bytes
that were stored, and that went between build and scheduler. The plot shows how many were done when.
"""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import ExitStack, closing, suppress
from pathlib import Path

import psutil

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from benchmarks.branches import BUILD, branch_list  # noqa: E402 - where it is, was said just now
from machines import Machines  # noqa: E402

WAYS = {"1 here": (1, False), "2 here": (2, False), "1 by Dask": (1, True), "2 by Dask": (2, True)}
COLORS = ("#7bd", "#247", "#e96", "#a31")
WIDE, HIGH = 640.0, 360.0  # of the plot
STEPS = 150  # points of a line


class Counted:
    """A way to a scheduler that counts the bytes in both directions."""

    def __init__(self, address: str) -> None:
        host, port = address.removeprefix("tcp://").split(":")
        self.bytes, self._to = 0, (host, int(port))
        self._door = socket.create_server(("127.0.0.1", 0))
        self.address = f"tcp://127.0.0.1:{self._door.getsockname()[1]}"
        threading.Thread(target=self._open, daemon=True).start()

    def _open(self) -> None:
        with suppress(OSError):  # closed
            while True:
                one, other = self._door.accept()[0], socket.create_connection(self._to)
                for ends in ((one, other), (other, one)):
                    threading.Thread(target=self._pass_on, args=ends, daemon=True).start()

    def _pass_on(self, one: socket.socket, other: socket.socket) -> None:
        with suppress(OSError):
            while data := one.recv(1 << 16):
                self.bytes += len(data)
                other.sendall(data)
            other.shutdown(socket.SHUT_WR)

    def close(self) -> None:
        """Nobody else comes in."""
        self._door.close()


def memory(pid: int, children: bool) -> int:
    """Megabytes that a process has now, and those that it started."""
    with suppress(psutil.Error):
        one = psutil.Process(pid)
        each = [one, *(one.children(recursive=True) if children else ())]
        return sum(int(p.memory_info().rss) for p in each) >> 20
    return 0


def watched(build: subprocess.Popen[bytes], workers: list[int]) -> tuple[int, int]:
    """The most memory of a build that runs and of the largest of its workers, until it ends."""
    own = largest = 0
    while build.poll() is None:
        own = max(own, memory(build.pid, children=False))
        here = workers or [one.pid for one in psutil.Process(build.pid).children()]
        largest = max([largest, *(memory(pid, children=True) for pid in here)])
        time.sleep(0.2)
    return own, largest


def run(name: str, home: Path) -> list[float]:
    """Builds in one way and prints its row; when each leaflet was done."""
    count, dask = WAYS[name]
    folder = home / name.replace(" ", "-")
    folder.mkdir()
    words, sent, workers = ["-j", str(count)], None, []
    with ExitStack() as stack:
        if dask:
            machines = stack.enter_context(Machines(folder / "dask", PYTHONPATH=str(ROOT)))
            workers = [machines.worker().pid for _ in range(count)]
            sent = stack.enter_context(closing(Counted(machines.address)))
            words = ["--cluster", sent.address]
        began = time.perf_counter()
        words += ["-o", str(folder / "out"), "--cache-dir", str(folder / "cache"), "--trace", str(folder / "trace")]
        with (folder / "said").open("wb") as said:
            build = subprocess.Popen(
                [sys.executable, "-m", "outreach", *BUILD, *words],
                cwd=home / "p",
                env={**os.environ, "PYTHONPATH": str(ROOT)},
                stdout=said,
                stderr=said,
            )
            own, largest = watched(build, workers)
        wall = time.perf_counter() - began
    if build.returncode:
        raise SystemExit((folder / "said").read_text("utf-8")[-800:])
    trace = json.loads((folder / "trace").read_text("utf-8"))
    jobs = [row for row in trace["traceEvents"] if row.get("cat") == "render"]
    ends = sorted((row["ts"] + row["dur"]) / 1e6 for row in jobs)
    stored = sum(p.stat().st_size for p in (folder / "cache").rglob("*") if p.is_file()) / 1e6
    print(  # noqa: T201
        f"{name:10} {wall:6.1f} s wall {sum(row['args']['cpu'] for row in jobs):6.1f} s CPU jobs "
        f"{trace['otherData']['driver_cpu']:6.1f} s CPU build {(len(ends) - 1) / (ends[-1] - ends[0]):6.2f}/s "
        f"{own:4} MB build {largest:4} MB worker {stored:6.1f} MB stored "
        f"{sent.bytes / 1e6 if sent else 0:6.2f} MB sent, load {os.getloadavg()[0]:.1f}",
        flush=True,
    )
    return ends


def plot(done: dict[str, list[float]]) -> str:
    """A line a way: how many leaflets were done after so many seconds."""
    last, most = max(ends[-1] for ends in done.values()), max(map(len, done.values()))
    box = f"-50 -30 {WIDE + 100:.0f} {HIGH + 60:.0f}"
    rows = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}" font-family="sans-serif" font-size="13">']
    rows += [f'<rect x="-50" y="-30" width="{WIDE + 100:.0f}" height="{HIGH + 60:.0f}" fill="#fff"/>']
    for part in (0.0, 0.25, 0.5, 0.75, 1.0):
        x, y = WIDE * part, HIGH * (1 - part)
        rows += [f'<path d="M{x:.0f} {HIGH:.0f}V0M0 {y:.0f}H{WIDE:.0f}" stroke="#ddd"/>']
        rows += [f'<text x="{x:.0f}" y="{HIGH + 18:.0f}" text-anchor="middle">{last * part:.0f} s</text>']
        rows += [f'<text x="-6" y="{y + 5:.0f}" text-anchor="end">{most * part:.0f}</text>']
    rows += ['<text x="0" y="-12">leaflets made</text>']
    for color, ends in zip(COLORS, done.values(), strict=True):
        shown = [*enumerate(ends, 1)][:: max(1, len(ends) // STEPS)]
        points = " ".join(f"{at / last * WIDE:.0f},{HIGH - n / most * HIGH:.0f}" for n, at in shown)
        rows += [f'<polyline points="{points}" fill="none" stroke="{color}" stroke-width="2.5"/>']
    for n, (color, name) in enumerate(zip(COLORS, done, strict=True)):
        rows += [f'<text x="{WIDE - 90}" y="{HIGH - 80 + 18 * n:.0f}" fill="{color}" font-weight="bold">{name}</text>']
    return "\n".join([*rows, "</svg>", ""])


def main(count: int, picture: Path | None) -> None:
    """Measures, prints, draws."""
    with tempfile.TemporaryDirectory(prefix="scale-") as base:
        home = Path(base)
        for folder in ("content", "templates", "media"):
            shutil.copytree(ROOT / folder, home / "p" / folder)
        (home / "p/content/branches.csv").write_text(branch_list(count), "utf-8")
        done = {name: run(name, home) for name in WAYS}
    if picture:
        picture.write_text(plot(done), "utf-8")


if __name__ == "__main__":
    numbers = [int(word) for word in sys.argv[1:] if word.isdigit()]
    pictures = [Path(word) for word in sys.argv[1:] if word.endswith(".svg")]
    main(numbers[0] if numbers else 200, pictures[0] if pictures else None)
