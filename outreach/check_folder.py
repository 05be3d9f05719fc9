"""Finished files of a folder, whoever built them, judged by the checks that `build` asks, by what the manifest says."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

from outreach import manifest
from outreach.checks.built import CHECKS, Built, run
from outreach.diagnostics import Diagnostic, OutreachError, Where, error
from outreach.manifest import Row
from outreach.messages import msg
from outreach.project import read_regular
from outreach.sound.loudness import TARGETS

LARGEST = 1 << 30  # bytes of a finished file
SUFFIXES = {suffix for check in CHECKS for suffix in check.suffixes}


@dataclass(frozen=True)
class Checked:
    """The findings, by file, and how many files were opened."""

    problems: tuple[Diagnostic, ...]
    files: int


def check_folder(folder: Path) -> Checked:
    """What is wrong with the files that a folder's manifest names; without one, with every file of a known kind."""
    found = manifest.read(folder)
    rows = found.rows or [{"path": path} for path in _files(folder)]
    rows = sorted(rows, key=lambda row: (*_format(row), row["path"]))
    problems = [*found.problems]
    for _, group in groupby(rows, _format):
        problems += _judged([*group], folder)
    return Checked(tuple(dict.fromkeys(problems)), len(rows))


def _files(folder: Path) -> Iterator[str]:
    for path in folder.rglob("*"):
        if path.suffix.lower() in SUFFIXES and path.is_file() and not path.is_symlink():
            yield path.relative_to(folder).as_posix()


def _format(row: Row) -> tuple[str, ...]:
    """The files of one format of a pack belong together; those of no manifest stand alone."""
    pack = row["path"].split("/")[:3] if "format" in row else [row["path"]]
    return (*pack, row.get("branch", ""), row.get("format", ""))


def _judged(rows: Iterable[Row], folder: Path) -> Iterator[Diagnostic]:
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
        files.append(Built(row["path"], data, row.get("format", ""), _facts(row)))
    try:
        stopping, told = run(files)
    except Exception as problem:  # whatever a reader of a broken file raises
        names = ", ".join(f"`{one.path}`" for one in files)
        ours = problem.diagnostics if isinstance(problem, OutreachError) else ()
        why = ours[0].message if ours else f"{type(problem).__name__}: {problem}"
        message = msg("{names}: expected whole files, found one that cannot be read ({why})", names=names, why=why)
        yield error("unreadable", Where(str(folder)), message, msg("build it again"))
    else:
        yield from (*stopping, *told)


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


def _numbers(values: Iterable[Any]) -> bool:
    return all(isinstance(one, (int, float)) and not isinstance(one, bool) for one in values)


_MIXED = ("bed_under", "rate")
_FITS = {"codes": _codes, "ai": _label, "sound": _sound, "pace": _pace}
