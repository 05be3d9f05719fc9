"""Drives a run: plan the packs, ask the cache, run the jobs, check, write. The only room that writes outputs.

Waves: what is said (`speech`), then everything that waits for no picture (pages, decks, captions, a film's segments
and its sound), then `films`, which join them, then decks with the film inside. A job that fails loses its own artefact.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from outreach import checks, manifest
from outreach.aigc import Record as AiRecord
from outreach.build import films
from outreach.build.bench import Bench, Progress
from outreach.build.speech import Spoken, speak
from outreach.cache import Cache, Record
from outreach.codes import links
from outreach.diagnostics import NOWHERE, Diagnostic, OutreachError, error, errors
from outreach.drawings import check_drawings
from outreach.gallery import gallery
from outreach.jobs import Job
from outreach.keys import job_key
from outreach.manifest import Artefact
from outreach.messages import msg
from outreach.plan import Pack, Wish, packs
from outreach.profiles import load_profiles, require
from outreach.project import Project
from outreach.renderers import RENDERERS, Renderer
from outreach.runner import Pool


@dataclass(frozen=True)
class Outcome:
    """What a run made and what went wrong."""

    artefacts: list[Artefact]
    diagnostics: list[Diagnostic]
    made: int  # jobs that ran
    reused: int  # jobs whose result was in the cache


def build(wish: Wish, project: Project, out: Path, cache: Cache, pool: Pool, progress: Progress) -> Outcome:
    """Makes what was wished for and writes it below `out`. Never raises for one artefact's sake.

    Raises OutreachError when nothing can start: profiles with errors, or a name that does not exist.
    """
    profiles = require(*load_profiles(project))
    drawn = check_drawings(project, profiles)
    if errors(drawn):
        raise OutreachError(drawn)
    found, problems = packs(wish, project, profiles)
    problems += drawn
    bench = Bench(project, profiles, cache, pool, progress, wish.sound, problems)
    spoken = [speak(pack, wish, bench) for pack in found if _fit(pack, wish, bench)]
    artefacts = _make(spoken, bench)
    rows = manifest.write(out, artefacts, cache, {"date": project.date.isoformat()})
    for name, data in gallery(rows, out, project).items():
        manifest.place(out / name, data)
    return Outcome(artefacts, bench.diagnostics, bench.made, bench.reused)


def _fit(pack: Pack, wish: Wish, bench: Bench) -> bool:
    """May this pack be built? Content errors and, for a release, a missing approval hold it back."""
    found = list(checks.run_storyboard(pack.board, bench.project, bench.profiles))
    if wish.release and not pack.board.review.approved:
        scam = pack.board.scam
        hint = msg("`outreach approve {scam} --by NAME` records a review", scam=scam)
        message = msg("`{scam}` is a draft: {why}", scam=scam, why=pack.board.review.why_not)
        found.append(error("release", NOWHERE, message, hint))
    bench.diagnostics += [d for d in found if d not in bench.diagnostics]
    return not any(d.severity == "error" for d in found)


def _make(spoken: list[Spoken], bench: Bench) -> list[Artefact]:
    pages = [(s, f, job) for s in spoken for f in s.pack.formats if f != "video" and (job := _page(s, f, bench))]
    plans = [plan for s in spoken for plan in films.plan(s, bench)]
    # Segments first: they are the longest, and a worker that is done with them still finds pages to make.
    parts = [job for plan in plans for job in (*plan.segments, plan.sound)]
    records = bench.run([*parts, *(job for _, _, job in pages)])
    joins = [(plan, job) for plan in plans if (job := films.join(plan, records, _ai(plan.spoken), bench))]
    records |= bench.run(job for _, job in joins)
    inside = [
        (plan.spoken, format, job)
        for plan, join in joins
        if join.key in records
        for format, job in films.decks(plan, records[join.key], _ai(plan.spoken), bench)
    ]
    records |= bench.run(job for _, _, job in inside)
    made = [*pages, *((p.spoken, "video", job) for p, job in joins if "video" in p.spoken.pack.formats), *inside]
    return [piece for s, f, job in made if job.key in records for piece in _pieces(s, f, job, records[job.key])]


def _page(s: Spoken, format: str, bench: Bench) -> Job | None:
    renderer: Renderer = RENDERERS[format]
    source = s.timeline if renderer.needs == "timeline" else s.pack.board
    if source is None or renderer.needs == "film":
        return None
    codes = (links.payload(s.pack.board, format),) if renderer.coded else ()
    key = job_key("render", bench.project, renderer.inputs, renderer=format, source=source, ai=_ai(s))
    payload: dict[str, Any] = {"module": renderer.module, "source": source, "codes": codes, "ai": _ai(s)}
    if renderer.needs == "voice":
        clips = {line: clip for line, clip in s.clips.items() if line.startswith(f"{format}.")}
        if not clips:
            return None
        key = job_key("render", bench.project, (), renderer=format, source=source, ai=_ai(s), clips=clips)
        payload["clips"] = clips
    return Job("render", key, f"{s.pack.folder}: {format}", renderer.weight, payload, bench.room())


def _ai(s: Spoken) -> AiRecord | None:
    """The metadata record of a pack with a synthetic voice: all of its files are published as one."""
    board = s.pack.board
    return AiRecord(board.brand.producer_code, s.pack.folder) if s.synthetic else None


def _pieces(s: Spoken, format: str, job: Job, record: Record) -> list[Artefact]:
    board = s.pack.board
    approved = f"approved by {board.review.by} on {board.review.date}"
    facts: dict[str, Any] = {
        "scam": board.scam,
        "audience": board.audience,
        "lang": board.lang,
        "branch": board.branch.id if board.branch else "",
        "format": format,
        "title": board.title.shown,
        "state": "approved" if board.review.approved else "draft",
        "why": approved if board.review.approved else board.review.why_not,
        "inputs": job.key,
        **record.facts,
    }
    return [Artefact(f"{s.pack.folder}/{name}", blob, facts) for name, blob in record.outputs.items()]
