"""A build in which nothing has changed is not planned again: the last one's result, when all its files stand there.

What it depends on is told by one key: every file that a build may read, the wish, our code, the tools and the
environment. A result is kept only when it was clean and no voice had a part in it that depends on another machine or
on a program of the user: those may answer otherwise the next time.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import Any

from outreach import manifest
from outreach.build_result import BuildResult
from outreach.cache import Blob, LostError
from outreach.diagnostics import OutreachError
from outreach.files import digest_of
from outreach.keys import job_key
from outreach.manifest import Artefact, Manifest
from outreach.outputs import Outputs
from outreach.project import FOLDERS, Project, starter_of
from outreach.report import told, untold
from outreach.store import Store

SURE = frozenset({"recorded", "kokoro", "silent", "espeak"})  # voices that are here and stay the same
_PATHS = "artefacts.txt"  # the paths of what was made, a line each: of many branches too much for a record
_OF_THE_FOLDER = ("path", "sha256", "bytes", "asked", "added", "changed")  # what no job has found out
_ASIDE = ("OUTREACH_CACHE", "OUTREACH_LANG", "OUTREACH_DEBUG", "OUTREACH_THREADS")  # no part in what is made


def outcome_key(project: Project, wish: Any, out: Path) -> str:
    """The key of a build's result. Raises OutreachError, OSError: a file that cannot be read."""
    starter = starter_of(project)
    environment = {n: v for n, v in sorted(os.environ.items()) if n.startswith("OUTREACH_") and n not in _ASIDE}
    environment |= {n: os.environ[n] for n in ("IMAGEIO_FFMPEG_EXE", "SOURCE_DATE_EPOCH") if n in os.environ}
    fallback = {top: starter.digest(top) for top in FOLDERS[:2]}
    parts = {"wish": asdict(wish), "out": str(out.resolve()), "environment": environment, "fallback": fallback}
    return job_key("result", project, FOLDERS, root=str(project.root), date=project.date.isoformat(), **parts)


def keep(result: BuildResult, key: str, out: Path, store: Store) -> None:
    """Keeps the result of a clean build; whoever has no room for it builds again."""
    errors = any(d.severity == "error" for d in result.diagnostics)
    if errors or not result.voices <= SURE or not result.artefacts:
        return
    facts = {
        "manifest": digest_of(out / manifest.NAME),
        "diagnostics": [told(one) for one in result.diagnostics],
        "jobs": result.made + result.reused,
        "voices": sorted(result.voices),
    }
    with suppress(OSError):
        store.put(key, {_PATHS: "\n".join(artefact.path for artefact in result.artefacts).encode()}, facts)


def recalled(key: str, out: Path, store: Store) -> BuildResult | None:
    """The result that was kept under `key`, when every file of the folder's manifest stands there as it should."""
    known = store.get(key)
    with suppress(KeyError, TypeError, ValueError, OSError, OutreachError, LostError):
        if known and digest_of(out / manifest.NAME) == known.facts["manifest"]:
            found = manifest.read(out)
            if _whole(found, Outputs(out)):
                return _result(found, store.read(known.outputs[_PATHS]).decode().split("\n"), known.facts)
    return None


def _whole(found: Manifest, out: Outputs) -> bool:
    """Is everything there, with the right bytes? And nothing of ours beside it."""
    files = [(row["path"], row["sha256"]) for row in found.rows] + [*found.gallery.items()]
    shown = {row["sha256"][:16] for row in found.rows}
    pictures = all(of in shown for of in out.pictures().values())
    return not found.problems and pictures and all(out.holds(name, sha256) for name, sha256 in files)


def _result(found: Manifest, paths: Sequence[str], facts: dict[str, Any]) -> BuildResult:
    rows = {row["path"]: row for row in found.rows}
    artefacts = [_artefact(rows[path]) for path in paths]
    return BuildResult(artefacts, _told(facts["diagnostics"]), 0, int(facts["jobs"]), voices=frozenset(facts["voices"]))


def _told(plain: Sequence[Any]) -> list[Any]:
    return [untold(one) for one in plain]


def _artefact(row: dict[str, Any]) -> Artefact:
    facts = {name: value for name, value in row.items() if name not in _OF_THE_FOLDER}
    return Artefact(row["path"], Blob(row["sha256"], row["bytes"]), facts)
