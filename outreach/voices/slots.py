"""At most so many at once, over all processes of one person: lock files, freed by the system when a process dies.

They lie in a folder of that person's alone: in a folder that everybody may write to, anybody could hold them for ever.
"""

from __future__ import annotations

import os
import stat
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from outreach.diagnostics import NOWHERE, OutreachError, Where, error, fail
from outreach.messages import msg

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]
    import msvcrt

WAIT = 0.05  # seconds between looks for a free slot
PATIENCE = 600.0  # seconds: two hundred lines of another build are spoken in less


class HeldError(OutreachError):
    """Nobody gave a slot back in time."""


@contextmanager
def slot(name: str, count: int, patience: float = PATIENCE) -> Iterator[None]:
    """Waits for one of `count` slots and holds it. Raises HeldError after `patience` seconds."""
    folder = _private(Path(tempfile.gettempdir()) / f"outreach-{os.getuid() if hasattr(os, 'getuid') else 'slots'}")
    files = [os.open(folder / f"{name}-{n}.lock", os.O_RDWR | os.O_CREAT | _NOFOLLOW, 0o600) for n in range(count)]
    try:
        held = _take(files, folder / f"{name}-0.lock", patience)
        try:
            yield
        finally:
            _free(held)
    finally:
        for file in files:
            os.close(file)


_NOFOLLOW = getattr(os, "O_NOFOLLOW", 0)


def _private(folder: Path) -> Path:
    """The folder, made if need be, when nobody else can write to it. Raises OutreachError."""
    with suppress(FileExistsError):
        folder.mkdir(mode=0o700)
    found = folder.lstat()
    ours = not hasattr(os, "getuid") or (found.st_uid == os.getuid() and not found.st_mode & 0o022)
    if not stat.S_ISDIR(found.st_mode) or not ours:
        hint = msg("remove it, or let TMPDIR name a folder of your own")
        raise fail("slots", Where(str(folder)), msg("expected a folder that you alone can write to"), hint)
    return folder


def _take(files: list[int], place: Path, patience: float) -> int:
    until = time.monotonic() + patience
    while True:
        for file in files:
            if _try(file):
                return file
        if time.monotonic() > until:
            message = msg("waited {s} s for another run that holds {file}", s=f"{patience:g}", file=place)
            raise HeldError([error("slots", NOWHERE, message, msg("end that run, or wait for it, then try again"))])
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
