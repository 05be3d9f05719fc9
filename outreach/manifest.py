"""out/manifest.json: every artefact with path, digest, size, what it was made from, voice, review state, durations.

One row a line; the rows of many branches stand in parts that it names (`manifest_parts`). What stands in a manifest
decides what a later run may remove: a row that outreach would not have written is left out and said, never believed.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from outreach import manifest_parts as parts
from outreach.cache import Blob
from outreach.diagnostics import Diagnostic, OutreachError, Where, warning
from outreach.files import write_atomically
from outreach.manifest_parts import DIGEST, MAX_LINE
from outreach.manifest_parts import TEXTS as TEXTS
from outreach.manifest_parts import Row as Row
from outreach.manifest_parts import well_formed as well_formed
from outreach.messages import msg, shorten
from outreach.news import believable
from outreach.project import read_regular

NAME = "manifest.json"
SCHEMA, DIVIDED = 2, 3  # all rows in one file; some of them in parts
MAX_BYTES = 256 << 20  # read line by line
MAX_LOOSE_BYTES = 16 << 20  # read at once, when it is not written a row a line: it takes 30 times as much memory
MOST_REPORTED = 64 << 20  # bytes of a report as data
HEAD = '"artefacts": ['
# A picture of the gallery: the digest of the file it shows, and its own. So it proves itself to be ours and whole.
PICTURE = re.compile(r"gallery/(?P<of>[0-9a-f]{16})-(?P<own>[0-9a-f]{16})\.jpg")
REPORT, REPORTED = "preflight.html", "preflight.json"  # what was found in finished files: a page, and as data
BESIDE = ("seal.json", REPORT, REPORTED)  # what tells of the files, and is none of them
_OWN = re.compile(r"index\.html|gallery/\w[\w-]*\.\w+")  # the gallery's own files


@dataclass(frozen=True, slots=True)
class Artefact:
    """A finished file: where it goes below the output folder, its bytes in the cache, and what is known about it."""

    path: str
    blob: Blob
    facts: dict[str, Any] = field(default_factory=dict)

    @property
    def pack(self) -> str:
        """Scam, audience and language: the folder of its pack."""
        return "/".join(self.path.split("/")[:3])

    def row(self) -> Row:
        """The artefact's line in the manifest."""
        return {"path": self.path, "sha256": self.blob.sha256, "bytes": self.blob.bytes, **self.facts}


@dataclass(frozen=True)
class Manifest:
    """What a folder holds of ours: artefacts, the gallery's files with digests, parts of the list, what left."""

    rows: list[Row] = field(default_factory=list)
    gallery: dict[str, str] = field(default_factory=dict)
    problems: list[Diagnostic] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)
    gone: list[Row] = field(default_factory=list)  # what left lately: outreach.news


def own(name: str) -> bool:
    """Is it the list itself, a part of it, or a file of the gallery but its page?"""
    gallery = _OWN.fullmatch(name) is not None and name.startswith("gallery/")
    return name in (NAME, *BESIDE) or gallery or parts.PART.fullmatch(name) is not None


def state(rows: Iterable[Mapping[str, Any]]) -> str:
    """A digest of the files that are listed, whatever else is told of them."""
    listed = sorted((row["path"], row.get("sha256", "")) for row in rows)
    return hashlib.sha256(json.dumps(listed).encode()).hexdigest()


def reported(out: Path, rows: Iterable[Mapping[str, Any]]) -> bool:
    """Does the folder hold a report on these very files? One on files that were built anew since tells of others."""
    try:
        told = json.loads(read_regular(out / REPORTED, REPORTED, MOST_REPORTED))
    except (OSError, OutreachError, ValueError, RecursionError):
        return False
    return isinstance(told, dict) and told.get("of") == state(rows) and (out / REPORT).is_file()


def read(out: Path, known: Container[str] = ()) -> Manifest:
    """The last run's manifest; empty, with a warning, when it is none that outreach writes.

    `known`: paths whose rows nobody needs, because they were made anew. Of 20,000 branches they are most.
    """
    path = out / NAME
    if not path.exists():
        return Manifest()
    where = Where(str(path))
    try:
        rows, head = _read(path)
    except (OSError, ValueError, KeyError, TypeError, RecursionError) as problem:
        message = msg("not a list of outputs of outreach: {why}", why=_why(problem))
        return Manifest(problems=[warning("manifest", where, message, _HINT)])
    sound, problems = _sound(rows, where, known)
    names, faults = _names(head.get("parts", []), where)
    problems += faults
    for name in names:
        found, faults = _part(out, name, known)
        sound += found
        problems += faults
    gallery = head.get("gallery")
    own = gallery.items() if isinstance(gallery, dict) else ()
    known = {n: d for n, d in own if _OWN.fullmatch(n) and isinstance(d, str) and DIGEST.fullmatch(d)}
    return Manifest(sound, known, problems, names, believable(head.get("gone")))


