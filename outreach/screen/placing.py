"""How files of a pack come to their place: whole, synced, and never under a name before they are."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from pathlib import Path

from outreach.diagnostics import Where, fail
from outreach.files import beside, copy_digested, digest_of, sync_folder, write_atomically
from outreach.messages import msg
from outreach.screen.record import CURRENT, PART, SCHEMA, small


def copy(source: Path, target: Path, sha256: str) -> None:
    """Copies a file. Raises OutreachError when it is not the one that was meant, and leaves nothing."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with beside(target) as part:
        if copy_digested(source, part) != sha256:
            raise fail("altered", Where(str(source)), msg("not the file that its digest says"), msg("copy it again"))
        _sync(part)


def link(source: Path, target: Path) -> None:
    """The same file under a second name; a copy where the disk knows no such thing (a stick)."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with beside(target) as part:
        try:
            os.link(source, part)
        except OSError:
            copy_digested(source, part)
            _sync(part)


def write(target: Path, data: bytes) -> None:
    """Writes a small file, unless it stands there already."""
    if target.is_symlink() or not target.is_file() or target.read_bytes() != data:
        target.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(target, data)
    if target.suffix == ".sh":
        target.chmod(0o755)


def holds(path: Path, sha256: str) -> bool:
    """Does a real file with this digest stand there?"""
    try:
        return not path.is_symlink() and path.is_file() and digest_of(path) == sha256
    except OSError:
        return False


def name_revision(part: Path, folder: Path, rev: str) -> None:
    """The finished revision gets its name: from here on it does not change."""
    for made in sorted(path for path in part.rglob("*") if path.is_dir()):
        sync_folder(made)
    sync_folder(part)
    if (folder / rev).exists():  # one that was damaged
        remove(folder / rev)
    part.rename(folder / rev)
    sync_folder(folder)


def remove(revision: Path) -> None:
    """Removes a revision: first its name, so that what is left of it is taken for none."""
    gone = revision.with_name(f"gone{PART}")
    if gone.exists():
        shutil.rmtree(gone)
    revision.rename(gone)
    shutil.rmtree(gone)


def switch(folder: Path, rev: str, beside_it: Mapping[str, bytes]) -> None:
    """Puts the player in place, then names the revision: whoever reads meanwhile sees the old one or the new, whole."""
    for name, data in beside_it.items():
        if (folder / name).parent.is_symlink():
            raise fail("path", Where(str(folder / name)), msg("expected a folder, found a link to one"))
        write(folder / name, data)
    for name, data in small(CURRENT, {"schema": SCHEMA, "rev": rev}).items():
        write(folder / name, data)
    sync_folder(folder)


def fresh(folder: Path) -> Path:
    """An empty folder. Raises OutreachError where a link stands in its place."""
    if folder.is_symlink():
        raise fail("path", Where(str(folder)), msg("expected a folder, found a link to one"))
    if folder.exists():
        shutil.rmtree(folder)
    folder.mkdir(parents=True)
    return folder


def _sync(file: Path) -> None:
    with file.open("rb+") as stream:
        os.fsync(stream.fileno())
