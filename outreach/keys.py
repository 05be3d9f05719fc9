"""Cache keys: a digest of a job's data, the project files it reads, our code and the libraries in TOOLS."""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Mapping
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import Any

from outreach.cache import key_of
from outreach.project import Project

TOOLS = (
    "typst",
    "python-pptx",
    "moviepy",
    "imageio-ffmpeg",
    "numpy",
    "pillow",
    "qrcode",
    "edge-tts",
    "espeakng-loader",
    "pikepdf",
    "mutagen",
    "Jinja2",
    "lxml",
)
EXTRAS = ("onnxruntime", "pypinyin", "pyopenjtalk-plus")  # "" where an extra is not installed


@cache
def tools() -> dict[str, str]:
    """The version of every library that has a hand in the bytes: a new one must miss."""
    return {name: metadata.version(name) for name in TOOLS} | {name: _optional(name) for name in EXTRAS}


def _optional(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return ""


@cache
def code() -> str:
    """SHA-256 over the package's own sources; the command line has no part in what is made."""
    here = Path(__file__).parent
    sha = hashlib.sha256()
    for path in sorted(here.rglob("*.py")):
        relative = path.relative_to(here).as_posix()
        if not relative.startswith(("cli/", "starter/")):
            sha.update(f"{relative}\0".encode() + path.read_bytes())
    return sha.hexdigest()


def job_key(kind: str, project: Project, inputs: tuple[str, ...], **parts: Any) -> str:
    """The key of a job: its kind, its data, the digests of the project files it reads, our code, the tools."""
    digests = {path: project.digest(path) for path in inputs if project.exists(path)}
    return key_of({"kind": kind, "inputs": digests, "code": code(), "tools": tools(), "parts": plain(parts)})


def plain(value: Any) -> Any:
    """Dataclasses, tuples and mappings as plain JSON data; floats by repr, so that 0.1 stays 0.1."""
    if value is None or type(value) in (str, int, bool):
        return value
    kind: Any = type(value)
    if names := _fields(kind):
        return {"type": kind.__name__, **{name: plain(getattr(value, name)) for name in names}}
    if isinstance(value, Mapping):
        return {str(k): plain(v) for k, v in value.items()}
    if isinstance(value, (tuple, list)):
        return [plain(v) for v in value]
    if isinstance(value, float):
        return repr(value)
    return value if isinstance(value, (str, int, bool)) else str(value)


@cache
def _fields(kind: type[Any]) -> tuple[str, ...]:
    """What of a dataclass counts: all but where it was read."""
    if not dataclasses.is_dataclass(kind):
        return ()
    return tuple(f.name for f in dataclasses.fields(kind) if f.name != "where")
