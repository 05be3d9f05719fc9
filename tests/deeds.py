"""Jobs for workers of any kind: plain functions, that a process of its own can find by name."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

from outreach.diagnostics import NOWHERE, fail


def double(n: int) -> int:
    """Works."""
    return 2 * n


def refuse_odd(n: int) -> int:
    """Fails."""
    if n % 2:
        raise fail("odd", NOWHERE, f"expected an even number, found `{n}`", "take the next one")
    return n


def die_on_three(n: int) -> int:
    """Kills its process, always."""
    if n == 3:
        os.kill(os.getpid(), signal.SIGKILL)
    return n


def die_once(folder: str) -> str:
    """Kills its process, once."""
    mark = Path(folder) / "died"
    if not mark.exists():
        mark.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return "done"


def whoami(n: int) -> int:
    """The process that does it."""
    del n
    return os.getpid()


def lose_folder(folder: str) -> None:
    """Removes a folder (once it is there), and then cannot go on."""
    Path(folder).rmdir()
    raise OSError(5, "Input/output error")


def make_nothing(folder: str) -> str:
    """Removes a folder as if its disk went away, and ends well."""
    Path(folder).rmdir()
    return "made"


def still_once(folder: str) -> None:
    """Starts a program, writes down both numbers, and hangs with it."""
    code = "import threading; threading.Event().wait()"
    program = subprocess.Popen([sys.executable, "-c", code])
    mark = Path(folder) / "still"
    part = mark.with_suffix(".part")
    part.write_text(f"{os.getpid()} {program.pid}")
    part.rename(mark)
    threading.Event().wait()
