"""The rows of the manifest, and where they stand: in the index itself, or, of many branches, in parts.

The branches of a pack fall into groups by their ids, so that a new branch changes one group and no other. Each group is
a file of a row a line, named by its digest: it proves itself to be ours and whole, what has not changed is not written
again, and a run that is killed leaves the parts that the index still names.
"""

from __future__ import annotations

import hashlib
import json
import math
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO, Any

from outreach.files import write_atomically
from outreach.messages import msg

FOLDER = "manifest"
PART = re.compile(r"manifest/(?P<own>[0-9a-f]{16})\.jsonl")
INLINE = 1_000  # rows of branches that a pack has in the index itself; more are in parts
GROUPS = 32  # of a pack: 20,000 branches of four files are 2,500 rows each, 2 MB
MAX_PART = 64 << 20  # bytes
MAX_LINE = 8 << 20  # a film's row has all its lines: at most 60 scenes of 60 lines of 400 signs
MAX_BAD = 1000  # a file with more rows that are none of ours is none of ours
TEXTS = ("path", "sha256", "scam", "audience", "lang", "branch", "format", "title", "state")
_PATH = re.compile(r"(?!.*(?:^|/)\.)[\w.+-]+(?:/[\w.+-]+){3,}")
DIGEST = re.compile(r"[0-9a-f]{64}")

Row = dict[str, Any]


def line(row: Row) -> str:
    """A row as it is written."""
    return json.dumps(row, ensure_ascii=False, sort_keys=True)


def by_line(stream: IO[str]) -> Iterator[Any]:
    """The rows of an index or a part; None for one that is no JSON. Raises ValueError where too many are none of ours.

    What many rows have in common is one object: 80,000 rows are read in a third of the memory.
    """
    bad, known = 0, dict[str, str]()
    while text := stream.readline(MAX_LINE):
        words = text.strip().rstrip(",")
        if words == "]}":
            return
        if not words:
            continue
        try:
            row = json.loads(words, object_pairs_hook=lambda pairs: _shared(pairs, known))
        except (ValueError, RecursionError):
            row = None
        bad += not well_formed(row)
        if bad > MAX_BAD:
            raise ValueError(msg("more than {n} rows are none of ours", n=MAX_BAD))
        yield row


def _shared(pairs: list[tuple[str, Any]], known: dict[str, str]) -> Row:
    return {known.setdefault(k, k): known.setdefault(v, v) if type(v) is str else v for k, v in pairs}


def well_formed(row: Any) -> bool:
    """May this row be believed? All its texts are there, and its path leads to a file of its own pack."""
    if not isinstance(row, dict) or not all(isinstance(row.get(name), str) for name in TEXTS):
        return False
    if type(row.get("bytes")) is not int or row["bytes"] < 0 or not DIGEST.fullmatch(row["sha256"]):
        return False
    seconds = row.get("seconds", 0)
    if isinstance(seconds, bool) or not isinstance(seconds, (int, float)) or not 0 <= seconds < math.inf:
        return False
    pack = f"{row['scam']}/{row['audience']}/{row['lang']}/" + (f"branches/{row['branch']}/" if row["branch"] else "")
    return bool(_PATH.fullmatch(row["path"]) and row["path"].startswith(pack))


def divided(rows: Iterable[Row]) -> tuple[list[Row], list[list[Row]]]:
    """The rows of the index, and those of each part, by path."""
    loose: list[Row] = []
    packs: dict[tuple[str, str, str], list[Row]] = {}
    for row in sorted(rows, key=lambda row: row["path"]):
        if row["branch"]:
            packs.setdefault((row["scam"], row["audience"], row["lang"]), []).append(row)
        else:
            loose.append(row)
    parts: list[list[Row]] = []
    for of in packs.values():
        if len(of) <= INLINE:
            loose += of
        else:
            parts += _groups(of)
    return sorted(loose, key=lambda row: row["path"]), parts


def _groups(rows: list[Row]) -> list[list[Row]]:
    found: dict[int, list[Row]] = {}
    for row in rows:
        found.setdefault(hashlib.sha256(row["branch"].encode()).digest()[0] % GROUPS, []).append(row)
    return [found[number] for number in sorted(found)]


def has_folder(out: Path) -> bool:
    """Is there a folder for parts? A link or a file in its place may be somebody's: nothing is written there."""
    folder = out / FOLDER
    try:
        folder.mkdir(exist_ok=True)
    except OSError:
        return False
    return not folder.is_symlink()


def write(out: Path, rows: Iterable[Row]) -> str:
    """Writes a part, unless it stands there already. Returns its name."""
    data = "".join(f"{line(row)}\n" for row in rows).encode()
    name = f"{FOLDER}/{hashlib.sha256(data).hexdigest()[:16]}.jsonl"
    if not whole(out, name):
        write_atomically(out / name, data)
    return name


def whole(out: Path, name: str) -> bool:
    """Does this part stand there, with the bytes that its name says?"""
    named, path = PART.fullmatch(name), out / name
    try:
        if not named or path.parent.is_symlink() or path.is_symlink() or not path.is_file():
            return False
        return path.stat().st_size <= MAX_PART and hashlib.sha256(path.read_bytes()).hexdigest()[:16] == named["own"]
    except OSError:
        return False


def read(out: Path, name: str) -> list[Any]:
    """The rows of a part. Raises ValueError, OSError: it is not what was written."""
    if not (out / name).exists():
        raise ValueError(msg("it is gone"))
    if not whole(out, name):
        raise ValueError(msg("its bytes are not those that were written"))
    with (out / name).open(encoding="utf-8") as stream:
        return list(by_line(stream))


def unnamed(out: Path, names: Iterable[str]) -> list[str]:
    """The parts that no index names any more."""
    kept, folder = set(names), out / FOLDER
    found = sorted(f"{FOLDER}/{path.name}" for path in folder.glob("*.jsonl")) if not folder.is_symlink() else []
    return [name for name in found if name not in kept and whole(out, name)]
