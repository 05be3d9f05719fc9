"""Drives a run: plan the packs, ask the cache, run the jobs, check, write. The only module that writes outputs.

Three waves: what is said (one clip a line), then everything that needs no other picture (pages, decks, captions, film
segments, soundtracks), then films, which join segments and sound. A job that fails loses its own artefact only.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from outreach import checks, film, links, manifest, signing, voices
from outreach.cache import Blob, Cache, Record
from outreach.diagnostics import NOWHERE, Diagnostic, OutreachError, error
from outreach.gallery import gallery
from outreach.jobs import Job, work
from outreach.keys import job_key
from outreach.manifest import Artefact
from outreach.plan import Pack, Wish, packs
from outreach.profiles import Profiles, load_profiles, require
from outreach.project import Project
from outreach.renderers import RENDERERS, Renderer
from outreach.runner import Pool
from outreach.storyboard import Shape
from outreach.timeline import Timeline, lay_out
from outreach.voices import Engine


class Progress(Protocol):
    """What a run tells its watcher."""

    def plan(self, jobs: Sequence[Job]) -> None:
        """These jobs are about to run (what the cache already has is not among them)."""

    def done(self, job: Job, problem: BaseException | None) -> None:
        """One job ended."""

    def say(self, message: str) -> None:
        """A line for the person who waits."""


@dataclass(frozen=True)
class Outcome:
    """What a run made and what went wrong."""

    artefacts: list[Artefact]
    diagnostics: list[Diagnostic]
    made: int  # jobs that ran
    reused: int  # jobs whose result was in the cache


@dataclass
class Bench:
    """What every step of a run needs."""

    project: Project
    profiles: Profiles
    cache: Cache
    pool: Pool
    progress: Progress
    diagnostics: list[Diagnostic] = field(default_factory=list)
    made: int = 0
    reused: int = 0
    announced: set[str] = field(default_factory=set)

    def room(self) -> tuple[str, str, str]:
        """Where workers find the project and the cache."""
        return str(self.project.root), self.project.date.isoformat(), str(self.cache.root)

    def announce(self, message: str) -> None:
        """Says a thing once a run."""
        if message not in self.announced:
            self.announced.add(message)
            self.progress.say(message)

    def run(self, jobs: Iterable[Job]) -> dict[str, Record]:
        """Results by key: from the cache, else made now. A failed job has none; its problem is noted."""
        unique = {job.key: job for job in jobs}
        results = {key: found for key in unique if (found := self.cache.get(key))}
        missing = [job for key, job in unique.items() if key not in results]
        self.reused += len(results)
        if missing:
            self.progress.plan(missing)
        for job, record, problem in self.pool.run(work, missing):
            self.progress.done(job, problem)
            self.made += problem is None
            if problem is None:
                results[job.key] = record
            else:
                self.diagnostics += _faults(job, problem)
        return results


def _faults(job: Job, problem: BaseException) -> list[Diagnostic]:
    if isinstance(problem, OutreachError):
        return [*problem.diagnostics]
    if os.environ.get("OUTREACH_DEBUG"):
        raise problem
    hint = "this is a fault of outreach, not of your text; OUTREACH_DEBUG=1 shows where"
    return [error("internal", NOWHERE, f"`{job.label}` could not be made: {type(problem).__name__}: {problem}", hint)]


def build(wish: Wish, project: Project, out: Path, cache: Cache, pool: Pool, progress: Progress) -> Outcome:
    """Makes what was wished for and writes it below `out`. Never raises for one artefact's sake."""
    profiles = require(*load_profiles(project))
    found, problems = packs(wish, project, profiles)
    bench = Bench(project, profiles, cache, pool, progress, problems)
    ready = [pack for pack in found if _fit(pack, wish, bench)]
    spoken = [_speak(pack, wish, bench) for pack in ready]
    artefacts = _make(spoken, bench)
    rows = manifest.write(out, artefacts, cache, {"date": project.date.isoformat()})
    for name, data in gallery(rows, out, project).items():
        manifest.place(out / name, data)
    return Outcome(artefacts, bench.diagnostics, bench.made, bench.reused)


def _fit(pack: Pack, wish: Wish, bench: Bench) -> bool:
    """May this pack be built? Content errors and, for a release, a missing approval hold it back."""
    found = list(checks.run_storyboard(pack.board, bench.project, bench.profiles))
    if wish.release and not pack.board.review.approved:
        hint = f"`outreach approve {pack.board.scam} --by NAME` records a review"
        found.append(error("release", NOWHERE, f"`{pack.board.scam}` is a draft: {pack.board.review.why_not}", hint))
    bench.diagnostics += [d for d in found if d not in bench.diagnostics]
    return not any(d.severity == "error" for d in found)


