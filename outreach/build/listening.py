"""Listens to finished films: every spoken line is heard by the ear and compared with what was to be said."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Protocol

from outreach.build.bench import Bench
from outreach.build.speech import Spoken, recall
from outreach.diagnostics import NOWHERE, Diagnostic, Where, error
from outreach.ear.judgement import Hearing, judge
from outreach.messages import msg
from outreach.plan import Wish, packs
from outreach.profiles.hearing import Limits, limits
from outreach.sound import RATE, Samples, decode
from outreach.storyboard import Beat
from outreach.timeline import FPS, TimedBeat

BEFORE, AFTER = 0.1, 0.2  # seconds heard around a line: its clip begins and ends with a breath
SLACK = 5.0  # seconds that a film may be longer than its plan before it is taken for another one
NAMES = {"landscape": "video.mp4", "portrait": "video-portrait.mp4", "square": "video-square.mp4"}


class Ear(Protocol):
    """Something that hears: see `outreach.ear.recogniser`."""

    @property
    def name(self) -> str:
        """The model, for reports."""

    def hear(self, samples: Samples, lang: str) -> str:
        """What is said in mono samples at 48 kHz."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a finished film: where it is, what was heard, and whether that is enough."""

    film: str  # below the output folder
    lang: str
    audience: str
    voice: str
    beat: str
    role: str
    second: float
    hearing: Hearing
    accepted: str  # the author's reason to let it be, or ""
    fault: str  # "" | "number" | "line": what is wrong with it
    where: Where = field(default=NOWHERE)

    def row(self) -> dict[str, Any]:
        """The line of the report."""
        facts = asdict(self.hearing)
        plain = {name: getattr(self, name) for name in self.__slots__ if name not in ("hearing", "where")}
        return {**plain, **facts, "rate": round(self.hearing.rate, 3), "where": str(self.where)}


def listen(wish: Wish, bench: Bench, out: Path, ear: Ear) -> list[Line]:
    """Every spoken line of the films that were wished for, in order; what cannot be heard is noted in the bench."""
    found, problems = packs(wish, bench.project, bench.profiles)
    bench.diagnostics += problems
    levels = limits(bench.project)
    lines: list[Line] = []
    for pack in found:
        spoken = recall(pack, wish, bench)
        film = out / pack.folder / NAMES[pack.board.style.shapes[0]]
        if spoken.timeline is None or not film.is_file():
            message = msg("expected a film of `{pack}` to listen to, found none", pack=pack.folder)
            bench.diagnostics.append(error("heard", NOWHERE, message, msg("build it first, with the same voice")))
            continue
        bench.announce(msg("listening to {film}", film=film))
        lines += _film(spoken, film, film.relative_to(out).as_posix(), ear, levels)
    return lines


def _film(spoken: Spoken, film: Path, name: str, ear: Ear, levels: Limits) -> Iterator[Line]:
    timeline = spoken.timeline
    assert timeline is not None
    sound = decode(film.read_bytes(), f"`{name}`", longest=timeline.seconds + SLACK)
    for timed in (timed for scene in timeline.scenes for timed in scene.beats):
        beat = timed.beat
        if beat.kind != "say" or beat.text is None or not timed.speech:
            continue
        heard = ear.hear(_cut(sound, timed), beat.text.lang)
        hearing = judge(beat.text.spoken, heard, beat.text.lang)
        yield Line(
            name,
            beat.text.lang,
            spoken.pack.board.audience,
            spoken.speakers[beat.id].name,
            beat.id,
            beat.role,
            round(timed.start / FPS, 2),
            hearing,
            beat.text.heard,
            _fault(hearing, beat, levels),
            beat.text.where,
        )


def _cut(sound: Samples, timed: TimedBeat) -> Samples:
    start = timed.start / FPS
    first, last = round((start - BEFORE) * RATE), round((start + timed.speech + AFTER) * RATE)
    return sound[max(0, first) : last]


def _fault(hearing: Hearing, beat: Beat, levels: Limits) -> str:
    assert beat.text is not None
    if beat.text.heard:
        return ""
    if hearing.wrong:
        return "number"
    return "line" if hearing.rate > levels.of(beat.text.lang).line else ""


# --- what it comes to ------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Total:
    """All lines of a voice, audience and language together."""

    voice: str
    audience: str
    lang: str
    lines: int
    units: int
    errors: int
    numbers: int
    wrong: int
    worst: float

    @property
    def rate(self) -> float:
        """Errors by unit."""
        return self.errors / self.units if self.units else 0.0


def totals(lines: Sequence[Line]) -> list[Total]:
    """By voice, audience and language, in the order they were heard; accepted lines count too."""
    groups: dict[tuple[str, str, str], list[Line]] = {}
    for line in lines:
        groups.setdefault((line.voice, line.audience, line.lang), []).append(line)
    return [_total(key, own) for key, own in groups.items()]


def _total(key: tuple[str, str, str], own: list[Line]) -> Total:
    heard = [line.hearing for line in own]
    return Total(
        *key,
        lines=len(own),
        units=sum(h.units for h in heard),
        errors=sum(h.errors for h in heard),
        numbers=sum(h.numbers for h in heard),
        wrong=sum(len(h.wrong) for h in heard),
        worst=max(h.rate for h in heard),
    )


def findings(lines: Sequence[Line], levels: Limits) -> Iterator[Diagnostic]:
    """What was not understood: numbers first, then lines, then languages as a whole."""
    for line in sorted(lines, key=lambda line: line.fault != "number"):
        if line.fault:
            yield _finding(line, levels)
    for lang in dict.fromkeys(line.lang for line in lines):
        own = [line.hearing for line in lines if line.lang == lang]
        units, errors = sum(h.units for h in own), sum(h.errors for h in own)
        most = levels.of(lang).all
        if units and errors / units > most:
            facts = {"lang": lang, "most": f"{most:.0%}", "found": f"{errors / units:.1%}"}
            yield error(
                "heard", NOWHERE, msg("`{lang}`: expected at most {most} of all units misheard, found {found}", **facts)
            )


def _finding(line: Line, levels: Limits) -> Diagnostic:
    place = {"film": line.film, "at": clock(line.second), "wanted": line.hearing.wanted, "heard": line.hearing.heard}
    if line.fault == "number":
        message = msg(
            "{film} {at}: the number {number} is not heard: wanted `{wanted}`, heard `{heard}`",
            number=", ".join(line.hearing.wrong),
            **place,
        )
    else:
        message = msg(
            "{film} {at}: {rate} of a line is misheard (at most {most}): wanted `{wanted}`, heard `{heard}`",
            rate=f"{line.hearing.rate:.0%}",
            most=f"{levels.of(line.lang).line:.0%}",
            **place,
        )
    hint = msg('write it for the ear with `say:`, or record it; `heard: "ok: why"` accepts it')
    return error("heard", line.where, message, hint)


def clock(second: float) -> str:
    """`1:05` of a film."""
    return f"{int(second) // 60}:{int(second) % 60:02}"
