"""The one file that is handed over: a zip with the same bytes for the same files, on any machine.

Nothing is squeezed: films, pictures and sheets are as small as they get, and how bytes are squeezed differs from one
machine to the next. Its list tells the digest of every file, so the next one knows what has changed.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from outreach.files import beside, digest_of

NAME = "manifest.json"
MOST = 64 << 20  # bytes of a list that is read back
_FIRST = (1980, 1, 1, 0, 0, 0)  # the first moment a zip can hold
Content = bytes | Path


def listing(files: Mapping[str, Content], facts: Mapping[str, Any]) -> bytes:
    """The list of the files, with what is known of each."""
    told = {name: {**facts.get(name, {}), "sha256": _digest(one), "bytes": _size(one)} for name, one in files.items()}
    plain = {"schema": 1, **{k: v for k, v in facts.items() if k not in files}, "files": dict(sorted(told.items()))}
    return (json.dumps(plain, ensure_ascii=False, indent=1) + "\n").encode()


def digests(plain: bytes) -> dict[str, str]:
    """File -> digest, as a list tells them; {} for one that is none of ours."""
    try:
        found = json.loads(plain)["files"]
        return {str(name): str(one["sha256"]) for name, one in found.items()}
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return {}


def former(path: Path) -> bytes:
    """The list in a zip that stands there; b"" without one."""
    try:
        with zipfile.ZipFile(path) as found:
            return found.read(NAME) if found.getinfo(NAME).file_size <= MOST else b""
    except (OSError, KeyError, ValueError, RuntimeError, NotImplementedError, zipfile.BadZipFile):
        return b""


def write(path: Path, files: Mapping[str, Content], list_: bytes) -> None:
    """Writes the zip, its list first, then the files in order; whole, or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with beside(path) as part, zipfile.ZipFile(part, "w", zipfile.ZIP_STORED) as made:
        for name, one in [(NAME, list_), *sorted(files.items())]:
            entry = zipfile.ZipInfo(name, _FIRST)
            entry.create_system, entry.external_attr = 3, 0o100644 << 16
            entry.file_size = _size(one)
            with made.open(entry, "w") as stream:
                if isinstance(one, Path):
                    with one.open("rb") as source:
                        shutil.copyfileobj(source, stream, 1 << 20)
                else:
                    stream.write(one)


def _digest(one: Content) -> str:
    return digest_of(one) if isinstance(one, Path) else hashlib.sha256(one).hexdigest()


def _size(one: Content) -> int:
    return one.stat().st_size if isinstance(one, Path) else len(one)