# --- first wave: one clip a line -----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Spoken:
    """A pack with its voice: the engine, why it, each line's clip, and the timeline they give (None: no film wished)."""

    pack: Pack
    engine: Engine | None = None
    reason: str = ""
    clips: dict[str, tuple[Blob, float]] = field(default_factory=dict)
    speakers: dict[str, Engine] = field(default_factory=dict)  # line -> the engine that really spoke it
    levels: dict[str, tuple[float, ...]] = field(default_factory=dict)
    timeline: Timeline | None = None

    @property
    def synthetic(self) -> bool:
        """Did a machine speak any of it? Then the film carries the AI label (standards §9.1)."""
        return any(engine.synthetic for engine in self.speakers.values())


def _speak(pack: Pack, wish: Wish, bench: Bench) -> Spoken:
    if not _needs_voice(pack):
        return Spoken(pack)
    tried: tuple[str, ...] = ()
    while True:
        try:
            engine, reason = voices.choose(wish.voice, pack.board, bench.project, tried)
        except OutreachError as problem:
            bench.diagnostics += problem.diagnostics
            return Spoken(pack)
        held = _held_back(engine, pack, wish)
        if held:
            bench.diagnostics.append(held)
            return Spoken(pack)
        bench.announce(f"voice for {pack.board.lang}: {reason}")
        spoken, faults = _record(pack, engine, reason, bench)
        if spoken or wish.voice != "auto":
            return spoken or Spoken(pack)
        # A half-spoken film is not mended with another voice: the whole film is spoken by the next engine.
        del bench.diagnostics[len(bench.diagnostics) - faults :]
        tried = (*tried, engine.name)


def _needs_voice(pack: Pack) -> bool:
    return any(f == "video" or RENDERERS[f].needs == "timeline" for f in pack.formats)


def _held_back(engine: Engine, pack: Pack, wish: Wish) -> Diagnostic | None:
    drafts = [line.id for line in voices.lines(pack.board, engine) if voices.resolve(engine, line).draft]
    if not (wish.release and drafts):
        return None
    named = ", ".join(f"`{name}`" for name in drafts[:5]) + (" …" if len(drafts) > 5 else "")
    return error(
        "release",
        NOWHERE,
        f"`{pack.folder}` would speak {len(drafts)} lines with the draft voice `{engine.name}`: {named}",
        "record the lines under media/voice/, or build where `edge` can be reached",
    )


def _record(pack: Pack, engine: Engine, reason: str, bench: Bench) -> tuple[Spoken | None, int]:
    """Every line's clip, or None and the number of faults noted."""
    jobs = {
        line.id: Job(
            "speak",
            job_key("speak", bench.project, (), **voices.key(engine, line)),
            f"{pack.folder}: voice {line.id}",
            0.3,
            {"engine": engine, "line": line},
            bench.room(),
        )
        for line in voices.lines(pack.board, engine)
    }
    before = len(bench.diagnostics)
    records = bench.run(jobs.values())
    if len(bench.diagnostics) > before:
        return None, len(bench.diagnostics) - before
    clips = {
        line: (records[job.key].outputs["clip.pcm"], float(records[job.key].facts["seconds"]))
        for line, job in jobs.items()
    }
    levels = {line: tuple(records[job.key].facts["levels"]) for line, job in jobs.items()}
    signing_seconds = signing.seconds(bench.project, pack.board.scam, pack.board.audience, pack.board.lang)
    timeline = lay_out(pack.board, {line: seconds for line, (_, seconds) in clips.items()}, signing_seconds, levels)
    speakers = {line.id: voices.resolve(engine, line) for line in voices.lines(pack.board, engine)}
    return Spoken(pack, engine, reason, clips, speakers, levels, timeline), 0


# --- second and third wave: pages, decks, captions, segments, sound; then films ------------------------------------------


@dataclass(frozen=True)
class FilmPlan:
    """The jobs of one film: its segments, its sound, and the job that joins them once both are there."""

    spoken: Spoken
    shape: Shape
    segments: tuple[Job, ...]
    sound: Job


def _make(spoken: list[Spoken], bench: Bench) -> list[Artefact]:
    pages = [
        (s, f, job) for s in spoken for f in s.pack.formats if f != "video" and (job := _page(s, RENDERERS[f], bench))
    ]
    films = [
        _film_plan(s, shape, bench)
        for s in spoken
        if s.timeline and "video" in s.pack.formats
        for shape in s.pack.board.style.shapes
    ]
    segments = [job for plan in films for job in (*plan.segments, plan.sound)]
    records = bench.run([*segments, *(job for _, _, job in pages)])
    artefacts = [
        artefact for s, f, job in pages if job.key in records for artefact in _pieces(s, f, job, records[job.key])
    ]
    joins = [(plan, job) for plan in films if (job := _join(plan, records, bench))]
    joined = bench.run(job for _, job in joins)
    artefacts += [
        a for plan, job in joins if job.key in joined for a in _pieces(plan.spoken, "video", job, joined[job.key])
    ]
    return artefacts