def _names(plain: Any, where: Where) -> tuple[list[str], list[Diagnostic]]:
    """The parts that an index names, and a word about names that are none."""
    listed = plain if isinstance(plain, list) else [plain]
    names = [name for name in listed if isinstance(name, str) and parts.PART.fullmatch(name)]
    if len(names) == len(listed):
        return list(dict.fromkeys(names)), []
    message = msg("a part of the list of outputs cannot be read: {why}", why=msg("no part of a list has this name"))
    return list(dict.fromkeys(names)), [warning("manifest", where, message, _HINT)]


def _sound(rows: list[Any], where: Where, known: Container[str]) -> tuple[list[Row], list[Diagnostic]]:
    """The rows that may be believed and are not known, and a word about those that may not."""
    ours = [row for row in rows if well_formed(row)]
    sound = [row for row in ours if row["path"] not in known]
    if len(ours) == len(rows):
        return sound, []
    n = len(rows) - len(ours)
    message = msg("{n} of {all} rows are none that outreach writes; they are left out", n=n, all=len(rows))
    return sound, [warning("manifest", where, message, _HINT)]


def _part(out: Path, name: str, known: Container[str]) -> tuple[list[Row], list[Diagnostic]]:
    """The rows of a part; none, with a warning, when it is damaged: the other parts count all the same."""
    where = Where(str(out / name))
    try:
        return _sound(parts.read(out, name), where, known)
    except (OSError, ValueError) as problem:
        message = msg("a part of the list of outputs cannot be read: {why}", why=_why(problem))
        return [], [warning("manifest", where, message, _HINT)]


def _why(problem: Exception) -> str:
    if isinstance(problem, RecursionError):
        return msg("it is nested too deep")
    if isinstance(problem, UnicodeDecodeError):
        return msg("it is no UTF-8 text")
    return msg("it is no whole JSON") if isinstance(problem, json.JSONDecodeError) else shorten(problem)


_HINT = msg("files that it alone names are taken for somebody else's and stay where they are")


def _read(path: Path) -> tuple[list[Any], dict[str, Any]]:
    if not path.is_file():
        raise ValueError(msg("it is no file"))
    size = path.stat().st_size
    if size > MAX_BYTES:
        raise ValueError(msg("it has {size} bytes, at most {most} are read", size=size, most=MAX_BYTES))
    with path.open(encoding="utf-8") as stream:
        head = stream.readline(MAX_LINE).rstrip()
        if head.endswith(HEAD):
            return list(parts.by_line(stream)), dict(json.loads(head + "]}"))
    if size > MAX_LOOSE_BYTES:
        raise ValueError(msg("it has {size} bytes and not a row a line", size=size))
    plain = json.loads(path.read_text(encoding="utf-8"))
    if not isinstance(plain, dict) or not isinstance(plain.get("artefacts"), list):
        raise ValueError(msg("it holds no list of artefacts"))
    return plain["artefacts"], plain


def write(out: Path, rows: Iterable[Row], facts: Mapping[str, Any]) -> list[str]:
    """Writes the manifest, one row a line, sorted by path: first the parts that changed, then the index that names
    them. Returns these names; what was named before is left to `manifest_parts.unnamed`.
    """
    loose, groups = parts.divided(rows)
    if groups and not parts.has_folder(out):
        loose, groups = sorted([*loose, *(row for of in groups for row in of)], key=lambda row: row["path"]), []
    plain: dict[str, Any] = {"schema": DIVIDED if groups else SCHEMA, **facts}
    names = [parts.write(out, of) for of in groups]
    if names:
        plain["parts"] = names
    head = json.dumps(plain, ensure_ascii=False, sort_keys=True)
    text = f"{head[:-1]}, {HEAD}\n" + ",\n".join(map(parts.line, loose)) + "\n]}\n"
    write_atomically(out / NAME, text.encode())
    return names
