"""From what is seen to what is heard: the score of a film, its times taken from the shots that show it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from outreach.channels import CHANNELS
from outreach.film.overlays import balance, first_touch
from outreach.film.segments import Segment
from outreach.film.shots import ShotFile, shots
from outreach.film.shots.director import ShotCut, cuts, plays, snap_frame
from outreach.film.shots.take import sets_of
from outreach.film.shots.things import touched
from outreach.film.shots.words import flags_of
from outreach.film.stage import Stage, staged
from outreach.kinds import KINDS
from outreach.project import Project
from outreach.score import Score, SoundCue, Stretch, Timbre
from outreach.timeline import FPS

RING_EVERY = round(0.75 * FPS)  # frames from one ring to the next
RING = round(0.4 * FPS)  # frames a ring takes: it ends before somebody speaks
HUSH = FPS  # frames of silence before a question, at most: as many as nobody speaks in


@dataclass(frozen=True)
class _Told:
    """A scene with its first frame in the film and its shots."""

    stage: Stage
    file: ShotFile
    first: int
    cuts: tuple[ShotCut, ...]

    @property
    def segment(self) -> Segment:
        """The whole scene."""
        return self.stage.segment


def compose(segments: Sequence[Segment], project: Project) -> Score:
    """What a film of these segments sounds like. Raises OutreachError with every fault of the templates it reads."""
    told = list(_told(segments, project))
    cues = sorted({SoundCue(one.first + n, name) for one in told for n, name in _effects(one)}, key=lambda c: c.frame)
    return Score(
        cues=tuple(cues),
        stretches=tuple(_merged(_beds(told))),
        hushes=tuple(_hushes(told)),
        timbres=tuple(found for one in told for found in _timbres(one.segment)),
    )


def _told(segments: Sequence[Segment], project: Project) -> Iterator[_Told]:
    file, first = shots(project), 0
    for _, group in groupby(segments, key=lambda s: (s.scene.id, s.part)):
        *_, last = group
        whole = replace(last, start=0, frames=last.end)
        yield _Told(staged(whole, project), file, first, cuts(whole, file))
        first += whole.frames


# --- effects


def _effects(one: _Told) -> Iterator[tuple[int, str]]:
    """(frame of the scene, effect): all that is seen to make a sound."""
    segment = one.segment
    if segment.scene.kind == "dialogue" and CHANNELS[segment.scene.channel].rings and segment.part == 1:
        answered = min((m.start for m in segment.moments), default=segment.frames)
        yield from ((n, "ring") for n in range(0, max(1, answered - RING), RING_EVERY))
    if KINDS[segment.scene.kind].last:
        yield 0, "chime"
    yield from ((m.start, "chime") for m in segment.moments if m.beat.reveal)
    for cut in one.cuts:
        yield from ((n, name) for n, name in _in_shot(one.stage, cut) if cut.start <= n < cut.end)


def _in_shot(stage: Stage, cut: ShotCut) -> Iterator[tuple[int, str]]:
    shows = cut.shot.shows
    if cut.shot.freeze:
        yield cut.start, "stamp"
    if "words" in shows:
        yield from ((n, "whoosh") for _, n in flags_of(stage, cut))
    if (touch := touched(stage, cut)) is not None:
        yield touch, "touch"
    if "balance" in shows and balance.spared(stage) is None:  # what fills again is quiet
        found = balance.span(stage, first_touch(stage, [cut]))
        yield from ((n, "coin") for n in (balance.drops(*found) if found else ()))
    if "snap" in shows:
        yield snap_frame(cut), "snap"
    if "phone" in shows and stage.segment.scene.channel and CHANNELS[stage.segment.scene.channel].taps:
        yield from ((stage.first(item.id), "tap") for item in stage.segment.scene.items)


# --- beds


def _beds(told: Sequence[_Told]) -> Iterator[Stretch]:
    """The room and the music of every shot, in frames of the film."""
    snapped = False
    for one in told:
        for cut in one.cuts:
            start, end = one.first + cut.start, one.first + min(cut.end, one.segment.frames)
            yield from (
                Stretch(start, end, f"room-{name}") for name in dict.fromkeys(sets_of(one.stage, one.file, cut))
            )
            first, *then = one.file.music.get(cut.name, ()) or ("",)
            turn = min(one.first + snap_frame(cut), end) if "snap" in cut.shot.shows else end
            parts = [(start, turn, first), (turn, end, then[0] if then else first)]
            for n, (a, b, bed) in enumerate(parts):
                snapped = snapped or (n == 1 and a < b)
                if bed and a < b:
                    yield Stretch(a, b, "warm" if snapped and bed == "bed" else bed)


def _merged(stretches: Iterator[Stretch]) -> list[Stretch]:
    """A bed that goes on over a cut is one stretch."""
    made: list[Stretch] = []
    for new in stretches:
        before = next((n for n in reversed(range(len(made))) if made[n].bed == new.bed), None)
        if before is not None and made[before].end == new.start:
            made[before] = replace(made[before], end=new.end)
        else:
            made.append(new)
    return sorted(made, key=lambda one: (one.start, one.bed))


def _hushes(told: Sequence[_Told]) -> Iterator[tuple[int, int]]:
    """Before a question is asked everything is silent, from the last word of the scene before."""
    spoken = 0
    for one in told:
        moments = one.segment.moments
        if KINDS[one.segment.scene.kind].asks and one.segment.part == 1 and moments:
            yield max(spoken, one.first - HUSH), one.first + moments[0].start
        spoken = max([one.first, *(one.first + m.start + m.speech for m in moments)])


# --- voices


def _timbres(segment: Segment) -> Iterator[tuple[str, Timbre]]:
    """Who is on the other end of a call is heard through it; the person called, and who tells the story, are not."""
    channel = segment.scene.channel
    if not channel or not CHANNELS[channel].calls:
        return
    for moment in segment.moments:
        part = plays(moment.beat.role, segment)
        if part not in ("host", "victim"):
            yield moment.beat.id, "phone" if part == "caller" else "line"
