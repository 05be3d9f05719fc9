"""Writes a revision of a pack: beside its place, checked, renamed, and named as the current one last of all."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from outreach.aigc import AiLabel
from outreach.diagnostics import OutreachError, errors
from outreach.files import digest_of
from outreach.project import Project, starter_of
from outreach.screen import adapters
from outreach.screen.baked import bake
from outreach.screen.films import Film
from outreach.screen.placing import copy, fresh, link, name_revision, switch, write
from outreach.screen.playlist import Asked, Pieces, made
from outreach.screen.record import (
    ADAPTERS,
    CURRENT,
    MOST_LIST,
    PART,
    PLAYLIST,
    SCHEMA,
    SUMS,
    Plain,
    current_rev,
    playlist_files,
    read_plain,
    rev_of,
    small,
    sums,
)
from outreach.screen.tree import tree
from outreach.screen.verifying import revision

TEMPLATES = "templates/screen"


def pack(folder: Path, films: Sequence[Film], asked: Asked, project: Project, branch: Mapping[str, bytes]) -> str:
    """Writes a revision into `folder` and names it the current one; the same input writes nothing. Returns it."""
    plays = player(project)
    playlist, pieces = made(films, asked, {name: hashlib.sha256(data).hexdigest() for name, data in plays.items()})
    playlist = _as_before(folder, playlist)
    rev: str = playlist["rev"]
    if not _whole(folder, rev):
        part = fresh(folder / f"{rev}{PART}")
        _write(part, playlist, pieces)
        _adapt(part, playlist, plays, films, asked)
        faults = errors(revision(tree(part), rev))
        if faults:
            raise OutreachError(faults)
        name_revision(part, folder, rev)
    switch(folder, rev, {**plays, **branch})
    return rev


def player(project: Project) -> dict[str, bytes]:
    """The files of the player, of the project or, where it has none, of the starter."""
    whose = project if project.exists(TEMPLATES) else starter_of(project)
    return {name.removeprefix(f"{TEMPLATES}/"): whose.read_bytes(name) for name in whose.files(TEMPLATES)}


def _as_before(folder: Path, playlist: Plain) -> Plain:
    """What is shown already, when nothing but the day is another: a screen need not copy it all again."""
    with suppress(OutreachError):
        rev = current_rev(folder)
        if rev and not (folder / rev).is_symlink():
            before = read_plain(folder / rev / f"{PLAYLIST}.json", rev, MOST_LIST)
            renewed = {**playlist, "generated": before.get("generated")}
            if rev_of(renewed) == rev == before.get("rev"):
                return before
    return playlist


def _whole(folder: Path, rev: str) -> bool:
    here = folder / rev
    return here.is_dir() and not here.is_symlink() and not errors(revision(tree(here), rev))


def _write(part: Path, playlist: Plain, pieces: Pieces) -> None:
    digests = {name: piece.sha256 for name, piece in pieces.items()}
    for name, piece in pieces.items():
        if piece.path:
            copy(piece.path, part / name, piece.sha256)
        else:
            write(part / name, piece.data)
    for name, data in playlist_files(playlist).items():
        write(part / name, data)
        digests[name] = hashlib.sha256(data).hexdigest()
    write(part / SUMS, sums(digests))


def _adapt(part: Path, playlist: Plain, plays: Mapping[str, bytes], films: Sequence[Film], asked: Asked) -> None:
    """The same for players that are not ours, with sums of its own: a screen of ours need not have it."""
    home, rev = part / ADAPTERS, playlist["rev"]
    called = re.sub(r"[^A-Za-z0-9]+", "-", playlist["campaign"]).strip("-") or "screen"
    flat = adapters.flat(playlist)
    for name, source in flat.items():
        link(part / source, home / "usb" / name)
        link(part / source, home / "pisignage" / name)
    for name, data in adapters.lists(playlist, called).items():
        write(home / name, data)
    if "index.html" in plays:
        adapters.xibo(home / "xibo" / f"{called}.zip", _package(part, playlist, plays))
    if asked.bake and not asked.stills:
        (home / "loop").mkdir()
        label = next(
            (AiLabel(film.row["ai"]["producer"], f"screen/{rev}") for film in films if film.row.get("ai")), None
        )
        shown = [part / item["src"] for item in playlist["items"]]
        bake(shown, asked.bake, home / "loop" / f"loop_{asked.bake}min.mp4", label)
    found = {name: digest_of(home / name) for name in tree(home).files}
    write(home / SUMS, sums(found))


def _package(part: Path, playlist: Plain, plays: Mapping[str, bytes]) -> dict[str, bytes | Path]:
    """A pack with this revision alone, as a page of a system that has no folder for it."""
    rev = playlist["rev"]
    inside: dict[str, bytes | Path] = {name: data for name, data in plays.items() if "/" not in name}
    inside |= small(CURRENT, {"schema": SCHEMA, "rev": rev})
    inside |= {f"{rev}/{name}": data for name, data in playlist_files(playlist).items()}
    return inside | {f"{rev}/media/{path.name}": path for path in (part / "media").iterdir()}
