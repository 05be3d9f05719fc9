"""out/manifest.json: every artefact with path, digest, size, what it was made from, voice, review state, durations."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from outreach.cache import Blob, Cache, copy_atomically, write_atomically

NAME = "manifest.json"
SCHEMA = 1


@dataclass(frozen=True)
class Artefact:
    """A finished file: where it goes below the output folder, its bytes in the cache, and what is known about it."""

    path: str
    blob: Blob
    facts: dict[str, Any] = field(default_factory=dict)

    def row(self) -> dict[str, Any]:
        """The artefact's line in the manifest."""
        return {"path": self.path, "sha256": self.blob.sha256, "bytes": self.blob.bytes, **self.facts}


def read(out: Path) -> list[dict[str, Any]]:
    """The rows of the last run, or none when there is no manifest that can be read."""
    try:
        rows = json.loads((out / NAME).read_text(encoding="utf-8"))["artefacts"]
        return [row for row in rows if isinstance(row, dict) and isinstance(row.get("path"), str)]
    except (OSError, ValueError, KeyError, TypeError):
        return []


def write(out: Path, artefacts: list[Artefact], cache: Cache, facts: dict[str, Any]) -> list[dict[str, Any]]:
    """Puts every artefact in its place (a file that already has the right bytes is left alone), then the manifest.

    Rows of earlier runs stay while their files do. Returns all rows.
    """
    for artefact in artefacts:
        target = out / artefact.path
        if not _same(target, artefact.blob):
            target.parent.mkdir(parents=True, exist_ok=True)
            copy_atomically(cache.blob_path(artefact.blob), target)
    made = {a.path: a.row() for a in artefacts}
    kept = {row["path"]: row for row in read(out) if row["path"] not in made and (out / row["path"]).is_file()}
    rows = [row for _, row in sorted({**kept, **made}.items())]
    text = json.dumps({"schema": SCHEMA, **facts, "artefacts": rows}, ensure_ascii=False, indent=1, sort_keys=True)
    out.mkdir(parents=True, exist_ok=True)
    write_atomically(out / NAME, (text + "\n").encode())
    return rows


def place(path: Path, data: bytes) -> None:
    """Writes a small file of the output folder itself (the gallery), only when its bytes change."""
    if not path.is_file() or path.read_bytes() != data:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(path, data)


def _same(path: Path, blob: Blob) -> bool:
    try:
        if path.stat().st_size != blob.bytes:
            return False
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest() == blob.sha256
    except OSError:
        return False
