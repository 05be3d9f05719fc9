"""Finished files of a folder, whoever built them, judged by the checks that `build` asks, by what the manifest says."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from itertools import groupby
from pathlib import Path, PurePosixPath
from typing import Any

from outreach import manifest
from outreach.checks.built import CHECKS, Built, run
from outreach.content_numbers import ContentNumbers
from outreach.diagnostics import Diagnostic, OutreachError, Where, error, info, warning
from outreach.files import is_left_by_a_system
from outreach.formats import FILMS, FORMATS
from outreach.limits import Limits
from outreach.manifest import Row
from outreach.messages import msg
from outreach.project import read_regular
from outreach.sound.loudness import TARGETS
from outreach.unpacked import bounded

LARGEST = 1 << 30  # bytes of a finished file
SUFFIXES = {suffix for check in CHECKS for suffix in check.suffixes}
BROKEN = "unreadable"
# What a copy's name has more than the file's: `leaflet (1).pdf`, `leaflet - Copy.pdf`, `leaflet 副本.pdf`.
_COPY = re.compile(r"(?: ?\(\d+\)| ?-? ?(?:[Cc]opy|副本)(?: ?\(?\d+\)?)?)+(?=\.\w+$)")


@dataclass(frozen=True)
class Checked:
    """The findings, by file, and how many files were opened."""

    problems: tuple[Diagnostic, ...]
    files: int


@dataclass(frozen=True)
class Held:
    """What the files are held to."""

    limits: Limits | None
    content: ContentNumbers | None
    drawn: bool


def check_folder(
    folder: Path, limits: Limits | None = None, content: ContentNumbers | None = None, *, drawn: bool = False
) -> Checked:
    """What is wrong with the files that a folder's manifest names; without one, with each file by itself.

    `limits`: what they are held to; None: what comes with outreach. `content`: the numbers that may stand in them;
    None: they are not asked for any. `drawn`: those in pictures and films are read, too, by Tesseract.
    """
    found, held = manifest.read(folder), Held(limits, content, drawn)
    problems = [*found.problems]
    paths = sorted(_files(folder))
    rows = found.rows or [_recognised(path) for path in paths if _known(path)]
    named = {row["path"] for row in found.rows}
    strangers = [*_unlisted(paths, named)] if named else [path for path in paths if not _known(path)]
    problems += [_stranger(path, folder, listed=bool(named)) for path in strangers if not manifest.own(path)]
    if not named:
        problems += _unasked(folder, rows)
    rows = sorted(rows, key=lambda row: (*_format(row), row["path"]))
    for _, group in groupby(rows, _format):
        problems += _judged([*group], folder, {path: folder / path for path in paths}, held)
    return Checked(tuple(dict.fromkeys(problems)), len(rows))


def _files(folder: Path) -> Iterator[str]:
    for path in folder.rglob("*"):
        name = path.relative_to(folder)
        if (
            path.is_file()
            and not path.is_symlink()
            and not any(part.startswith(".") or is_left_by_a_system(part) for part in name.parts)
        ):
            yield name.as_posix()


def _known(path: str) -> bool:
    """Can anything be asked of it, or is it a part of a format that nothing is asked of?"""
    return not manifest.own(path) and (PurePosixPath(path).suffix.lower() in SUFFIXES or bool(_maker(path)))


def _recognised(path: str) -> Row:
    """A row with what a file's name says: whose it is, but not what its codes and label should be."""
    return {"path": path, "format": _maker(path)}


def _maker(path: str) -> str:
    """The format that makes a file of this name; "" when none does."""
    parts = PurePosixPath(_original(path)).parts
    names = [parts[-1], "/".join(parts[-2:])]
    return next((one.name for one in FORMATS.values() if any(map(one.file, names))), "") or _film(parts[-1])


def _original(path: str) -> str:
    """The path of what a copy was made of."""
    return _COPY.sub("", path)


def _film(name: str) -> str:
    """A cut that a team has of its own is a film, too."""
    return FILMS[0] if FILMS and fnmatchcase(name, "video-*.mp4") else ""


def _unasked(folder: Path, rows: Sequence[Row]) -> Iterator[Diagnostic]:
    """What nobody can say without a manifest: once for all files."""
    kinds = {PurePosixPath(row["path"]).suffix.lower() for row in rows}
    facts = dict.fromkeys(check.facts for check in CHECKS if check.facts and kinds.intersection(check.suffixes))
    for what in (msg("whether each is the file that was built"), *facts) if rows else ():
        message = msg("not checked, for `{file}` is not there to say it: {what}", file=manifest.NAME, what=what)
        yield info("unasked", Where(str(folder)), message, msg("bring it with the files from the folder of the build"))


def _unlisted(paths: Iterable[str], named: set[str]) -> Iterator[str]:
    """Files in the folders of packs that the manifest does not name; what lies beside the packs is somebody's own."""
    packs = {tuple(path.split("/")[:3]) for path in named}
    return (path for path in paths if path not in named and tuple(path.split("/")[:3]) in packs)


