"""What a worker process does: turns one job's plain data into blobs of the cache. Every job may run twice, anywhere."""

from __future__ import annotations

import datetime as dt
import importlib
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache as remember
from pathlib import Path
from typing import Any

from outreach.cache import Blob, Cache, Record
from outreach.diagnostics import OutreachError
from outreach.layout import Layout
from outreach.project import Project


@dataclass(frozen=True)
class Job:
    """One piece of work: its key says everything it depends on, its payload is what the worker needs."""

    kind: str  # a name of WORK
    key: str
    label: str  # what a person reads in the progress line
    weight: float  # rough seconds on one core, for the time left
    payload: Mapping[str, Any] = field(hash=False, compare=False)
    room: tuple[str, str, str] = ("", "", "")  # project root, date, cache root


@remember
def _desk(root: str, date: str, cache: str) -> tuple[Layout, Cache]:
    """One project, compiler and cache a process: fonts load once."""
    return Layout(Project(Path(root), dt.date.fromisoformat(date))), Cache(Path(cache))


def work(job: Job) -> Record:
    """Runs a job unless its result is there already. Raises OutreachError with what went wrong."""
    layout, cache = _desk(*job.room)
    found = cache.get(job.key)
    if found:
        return found
    return WORK[job.kind](job, layout, cache)


def _speak(job: Job, layout: Layout, cache: Cache) -> Record:
    from outreach.film.soundtrack import levels  # noqa: PLC0415 - heavy imports only in the worker that needs them

    clip = job.payload["engine"].speak(job.payload["line"])
    facts = {"seconds": clip.seconds, "levels": [round(v, 3) for v in levels(clip)]}
    return cache.put(job.key, {"clip.pcm": clip.pcm}, facts)


def _render(job: Job, layout: Layout, cache: Cache) -> Record:
    module = importlib.import_module(job.payload["module"])
    files = module.render(job.payload["source"], layout)
    problems = [p for name, data in files.items() for p in _verify(name, data, job.payload["codes"])]
    if problems:
        raise OutreachError(problems)
    return cache.put(job.key, files)


def _verify(name: str, data: bytes, codes: tuple[str, ...]) -> list[Any]:
    """Every QR code is read back from the finished page before the page counts as built (design §5)."""
    if not name.endswith(".pdf") or not codes:
        return []
    from outreach.checks.qr_decode import verify  # noqa: PLC0415

    return list(verify(data, codes))


def _segment(job: Job, layout: Layout, cache: Cache) -> Record:
    from outreach import film  # noqa: PLC0415

    folder = cache.scratch()
    try:
        film.encode(job.payload["segment"], layout, folder / "segment.mp4")
        return cache.put(job.key, {"segment.mp4": folder / "segment.mp4"})
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _sound(job: Job, layout: Layout, cache: Cache) -> Record:
    from outreach.film.soundtrack import mix  # noqa: PLC0415
    from outreach.voices import Clip  # noqa: PLC0415

    clips = {beat: Clip(cache.read(blob), seconds) for beat, (blob, seconds) in job.payload["clips"].items()}
    sound = mix(job.payload["timeline"], clips, layout.project)
    return cache.put(job.key, {"sound.wav": sound.wav}, sound.facts())


def _film(job: Job, layout: Layout, cache: Cache) -> Record:
    from outreach import film  # noqa: PLC0415

    payload, folder = job.payload, cache.scratch()
    try:
        segments = [cache.blob_path(blob) for blob in payload["segments"]]
        sound = cache.blob_path(payload["sound"])
        film.join(
            segments,
            sound,
            payload["cues"],
            folder / "film.mp4",
            title=payload["title"],
            lang=payload["lang"],
            aigc=payload["aigc"].json() if payload["aigc"] else "",
        )
        return cache.put(job.key, {payload["name"]: folder / "film.mp4"}, payload["facts"])
    finally:
        shutil.rmtree(folder, ignore_errors=True)


WORK: dict[str, Callable[[Job, Layout, Cache], Record]] = {
    "speak": _speak,
    "render": _render,
    "segment": _segment,
    "sound": _sound,
    "film": _film,
}

__all__ = ["WORK", "Blob", "Job", "work"]
