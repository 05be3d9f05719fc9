"""out/manifest.json: every artefact with path, digest, size, what it was made from, voice, review state, durations.

One row a line, so that a folder of 20,000 branches is read in little memory. What stands in a manifest decides what a
later run may remove: a row that outreach would not have written is left out and said, never believed.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from outreach.cache import Blob
from outreach.diagnostics import Diagnostic, Where, warning
from outreach.files import write_atomically
from outreach.messages import msg, shorten

NAME = "manifest.json"
SCHEMA = 2
MAX_BYTES = 256 << 20  # read line by line
MAX_LOOSE_BYTES = 16 << 20  # read at once, when it is not written a row a line: it takes 30 times as much memory
MAX_LINE = 8 << 20  # a film's row has all its lines: at most 60 scenes of 60 lines of 400 signs
MAX_BAD = 1000  # a file with more rows that are none of ours is none of ours
HEAD = '"artefacts": ['
_PATH = re.compile(r"(?!.*(?:^|/)\.)[\w.+-]+(?:/[\w.+-]+){3,}")
# A picture of the gallery: the digest of the file it shows, and its own. So it proves itself to be ours and whole.
PICTURE = re.compile(r"gallery/(?P<of>[0-9a-f]{16})-(?P<own>[0-9a-f]{16})\.jpg")
_OWN = re.compile(r"index\.html|gallery/\w[\w-]*\.\w+")  # the gallery's own files
_DIGEST = re.compile(r"[0-9a-f]{64}")
TEXTS = ("path", "sha256", "scam", "audience", "lang", "branch", "format", "title", "state")

Row = dict[str, Any]


@dataclass(frozen=True)
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
    """What a folder holds of ours: the artefacts, and the gallery's own files with their digests."""

    rows: list[Row] = field(default_factory=list)
    gallery: dict[str, str] = field(default_factory=dict)
    problems: list[Diagnostic] = field(default_factory=list)


def read(out: Path) -> Manifest:
    """The last run's manifest; empty, with a warning, when it is none that outreach writes."""
    path = out / NAME
    if not path.exists():
        return Manifest()
    where = Where(str(path))
    try:
        rows, gallery = _read(path)
    except (OSError, ValueError, KeyError, TypeError, RecursionError) as problem:
        why = _why(problem)
        return Manifest(
            problems=[warning("manifest", where, msg("not a list of outputs of outreach: {why}", why=why), _HINT)]
        )
    sound = [row for row in rows if well_formed(row)]
    problems = []
    if len(sound) < len(rows):
        message = msg(
            "{n} of {all} rows are none that outreach writes; they are left out",
            n=len(rows) - len(sound),
            all=len(rows),
        )
        problems.append(warning("manifest", where, message, _HINT))
    known = {n: d for n, d in gallery.items() if _OWN.fullmatch(n) and isinstance(d, str) and _DIGEST.fullmatch(d)}
    return Manifest(sound, known, problems)


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
            return list(_by_line(stream)), _gallery(json.loads(head + "]}"))
    if size > MAX_LOOSE_BYTES:
        raise ValueError(msg("it has {size} bytes and not a row a line", size=size))
    plain = json.loads(path.read_text(encoding="utf-8"))
    if not isinstance(plain, dict) or not isinstance(plain.get("artefacts"), list):
        raise ValueError(msg("it holds no list of artefacts"))
    return plain["artefacts"], _gallery(plain)


def _gallery(plain: Mapping[str, Any]) -> dict[str, Any]:
    found = plain.get("gallery")
    return found if isinstance(found, dict) else {}


def _by_line(stream: IO[str]) -> Iterator[Any]:
    bad = 0
    while line := stream.readline(MAX_LINE):
        words = line.strip().rstrip(",")
        if words == "]}":
            return
        if not words:
            continue
        try:
            row = json.loads(words)
        except (ValueError, RecursionError):
            row = None
        bad += not well_formed(row)
        if bad > MAX_BAD:
            raise ValueError(msg("more than {n} rows are none of ours", n=MAX_BAD))
        yield row


def well_formed(row: Any) -> bool:
    """May this row be believed? All its texts are there, and its path leads to a file of its own pack."""
    if not isinstance(row, dict) or not all(isinstance(row.get(name), str) for name in TEXTS):
        return False
    if type(row.get("bytes")) is not int or row["bytes"] < 0 or not _DIGEST.fullmatch(row["sha256"]):
        return False
    seconds = row.get("seconds", 0)
    if isinstance(seconds, bool) or not isinstance(seconds, (int, float)) or not 0 <= seconds < math.inf:
        return False
    pack = f"{row['scam']}/{row['audience']}/{row['lang']}/" + (f"branches/{row['branch']}/" if row["branch"] else "")
    return bool(_PATH.fullmatch(row["path"]) and row["path"].startswith(pack))


def write(out: Path, rows: Iterable[Row], facts: Mapping[str, Any]) -> None:
    """Writes the manifest, one row a line, sorted by path."""
    head = json.dumps({"schema": SCHEMA, **facts}, ensure_ascii=False, sort_keys=True)
    lines = [json.dumps(row, ensure_ascii=False, sort_keys=True) for row in sorted(rows, key=lambda row: row["path"])]
    text = f"{head[:-1]}, {HEAD}\n" + ",\n".join(lines) + "\n]}\n"
    write_atomically(out / NAME, text.encode())
