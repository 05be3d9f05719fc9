"""A content-addressed store: a key (sha256 over everything a job depends on) leads to named blobs.

`cas/ab/abcdef…` holds bytes by their sha256, read-only; `ac/ab/<key>.json` says which blobs a job made. A blob is
written beside its place and renamed, the record comes last, so that a killed process leaves nothing half. A record that
cannot be read or misses a blob is a miss, never an error (Bazel's disk cache is the model).
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import time
import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

SCHEMA = 1
GRACE_SECONDS = 3600  # a blob younger than this may belong to a record that is about to be written


def key_of(parts: Mapping[str, Any]) -> str:
    """SHA-256 over canonical JSON: sorted keys, no spaces. Values must be plain data; floats are written by repr."""
    text = json.dumps({"schema": SCHEMA, **parts}, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


@dataclass(frozen=True)
class Blob:
    """One stored file."""

    sha256: str
    bytes: int


@dataclass(frozen=True)
class Record:
    """What a job made: blobs by name, and facts about them (seconds, loudness …)."""

    outputs: dict[str, Blob]
    facts: dict[str, Any]


@dataclass(frozen=True)
class Cache:
    """The store in `root`. Safe for several processes at once; no locks."""

    root: Path

    def blob_path(self, blob: Blob) -> Path:
        """Where the bytes are."""
        return self.root / "cas" / blob.sha256[:2] / blob.sha256

    def _record_path(self, key: str) -> Path:
        return self.root / "ac" / key[:2] / f"{key}.json"

    def get(self, key: str) -> Record | None:
        """The record of a key whose blobs are all there with the right size, else None."""
        try:
            plain = json.loads(self._record_path(key).read_text(encoding="utf-8"))
            outputs = {name: Blob(b["sha256"], b["bytes"]) for name, b in plain["outputs"].items()}
            whole = all(self.blob_path(b).stat().st_size == b.bytes for b in outputs.values())
            facts = dict(plain["facts"].items())
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return None
        return Record(outputs, facts) if whole else None

    def read(self, blob: Blob) -> bytes:
        """The bytes of a blob."""
        return self.blob_path(blob).read_bytes()

    def put(self, key: str, files: Mapping[str, bytes | Path], facts: Mapping[str, Any] | None = None) -> Record:
        """Stores a job's files (bytes, or a finished file that is moved in) and then its record."""
        outputs = {name: self._store(content) for name, content in files.items()}
        plain = {
            "outputs": {n: {"sha256": b.sha256, "bytes": b.bytes} for n, b in outputs.items()},
            "facts": dict(facts or {}),
        }
        path = self._record_path(key)
        path.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(path, json.dumps(plain, ensure_ascii=False, sort_keys=True).encode())
        return Record(outputs, dict(facts or {}))

    def _store(self, content: bytes | Path) -> Blob:
        if isinstance(content, Path):
            with content.open("rb") as stream:
                blob = Blob(hashlib.file_digest(stream, "sha256").hexdigest(), content.stat().st_size)
        else:
            blob = Blob(hashlib.sha256(content).hexdigest(), len(content))
        path = self.blob_path(blob)
        if path.exists() and path.stat().st_size == blob.bytes:
            return blob
        path.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(content, Path):
            move_atomically(content, path)
        else:
            write_atomically(path, content)
        path.chmod(0o444)
        return blob

    def verify(self) -> list[str]:
        """Names of blobs whose bytes are not what their name says; they are removed, so that they are made again."""
        bad = []
        for path in sorted((self.root / "cas").glob("*/*")):
            with path.open("rb") as stream:
                if hashlib.file_digest(stream, "sha256").hexdigest() != path.name:
                    bad.append(path.name)
                    path.unlink()
        return bad

    def collect(self, max_bytes: int, now: float) -> int:
        """Drops the oldest records, then blobs no record names, until at most `max_bytes` stay. Returns bytes freed."""
        records = sorted((self.root / "ac").glob("*/*.json"), key=lambda p: p.stat().st_mtime, reverse=True)
        kept: dict[str, int] = {}
        for path in records:
            record = self.get(path.stem)
            sizes = {b.sha256: b.bytes for b in record.outputs.values()} if record else {}
            if record is None or sum({**kept, **sizes}.values()) > max_bytes:
                path.unlink()
            else:
                kept.update(sizes)
        return self._sweep(set(kept), now)

    def _sweep(self, kept: set[str], now: float) -> int:
        freed = 0
        for path in (self.root / "cas").glob("*/*"):
            if path.name not in kept and now - path.stat().st_mtime > GRACE_SECONDS:
                freed += path.stat().st_size
                path.unlink()
        return freed

    def scratch(self) -> Path:
        """A new empty folder on the store's own disk, for a job's half-made files."""
        folder = self.root / "tmp" / uuid.uuid4().hex
        folder.mkdir(parents=True)
        return folder

    def sweep_scratch(self, now: float, older: float = 86400.0) -> None:
        """Removes what killed jobs left behind more than a day ago."""
        for folder in (self.root / "tmp").glob("*"):
            if now - folder.stat().st_mtime > older:
                shutil.rmtree(folder, ignore_errors=True)


def write_atomically(path: Path, data: bytes) -> None:
    """Writes beside `path`, syncs, renames: a reader sees the old file or the new one, never a part."""
    with _beside(path) as part, part.open("wb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())


def move_atomically(source: Path, path: Path) -> None:
    """Moves a finished file to `path` by rename; over a disk border it is copied beside first."""
    with _beside(path) as part:
        shutil.move(source, part)


def copy_atomically(source: Path, path: Path) -> None:
    """Copies to `path` by way of a file beside it."""
    with _beside(path) as part:
        shutil.copyfile(source, part)


@contextmanager
def _beside(path: Path) -> Iterator[Path]:
    """A file beside `path` that gets its name when all went well, and is removed when not."""
    part = path.with_name(f".{path.name[:80]}.{os.getpid()}.{uuid.uuid4().hex}")
    try:
        yield part
        _replace(part, path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise


def _replace(beside: Path, path: Path) -> None:
    for wait in (0.0, 0.05, 0.2, 0.5):  # on Windows a virus scanner may hold the new file for a moment
        time.sleep(wait)
        try:
            beside.replace(path)
            return
        except PermissionError:
            if path.exists() and path.stat().st_size == beside.stat().st_size:
                beside.unlink()  # another process stored the same bytes first
                return
    beside.replace(path)
