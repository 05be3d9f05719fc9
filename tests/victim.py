"""`outreach`, ended by SIGKILL at one moment: before the n-th file it opens for writing, renames, removes …

`python victim.py build …`; the environment's VICTIM says who ("build" or "worker"), at which event (a pattern) and at
which of them. What every process does is logged, so that a kill from outside can be told by what came last. Workers
import this file as their main module, and so are watched too.
"""

from __future__ import annotations

import json
import os
import re
import signal
import sys
from pathlib import Path
from typing import Any

WHO = "build" if __name__ == "__main__" else "worker"
EVENTS = ("open", "os.rename", "os.remove", "os.mkdir", "os.link", "subprocess.Popen")


def name_of(event: str, args: tuple[Any, ...]) -> str | None:
    """The file or program of an event; None for one that changes nothing."""
    if event == "open":
        writes = isinstance(args[2], int) and args[2] & (os.O_WRONLY | os.O_RDWR)
        return str(args[0]) if writes else None
    if event == "subprocess.Popen":
        return " ".join(map(str, args[1]))
    return str(args[1] if event in ("os.rename", "os.link") else args[0])


class Watch:
    """Logs what this process changes, and kills it when its moment has come."""

    def __init__(self, who: str, at: str, nth: int, folder: str) -> None:
        self.due = re.compile(at) if who == WHO else None
        self.left, self.once = nth, Path(folder) / "killed"
        self.log = os.open(Path(folder) / "log", os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)

    def __call__(self, event: str, args: tuple[Any, ...]) -> None:
        """An audit hook (PEP 578)."""
        name = name_of(event, args) if event in EVENTS else None
        if name is None:
            return
        os.write(self.log, f"{os.getpid()} {WHO} {event} {name}\n".encode(errors="replace"))
        if self.due and self.due.search(f"{event} {name}"):
            self.left -= 1
            if not self.left:
                self.kill()

    def kill(self) -> None:
        """Once in a trial: a worker that takes its place lives."""
        self.due = None
        try:
            self.once.touch(exist_ok=False)
        except FileExistsError:
            return
        os.kill(os.getpid(), signal.SIGKILL)


sys.addaudithook(Watch(**json.loads(os.environ["VICTIM"])))

if __name__ == "__main__":
    from outreach.cli import main

    main(sys.argv[1:])
