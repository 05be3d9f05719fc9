"""One mutation of a tiny project, one command on it in a process of its own, and how that ended.

What a hostile or mistaken input may do: come to a clean result, or to an error that says file, place and what is wrong;
in 5 seconds of the processor and 500 MB, without the network, and without a file outside the project.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from telling import HEAD, TAIL

from outreach.project import starter_root

SECONDS, PEAK = 5.0, 500 << 20
SCRIPT = HEAD.replace("told", "tiny") + "audiences: [students]\nscenes:" + TAIL
CALENDAR = "occasions:\n  - {id: term, month: 3, day: 1, name: {zh-CN: 开学}, scams: [tiny], audiences: [students]}\n"
Change = Callable[[Path], object]

# What no author should ever read: the machine's own words.
_NOT_FOR_PEOPLE = re.compile(
    r"Traceback|fault of outreach|Errno|codec can't|object at 0x|MemoryError|\w+Error:|NoneType|NETWORK ASKED|: None$",
    re.M,
)
_ERROR = re.compile(r"^(?:(?P<file>[^\n]*?)(?P<line>:\d+)?(?::\d+)?: )?[eE]rror: ", re.M)


@dataclass(frozen=True)
class Ended:
    """How a command ended."""

    code: int
    said: str
    seconds: float
    peak: int
    hung: bool
    outside: dict[str, bytes]  # files of the folder around the project that are new or changed

    def within(self, seconds: float = SECONDS) -> str:
        """What is wrong with any end, whatever the input was; "" for nothing."""
        faults = [f"`{m[0]}` is not for people" for m in _NOT_FOR_PEOPLE.finditer(self.said)]
        faults += ["hangs"] * self.hung + [f"ended by signal {-self.code}"] * (self.code < 0)
        faults += [f"{self.seconds:.1f} s"] * (self.seconds > seconds) + [f"{self.peak >> 20} MB"] * (self.peak > PEAK)
        faults += [f"wrote {name}" for name in self.outside]
        if self.code and not _ERROR.search(self.said) and "Usage:" not in self.said:
            faults.append("no error is told")
        return "; ".join(faults)


def assert_clean(ended: Ended) -> None:
    """It came to a result."""
    assert (ended.within(), ended.code) == ("", 0), ended.said[-2000:]


def assert_told(ended: Ended, words: str) -> None:
    """It was refused, in these words."""
    assert (ended.within(), ended.code in (1, 2)) == ("", True), ended.said[-2000:]
    assert words in ended.said


def tiny(folder: Path) -> None:
    """A project of one scam for one audience in one language, all else the starter's."""
    starter, content = starter_root() / "content", folder / "content"
    (content / "scams/tiny").mkdir(parents=True)
    (content / "audiences").mkdir()
    (content / "languages").mkdir()
    for name in ("brand.yaml", "hotlines.yaml", "wordlists.yaml", "audiences/students.yaml"):
        shutil.copyfile(starter / name, content / name)
    for name in ("zh-CN", "en"):
        shutil.copyfile(starter / f"languages/{name}.yaml", content / f"languages/{name}.yaml")
    rows = (starter / "branches.csv").read_text("utf-8").splitlines()[:3]
    (content / "branches.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    (content / "calendar.yaml").write_text(CALENDAR, encoding="utf-8")
    (content / "scams/tiny/script.yaml").write_text(SCRIPT, encoding="utf-8")


def own(folder: Path, file: str) -> None:
    """A copy of the starter's folder of this file, so that a case can change it; of media/ only what lies beside it."""
    top = "/".join(file.split("/")[: 2 if file.startswith("media/") else 1])
    if not (folder / top).exists():
        shutil.copytree(starter_root() / top, folder / top)


def edit(file: str, pattern: str, words: str) -> Change:
    """Changes the first place of a text file that fits `pattern`."""

    def change(folder: Path) -> None:
        own(folder, file)
        text = (folder / file).read_text("utf-8")
        found = re.search(pattern, text)
        assert found, f"{pattern} is not in {file}"
        (folder / file).write_text(text[: found.start()] + words + text[found.end() :], encoding="utf-8")

    return change


def put(file: str, data: str | bytes) -> Change:
    """Writes a whole file."""

    def change(folder: Path) -> None:
        path = folder / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.unlink(missing_ok=True)
        path.write_bytes(data.encode() if isinstance(data, str) else data)

    return change


def link(file: str, target: str) -> Change:
    """A link in a file's place."""

    def change(folder: Path) -> None:
        (folder / file).parent.mkdir(parents=True, exist_ok=True)
        (folder / file).unlink(missing_ok=True)
        (folder / file).symlink_to(target)

    return change


def pipe(file: str) -> Change:
    """A pipe in a file's place, which nobody writes to."""

    def change(folder: Path) -> None:
        (folder / file).parent.mkdir(parents=True, exist_ok=True)
        (folder / file).unlink(missing_ok=True)
        os.mkfifo(folder / file)

    return change


def directory(file: str) -> Change:
    """A folder in a file's place."""

    def change(folder: Path) -> None:
        (folder / file).unlink(missing_ok=True)
        (folder / file).mkdir(parents=True)

    return change


def both(*changes: Change) -> Change:
    """One after the other."""
    return lambda folder: [one(folder) for one in changes]


class Attack:
    """A process that has everything imported, and runs each command in a fork of its own."""

    def __init__(self, project: Path) -> None:
        self.project = project
        command = [sys.executable, str(Path(__file__).parent / "hostile/zygote.py")]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def run(
        self, base: Path, change: Change, *words: str, env: Mapping[str, str] | None = None, script: str = ""
    ) -> Ended:
        """A fresh project in `base`, the change, the command."""
        folder = base / "p"
        shutil.copytree(self.project, folder)
        change(folder)
        before = _around(folder)
        found = self._ask(
            {"folder": str(folder), "words": words, "env": dict(env or {}), "script": script, "log": f"{base}/log"}
        )
        said = "".join((base / f"log.{name}").read_text("utf-8", "replace") for name in ("stdout", "stderr"))
        after = {name: data for name, data in _around(folder).items() if before.get(name) != data}
        return Ended(found["code"], said, found["seconds"], found["peak"], found["hung"], after)

    def _ask(self, job: dict[str, Any]) -> dict[str, Any]:
        assert self.process.stdin and self.process.stdout
        self.process.stdin.write(json.dumps(job) + "\n")
        self.process.stdin.flush()
        answer: dict[str, Any] = json.loads(self.process.stdout.readline())
        return answer

    def close(self) -> None:
        """No more commands."""
        assert self.process.stdin
        self.process.stdin.close()
        self.process.wait()


def _around(folder: Path) -> dict[str, bytes]:
    """The files beside the project, without the log."""
    files = (p for p in folder.parent.rglob("*") if p.is_file() and not p.is_symlink())
    return {str(p): p.read_bytes() for p in files if not p.is_relative_to(folder) and not p.name.startswith("log.")}