def _stranger(path: str, folder: Path, *, listed: bool) -> Diagnostic:
    """A file that the manifest does not name or, without one, whose name no format gives."""
    unlisted = msg("`{name}`: not in `{file}`, it was not checked", name=path, file=manifest.NAME)
    message = unlisted if listed else msg("`{name}`: no file that outreach makes, it was not checked", name=path)
    return warning("foreign", Where(str(folder / path)), message, msg("take it out, or look at it yourself"))


def _format(row: Row) -> tuple[str, ...]:
    """The files of one format of a pack belong together; what no format makes stands alone."""
    whole = row["path"].split("/")
    pack = whole[:3] if "branch" in row else whole[:-1] if row.get("format") else whole
    return (*pack, row.get("branch", ""), row.get("format", ""))


def _judged(rows: Iterable[Row], folder: Path, beside: Mapping[str, Path], held: Held) -> Iterator[Diagnostic]:
    files = []
    for row in rows:
        path = folder / row["path"]
        try:
            data = read_regular(path, str(path), LARGEST)
        except (OutreachError, OSError):
            message = msg("`{name}`: expected the file that the manifest names, found none", name=row["path"])
            yield error("missing", Where(str(path)), message, msg("build it again"))
            continue
        if "sha256" in row and hashlib.sha256(data).hexdigest() != row["sha256"]:
            message = msg("`{name}`: expected the file that was built, found another", name=row["path"])
            yield error("changed", Where(str(path)), message, msg("build it again, or take it out of the folder"))
        called = PurePosixPath(_original(row["path"])).name
        file = Built(row["path"], data, row.get("format", ""), _facts(row), beside=beside, called=called)
        files.append(replace(file, limits=held.limits, content=held.content, drawn=held.drawn))
    yield from _run(files, folder)


def _run(files: list[Built], folder: Path) -> Iterator[Diagnostic]:
    """What the checks find. One broken file of a format hides none of the others."""
    try:
        for one in files:
            bounded(one.suffix, one.bytes)
        stopping, told = run(files, dear=True)
    except Exception as problem:  # whatever a reader of a broken file raises
        if len(files) == 1:
            yield _broken(files[0], problem, folder)
            return
        alone = {one.path: [*_run([one], folder)] for one in files}
        broken = [found for each in alone.values() for found in each if found.code == BROKEN]
        yield from broken
        yield from _run([one for one in files if not any(f.code == BROKEN for f in alone[one.path])], folder)
    else:
        yield from (*stopping, *told)


def _broken(one: Built, problem: Exception, folder: Path) -> Diagnostic:
    """What a library says of it is for who writes programs: it is not told."""
    where = Where(str(folder / one.path))
    if isinstance(problem, OutreachError):
        why = problem.diagnostics[0].message
        message = msg("`{name}`: expected a whole file, found one that cannot be read ({why})", name=one.path, why=why)
    else:
        message = msg("`{name}`: expected a whole file, found one that cannot be read", name=one.path)
    return error(BROKEN, where, message, msg("build it again"))


def _facts(row: Row) -> dict[str, Any]:
    """What a row says a file should be. What we would not have written is as if it were not there."""
    return {name: row[name] for name, fits in _FITS.items() if name in row and fits(row[name])}


def _codes(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(one, str) for one in value)


def _label(value: Any) -> bool:
    fields = ("producer", "id", "label")
    return value is None or (isinstance(value, dict) and {*value} == {*fields} and _codes([*value.values()]))


def _sound(value: Any) -> bool:
    return isinstance(value, dict) and value.get("profile") in TARGETS and _numbers(value.get(n) for n in _MIXED)


def _pace(value: Any) -> bool:
    if not isinstance(value, dict) or {*value} != {"audience", "range", "lines"}:
        return False
    pair, lines = value["range"], value["lines"]
    return (
        isinstance(pair, list)
        and len(pair) == 2
        and _numbers(pair)
        and isinstance(lines, list)
        and all(map(_line, lines))
    )


def _line(value: Any) -> bool:
    if not isinstance(value, list) or len(value) != 4:
        return False
    return isinstance(value[0], str) and isinstance(value[3], str) and _numbers(value[1:3])


def _number(value: Any) -> bool:
    return _numbers([value])


def _numbers(values: Iterable[Any]) -> bool:
    return all(isinstance(one, (int, float)) and not isinstance(one, bool) for one in values)


def _box(value: Any) -> bool:
    """Left, top, width and height as shares of a picture."""
    return _several(value, 4) and all(0 <= one <= 1 for one in value) and value[2] > 0 and value[3] > 0


def _signs(value: Any) -> bool:
    """Where an interpreter is seen, and from when to when."""
    if not isinstance(value, dict) or {*value} != {"box", "times"} or not isinstance(value["times"], list):
        return False
    return _box(value["box"]) and bool(value["times"]) and all(map(_range, value["times"]))


def _range(value: Any) -> bool:
    return _several(value, 2)


def _several(value: Any, many: int) -> bool:
    return isinstance(value, list) and len(value) == many and _numbers(value)


_MIXED = ("bed_under", "rate")
_FITS = {
    "codes": _codes,
    "ai": _label,
    "sound": _sound,
    "pace": _pace,
    "floor": _number,
    "slate": _box,
    "length": _range,
    "sign": _signs,
}
