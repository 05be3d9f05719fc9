"""A film's jobs: its scenes, long ones in parts, its sound, the film that joins them, the decks that hold the film."""

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
from outreach.diagnostics import Diagnostic
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
from outreach.timeline import FPS, Timeline

IN_DECK: Shape = "landscape"  # the film that stands on a slide
NAMES: dict[Shape, str] = {
    "landscape": "video.mp4",
    "portrait": "video-portrait.mp4",
    "square": "video-square.mp4",
}


@dataclass(frozen=True)
class FilmPlan:
    """The jobs of one film, and of the decks that hold it, each after those it needs."""

    shape: Shape
    segments: tuple[Scene, ...]
    sound: Sound
    film: Film
    decks: tuple[DeckFilm, ...]

    @property
    def jobs(self) -> list[Job]:
        """All of them."""
        return [*self.segments, self.sound, self.film, *self.decks]


def plan(s: Spoken, ai: AiRecord | None, bench: Bench) -> list[FilmPlan]:
    """The films of a pack, one a shape; none when it is not spoken or no film is wished."""
    if s.timeline is None or not ("video" in s.pack.formats or _film_formats(s)):
        return []
    if unable := encoder.fault():
        bench.note([unable])
        return []
    shapes = s.pack.board.style.shapes if "video" in s.pack.formats else (IN_DECK,)
    return [_plan(s, s.timeline, shape, ai, bench) for shape in shapes]


def _plan(s: Spoken, timeline: Timeline, shape: Shape, ai: AiRecord | None, bench: Bench) -> FilmPlan:
    board, name = s.pack.board, NAMES[shape]
    signed = signing.clips(bench.project, board.scam, board.audience, board.lang)
    clips = {scene: film.SignFile(path, bench.project.digest(path)) for scene, path in signed.items()}
    visible = s.synthetic and bench.profiles.brand.ai_label.visible
    segments = film.plan(timeline, shape, ai_label=visible, sign_clips=clips, loudness=s.levels)
    files, where = files_of(bench.project, film.INPUTS), f"{s.pack.folder}: {name}"
    scenes = tuple(
        Scene(
            segment=part,
            files=files,
            label=msg("{film}, scene {scene}", film=where, scene=part.scene.id),
            weight=0.6 * part.frames / FPS,
        )
        for segment in segments
        for part in film.parts(segment)
    )
    sound = _sound(s, timeline, f"{s.pack.folder}: film, sound", bench)
    joined = _film(s, timeline, shape, tuple(scene.key for scene in scenes), sound.key, ai)
    return FilmPlan(shape, scenes, sound, joined, _decks(s, shape, joined, segments[0], ai, bench))


def _sound(s: Spoken, timeline: Timeline, label: str, bench: Bench) -> Sound:
    shared = replace(timeline, board=replace(timeline.board, branch=None))  # a branch's film sounds like the master
    files = files_of(bench.project, ("media/music",))
    clips = tuple(s.clips.values())
    return Sound(
        timeline=shared, clips=clips, profile=bench.sound, files=files, label=label, weight=0.07 * timeline.seconds
    )


def _film(
    s: Spoken, timeline: Timeline, shape: Shape, scenes: tuple[str, ...], sound: str, ai: AiRecord | None
) -> Film:
    board, name = s.pack.board, NAMES[shape]
    return Film(
        segments=scenes,
        sound=sound,
        cues=timeline.cues,
        name=name,
        title=board.title.shown,
        lang=board.lang,
        ai=ai,
        facts={
            "seconds": timeline.seconds,
            "shape": shape,
            "voice": s.engine.name if s.engine else "",
            "voice_reason": s.reason,
            cue_sheet.KEY: cue_sheet.rows(s),
        },
        label=f"{s.pack.folder}: {name}",
        weight=1.5,
    )


def heard(s: Spoken, plan: FilmPlan, made: Record) -> list[Diagnostic]:
    """What is wrong with the sound of a finished film, by what was measured on it."""
    name = f"{s.pack.folder}/{plan.film.name}"
    return list(film_sound.verify(name, made.facts["sound"], s.pack.board, tuple(_readings(s))))


def _readings(s: Spoken) -> Iterator[film_sound.Reading]:
    """How fast each line of the film is read, and from which recording."""
    for beat in (beat for scene in s.pack.board.scenes for beat in scene.beats):
        if beat.text and beat.id in s.speakers:
            path = getattr(s.speakers[beat.id], "path", None)
            file = str(path(beat.id) or "") if path else ""
            yield film_sound.Reading(beat.id, units(beat.text.spoken, s.pack.board.lang), s.rates[beat.id], file)


def _decks(
    s: Spoken, shape: Shape, joined: Film, opening: film.Segment, ai: AiRecord | None, bench: Bench
) -> tuple[DeckFilm, ...]:
    """The formats that hold this film inside."""
    if shape != IN_DECK:
        return ()
    made = []
    for format in _film_formats(s):
        renderer, pack = RENDERERS[format], s.pack
        board = shown_in(pack.board, renderer.medium)
        job = DeckFilm(
            format=format,
            source=board,
            ai=ai,
            codes=(payload(board, "deck"),),
            film=joined.key,
            name=joined.name,
            opening=opening,
            files=files_of(bench.project, (*renderer.inputs, *film.INPUTS)),
            label=f"{pack.folder}: {format}",
            weight=renderer.weight,
        )
        made.append(job)
    return tuple(made)


def _film_formats(s: Spoken) -> list[str]:
    return [f for f in s.pack.formats if f != "video" and RENDERERS[f].needs == "film"]
