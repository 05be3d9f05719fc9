"""Where results are kept, as the jobs and the driver see it; `cache.Cache` is the one on a local disk."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Protocol

from outreach.cache import Blob, Record


class Store(Protocol):
    """Records by key, blobs by digest. It is handed to workers, so it must pickle. Safe for several processes."""

    def prepare(self) -> None:
        """Makes it ready to be written to. Raises OutreachError."""

    def get(self, key: str) -> Record | None:
        """The record of a key whose blobs are all there, else None."""

    def put(self, key: str, files: Mapping[str, bytes | Path], facts: Mapping[str, Any] | None = None) -> Record:
        """Keeps a job's files (bytes, or a finished file that is moved in) and then its record."""

    def read(self, blob: Blob) -> bytes:
        """The bytes of a blob. Raises LostError."""

    def path(self, blob: Blob) -> Path:
        """A file on this machine with the bytes of a blob. Raises LostError."""

    def copy(self, blob: Blob, target: Path) -> None:
        """Copies a blob to `target` in one step. Raises LostError."""

    def scratch(self) -> Path:
        """A new empty folder on this machine for half-made files; whoever asked for it removes it."""
