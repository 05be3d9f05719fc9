"""A film's jobs: one segment a scene and the soundtrack in the second wave, the join in the third."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from outreach import film, signing
from outreach.adapt.mediums import shown_in
from outreach.aigc import Record as AiRecord
from outreach.build import cue_sheet
from outreach.build.bench import Bench
from outreach.build.speech import Spoken
from outreach.cache import Record
from outreach.checks.built import film_sound
from outreach.film import encoder
from outreach.jobs import Job
from outreach.keys import job_key
from outreach.lang import units
from outreach.messages import msg
from outreach.renderers import RENDERERS
from outreach.storyboard import Shape

IN_DECK: Shape = "landscape"  # the film that stands on a slide


@dataclass(frozen=True)
class FilmPlan:
    """The jobs of one film that need no other: its segments and its sound."""

    spoken: Spoken
    shape: Shape
    segments: tuple[Job, ...]
    sound: Job

    @property
    def name(self) -> str:
        """The film's file."""
        return "video.mp4" if self.shape == "landscape" else f"video-{self.shape}.mp4"


def plan(s: Spoken, bench: Bench) -> list[FilmPlan]:
    """The films of a pack, one a shape; none when it is not spoken or no film is wished."""
    if s.timeline is None:
        return []
    if not ("video" in s.pack.formats or _film_formats(s)):
        return []
    if unable := encoder.fault():
        bench.diagnostics += [unable] if unable not in bench.diagnostics else []
        return []
    if "video" in s.pack.formats:
        return [_plan(s, shape, bench) for shape in s.pack.board.style.shapes]
    return [_plan(s, IN_DECK, bench)]


def _plan(s: Spoken, shape: Shape, bench: Bench) -> FilmPlan:
    assert s.timeline is not None
    board = s.pack.board
    signed = signing.clips(bench.project, board.scam, board.audience, board.lang)
    visible = s.synthetic and bench.profiles.brand.ai_label.visible
    segments = film.plan(s.timeline, shape, ai_label=visible, sign_clips=signed, loudness=s.levels)
    where = f"{s.pack.folder}: film"
    jobs = []
    for segment in segments:
        key = job_key("segment", bench.project, film.INPUTS, segment=segment.as_dict())
        weight = 0.6 * segment.frames / 25
        jobs.append(
            Job(
                "segment",
                key,
                msg("{film}, scene {scene}", film=where, scene=segment.scene.id),
                weight,
                {"segment": segment},
                bench.room(),
            )
        )
    return FilmPlan(s, shape, tuple(jobs), _sound(s, f"{where}, sound", bench))


def _sound(s: Spoken, label: str, bench: Bench) -> Job:
    clips = {line: blob.sha256 for line, (blob, _) in s.clips.items()}
    assert s.timeline is not None
    shared = replace(s.timeline, board=replace(s.timeline.board, branch=None))  # a branch's film sounds like the master
    key = job_key("sound", bench.project, ("media/music",), timeline=shared, clips=clips, profile=bench.sound)
    payload = {"timeline": s.timeline, "clips": s.clips, "profile": bench.sound}
    return Job("sound", key, label, 2.0, payload, bench.room())


def join(plan: FilmPlan, records: dict[str, Record], ai: AiRecord | None, bench: Bench) -> Job | None:
    """The job that joins a film, once all its parts are there."""
    s = plan.spoken
    if s.timeline is None or s.engine is None or any(j.key not in records for j in (*plan.segments, plan.sound)):
        return None
    segments = tuple(records[job.key].outputs["segment.mp4"] for job in plan.segments)
    sound = records[plan.sound.key]
    board = s.pack.board
    faults = film_sound.verify(f"{s.pack.folder}/{plan.name}", sound.facts, board, tuple(_readings(s)))
    bench.diagnostics += [d for d in faults if d not in bench.diagnostics]
    parts = {
        "cues": s.timeline.cues,
        "name": plan.name,
        "ai": ai,
        "title": board.title.shown,
        "lang": board.lang,
        "facts": {
            "seconds": s.timeline.seconds,
            "shape": plan.shape,
            "sound": sound.facts,
            "voice": s.engine.name,
            "voice_reason": s.reason,
            cue_sheet.KEY: cue_sheet.rows(s),
        },
    }
    digests = {"segments": [b.sha256 for b in segments], "sound": sound.outputs["sound.m4a"].sha256}
    key = job_key("film", bench.project, (), **parts, **digests)
    payload = {**parts, "segments": segments, "sound": sound.outputs["sound.m4a"]}
    return Job("film", key, f"{s.pack.folder}: {plan.name}", 1.5, payload, bench.room())


def _readings(s: Spoken) -> Iterator[film_sound.Reading]:
    """How fast each line of the film is read, and from which recording."""
    for beat in (beat for scene in s.pack.board.scenes for beat in scene.beats):
        if beat.text and beat.id in s.speakers:
            path = getattr(s.speakers[beat.id], "path", None)
            file = str(path(beat.id) or "") if path else ""
            yield film_sound.Reading(beat.id, units(beat.text.spoken, s.pack.board.lang), s.rates[beat.id], file)


def decks(plan: FilmPlan, joined: Record, ai: AiRecord | None, bench: Bench) -> list[tuple[str, Job]]:
    """The formats that hold this film inside, and their jobs."""
    if plan.shape != IN_DECK:
        return []
    made = []
    for format in _film_formats(plan.spoken):
        renderer, pack = RENDERERS[format], plan.spoken.pack
        board = shown_in(pack.board, renderer.medium)
        blob, opening = joined.outputs[plan.name], plan.segments[0].payload["segment"]
        key = job_key("render", bench.project, renderer.inputs, renderer=format, source=board, film=blob, ai=ai)
        payload = {"board": board, "film": blob, "opening": opening, "ai": ai}
        made.append((format, Job("deck-film", key, f"{pack.folder}: {format}", renderer.weight, payload, bench.room())))
    return made


def _film_formats(s: Spoken) -> list[str]:
    return [f for f in s.pack.formats if f != "video" and RENDERERS[f].needs == "film"]
