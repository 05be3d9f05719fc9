"""Is a pack whole? Every digest is taken anew, every list compared; nothing outside the folder is opened."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from outreach.diagnostics import Diagnostic, OutreachError, Where, error, warning
from outreach.files import digest_of
from outreach.messages import msg
from outreach.screen import media
from outreach.screen.record import (
    ADAPTERS,
    BRANCH,
    CURRENT,
    MEDIA,
    MOST_LIST,
    PART,
    PLAYLIST,
    REV,
    SCHEMA,
    SUMS,
    Plain,
    playlist_files,
    read_plain,
    read_sums,
    rev_of,
    small,
)
from outreach.screen.tree import Tree, tree

AGAIN = msg("copy it again, or pack it anew")
_LISTED = re.compile(rf"{PLAYLIST}\.json|{PLAYLIST}\.js|{MEDIA.pattern}")
_ADAPTED = re.compile(r"[a-z]+/[A-Za-z0-9_][A-Za-z0-9_.-]*")
_LEFT = re.compile(r"\..+\.\d{1,10}\.[0-9a-f]{32}")  # a file on its way, as outreach.files names it
_LOOSE = {f"{name}.{kind}" for name in (CURRENT, BRANCH) for kind in ("json", "js")}


def verify(folder: Path) -> list[Diagnostic]:
    """What is wrong with a pack; empty when it is as it was written."""
    seen = tree(folder)
    problems = [*seen.problems]
    try:
        rev = _current(seen, problems)
        if rev:
            problems += revision(_at(seen, rev), rev)
            problems += _player(seen, rev)
    except OutreachError as problem:
        problems += problem.diagnostics
    return problems


def _current(seen: Tree, problems: list[Diagnostic]) -> str:
    """The revision that is shown; "" when it is not there."""
    file = seen.path(f"{CURRENT}.json")
    where = Where(str(seen.root / f"{CURRENT}.json"))
    if file is None:
        problems.append(error("missing", where, msg("expected a pack, found no `{name}`", name=f"{CURRENT}.json")))
        return ""
    rev = read_plain(file, str(file)).get("rev")
    if not isinstance(rev, str) or not REV.fullmatch(rev):
        problems.append(error("current", where, msg("expected the revision that is shown, found something else")))
        return ""
    script = seen.path(f"{CURRENT}.js")
    if script is None or script.read_bytes() != small(CURRENT, {"schema": SCHEMA, "rev": rev})[f"{CURRENT}.js"]:
        message = msg("does not say what `{name}` says", name=f"{CURRENT}.json")
        problems.append(warning("current", Where(str(seen.root / f"{CURRENT}.js")), message, AGAIN))
    if not _at(seen, rev).files:
        problems.append(
            error("current", where, msg("leads to the revision `{rev}`, which is not there", rev=rev), AGAIN)
        )
        return ""
    return rev


def _at(seen: Tree, rev: str) -> Tree:
    return Tree(seen.root / rev, seen.below(rev))


def revision(seen: Tree, rev: str) -> Iterator[Diagnostic]:
    """What is wrong with one revision, whose files were seen."""
    listed = _sums(seen, SUMS, _LISTED)
    yield from listed.problems
    adapted = Tree(seen.root / ADAPTERS, seen.below(ADAPTERS))
    if adapted.files:
        others = _sums(adapted, SUMS, _ADAPTED)
        yield from others.problems
        yield from _extra(adapted, {SUMS, *others.digests})
    yield from _extra(seen, {SUMS, *listed.digests, *(f"{ADAPTERS}/{name}" for name in adapted.files)})
    playlist = _playlist(seen, rev)
    if isinstance(playlist, Diagnostic):
        yield playlist
        return
    yield from _scripted(seen, playlist)
    yield from media.faults(seen, playlist, listed.digests)


class _Listed:
    """Digests of the files that a list names, as they are now, and what is wrong."""

    def __init__(self) -> None:
        self.digests: dict[str, str] = {}
        self.problems: list[Diagnostic] = []


def _sums(seen: Tree, name: str, allowed: re.Pattern[str]) -> _Listed:
    found, file = _Listed(), seen.path(name)
    if file is None:
        found.problems.append(_missing(seen, name))
        return found
    try:
        listed = read_sums(file, str(file))
    except OutreachError as problem:
        found.problems += problem.diagnostics
        return found
    for one, wanted in sorted(listed.items()):
        if not allowed.fullmatch(one):
            message = msg("`{name}` is no name of a pack's file", name=one)
            found.problems.append(error("name", Where(str(file)), message, AGAIN))
        elif seen.path(one) is None:
            found.problems.append(_missing(seen, one))
        else:
            found.digests[one] = digest_of(seen.root / one)
            if found.digests[one] != wanted:
                found.problems.append(
                    error("altered", Where(str(seen.root / one)), msg("not the file that its digest says"), AGAIN)
                )
    return found


def _missing(seen: Tree, name: str) -> Diagnostic:
    return error("missing", Where(str(seen.root / name)), msg("expected a file, found none"), AGAIN)


def _extra(seen: Tree, known: Iterable[str]) -> Iterator[Diagnostic]:
    for name in sorted(set(seen.files) - set(known)):
        yield error("extra", Where(str(seen.root / name)), msg("no file of this pack"), msg("take it out"))


def _playlist(seen: Tree, rev: str) -> Plain | Diagnostic:
    """The playlist, whose digest is its name; or what is wrong with it."""
    name = f"{PLAYLIST}.json"
    file = seen.path(name)
    if file is None:
        return _missing(seen, name)
    try:
        plain = read_plain(file, str(file), MOST_LIST)
    except OutreachError as problem:
        return problem.diagnostics[0]
    if plain.get("schema") != SCHEMA or plain.get("rev") != rev or rev_of(plain) != rev:
        return error("playlist", Where(str(file)), msg("not the playlist of the revision `{rev}`", rev=rev), AGAIN)
    return plain


def _scripted(seen: Tree, playlist: Plain) -> Iterator[Diagnostic]:
    name = f"{PLAYLIST}.js"
    file = seen.path(name)
    if file and file.read_bytes() != playlist_files(playlist)[name]:
        message = msg("does not say what `{name}` says", name=f"{PLAYLIST}.json")
        yield error("playlist", Where(str(file)), message, AGAIN)


def _player(seen: Tree, rev: str) -> Iterator[Diagnostic]:
    """The player's files, and what lies beside revisions. While a pack is renewed some are old and some new."""
    revisions = sorted({name.split("/")[0] for name in seen.files if REV.fullmatch(name.split("/")[0])})
    known = {one: _players(seen, one) for one in revisions}
    for name in known[rev]:
        if seen.path(name) is None:
            yield _missing(seen, name)
        elif digest_of(seen.root / name) not in {of.get(name) for of in known.values()}:
            yield error("altered", Where(str(seen.root / name)), msg("not the file that its digest says"), AGAIN)
    named = {name for of in known.values() for name in of}
    for name in seen.files:
        top = name.split("/")[0]
        if top.endswith(PART) or _LEFT.fullmatch(Path(name).name):
            message = msg("left by a run that was stopped; the next one goes on from it")
            yield warning("part", Where(str(seen.root / top)), message)
        elif name not in named | _LOOSE and top not in revisions:
            yield error("extra", Where(str(seen.root / name)), msg("no file of this pack"), msg("take it out"))


def _players(seen: Tree, rev: str) -> Mapping[str, str]:
    plain = _playlist(_at(seen, rev), rev)
    found = plain.get("player") if isinstance(plain, dict) else None
    return {name: of for name, of in found.items() if isinstance(of, str)} if isinstance(found, dict) else {}
