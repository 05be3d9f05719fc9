"""A film's jobs: its scenes, long ones in parts, its sound, the film that joins them, the decks that hold the film."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from outreach import film, signing
from outreach.adapt.mediums import shown_in
from outreach.aigc import AiLabel
from outreach.build import cue_sheet
from outreach.build.bench import Bench
from outreach.build.speech import Spoken, signed_for
from outreach.codes.links import payload
from outreach.diagnostics import OutreachError
from outreach.film import encoder
from outreach.formats import FILMS, FORMATS
from outreach.formats.base import Cut, Format, cut_named
from outreach.imprint import imprint_line
from outreach.jobs import Job, files_of
from outreach.jobs.deck_film import DeckFilm
from outreach.jobs.film import Film
from outreach.jobs.segment import SegmentJob
from outreach.jobs.sound import SoundJob
from outreach.kinds import LESSON
from outreach.lang import units
from outreach.messages import msg
from outreach.plan import Pack
from outreach.storyboard import Shape, Storyboard
from outreach.timeline import FPS, Timeline, rehearsed_seconds

IN_DECK: Shape = "landscape"  # the film that stands on a slide
DRAWN, HEARD, JOINED = 0.6, 0.07, 1.5  # seconds of work: for a second of a film's scenes, of its sound; to join it


@dataclass(frozen=True)
class FilmPlan:
    """The jobs of one film, and of the decks that hold it, each after those it needs."""

    format: Format
    segments: tuple[SegmentJob, ...]
    sound: SoundJob
    film: Film
    decks: tuple[DeckFilm, ...]

    @property
    def jobs(self) -> list[Job]:
        """All of them."""
        return [*self.segments, self.sound, self.film, *self.decks]


def plan(s: Spoken, ai: AiLabel | None, bench: Bench) -> list[FilmPlan]:
    """The films of a pack, one a cut and shape; none when it is not spoken or no film is wished."""
    wanted = [(FORMATS[f], cut, shape) for f in s.pack.formats for cut, shape in films_of(f, s.pack.told)]
    if not wanted and _film_formats(s):
        inside = FORMATS[FILMS[0]]
        wanted = [(inside, inside.cuts[0], IN_DECK)]
    if s.timeline is None or not wanted:
        return []
    if unable := encoder.fault():
        bench.note([unable])
        return []
    try:
        return [_plan(s, s.timeline, one, ai, bench) for one in wanted]
    except OutreachError as problem:  # the shots, which the sound follows
        bench.note(problem.diagnostics)
        return []


def films_of(format: str, board: Storyboard) -> list[tuple[Cut, Shape]]:
    """The films that a format is for this audience; none when it is no film."""
    cuts, name = FORMATS[format].cuts, board.cut or LESSON
    cut = next((one for one in cuts if one.name == name), cut_named(name, ("report_video", name)))
    return [(cut, shape) for shape in board.style.shapes if shape in cut.files] if cuts else []


def _plan(s: Spoken, timeline: Timeline, one: tuple[Format, Cut, Shape], ai: AiLabel | None, bench: Bench) -> FilmPlan:
    format, cut, shape = one
    name = cut.files[shape].name
    segments = segments_of(s, timeline, format, shape, bench)
    files, where = files_of(bench.project, format.inputs), f"{s.pack.folder}: {name}"
    scenes = tuple(
        SegmentJob(
            segment=part,
            files=files,
            label=msg("{film}, scene {scene}", film=where, scene=part.scene.id),
            weight=DRAWN * part.frames / FPS,
        )
        for segment in segments
        for part in film.parts(segment)
    )
    sound = sound_of(s, timeline, segments, bench)
    seen = film.witness(segments, bench.project)
    joined = _film(s, timeline, format, shape, name, tuple(scene.key for scene in scenes), sound.key, ai, seen, bench)
    held = shape == IN_DECK and cut is format.cuts[0]
    decks = _decks(s, joined, format.inputs, segments[0], ai, bench) if held else ()
    return FilmPlan(format, scenes, sound, joined, decks)


def guess(pack: Pack, pace: Callable[[str], float]) -> float:
    """Seconds of work for the films of a pack whose lines are not spoken yet: by the pace of its audience."""
    seconds = rehearsed_seconds(pack.told)
    each = seconds * (DRAWN * pace(SegmentJob.kind) + HEARD * pace(SoundJob.kind)) + JOINED * pace(Film.kind)
    return each * sum(len(films_of(format, pack.told)) for format in pack.formats)


def segments_of(s: Spoken, timeline: Timeline, format: Format, shape: Shape, bench: Bench) -> tuple[film.Segment, ...]:
    """The scenes of a film. Raises OutreachError for a clip of the interpreter that is gone."""
    board = s.pack.told
    signed = signing.clips(bench.project, board.scam, board.audience, board.lang) if signed_for(board) else {}
    clips = {scene: film.SignFile(path, bench.project.digest(path)) for scene, path in signed.items()}
    visible = s.synthetic and bench.profiles.brand.ai_label.visible
    return film.plan(timeline, shape, bearer=format.bears, ai_label=visible, sign_clips=clips, loudness=s.levels)


def sound_of(s: Spoken, timeline: Timeline, segments: tuple[film.Segment, ...], bench: Bench) -> SoundJob:
    """The sound of a film, of which its scenes say what is heard beside the words."""
    shared = replace(timeline, board=replace(timeline.board, branch=None))  # a branch's film sounds like the master
    return SoundJob(
        timeline=shared,
        score=film.compose(segments, bench.project),
        clips=tuple(s.clips.values()),
        profile=bench.sound,
        files=files_of(bench.project, ("media/music",)),
        label=f"{s.pack.folder}: film, sound",
        weight=HEARD * timeline.seconds,
    )


def _film(
    s: Spoken,
    timeline: Timeline,
    format: Format,
    shape: Shape,
    name: str,
    scenes: tuple[str, ...],
    sound: str,
    ai: AiLabel | None,
    seen: dict[str, Any],
    bench: Bench,
) -> Film:
    board = s.pack.board
    edition = [payload(replace(board, branch=None), format.bears)] if board.branch else []
    return Film(
        format=format.name,
        segments=scenes,
        sound=sound,
        cues=timeline.cues,
        folder=s.pack.folder,
        name=name,
        codes=(payload(board, format.bears),),
        title=board.title.shown,
        approved=imprint_line(board),
        lang=board.lang,
        ai=ai,
        facts={
            "seconds": timeline.seconds,
            "shape": shape,
            "cut": s.pack.told.cut,
            "voice": s.engine.name if s.engine else "",
            "voice_reason": s.reason,
            "pace": {"audience": board.audience, "range": board.pace.rate, "lines": _readings(s, bench)},
            "length": list(bench.profiles.cuts[s.pack.told.cut or LESSON].seconds),
            cue_sheet.KEY: cue_sheet.rows(s),
            **seen,
            **({"edition_codes": edition} if edition else {}),
        },
        limits=bench.profiles.limits,
        label=f"{s.pack.folder}: {name}",
        weight=JOINED,
    )


def _readings(s: Spoken, bench: Bench) -> list[tuple[str, int, float, str]]:
    """How fast each line of the film is read, and from which recording: the fields of a `film_sound.Reading`."""
    found = []
    for beat in (beat for scene in s.pack.told.scenes for beat in scene.beats):
        if beat.text and beat.id in s.speakers:
            path = getattr(s.speakers[beat.id], "path", None)
            recording = path(beat.id) if path else None
            file = recording.relative_to(bench.project.root).as_posix() if recording else ""
            found.append((beat.id, units(beat.text.spoken, s.pack.board.lang), s.rates[beat.id], file))
    return found


def _decks(
    s: Spoken, joined: Film, inputs: tuple[str, ...], opening: film.Segment, ai: AiLabel | None, bench: Bench
) -> tuple[DeckFilm, ...]:
    """The formats that hold this film inside."""
    made = []
    for format in _film_formats(s):
        one, pack = FORMATS[format], s.pack
        board = shown_in(pack.board, one.medium)
        job = DeckFilm(
            format=format,
            source=board,
            ai=ai,
            codes=(payload(board, one.bears),) if one.bears else (),
            film=joined.key,
            name=joined.name,
            opening=opening,
            files=files_of(bench.project, (*one.inputs, *inputs)),
            label=f"{pack.folder}: {format}",
            weight=one.weight,
        )
        made.append(job)
    return tuple(made)


def _film_formats(s: Spoken) -> list[str]:
    return [f for f in s.pack.formats if FORMATS[f].needs == "film"]
