"""What a worker process does: turns one job's plain data into blobs of the cache. Every job may run twice, anywhere."""

from __future__ import annotations

import datetime as dt
import importlib
import io
import os
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache as remember
from pathlib import Path
from typing import Any

from PIL import Image

from outreach import aigc, voices
from outreach.cache import Blob, Cache, Record
from outreach.codes.links import payload
from outreach.codes.symbol import MISSING
from outreach.diagnostics import NOWHERE, Diagnostic, OutreachError, error, unusable
from outreach.layout import Layout
from outreach.messages import msg
from outreach.project import Project
from outreach.renderers import Coded, Render, rule_of
from outreach.room import Fault, UnmadeError, unfitting
from outreach.sound import Clip
from outreach.sound.pace import rate_of


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

    line = job.payload["line"]
    clip = voices.speak(job.payload["engine"], line)
    facts = {
        "seconds": clip.seconds,
        "rate": round(rate_of(line.text, line.lang, clip.samples), 2),
        "levels": [round(v, 3) for v in levels(clip)],
        "ticks": [round(v, 3) for v in clip.ticks],
    }
    return cache.put(job.key, {"clip.pcm": clip.pcm}, facts)


def _render(job: Job, layout: Layout, cache: Cache) -> Record:
    module = importlib.import_module(job.payload["module"])
    ai = job.payload["ai"]
    source = job.payload["source"]
    if "clips" in job.payload:
        source = (source, _clips(job, cache))
    made, faults = _made(module.render, source, layout)
    files = {name: _label(name, data, ai) for name, data in made.items()}
    problems = _codes(files, job.payload["format"], job.payload["codes"])
    problems += [p for name, data in files.items() for p in _read_back(name, data, ai)]
    if problems:
        raise OutreachError(problems)
    return cache.put(job.key, files, {"room": [fault.plain() for fault in faults]} if faults else None)


def _made(render: Render, source: Any, layout: Layout) -> tuple[dict[str, bytes], tuple[Fault, ...]]:
    """The files, and what did not fit: a sheet that cannot hold its words costs only itself."""
    try:
        return render(source, layout), ()
    except UnmadeError as problem:
        return problem.files, problem.faults


def _room(job: Job, layout: Layout, cache: Cache) -> Record:
    """What of a format does not fit, measured without making it, and what it leaves out to fit."""
    module = importlib.import_module(job.payload["module"])
    found, left_out = module.room(job.payload["source"], layout, job.payload["branches"])
    return cache.put(job.key, {}, {"room": [fault.plain() for fault in found], "left_out": left_out})


def _label(name: str, data: bytes, ai: aigc.Record | None) -> bytes:
    return aigc.stamp(data, Path(name).suffix, ai) if ai and Path(name).suffix in aigc.CONTAINERS else data


def _read_back(name: str, data: bytes, ai: aigc.Record | None) -> list[Diagnostic]:
    """The label of a finished file is read back, after the last step that touched it: tools drop it silently."""
    if Path(name).suffix not in aigc.CONTAINERS:
        return []
    return [
        error("ai-label", NOWHERE, msg("AI label of `{name}`: {fault}", name=name, fault=fault))
        for fault in aigc.faults(data, Path(name).suffix, ai)
    ]


def _codes(files: Mapping[str, bytes], format: str, codes: tuple[str, ...]) -> list[Diagnostic]:
    """Every code is read back from the finished page, picture and slide, at its size, before it counts as built."""
    from outreach.checks.built import paper_code, picture_code  # noqa: PLC0415

    readers = {".pdf": paper_code.verify, ".png": picture_code.verify, ".pptx": picture_code.verify_slides}
    problems, lost = list[Diagnostic](), dict[Coded, list[list[Diagnostic]]]()
    for name, data in files.items():
        if read := readers.get(Path(name).suffix):
            rule = rule_of(format, name)
            found = read(data, codes, rule.least if rule else None, name)
            problems += [one for one in found if one.code != MISSING]
            if rule:
                lost.setdefault(rule, []).append([one for one in found if one.code == MISSING])
    for rule, each in lost.items():
        if not rule.once or all(each):
            problems += [one for some in each[-1 if rule.once else 0 :] for one in some]
    return problems


