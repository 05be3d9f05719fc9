"""At most so many at once, over all processes of this computer: lock files, freed by the system when a process dies."""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]
    import msvcrt

WAIT = 0.05  # seconds between looks for a free slot


@contextmanager
def slot(name: str, count: int) -> Iterator[None]:
    """Waits for one of `count` slots and holds it."""
    folder = Path(tempfile.gettempdir()) / f"outreach-{os.getuid() if hasattr(os, 'getuid') else 'slots'}"
    folder.mkdir(mode=0o700, exist_ok=True)
    files = [os.open(folder / f"{name}-{n}.lock", os.O_RDWR | os.O_CREAT, 0o600) for n in range(count)]
    try:
        held = _take(files)
        try:
            yield
        finally:
            _free(held)
    finally:
        for file in files:
            os.close(file)


def _take(files: list[int]) -> int:
    while True:
        for file in files:
            if _try(file):
                return file
        time.sleep(WAIT)


def _try(file: int) -> bool:
    try:
        if fcntl:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        else:
            msvcrt.locking(file, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]
    except OSError:
        return False
    return True


def _free(file: int) -> None:
    if fcntl:
        fcntl.flock(file, fcntl.LOCK_UN)
    else:
        msvcrt.locking(file, msvcrt.LK_UNLCK, 1)  # type: ignore[attr-defined]