def _page(s: Spoken, renderer: Renderer, bench: Bench) -> Job | None:
    source = s.timeline if renderer.needs == "timeline" else s.pack.board
    if source is None:
        return None
    code = (links.payload(s.pack.board, renderer.name),) if renderer.coded else ()
    key = job_key("render", bench.project, renderer.inputs, renderer=renderer.name, source=source)
    return Job(
        "render",
        key,
        f"{s.pack.folder}: {renderer.name}",
        renderer.weight,
        {"module": renderer.module, "source": source, "codes": code},
        bench.room(),
    )


def _film_plan(s: Spoken, shape: Shape, bench: Bench) -> FilmPlan:
    assert s.timeline is not None and s.engine is not None
    clips = signing.clips(bench.project, s.pack.board.scam, s.pack.board.audience, s.pack.board.lang)
    plan = film.plan(s.timeline, shape, ai_label=s.synthetic, sign_clips=clips, loudness=s.levels)
    where = f"{s.pack.folder}: film"
    jobs = tuple(
        Job(
            "segment",
            job_key("segment", bench.project, film.INPUTS, segment=segment.as_dict()),
            f"{where}, scene {segment.scene.id}",
            0.6 * segment.frames / 25,
            {"segment": segment},
            bench.room(),
        )
        for segment in plan
    )
    sound = Job(
        "sound",
        job_key(
            "sound",
            bench.project,
            ("media/music",),
            timeline=s.timeline,
            clips={k: b.sha256 for k, (b, _) in s.clips.items()},
        ),
        f"{where}, sound",
        2.0,
        {"timeline": s.timeline, "clips": s.clips},
        bench.room(),
    )
    return FilmPlan(s, shape, jobs, sound)


def _join(plan: FilmPlan, records: dict[str, Record], bench: Bench) -> Job | None:
    """The job that joins a film, once all its parts are there."""
    if any(job.key not in records for job in (*plan.segments, plan.sound)):
        return None
    s = plan.spoken
    assert s.timeline is not None and s.engine is not None
    segments = tuple(records[job.key].outputs["segment.mp4"] for job in plan.segments)
    sound = records[plan.sound.key]
    name = "video.mp4" if plan.shape == "landscape" else f"video-{plan.shape}.mp4"
    record = _ai_record(s, name) if s.synthetic else ""
    facts = {
        "seconds": s.timeline.seconds,
        "shape": plan.shape,
        "sound": sound.facts,
        "voice": s.engine.name,
        "voice_reason": s.reason,
        "lines": {line: engine.name for line, engine in s.speakers.items()},
    }
    key = job_key(
        "film",
        bench.project,
        (),
        segments=[b.sha256 for b in segments],
        sound=sound.outputs["sound.wav"].sha256,
        cues=s.timeline.cues,
        name=name,
        ai=record,
        title=s.pack.board.title.shown,
        facts=facts,
    )
    payload = {
        "segments": segments,
        "sound": sound.outputs["sound.wav"],
        "cues": s.timeline.cues,
        "name": name,
        "aigc": record,
        "title": s.pack.board.title.shown,
        "lang": s.pack.board.lang,
        "facts": facts,
    }
    return Job("film", key, f"{s.pack.folder}: {name}", 1.5, payload, bench.room())


def _ai_record(s: Spoken, name: str) -> dict[str, str]:
    """The metadata record of synthetic content (GB 45438-2025 App. E): all texts, producer and propagator alike."""
    board = s.pack.board
    code, own = board.brand.producer_code, f"{board.scam}/{board.audience}/{board.lang}/{name}"
    return {
        "Label": "1",
        "ContentProducer": code,
        "ProduceID": own,
        "ReservedCode1": "",
        "ContentPropagator": code,
        "PropagateID": own,
        "ReservedCode2": "",
    }


def _pieces(s: Spoken, format: str, job: Job, record: Record) -> list[Artefact]:
    board = s.pack.board
    facts: dict[str, Any] = {
        "scam": board.scam,
        "audience": board.audience,
        "lang": board.lang,
        "branch": board.branch.id if board.branch else "",
        "format": format,
        "title": board.title.shown,
        "state": "approved" if board.review.approved else "draft",
        "why": f"approved by {board.review.by} on {board.review.date}"
        if board.review.approved
        else board.review.why_not,
        "inputs": job.key,
        **record.facts,
    }
    return [Artefact(f"{s.pack.folder}/{name}", blob, facts) for name, blob in record.outputs.items()]
