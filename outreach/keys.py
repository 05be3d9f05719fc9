"""Cache keys: derived from the data a job is made of, from the code it can reach and from the tools' versions."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from functools import cache
from importlib import metadata
from typing import Any

from outreach import closure
from outreach.cache import key_of
from outreach.kept import Kept
from outreach.project import Project
from outreach.store import Store
from outreach.storyboard import Branch, Storyboard

ASIDE: Mapping[str, Any] = {"aside": True}  # metadata of a field that has no part in what is made

TOOLS = (
    "typst",
    "python-pptx",
    "moviepy",
    "imageio-ffmpeg",
    "numpy",
    "opencv-python-headless",
    "fonttools",
    "pypdfium2",
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


def sources() -> str:
    """SHA-256 over the package's own sources; the command line has no part in what is made."""
    return closure.whole()


def job_key(kind: str, project: Project, inputs: tuple[str, ...], **parts: Any) -> str:
    """The key of something that any of our code may have a part in: its data, and the project files it reads."""
    digests = {path: project.digest(path) for path in inputs if project.exists(path)}
    return key_of({"kind": kind, "inputs": digests, "code": sources(), "tools": tools(), "parts": plain(parts)})


def recall_imports(store: Store) -> None:
    """Takes what imports what from the store, while our code is the same: to read it anew takes most of a second."""
    key = key_of({"kind": "imports", "code": sources()})
    found = store.get(key)
    if found and isinstance(found.facts.get("imports"), dict):
        closure.learn(found.facts["imports"])
    else:
        store.put(key, {}, {"imports": closure.table()})


def typed_key(kind: str, job: Any, modules: tuple[str, ...]) -> str:
    """The key of a dataclass that says all its inputs in its fields; of our code, what these modules can reach."""
    return key_of({"kind": kind, "code": closure.digest(*modules), "tools": tools(), "fields": plain(job)})


def plain(value: Any) -> Any:
    """Dataclasses, tuples and mappings as plain JSON data; floats by repr, so that 0.1 stays 0.1."""
    if value is None or type(value) in (str, int, bool):
        return value
    kind: Any = type(value)
    if kind is Storyboard:
        return {"type": "Storyboard", "sha256": _board(value)}
    if names := _fields(kind):
        return {"type": kind.__name__, **{name: plain(getattr(value, name)) for name in names}}
    if isinstance(value, Mapping):
        return {str(k): plain(v) for k, v in value.items()}
    if isinstance(value, (tuple, list)):
        return [plain(v) for v in value]
    if isinstance(value, float):
        return repr(value)
    return value if isinstance(value, (str, int, bool)) else str(value)


# Parts of storyboards whose digests are remembered, by their `id`: a pack's formats, films and branches share them.
_known: Kept[int, tuple[Any, str]] = Kept(1024)


def _board(board: Storyboard) -> str:
    """The digest of a storyboard. What twenty thousand branches have in common is the same objects in each of theirs:
    of each such part it is taken once.
    """
    return key_of({name: _part(getattr(board, name)) for name in _fields(Storyboard)})


def _part(value: Any) -> Any:
    """A small value itself; the digest of a large one, which is frozen, as long as it is the same object."""
    if value is None or type(value) in (str, Branch):
        return plain(value)
    return _known.of(id(value), lambda: (value, key_of({"part": plain(value)})))[1]


@cache
def _fields(kind: type[Any]) -> tuple[str, ...]:
    """What of a dataclass counts: all but where it was read, and what is marked as having no part in the bytes."""
    if not dataclasses.is_dataclass(kind):
        return ()
    return tuple(f.name for f in dataclasses.fields(kind) if f.name != "where" and not f.metadata.get("aside"))
