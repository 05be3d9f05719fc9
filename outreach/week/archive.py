"""The one file that is handed over: a zip. Its list tells the digest of every file: the next one knows what changed."""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from outreach import archives
from outreach.archives import Content
from outreach.files import beside, digest_of

NAME = "manifest.json"
MOST = 64 << 20  # bytes of a list that is read back


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
    with beside(path) as part:
        archives.write(part, [(NAME, list_), *sorted(files.items())])


def _digest(one: Content) -> str:
    return digest_of(one) if isinstance(one, Path) else hashlib.sha256(one).hexdigest()


def _size(one: Content) -> int:
    return one.stat().st_size if isinstance(one, Path) else len(one)
