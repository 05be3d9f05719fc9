"""What a reviewer reads: every shot, slide, page and card of a scam, by the jobs that a build has, but no film encoded.

A film is shown by one picture a shot and heard scene by scene. What was built before is not made again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import Any

from outreach.build.bench import TURNS, Bench, worn
from outreach.build.course import pages
from outreach.build.films import films_of, segments_of, sound_of
from outreach.build.speech import Speaking, Spoken, needs_voice
from outreach.cache import LostError
from outreach.diagnostics import OutreachError
from outreach.formats import FILMS, FORMATS
from outreach.jobs import Job, excerpts, leaves, shots
from outreach.keys import recall_imports
from outreach.messages import msg
from outreach.office import office
from outreach.plan import Pack, Wish, packs
from outreach.storyboard import Shape, Storyboard
from outreach.timeline import FPS, Timeline, rehearsal


@dataclass(frozen=True)
class Shot:
    """A picture of a film, and the beats that begin in it; of one that goes on, the beat that began before."""

    beats: tuple[str, ...]
    picture: bytes
    goes_on: bool = False


@dataclass(frozen=True)
class SceneProof:
    """A scene of a film."""

    title: str
    sound: bytes  # MP3; b"" when nothing is heard
    shots: tuple[Shot, ...]


@dataclass(frozen=True)
class FilmProof:
    """A film, by the name of its cut."""

    cut: str
    shape: Shape
    seconds: float
    scenes: tuple[SceneProof, ...]


@dataclass(frozen=True)
class Leaf:
    """A page, a slide, a card: its file, its number in it, and the words of a slide."""

    file: str
    number: int
    picture: bytes  # WebP; b"" where nobody can draw a slide
    words: tuple[str, ...] = ()
    notes: str = ""


@dataclass(frozen=True)
class Proof:
    """A pack as a reviewer sees it."""

    board: Storyboard
    films: tuple[FilmProof, ...]
    leaves: Mapping[str, tuple[Leaf, ...]]  # by format
    synthetic: bool  # a machine speaks


def proofs(wish: Wish, bench: Bench, *, heard: bool = True) -> list[Proof]:
    """The packs of a wish; what went wrong with parts of them is noted on the bench. `heard`: with sound.

    Raises OutreachError when nothing can start.
    """
    bench.cache.prepare()
    recall_imports(bench.cache)
    found, problems = packs(wish, bench.project, bench.profiles)
    lost = ""
    for _ in range(TURNS):
        bench.note(problems)
        courses = [_Course(_shown(pack), heard) for pack in found]
        for course in courses:
            course.begin(wish, bench)
        bench.work()
        try:
            return list(_collected(courses, bench))
        except LostError as problem:
            bench.lose(problem)
            lost, bench = str(problem), bench.again(bench.diagnostics)
    raise OutreachError([worn(lost)])


def _shown(pack: Pack) -> Pack:
    """The pack with the formats that a reviewer looks at: films, and what is drawn of the storyboard alone."""
    drawn = [f for f in pack.formats if f in FILMS or (FORMATS[f].needs == "storyboard" and _seen(f))]
    return replace(pack, formats=tuple(drawn))


def _seen(format: str) -> bool:
    """Has it anything that can be drawn?"""
    return any(file.name.endswith(leaves.DRAWN) for file in FORMATS[format].files)


@dataclass(frozen=True)
class _FilmJobs:
    """The jobs of one film."""

    shape: Shape
    timeline: Timeline
    shots: tuple[shots.Shots, ...]
    sound: excerpts.Excerpts | None


@dataclass
class _Course:
    """A pack on its way."""

    pack: Pack
    heard: bool
    spoken: Spoken | None = None
    film: _FilmJobs | None = None
    leaves: dict[str, leaves.Leaves] = field(default_factory=dict)

    def begin(self, wish: Wish, bench: Bench) -> None:
        """Asks for the lines first, when there is a film."""
        if needs_voice(self.pack):
            Speaking(self.pack, wish, bench, lambda s: self._told(s, bench)).begin()
        else:
            self._told(Spoken(self.pack), bench)

    def _told(self, s: Spoken, bench: Bench) -> None:
        self.spoken = s
        jobs: list[Job] = []
        for format, job in pages(s, bench, heard=False):
            shown = leaves.Leaves(made_by=job.key, office=bool(office()), label=_label(self.pack, format), weight=2.0)
            self.leaves[format] = shown
            jobs += [job, shown]
        try:
            jobs += self._film(s, bench)
        except OutreachError as problem:  # a clip of the interpreter that is gone
            bench.note(problem.diagnostics)
        bench.request(jobs)

    def _film(self, s: Spoken, bench: Bench) -> Iterator[Job]:
        for name in (f for f in self.pack.formats if f in FILMS):
            format, timeline = FORMATS[name], s.timeline or rehearsal(self.pack.told)
            _, shape = films_of(name, self.pack.told)[0]
            segments = segments_of(s, timeline, format, shape, bench)
            files, label = bench.files(format.inputs), _label(self.pack, name)
            drawn = tuple(shots.Shots(segment=one, files=files, label=label, weight=2.0) for one in segments)
            yield from drawn
            heard = None
            if self.heard and s.timeline and any(_speaks(engine.name) for engine in s.speakers.values()):
                sound = sound_of(s, timeline, segments, bench)
                heard = excerpts.Excerpts(sound=sound.key, spans=tuple(_spans(timeline)), label=label)
                yield from (sound, heard)
            self.film = _FilmJobs(shape, timeline, drawn, heard)


def _label(pack: Pack, what: str) -> str:
    return msg("{pack}: {what}, for review", pack=pack.folder, what=what)


def _speaks(engine: str) -> bool:
    return engine != "silent"


def _spans(timeline: Timeline) -> Iterator[tuple[str, float, float]]:
    for n, timed in enumerate(timeline.scenes):
        yield f"{n:02}", timed.start / FPS, timed.end / FPS


# --- what came of it -------------------------------------------------------------------------------------------------


def _collected(courses: list[_Course], bench: Bench) -> Iterator[Proof]:
    """One an audience and language, with the films of all its cuts."""
    for _, of in groupby(courses, key=lambda course: course.pack.folder):
        own = list(of)
        films = tuple(_film_proof(course.film, course.pack, bench) for course in own if course.film)
        drawn = {format: tuple(_leaves(job, bench)) for format, job in own[0].leaves.items()}
        spoken = own[0].spoken
        yield Proof(
            own[0].pack.board,
            films,
            {format: found for format, found in drawn.items() if found},
            bool(spoken and spoken.synthetic),
        )


def _film_proof(jobs: _FilmJobs, pack: Pack, bench: Bench) -> FilmProof:
    def place(job: shots.Shots) -> tuple[str, int]:
        return job.segment.scene.id, job.segment.part

    sounds = bench.results.get(jobs.sound.key) if jobs.sound else None
    scenes = []
    for n, (_, of) in enumerate(groupby(jobs.shots, key=place)):
        own = list(of)
        found = sounds.outputs.get(excerpts.name_of(f"{n:02}")) if sounds else None
        heard = bench.cache.read(found) if found else b""
        shown = tuple(shot for job in own for shot in _shots(job, bench))
        scenes.append(SceneProof(own[0].segment.scene.title.shown, heard, shown))
    return FilmProof(pack.told.cut, jobs.shape, jobs.timeline.seconds, tuple(scenes))


def _shots(job: shots.Shots, bench: Bench) -> Iterator[Shot]:
    record = bench.results.get(job.key)
    for n, (start, end) in enumerate(record.facts[shots.SHOTS] if record else ()):
        assert record is not None
        picture = bench.cache.read(record.outputs[shots.name_of(n)])
        said = [one for one in job.segment.moments if one.beat.text]
        begun = tuple(one.beat.id for one in said if start <= one.start < end)
        going = tuple(one.beat.id for one in said if one.start < start < one.start + one.speech)
        yield Shot(begun or going, picture, not begun and bool(going))


def _leaves(job: leaves.Leaves, bench: Bench) -> Iterator[Leaf]:
    record = bench.results.get(job.key)
    if record is None:
        return
    slides: list[dict[str, Any]] = record.facts[leaves.SLIDES]
    drawn = {name: bench.cache.read(blob) for name, blob in record.outputs.items()}
    for n, slide in enumerate(slides, 1):
        picture = drawn.pop(leaves.name_of("deck.pptx", n), b"")
        yield Leaf("deck.pptx", n, picture, tuple(slide["words"]), str(slide["notes"]))
    for name in sorted(drawn):
        file, number, _ = name.rsplit(".", 2)
        yield Leaf(file, int(number), drawn[name])
