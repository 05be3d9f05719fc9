"""The folder of `outreach links build`: the register of codes is never lost, and nothing is written through a link.

registry.csv cannot be made again: codes of past campaigns stand in it alone. It is written beside its place, synced and
renamed; the one before stays as registry.previous.csv; a damaged one is an error, never taken for what is left of it.
"""

from __future__ import annotations

import os
import time
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from outreach.cli.places import straight
from outreach.codes import link_registry
from outreach.codes.link_registry import Row
from outreach.diagnostics import Diagnostic, OutreachError, Where, error, fail
from outreach.files import leftovers, sync_folder, write_atomically
from outreach.messages import msg

FORMER = "registry.previous.csv"


@dataclass(frozen=True)
class Register:
    """The rows of a registry.csv and the bytes that they were read from (None: there was none)."""

    rows: list[Row]
    data: bytes | None


def read_register(path: Path, domains: Sequence[str]) -> Register:
    """What earlier runs wrote. Raises OutreachError with every fault of a damaged one: codes on paper hang on it."""
    if not os.path.lexists(path):
        former = path.with_name(FORMER)
        if not former.is_file():
            return Register([], None)
        message = msg("expected `{file}`, found only the version before it", file=path.name)
        raise fail("registry", Where(str(path)), message, msg("copy `{former}` to it, then run again", former=FORMER))
    if path.is_symlink() or not path.is_file():
        raise fail("registry", Where(str(path)), msg("expected a file, found a link or something else"))
    data = path.read_bytes()
    rows, problems = link_registry.read_csv(text_of(data, path), str(path), domains)
    if problems:
        raise OutreachError([*problems[:50], _restore(path)])
    return Register(rows, data)


def text_of(data: bytes, path: Path) -> str:
    """The text of a registry: UTF-8 and nothing else, as it was written."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        where = Where(str(path), data.count(b"\n", 0, problem.start) + 1, 1)
        raised = error("encoding", where, msg("expected UTF-8 text, found other bytes"))
        raise OutreachError([raised, _restore(path)]) from problem


def _restore(path: Path) -> Diagnostic:
    message = msg("the register of printed codes is damaged; nothing was written")
    hint = msg("copy back `{former}` or a backup; without it, codes on paper lead nowhere", former=FORMER)
    return error("registry", Where(str(path)), message, hint)


def write_register(path: Path, rows: Sequence[Row], before: Register) -> None:
    """Writes registry.csv and keeps the one before; refuses when another run wrote it in between."""
    data = link_registry.write_csv(rows).encode()
    if data == before.data:
        return
    now = path.read_bytes() if path.is_file() else None
    if now != before.data:
        raise fail("registry", Where(str(path)), msg("another run wrote this file meanwhile"), msg("run it again"))
    if before.data is not None:
        write_atomically(path.with_name(FORMER), before.data)
    write_atomically(path, data)
    sync_folder(path.parent)


def open_folder(out: Path) -> Path:
    """Makes the folder, without what killed runs left in it. Refuses one that is reached over a link."""
    straight(out)
    out.mkdir(parents=True, exist_ok=True)
    for part in leftovers(out, time.time()):
        part.unlink(missing_ok=True)
    return out


def _no_link(path: Path) -> None:
    if path.is_symlink():
        hint = msg("name the folder itself: `{folder}`", folder=os.path.realpath(path))
        raise fail("path", Where(str(path)), msg("expected a folder, found a link to one"), hint)


def write_lines(path: Path, lines: Iterable[str]) -> None:
    """A file for the web server, whole or not at all."""
    put(path, "".join(lines).encode())


def put(path: Path, data: bytes) -> None:
    """Writes a file that can be made again, when its bytes change. By rename, which replaces a link and follows none.

    Not synced, unlike the register: a pack has tens of thousands of these.
    """
    if not path.is_symlink() and path.is_file() and path.stat().st_size == len(data) and path.read_bytes() == data:
        return
    part = path.with_name(f".{path.name}.{os.getpid()}.{uuid.uuid4().hex}")
    try:
        part.write_bytes(data)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def make_inside(folder: Path, root: Path) -> None:
    """Makes `folder` below `root`, each step a real folder."""
    for step in reversed([folder, *folder.parents][: len(folder.relative_to(root).parts)]):
        _no_link(step)
        step.mkdir(exist_ok=True)
