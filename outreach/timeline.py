"""Turns a Storyboard and the lengths of its spoken clips into a Timeline: when every scene, beat and caption begins."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from outreach.captions import FPS, QUIET, Cue, Speech, caption, finish, moment
from outreach.channels import CHANNELS
from outreach.kinds import KINDS, LESSON
from outreach.lang.pace import spoken_seconds, wished
from outreach.paginate import Part, parts
from outreach.storyboard import Beat, Scene, Storyboard, Style

__all__ = ["FPS", "Cue", "Mark", "TimedBeat", "TimedScene", "Timeline", "lay_out", "rehearsal", "rehearsed_seconds"]

LEAD_IN = 0.4  # seconds of picture before the first word of a scene, so that a transition does not eat it
RING_IN = 1.5  # seconds that a call rings in a lesson, before anybody speaks
HOLD = 3.0  # seconds that the end card stays when all is said: time to take out a phone and scan
AFTER_SIGNING = 0.5  # seconds of picture after the interpreter's last sign (universaldesign.ie)
MIN_SAY = 0.8  # seconds a spoken beat lasts at least


@dataclass(frozen=True, slots=True)
class Mark:
    """When a flagged phrase is spoken inside its line, in frames of the film: pictures can act on the word."""

    flag: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class TimedBeat:
    """A beat with its place in the film, in frames. `speech` is the clip's length in seconds."""

    beat: Beat
    start: int
    end: int
    speech: float
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class TimedScene:
    """A scene with its place in the film, in frames from the film's start; of a long scene, a part."""

    scene: Scene
    start: int
    end: int
    beats: tuple[TimedBeat, ...]
    part: int = 1  # of `parts` that the film shows the scene in
    parts: int = 1


@dataclass(frozen=True, slots=True)
class Timeline:
    """The film's plan: scenes back to back, beats inside them, captions exact to the frame."""

    board: Storyboard
    scenes: tuple[TimedScene, ...]
    cues: tuple[Cue, ...]
    frames: int

    @property
    def seconds(self) -> float:
        """The film's length."""
        return self.frames / FPS


def lay_out(
    board: Storyboard,
    clips: Mapping[str, float],
    signing: Mapping[str, float] | None = None,
    levels: Mapping[str, Sequence[float]] | None = None,
    ticks: Mapping[str, Sequence[float]] | None = None,
) -> Timeline:
    """`clips`: beat id -> seconds of speech; `signing`: scene id -> seconds of the interpreter's clip.

    `levels`: beat id -> loudness for each frame of the clip: captions then change in the voice's own pauses.
    `ticks`: beat id -> seconds at which each unit of speech begins (`sound.Clip.ticks`): captions and marks are exact.
    A scene holds until its signing ends plus AFTER_SIGNING: signing is never cut or sped up (universaldesign.ie).
    """
    spoken, heard = ticks or {}, levels or {}
    scenes = tuple(
        replace(one, beats=tuple(_marked(beat, one.scene, board.style, spoken, heard) for beat in one.beats))
        for one in _scenes(board, clips, signing or {})
    )
    beats = [beat for one in scenes for beat in one.beats]
    cues = [
        cue
        for beat in beats
        for cue in _captions(beat, board, heard.get(beat.beat.id, ()), spoken.get(beat.beat.id, ()))
    ]
    return Timeline(board, scenes, finish(cues, board.captions), scenes[-1].end if scenes else 0)


def rehearsal(board: Storyboard) -> Timeline:
    """The film before there is a voice: every line takes the time of the audience's pace."""
    return lay_out(board, _paced(board))


def rehearsed_seconds(board: Storyboard) -> float:
    """The length of that film alone: its captions, the work of a rehearsal, change nothing about it."""
    return max((one.end for one in _scenes(board, _paced(board), {})), default=0) / FPS


def _paced(board: Storyboard) -> dict[str, float]:
    """Beat id -> seconds, at the rate that the audience's voices aim at."""
    rate, pause = wished(board.pace.rate), board.pace.sentence_pause
    said = ((b.id, b.text) for scene in board.scenes for b in scene.beats if b.text)
    return {name: spoken_seconds(text.spoken, board.lang, rate, pause) for name, text in said}


def _scenes(board: Storyboard, clips: Mapping[str, float], signing: Mapping[str, float]) -> Iterator[TimedScene]:
    """The parts of the film's scenes, each where the one before it ends."""
    frame = 0
    for part in (part for scene in board.scenes for part in parts(scene, board)):
        timed = _scene(part, frame, clips, signing.get(part.scene.id), _rings(part.scene, board))
        frame = timed.end
        yield timed


def _marked(
    timed: TimedBeat,
    scene: Scene,
    style: Style,
    ticks: Mapping[str, Sequence[float]],
    levels: Mapping[str, Sequence[float]],
) -> TimedBeat:
    """The beat with the times of the flagged phrases that are said in it; of one whose times are unknown, none."""
    beat = timed.beat
    known = ticks.get(beat.id, ())
    if beat.text is None or beat.flag or len(known) < 2:
        return timed
    said = beat.text.said
    marks = []
    for item in scene.items:
        for flag in item.flags if item.id == beat.item else ():
            at = said.find(flag.phrase)
            if at < 0:  # the author's `say` leaves it out
                continue
            start, end = (
                moment(said[:n], said, beat.text.lang, style.pronounce, known) for n in _ends(flag.phrase, at)
            )
            first, last = _voiced(round(start * FPS), round(end * FPS), levels.get(beat.id, ()))
            marks.append(Mark(flag.id, timed.start + first, timed.start + last))
    return replace(timed, marks=tuple(marks))


def _voiced(first: int, last: int, levels: Sequence[float]) -> tuple[int, int]:
    """Frames of a clip without the pause before and after: a word's time lasts until the next word begins."""
    loud = [n for n in range(first, min(last, len(levels))) if levels[n] >= QUIET]
    return (loud[0], loud[-1] + 1) if loud else (first, last)


def _ends(phrase: str, at: int) -> tuple[int, int]:
    return at, at + len(phrase)


def _captions(timed: TimedBeat, board: Storyboard, levels: Sequence[float], ticks: Sequence[float]) -> list[Cue]:
    beat = timed.beat
    if beat.text is None or beat.kind != "say":
        return []
    seconds = max(timed.speech, MIN_SAY)
    until = timed.end / FPS - board.captions.gap_seconds
    return caption(beat.text, beat.role, beat.id, Speech(timed.start / FPS, seconds, until, levels, ticks), board)


def _rings(scene: Scene, board: Storyboard) -> bool:
    """Does the viewer see it ring? Only a lesson has the time."""
    return board.cut in ("", LESSON) and scene.kind == "dialogue" and CHANNELS[scene.channel].rings


def _scene(part: Part, start: int, clips: Mapping[str, float], signing: float | None, rings: bool) -> TimedScene:
    scene, frame = part.scene, start + round((RING_IN if rings and part.number == 1 else LEAD_IN) * FPS)
    beats = []
    for beat in scene.beats:
        speech = clips.get(beat.id, 0.0)
        least = max(speech, beat.seconds, MIN_SAY if beat.kind == "say" else 0.0)
        end = frame + _frames(least + beat.pause)
        beats.append(TimedBeat(beat, frame, end, speech))
        frame = end
    if signing is not None:
        frame = max(frame, start + _frames(signing + AFTER_SIGNING))
    if KINDS[scene.kind].last:
        frame += round(HOLD * FPS)
    return TimedScene(scene, start, frame, tuple(beats), part.number, part.of)


def _frames(seconds: float) -> int:
    return -(-round(seconds * 1000) * FPS // 1000)
