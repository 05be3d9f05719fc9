"""Trials in which a build, or one of its workers, is killed at work; and what must be true after each."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from attack import tiny
from telling import HEAD

from outreach.cache import Cache

SCRIPT = (
    HEAD.replace("told", "tiny")
    + """audiences: [students]
scenes:
  - {id: spot, kind: flags, title: 认出来, items: [{id: f1, text: 催你}]}
  - {id: do, kind: actions, title: 这样做, do: [{id: d1, text: 挂断}], dont: [{id: n1, text: 不转账}]}
  - {id: end, kind: endcard, title: 不转账}
"""
)
FORMER = SCRIPT.replace("催你", "催你快点")  # the words of an earlier build
PART = re.compile(r"\..+\.\d+\.[0-9a-f]{32}")  # a file on its way, which no reader sees
PATIENCE = 120.0  # seconds for anything to end
# What a name in the log tells about the moment, the first that fits.
MOMENTS = {
    r"/out/\.\.outreach": "start",
    r"manifest\.json": "manifest",
    r"/out/(gallery|\.?index)": "gallery",
    r"/out/": "placing",
    r"segment\.mp4": "segment",
    r"sound\.": "sound",
    r"film\.mp4": "join",
    r"/ac/": "record",
    r"/cas/": "blob",
    r"/templates/|/media/": "paper",
}


@dataclass(frozen=True)
class Kill:
    """Who is killed, and when: at an event (a pattern, the n-th of them), or after a share of an undisturbed build."""

    victim: str  # "build" or "worker"
    at: str = ""
    nth: int = 1
    share: float = 0.0
    former: bool = False  # the folder holds an earlier build of other words
    kept: bool = False  # everything is in the cache: only placing is left


@dataclass
class Outcome:
    """What was seen."""

    hit: bool  # did the kill come while it worked?
    moment: str
    faults: list[str] = field(default_factory=list)


class Trials:
    """A tiny project, an undisturbed build of it, and one of other words."""

    def __init__(self, base: Path, formats: Sequence[str]) -> None:
        self.base, self.formats, self.count = base, formats, 0
        former = self._project(base / "former", FORMER)
        assert self._build(former, "").wait() == 0
        self.whole = self._project(base / "whole", SCRIPT)
        began = time.monotonic()
        assert self._build(self.whole, "").wait() == 0
        self.seconds = time.monotonic() - began
        self.before, self.after = files(former / "out"), files(self.whole / "out")
        self.former = former

    def _project(self, folder: Path, script: str) -> Path:
        tiny(folder / "p")
        (folder / "p/content/scams/tiny/script.yaml").write_text(script, encoding="utf-8")
        audience = folder / "p/content/audiences/students.yaml"
        audience.write_text(audience.read_text("utf-8").replace("[landscape, portrait]", "[landscape]"), "utf-8")
        return folder

    def _build(self, folder: Path, victim: str, at: str = "", nth: int = 1) -> subprocess.Popen[bytes]:
        words = ["build", "tiny", "--voice", "silent", "-o", "../out", "--cache-dir", "../cache", "-j", "2"]
        words += [word for name in self.formats for word in ("-f", name)]
        plan = json.dumps({"who": victim, "at": at, "nth": nth, "folder": str(folder)})
        with (folder / "said").open("wb") as said:
            return subprocess.Popen(
                [sys.executable, str(Path(__file__).parent / "victim.py"), *words],
                cwd=folder / "p",
                env={**os.environ, "VICTIM": plan, "SOURCE_DATE_EPOCH": "1795478400"},
                stdin=subprocess.DEVNULL,
                stdout=said,
                stderr=said,
                start_new_session=True,
            )

    def run(self, kill: Kill) -> Outcome:
        """One trial: the kill, what is left, and the build after it."""
        self.count += 1
        folder = self._project(self.base / f"trial-{self.count}", SCRIPT)
        if kill.former:
            shutil.copytree(self.former / "out", folder / "out")
        if kill.kept:
            shutil.copytree(self.whole / "cache", folder / "cache")
        build = self._build(folder, kill.victim if kill.at else "", kill.at, kill.nth)
        pid = self._strike(build, kill) if kill.share else build.pid
        code = build.wait(PATIENCE)
        log = (folder / "log").read_text("utf-8")
        hit = (folder / "killed").exists() if kill.at else pid > 0 and (kill.victim == "worker" or code < 0)
        found = Outcome(hit, moment(log, pid if kill.share or kill.victim == "build" else _worker(log, kill)))
        found.faults += [f"left running: {name}" for name in orphans(build.pid)]
        found.faults += self._seen(folder, kill.former)
        if kill.victim == "worker" and hit:
            found.faults += [f"the build ended with {code}"] * (code != 0) + self._made(folder)
        if self._build(folder, "").wait(PATIENCE):
            found.faults.append("the next build failed: " + (folder / "said").read_text("utf-8")[-300:])
        found.faults += self._made(folder)
        found.faults += [f"damaged in the cache: {name}" for name in Cache(folder / "cache").verify()]
        shutil.rmtree(folder)
        return found

    def _strike(self, build: subprocess.Popen[bytes], kill: Kill) -> int:
        """Kills from outside; returns whom (0: nobody was there)."""
        try:
            build.wait(self.seconds * kill.share)
            return 0
        except subprocess.TimeoutExpired:
            pass
        whom = build.pid if kill.victim == "build" else next(workers(build.pid), 0)
        if whom:
            os.kill(whom, signal.SIGKILL)
        return whom

    def _seen(self, folder: Path, former: bool) -> list[str]:
        """Files that are neither the old nor the new one, whole."""
        found = files(folder / "out")
        right = (self.after, self.before) if former else (self.after,)
        return [
            f"half: {name}"
            for name, data in found.items()
            if not PART.fullmatch(Path(name).name) and all(one.get(name) != data for one in right)
        ]

    def _made(self, folder: Path) -> list[str]:
        """What differs from the undisturbed build."""
        found = files(folder / "out")
        return [f"differs: {n}" for n in sorted(found.keys() | self.after.keys()) if found.get(n) != self.after.get(n)]


def files(folder: Path) -> dict[str, bytes]:
    """All files below a folder."""
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def moment(log: str, pid: int) -> str:
    """What a process did last."""
    for line in reversed(log.splitlines()):
        if line.startswith(f"{pid} "):
            for pattern, name in MOMENTS.items():
                if re.search(pattern, line):
                    return name
    return "start"


def _worker(log: str, kill: Kill) -> int:
    """The worker that came to its moment first."""
    seen: dict[int, int] = {}
    for line in log.splitlines():
        pid, who, event = line.split(" ", 2)
        if who == "worker" and re.search(kill.at, event):
            seen[int(pid)] = seen.get(int(pid), 0) + 1
            if seen[int(pid)] == kill.nth:
                return int(pid)
    return 0


def _processes() -> Iterator[tuple[int, int, int, str]]:
    """Number, parent, session and command of every process that runs."""
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            state, parent, _, session = (folder / "stat").read_text().rpartition(")")[2].split()[:4]
            words = (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
        except OSError:
            continue
        if state != "Z":
            yield int(folder.name), int(parent), int(session), words


def workers(build: int) -> Iterator[int]:
    """The worker processes of a build."""
    return (pid for pid, parent, _, words in _processes() if parent == build and "spawn_main" in words)


def orphans(session: int) -> list[str]:
    """What still runs of a build's session though it had ten seconds to end."""
    for _ in range(200):
        left = [words for _, _, found, words in _processes() if found == session]
        if not left:
            break
        time.sleep(0.05)
    return left
