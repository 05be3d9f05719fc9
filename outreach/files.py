"""The one way a file is written: beside its place, synced, renamed. Readers see the old file or the new one, whole."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

_PART = re.compile(r"\..+\.(?P<pid>[0-9]{1,10})\.[0-9a-f]{32}", re.DOTALL)
_SYSTEMS = re.compile(r"\.DS_Store|Thumbs\.db|desktop\.ini", re.I)
_OLD = 3600.0  # seconds after which nobody writes at a part any more


def is_left_by_a_system(name: str) -> bool:
    """Is this a file that Finder or Explorer writes into every folder it shows?"""
    return bool(_SYSTEMS.fullmatch(name))


def write_atomically(path: Path, data: bytes) -> None:
    """Writes `data`: a kill or a full disk leaves the file as it was."""
    with beside(path) as part, part.open("wb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())


def sync_folder(folder: Path) -> None:
    """The names of a folder themselves on the disk, after a rename; Windows has no such call for folders."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def move_atomically(source: Path, path: Path) -> None:
    """Moves a finished file to `path` by rename; over a disk border it is copied beside first."""
    with beside(path) as part:
        shutil.move(source, part)


def copy_atomically(source: Path, path: Path) -> str:
    """Copies to `path` by way of a file beside it. Returns the SHA-256 of what was copied."""
    with beside(path) as part:
        return copy_digested(source, part)


def copy_digested(source: Path, target: Path) -> str:
    """Copies a file and takes the SHA-256 of its bytes on the way."""
    sha = hashlib.sha256()
    with source.open("rb") as one, target.open("wb") as other:
        while block := one.read(1 << 20):
            sha.update(block)
            other.write(block)
    return sha.hexdigest()


def digest_of(path: Path) -> str:
    """The SHA-256 of a file."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


@contextmanager
def beside(path: Path) -> Iterator[Path]:
    """A file beside `path` that gets its name when all went well, and is removed when not.

    An error of the disk names `path`, which a person knows, not the file beside it.
    """
    part = path.with_name(f".{path.name[:60]}.{os.getpid()}.{uuid.uuid4().hex}")
    try:
        yield part
        _replace(part, path)
    except OSError as problem:
        with suppress(OSError):  # what is no folder holds no part either
            part.unlink(missing_ok=True)
        if problem.filename in (None, str(part)):
            problem.filename, problem.filename2 = str(path), None
        raise
    except BaseException:
        part.unlink(missing_ok=True)
        raise


def _replace(part: Path, path: Path) -> None:
    for wait in (0.0, 0.05, 0.2, 0.5):  # on Windows a virus scanner may hold the new file for a moment
        time.sleep(wait)
        try:
            part.replace(path)
            return
        except PermissionError:
            if path.is_file() and digest_of(path) == digest_of(part):
                part.unlink()  # another process wrote the same bytes first
                return
    part.replace(path)


def leftovers(folder: Path, now: float) -> list[Path]:
    """What killed writers left in `folder`: parts whose process is gone, or that nobody touched for an hour."""
    found = []
    for path in folder.glob(".*") if folder.is_dir() else ():
        named = _PART.fullmatch(path.name)
        if named and path.is_file() and not path.is_symlink() and _ended(int(named["pid"]), path, now):
            found.append(path)
    return sorted(found)


def _ended(pid: int, path: Path, now: float) -> bool:
    if os.name == "posix":  # on Windows, `os.kill` would end the process it asks about
        try:
            os.kill(pid, 0)
        except (ProcessLookupError, OverflowError):
            return True
        except PermissionError:
            pass
    return now - path.stat().st_mtime > _OLD
