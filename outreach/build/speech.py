"""Every line of a pack is spoken, one clip a line, and the lengths of the clips give the timeline."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

from outreach import signing, voices
from outreach.build.bench import Bench
from outreach.cache import Record
from outreach.diagnostics import NOWHERE, Diagnostic, OutreachError, WrongUsage, error
from outreach.formats import FORMATS
from outreach.jobs.clips import SpokenClip
from outreach.jobs.speak import Speak
from outreach.kinds import LESSON
from outreach.messages import msg
from outreach.plan import Pack, Wish
from outreach.storyboard import Storyboard
from outreach.timeline import Timeline, lay_out
from outreach.voices import Engine, Line

FOLLOWS = 60.0  # seconds of work that follow a spoken line: the film cannot be planned before


@dataclass(frozen=True)
class Spoken:
    """A pack with its voice; one that needs none, or whose voice failed, has no timeline."""

    pack: Pack
    engine: Engine | None = None
    reason: str = ""
    clips: dict[str, SpokenClip] = field(default_factory=dict)  # by line
    speakers: dict[str, Engine] = field(default_factory=dict)  # line -> the engine that really spoke it
    levels: dict[str, tuple[float, ...]] = field(default_factory=dict)
    rates: dict[str, float] = field(default_factory=dict)  # line -> Hanzi or words a minute, 0 for silence
    ticks: dict[str, tuple[float, ...]] = field(default_factory=dict)  # line -> when each of its units begins
    timeline: Timeline | None = None

    @property
    def synthetic(self) -> bool:
        """Did a machine speak any of it? Then what is published carries the AI label (GB 45438-2025)."""
        return any(engine.synthetic for engine in self.speakers.values())

    @property
    def unsigned(self) -> Timeline:
        """The film as it is spoken, no scene waiting for an interpreter: what one signs against."""
        seconds = {line: clip.seconds for line, clip in self.clips.items()}
        return lay_out(self.pack.told, seconds, None, self.levels, self.ticks)


def needs_voice(pack: Pack) -> bool:
    """Is any of it heard, or timed by what is heard?"""
    return any(FORMATS[f].needs != "storyboard" for f in pack.formats)


def refused(pack: Pack, wish: Wish, bench: Bench) -> Sequence[Diagnostic]:
    """What a release would hold against the pack's voice, where nothing is spoken because of other faults."""
    if not needs_voice(pack):
        return ()
    try:
        held = _held_back(_chosen(pack, wish, bench, ask=False)[0], pack, wish)
    except WrongUsage:
        raise
    except OutreachError as problem:
        return problem.diagnostics
    return [held] if held else []


def speak(pack: Pack, wish: Wish, bench: Bench) -> Spoken:
    """The pack with its clips; the work of a bench that has nothing else to do."""
    if not needs_voice(pack):
        return Spoken(pack)
    told: list[Spoken] = []
    Speaking(pack, wish, bench, told.append).begin()
    bench.work()
    return told[-1]


@dataclass
class Speaking:
    """A pack on its way to its voice. With `auto`, an engine that fails half-way hands the whole film to the next."""

    pack: Pack
    wish: Wish
    bench: Bench
    told: Callable[[Spoken], None]  # when all is spoken, or nothing will be
    planned: Callable[[Spoken], None] = lambda _: None  # when it is known who is to speak
    failed: tuple[str, ...] = ()

    def begin(self) -> None:
        """Chooses the voice and asks for every line."""
        try:
            engine, reason = _chosen(self.pack, self.wish, self.bench, self.failed)
        except WrongUsage:
            raise
        except OutreachError as problem:
            self.bench.note(problem.diagnostics)
            self.told(Spoken(self.pack))
            return
        held = _held_back(engine, self.pack, self.wish)
        if held:
            self.bench.note([held])
            self.told(Spoken(self.pack))
            return
        self.bench.announce(msg("voice for {lang}: {why}", lang=self.pack.board.lang, why=reason))
        jobs = _jobs(self.pack, engine, self.bench)
        speakers = {line: voices.resolve(engine, job.line) for line, job in jobs.items()}
        self.bench.voices.update(sure(engine, speakers.values(), self._named))
        self.bench.request([*jobs.values()], ahead=FOLLOWS, quiet=True)
        self.planned(Spoken(self.pack, engine, reason, speakers=speakers))
        keys = [job.key for job in jobs.values()]
        self.bench.step(f"plan {self.pack.folder}: film", partial(self._heard, engine, reason, jobs), keys)

    @property
    def _named(self) -> bool:
        """Did somebody name the voice? Else it is the first that can work, today."""
        return _wanted(self.pack, self.wish, self.bench, self.failed)[0] != voices.AUTOMATIC

    def _heard(self, engine: Engine, reason: str, jobs: Mapping[str, Speak]) -> None:
        bench = self.bench
        spoken = _spoken(self.pack, engine, reason, jobs, bench.results, bench)
        if spoken is None and self.wish.voice in ("", voices.AUTOMATIC):
            half_way = msg(
                "{pack}: `{voice}` failed half-way, the whole film is spoken by another voice",
                pack=self.pack.folder,
                voice=engine.name,
            )
            bench.announce(half_way)
            self.failed = (*self.failed, engine.name)
            self.begin()
            return
        bench.note(found for job in jobs.values() for found in bench.failed.get(job.key, ()))
        self.told(spoken or Spoken(self.pack))