def _segment(job: Job, layout: Layout, cache: Cache) -> Record:
    from outreach import film  # noqa: PLC0415
    from outreach.checks.built import film_code  # noqa: PLC0415

    segment, folder = job.payload["segment"], cache.scratch()
    path = folder / "segment.mp4"
    try:
        film.encode(segment, layout, path)
        problems = film_code.verify(path, segment.code)
        if problems:
            raise OutreachError(problems)
        return cache.put(job.key, {"segment.mp4": path})
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _sound(job: Job, layout: Layout, cache: Cache) -> Record:
    from outreach import film  # noqa: PLC0415
    from outreach.film.soundtrack import mix  # noqa: PLC0415

    timeline, folder = job.payload["timeline"], cache.scratch()
    try:
        sound = mix(timeline, _clips(job, cache), layout.project, profile=job.payload["profile"])
        wav, aac = folder / "sound.wav", folder / "sound.m4a"
        wav.write_bytes(sound.wav)
        film.encode_sound(wav, timeline.seconds, aac)
        return cache.put(job.key, {"sound.m4a": aac}, sound.facts())
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _clips(job: Job, cache: Cache) -> dict[str, Clip]:
    return {line: Clip(cache.read(blob), seconds) for line, (blob, seconds) in job.payload["clips"].items()}


def _film(job: Job, layout: Layout, cache: Cache) -> Record:
    from outreach import film  # noqa: PLC0415

    payload, folder = job.payload, cache.scratch()
    path = folder / "film.mp4"
    try:
        film.join(
            [cache.path(blob) for blob in payload["segments"]],
            cache.path(payload["sound"]),
            payload["cues"],
            path,
            title=payload["title"],
            lang=payload["lang"],
            aigc=payload["ai"].json() if payload["ai"] else "",
        )
        problems = _read_back(payload["name"], path.read_bytes(), payload["ai"])
        if problems:
            raise OutreachError(problems)
        return cache.put(job.key, {payload["name"]: path}, payload["facts"])
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _deck_film(job: Job, layout: Layout, cache: Cache) -> Record:
    from outreach import film  # noqa: PLC0415
    from outreach.renderers import deck  # noqa: PLC0415

    opening, board, name = job.payload["opening"], job.payload["board"], "deck-film.pptx"
    poster = io.BytesIO()
    Image.fromarray(film.frame(opening, opening.frames - 1, layout)).save(poster, "PNG")
    slides = deck.full_deck(board, layout)
    made = deck.embed(slides, board, layout, cache.read(job.payload["film"]), poster.getvalue())
    made = _label(name, made, job.payload["ai"])
    problems = _codes({name: made}, "deck", (payload(board, "deck"),)) + _read_back(name, made, job.payload["ai"])
    if problems:
        raise OutreachError(problems)
    return cache.put(job.key, {name: made})


def unfit(job: Job, record: Record) -> list[Diagnostic]:
    """What a format could not hold, with the places of its causes in the storyboard it was made of."""
    if job.kind not in ("render", "room"):
        return []
    board = getattr(job.payload["source"], "board", job.payload["source"])
    return unfitting(record.facts, job.payload["format"], board, job.payload.get("branches"))


def faults(job: Job, problem: BaseException) -> list[Diagnostic]:
    """What went wrong with a job, in words; a fault of ours is called one."""
    if isinstance(problem, OutreachError):
        return [*problem.diagnostics]
    if os.environ.get("OUTREACH_DEBUG"):
        raise problem
    if isinstance(problem, OSError) and problem.strerror:
        return [unusable(problem)]
    hint = msg("this is a fault of outreach, not of your text; OUTREACH_DEBUG=1 shows where")
    said = f"{type(problem).__name__}: {problem}"
    return [error("internal", NOWHERE, msg("`{job}` could not be made: {said}", job=job.label, said=said), hint)]


WORK: dict[str, Callable[[Job, Layout, Cache], Record]] = {
    "speak": _speak,
    "render": _render,
    "room": _room,
    "segment": _segment,
    "sound": _sound,
    "film": _film,
    "deck-film": _deck_film,
}

__all__ = ["WORK", "Blob", "Job", "faults", "unfit", "work"]
