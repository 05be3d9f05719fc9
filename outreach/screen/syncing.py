"""Brings a pack's current revision to another folder: a branch's box, a stick, a share.

Every file is copied beside its name, compared with its digest, synced and renamed, in `<rev>.part`; then the revision
gets its name, and only then is it called the current one. Whenever this is stopped, the box goes on showing what it
showed, and the next run goes on where this one stopped.
"""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

from outreach.diagnostics import OutreachError, Where, fail
from outreach.files import leftovers
from outreach.messages import msg
from outreach.project import read_regular
from outreach.screen.placing import copy, holds, link, name_revision, remove, switch, write
from outreach.screen.record import (
    BRANCH,
    CURRENT,
    MEDIA,
    MOST_LIST,
    MOST_SMALL,
    PART,
    PLAYLIST,
    REV,
    SUMS,
    current_rev,
    read_plain,
    read_sums,
    sums,
)
from outreach.screen.tree import Tree, tree

MOST_PLAYER = 4 << 20  # bytes of one of its files


def sync(source: Path, target: Path) -> str:
    """Copies and switches; returns the revision. Raises OutreachError and switches nothing when a file is not whole."""
    seen = tree(source)
    rev = current_rev(source) if seen.path(f"{CURRENT}.json") else ""
    if not rev:
        where = Where(str(source / f"{CURRENT}.json"))
        raise fail("missing", where, msg("expected a pack, found no `{name}`", name=f"{CURRENT}.json"))
    beside_it = _beside(seen, rev)
    target.mkdir(parents=True, exist_ok=True)
    before = _shown(target)
    _bring(seen, rev, target, before)
    switch(target, rev, beside_it)
    _tidy(target, rev, before)
    return rev


def _bring(seen: Tree, rev: str, target: Path, before: str) -> None:
    """The revision under its name in `target`, whole."""
    listed = _listed(seen, rev)
    if (target / rev).is_dir() and all(holds(target / rev / name, of) for name, of in listed.items()):
        return
    part = target / f"{rev}{PART}"
    if part.is_symlink():
        raise fail("path", Where(str(part)), msg("expected a folder, found a link to one"))
    part.mkdir(exist_ok=True)
    for name in _stray(part, listed):
        (part / name).unlink()
    for name, digest in listed.items():
        if holds(part / name, digest):
            continue
        known = target / before / name if before else part / name
        if holds(known, digest):
            link(known, part / name)
        else:
            copy(seen.root / rev / name, part / name, digest)
    write(part / SUMS, sums(listed))
    name_revision(part, target, rev)


def _listed(seen: Tree, rev: str) -> dict[str, str]:
    """What a screen needs of the revision: all but what is for other players. Raises OutreachError for odd names."""
    file = seen.path(f"{rev}/{SUMS}")
    listed = read_sums(file, str(file)) if file else {}
    for name in (*listed, f"{PLAYLIST}.js", f"{PLAYLIST}.json"):
        allowed = MEDIA.fullmatch(name) or name in (f"{PLAYLIST}.js", f"{PLAYLIST}.json")
        if not allowed or name not in listed or seen.path(f"{rev}/{name}") is None:
            raise fail(
                "missing", Where(str(seen.root / rev / SUMS)), msg("not a whole revision: `{name}`", name=name[:80])
            )
    return listed


def _beside(seen: Tree, rev: str) -> Mapping[str, bytes]:
    """The player and what tells of the branch, which lie beside revisions."""
    playlist = seen.root / rev / f"{PLAYLIST}.json"
    plain = read_plain(playlist, str(playlist), MOST_LIST) if seen.path(f"{rev}/{PLAYLIST}.json") else {}
    player = plain.get("player")
    names = [name for name in player if seen.path(name)] if isinstance(player, dict) else []
    found = {name: read_regular(seen.root / name, name, MOST_PLAYER) for name in names if not REV.fullmatch(name[:12])}
    for name in (f"{BRANCH}.json", f"{BRANCH}.js"):
        if seen.path(name):
            found[name] = read_regular(seen.root / name, name, MOST_SMALL)
    return found


def _shown(target: Path) -> str:
    """What the box shows now; "" when nothing that could be read."""
    try:
        return current_rev(target)
    except OutreachError:
        return ""


def _stray(part: Path, listed: Mapping[str, str]) -> Iterator[str]:
    """What a run that was stopped left there and nobody names."""
    yield from (name for name in tree(part).files if name not in listed)


def _tidy(target: Path, rev: str, before: str) -> None:
    """Keeps the revision that was shown before, for a box that is reading it; what is older goes."""
    for path in sorted(target.iterdir()):
        if path.is_dir() and not path.is_symlink() and path.name.endswith(PART) and _ours(path):
            shutil.rmtree(path)
        elif REV.fullmatch(path.name) and path.is_dir() and not path.is_symlink() and _old(path.name, rev, before):
            remove(path)
    for folder in (target, target / "kiosk"):
        for one in leftovers(folder, time.time()):
            one.unlink(missing_ok=True)


def _ours(part: Path) -> bool:
    name = part.name.removesuffix(PART)
    return name == "gone" or REV.fullmatch(name) is not None


def _old(name: str, rev: str, before: str) -> bool:
    """A run that finds its work done does not know what was shown before: it removes nothing."""
    return before not in ("", rev) and name not in (rev, before)