def sure(engine: Engine, speakers: Iterable[Engine], named: bool) -> Iterator[str]:
    """The names of the engines that speak. One that was taken because another could not work is not sure to be taken
    again, and a model of the user's own may change: they are called so.
    """
    for one in {*speakers} or {engine}:
        kept = named or one.name in ("recorded", "kokoro")
        own = bool(getattr(one, "model", ""))
        yield one.name if kept and not own else f"{one.name}, today"


def signed_for(board: Storyboard) -> bool:
    """Is this the film that the interpreter signed? A shorter cut says too little of each scene for the same clip."""
    return board.cut in ("", LESSON)


def recall(pack: Pack, wish: Wish, bench: Bench) -> Spoken:
    """The pack with the clips that its voice spoke before; without a timeline when any is missing. Speaks nothing.

    Asks no other machine: the build may have used an online voice, or the next one where that could not be reached.
    Raises OutreachError when a voice that was asked for cannot work.
    """
    for left_out in ((), voices.ONLINE) if wish.voice in ("", voices.AUTOMATIC) else ((),):
        engine, reason = _chosen(pack, wish, bench, left_out, ask=False)
        jobs = _jobs(pack, engine, bench)
        records = {job.key: found for job in jobs.values() if (found := bench.cache.get(job.key))}
        spoken = _spoken(pack, engine, reason, jobs, records, bench)
        if spoken:
            return spoken
    return Spoken(pack)


def _chosen(pack: Pack, wish: Wish, bench: Bench, failed: tuple[str, ...] = (), ask: bool = True) -> tuple[Engine, str]:
    """The voice that was asked for, else the audience's, the brand's, the first that can work; and why."""
    wanted, whose = _wanted(pack, wish, bench, failed)
    engine, why = voices.choose(wanted, pack.board, bench.project, failed, ask)
    if whose and wanted != voices.AUTOMATIC:
        why = msg("{name}: the voice of `{whose}`", name=engine.name, whose=whose)
    lines = (*voices.lines(pack.told, engine), *_announcement(pack, engine, bench))
    return engine, voices.told(engine, lines, why)


def _wanted(pack: Pack, wish: Wish, bench: Bench, failed: tuple[str, ...]) -> tuple[str, str]:
    """The name of a voice, and who said so: the one nearest to this film, that has not failed on it."""
    audience, brand = bench.profiles.audiences[pack.board.audience], bench.profiles.brand
    said = ((wish.voice, ""), (audience.voice, audience.id), (brand.voice, "content/brand.yaml"))
    named = (one for one in said if one[0] and one[0].partition(":")[0] not in failed)
    return next(named, (voices.AUTOMATIC, ""))


def _held_back(engine: Engine, pack: Pack, wish: Wish) -> Diagnostic | None:
    drafts = {line.id: who.name for line in voices.lines(pack.told, engine)
              if (who := voices.resolve(engine, line)).draft}  # fmt: skip
    if not (wish.release and drafts):
        return None
    named = ", ".join(f"`{name}`" for name in list(drafts)[:5]) + (" …" if len(drafts) > 5 else "")
    return error(
        "release",
        NOWHERE,
        msg(
            "`{pack}` would speak {n} lines with the draft voice `{voice}`: {named}",
            pack=pack.folder,
            n=len(drafts),
            voice=next(iter(drafts.values())),
            named=named,
        ),
        msg("record the lines under media/voice/, or build where `edge` can be reached"),
    )


def _jobs(pack: Pack, engine: Engine, bench: Bench) -> dict[str, Speak]:
    """A job a line, by the line's id."""
    bench.places |= voices.places(engine)
    jobs = {}
    for line in (*voices.lines(pack.told, engine), *_announcement(pack, engine, bench)):
        jobs[line.id] = Speak(
            engine=voices.packed(engine, line),
            line=line,
            label=msg("{pack}: voice {line}", pack=pack.folder, line=line.id),
            weight=0.3,
        )
    return jobs


def _spoken(
    pack: Pack, engine: Engine, reason: str, jobs: Mapping[str, Speak], records: Mapping[str, Record], bench: Bench
) -> Spoken | None:
    """The pack with what the jobs made; None when one made nothing."""
    if any(job.key not in records for job in jobs.values()):
        return None
    speakers = {line: voices.resolve(engine, job.line) for line, job in jobs.items()}
    clips = {line: _clip(line, job.key, records[job.key]) for line, job in jobs.items()}
    levels = {line: tuple(records[job.key].facts["levels"]) for line, job in jobs.items()}
    board = pack.told
    signed = signing.seconds(bench.project, board.scam, board.audience, board.lang) if signed_for(board) else {}
    ticks = {line: tuple(records[job.key].facts["ticks"]) for line, job in jobs.items()}
    timeline = lay_out(board, {line: clip.seconds for line, clip in clips.items()}, signed, levels, ticks)
    rates = {line: float(records[job.key].facts["rate"]) for line, job in jobs.items()}
    return Spoken(pack, engine, reason, clips, speakers, levels, rates, ticks, timeline)


def _announcement(pack: Pack, engine: Engine, bench: Bench) -> list[Line]:
    """The lines of the announcements that are wished for; a machine among their voices brings the label."""

    def told(labelled: bool) -> list[Line]:
        parts = [part for f in pack.formats if (of := FORMATS[f].parts) for part in of(pack.board, labelled)]
        return [voices.line(pack.board, engine, name, text, rate=rate) for name, text, rate in parts]

    synthetic = any(voices.resolve(engine, line).synthetic for line in told(False))
    return told(synthetic and bench.profiles.brand.ai_label.visible)


def _clip(line: str, key: str, made: Record) -> SpokenClip:
    return SpokenClip(line, made.outputs["clip.pcm"], float(made.facts["seconds"]), key)
