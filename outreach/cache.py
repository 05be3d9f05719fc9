"""A content-addressed store: a key (sha256 over everything a job depends on) leads to named blobs.

`cas/ab/abcdef…` holds bytes by their sha256, read-only; `ac/ab/<key>.json` says which blobs a job made. A blob is
written beside its place and renamed, the record comes last, so that a killed process leaves nothing half. A record that
cannot be read or misses a blob is a miss, never an error (Bazel's disk cache is the model). What is handed out has the
digest it claims: it is taken while the bytes are read, and a damaged blob is removed, so that its job runs again.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import stat
import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

from outreach.diagnostics import OutreachError, Where, error, fail
from outreach.files import beside, copy_digested, digest_of, move_atomically, write_atomically
from outreach.messages import msg

SCHEMA = 2
GRACE_SECONDS = 3600  # a blob younger than this may belong to a record that is about to be written
MAX_RECORD_BYTES = 8 << 20  # a record of more is none of ours
_DIGEST = re.compile(r"[0-9a-f]{64}")
# Names of outputs: `leaflet.pdf`, `page/index.html`; never a way out of the folder they are put in.
_NAME = re.compile(r"(?!.*(?:^|/)\.)[\w.+-]+(?:/[\w.+-]+)*")


def key_of(parts: Mapping[str, Any]) -> str:
    """SHA-256 over canonical JSON: sorted keys, no spaces. Values must be plain data; floats are written by repr."""
    return hashlib.sha256(_canonical({"schema": SCHEMA, **parts})).hexdigest()


def _canonical(plain: Mapping[str, Any]) -> bytes:
    return json.dumps(plain, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


class LostError(Exception):
    """A blob is gone or damaged; what is left of it was removed. Whoever made it makes it again."""


@dataclass(frozen=True)
class Blob:
    """One stored file."""

    sha256: str
    bytes: int

    def __post_init__(self) -> None:
        """A digest becomes a path: nothing else may stand in it. Raises ValueError."""
        if type(self.bytes) is not int or self.bytes < 0 or not _DIGEST.fullmatch(self.sha256):
            raise ValueError(f"expected a digest and a size, found {self.sha256!r}, {self.bytes!r}")


@dataclass(frozen=True)
class Record:
    """What a job made: blobs by name, and facts about them (seconds, loudness …)."""

    outputs: dict[str, Blob]
    facts: dict[str, Any]


@dataclass(frozen=True)
class Cache:
    """The store in `root`. Safe for several processes at once; no locks."""

    root: Path

    def prepare(self) -> None:
        """Makes the folder. Raises OutreachError, with its path, when nothing can be kept there."""
        try:
            for folder in ("cas", "ac", "tmp"):
                (self.root / folder).mkdir(parents=True, exist_ok=True)
            self.scratch().rmdir()
        except OSError as problem:
            hint = msg("`--cache-dir` or OUTREACH_CACHE names the folder where results are kept")
            why = problem.strerror or problem
            raise fail("cache", Where(str(self.root)), msg("cannot keep results here: {why}", why=why), hint) from None

    def blob_path(self, blob: Blob) -> Path:
        """Where a blob is kept; nobody has looked at its bytes."""
        return self.root / "cas" / blob.sha256[:2] / blob.sha256

    def _record_path(self, key: str) -> Path:
        return self.root / "ac" / key[:2] / f"{key}.json"

    def get(self, key: str) -> Record | None:
        """The record of a key whose blobs are all there with the right size, else None."""
        found = self._record(self._record_path(key), key)
        return found if found and all(_size(self.blob_path(b)) == b.bytes for b in found.outputs.values()) else None

    def _record(self, path: Path, key: str) -> Record | None:
        """What stands in a record that is whole and belongs to `key`; None for anything else."""
        try:
            if not (0 < (_size(path) or 0) <= MAX_RECORD_BYTES):
                return None
            plain = json.loads(path.read_text(encoding="utf-8"))
            if plain.pop("sum") != hashlib.sha256(key.encode() + _canonical(plain)).hexdigest():
                return None
            outputs = {name: Blob(b["sha256"], b["bytes"]) for name, b in plain["outputs"].items()}
            facts = dict(plain["facts"].items())
        except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
            return None
        return Record(outputs, facts) if all(map(_NAME.fullmatch, outputs)) else None

    def read(self, blob: Blob) -> bytes:
        """The bytes of a blob. Raises LostError."""
        with self._whole(blob) as path:
            data = path.read_bytes()
            if hashlib.sha256(data).hexdigest() != blob.sha256:
                self._lose(path)
        return data

    def path(self, blob: Blob) -> Path:
        """The file of a blob, for programs that read files themselves, its bytes looked at. Raises LostError."""
        with self._whole(blob) as path:
            if digest_of(path) != blob.sha256:
                self._lose(path)
        return path

    def copy(self, blob: Blob, target: Path) -> None:
        """Copies a blob to `target` in one step; the digest is taken on the way. Raises LostError."""
        with self._whole(blob) as path, beside(target) as part:
            if copy_digested(path, part) != blob.sha256:
                self._lose(path)

    @contextmanager
    def _whole(self, blob: Blob) -> Iterator[Path]:
        path = self.blob_path(blob)
        if _size(path) != blob.bytes:
            self._lose(path)
        try:
            yield path
        except FileNotFoundError:
            if _size(path) is None:  # `gc` or `verify` was quicker
                raise LostError(path.name) from None
            raise

    def _lose(self, path: Path) -> NoReturn:
        if _size(path) is not None:
            path.unlink(missing_ok=True)
        raise LostError(path.name)

    def put(self, key: str, files: Mapping[str, bytes | Path], facts: Mapping[str, Any] | None = None) -> Record:
        """Stores a job's files (bytes, or a finished file that is moved in) and then its record."""
        outputs = {name: self._store(content) for name, content in files.items()}
        plain: dict[str, Any] = {
            "outputs": {n: {"sha256": b.sha256, "bytes": b.bytes} for n, b in outputs.items()},
            "facts": dict(facts or {}),
        }
        plain["sum"] = hashlib.sha256(key.encode() + _canonical(json.loads(_canonical(plain)))).hexdigest()
        path = self._record_path(key)
        self._clear(path)
        write_atomically(path, json.dumps(plain, ensure_ascii=False, sort_keys=True).encode())
        return Record(outputs, dict(facts or {}))

    def _store(self, content: bytes | Path) -> Blob:
        if isinstance(content, Path):
            blob = Blob(digest_of(content), content.stat().st_size)
        else:
            blob = Blob(hashlib.sha256(content).hexdigest(), len(content))
        path = self.blob_path(blob)
        if _size(path) == blob.bytes and digest_of(path) == blob.sha256:
            with suppress(OSError):  # somebody else's file in a shared store
                os.utime(path)  # as young as the record that follows: `gc` leaves it
            return blob
        self._clear(path)
        if isinstance(content, Path):
            move_atomically(content, path)
        else:
            write_atomically(path, content)
        path.chmod(0o444)
        return blob

    def _clear(self, path: Path) -> None:
        """Room for a file: its folder is there, and what is no file (a foreign folder) is put aside."""
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.is_dir() and not path.is_symlink():
            path.rename(self.scratch() / path.name)

    def _blobs(self) -> Iterator[tuple[Path, os.stat_result]]:
        """The files of the store that have a blob's name; what is foreign, or on its way in, is let alone."""
        for path in sorted((self.root / "cas").glob("*/*")):
            found = _status(path) if _DIGEST.fullmatch(path.name) else None
            if found:
                yield path, found

    def verify(self) -> list[str]:
        """Names of blobs whose bytes are not what their name says; they are removed, so that they are made again.

        Raises OutreachError, when all was read, with those that cannot be removed: the store may be read-only.
        """
        bad, stuck = [], []
        for path, _ in self._blobs():
            try:
                if digest_of(path) != path.name:
                    bad.append(path.name)
                    path.unlink()
            except FileNotFoundError:
                continue  # another process was here first
            except OSError as problem:
                stuck.append(error("cache", Where(str(path)), msg("damaged, and stays: {why}", why=problem.strerror)))
        if stuck:
            raise OutreachError(stuck)
        return bad

    def collect(self, max_bytes: int, now: float) -> int:
        """Drops the oldest records, then blobs no record names, until at most `max_bytes` stay. Returns bytes freed.

        What was made within the last hour stays, record and blobs: a build that runs may be about to read it.
        """
        kept: set[str] = set()
        total = 0
        for made, path in self._records():
            record = self._record(path, path.stem)
            fresh = {b.sha256: b.bytes for b in record.outputs.values() if b.sha256 not in kept} if record else {}
            if record is None or (now - made > GRACE_SECONDS and total + sum(fresh.values()) > max_bytes):
                path.unlink(missing_ok=True)
            else:
                kept |= fresh.keys()
                total += sum(fresh.values())
        return self._sweep(kept, now)

    def _records(self) -> list[tuple[float, Path]]:
        """When each record was written, and where it is; the newest first."""
        found = [(s.st_mtime, p) for p in (self.root / "ac").glob("*/*.json") if (s := _status(p))]
        return sorted(found, reverse=True)

    def _sweep(self, kept: set[str], now: float) -> int:
        freed = 0
        for path, found in self._blobs():
            if path.name not in kept and now - found.st_mtime > GRACE_SECONDS:
                path.unlink(missing_ok=True)
                freed += found.st_size
        return freed

    def scratch(self) -> Path:
        """A new empty folder on the store's own disk, for a job's half-made files."""
        folder = self.root / "tmp" / uuid.uuid4().hex
        folder.mkdir(parents=True)
        return folder

    def sweep_scratch(self, now: float, older: float = 86400.0) -> None:
        """Removes what killed jobs left behind more than a day ago."""
        for folder in (self.root / "tmp").glob("*"):
            with suppress(FileNotFoundError):  # a build that runs has just removed its own
                if now - folder.lstat().st_mtime > older:
                    shutil.rmtree(folder, ignore_errors=True)


def _status(path: Path) -> os.stat_result | None:
    """The status of a file that is one; None for folders, pipes, links that lead nowhere, and what is not there."""
    try:
        found = path.stat()
    except (OSError, ValueError):
        return None
    return found if stat.S_ISREG(found.st_mode) else None


def _size(path: Path) -> int | None:
    found = _status(path)
    return found.st_size if found else None
