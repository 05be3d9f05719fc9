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
from outreach.codes.links import payload
from outreach.film import encoder
from outreach.jobs import Job, files_of
from outreach.jobs.deck_film import DeckFilm
from outreach.jobs.film import Film
from outreach.jobs.segment import Scene
from outreach.jobs.sound import Sound
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
    segments: tuple[Scene, ...]
    sound: Sound

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
    clips = {scene: film.SignFile(path, bench.project.digest(path)) for scene, path in signed.items()}
    visible = s.synthetic and bench.profiles.brand.ai_label.visible
    segments = film.plan(s.timeline, shape, ai_label=visible, sign_clips=clips, loudness=s.levels)
    files, where = files_of(bench.project, film.INPUTS), f"{s.pack.folder}: film"
    jobs = tuple(
        Scene(
            segment=segment,
            files=files,
            label=msg("{film}, scene {scene}", film=where, scene=segment.scene.id),
            weight=0.6 * segment.frames / 25,
        )
        for segment in segments
    )
    return FilmPlan(s, shape, jobs, _sound(s, f"{where}, sound", bench))


def _sound(s: Spoken, label: str, bench: Bench) -> Sound:
    assert s.timeline is not None
    shared = replace(s.timeline, board=replace(s.timeline.board, branch=None))  # a branch's film sounds like the master
    files = files_of(bench.project, ("media/music",))
    clips = tuple(s.clips.values())
    return Sound(timeline=shared, clips=clips, profile=bench.sound, files=files, label=label, weight=2.0)


def join(plan: FilmPlan, records: dict[str, Record], ai: AiRecord | None, bench: Bench) -> Film | None:
    """The job that joins a film, once all its parts are there."""
    s = plan.spoken
    if s.timeline is None or s.engine is None or any(j.key not in records for j in (*plan.segments, plan.sound)):
        return None
    board, sound = s.pack.board, records[plan.sound.key]
    faults = film_sound.verify(f"{s.pack.folder}/{plan.name}", sound.facts, board, tuple(_readings(s)))
    bench.diagnostics += [d for d in faults if d not in bench.diagnostics]
    return Film(
        segments=tuple(job.key for job in plan.segments),
        sound=plan.sound.key,
        cues=s.timeline.cues,
        name=plan.name,
        title=board.title.shown,
        lang=board.lang,
        ai=ai,
        facts={
            "seconds": s.timeline.seconds,
            "shape": plan.shape,
            "voice": s.engine.name,
            "voice_reason": s.reason,
            cue_sheet.KEY: cue_sheet.rows(s),
        },
        label=f"{s.pack.folder}: {plan.name}",
        weight=1.5,
    )


def _readings(s: Spoken) -> Iterator[film_sound.Reading]:
    """How fast each line of the film is read, and from which recording."""
    for beat in (beat for scene in s.pack.board.scenes for beat in scene.beats):
        if beat.text and beat.id in s.speakers:
            path = getattr(s.speakers[beat.id], "path", None)
            file = str(path(beat.id) or "") if path else ""
            yield film_sound.Reading(beat.id, units(beat.text.spoken, s.pack.board.lang), s.rates[beat.id], file)


def decks(plan: FilmPlan, joined: Film, ai: AiRecord | None, bench: Bench) -> list[tuple[str, Job]]:
    """The formats that hold this film inside, and their jobs."""
    if plan.shape != IN_DECK:
        return []
    made: list[tuple[str, Job]] = []
    for format in _film_formats(plan.spoken):
        renderer, pack = RENDERERS[format], plan.spoken.pack
        board = shown_in(pack.board, renderer.medium)
        job = DeckFilm(
            format=format,
            source=board,
            ai=ai,
            codes=(payload(board, "deck"),),
            film=joined.key,
            name=joined.name,
            opening=plan.segments[0].segment,
            files=files_of(bench.project, (*renderer.inputs, *film.INPUTS)),
            label=f"{pack.folder}: {format}",
            weight=renderer.weight,
        )
        made.append((format, job))
    return made


def _film_formats(s: Spoken) -> list[str]:
    return [f for f in s.pack.formats if f != "video" and RENDERERS[f].needs == "film"]
