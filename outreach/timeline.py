"""Turns a Storyboard and the lengths of its spoken clips into a Timeline: when every scene, beat and caption begins."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from outreach.storyboard import Beat, Scene, Storyboard

FPS = 25  # frames a second, constant (standards §1, §8)
LEAD_IN = 0.4  # seconds of picture before the first word of a scene, so that a transition does not eat it
MIN_SAY = 0.8  # seconds a spoken beat lasts at least


@dataclass(frozen=True, slots=True)
class Cue:
    """One caption: seconds from the film's start, the lines as they are broken."""

    start: float
    end: float
    lines: tuple[str, ...]
    role: str
    beat: str


@dataclass(frozen=True, slots=True)
class TimedBeat:
    """A beat with its place in the film, in frames. `speech` is the clip's length in seconds."""

    beat: Beat
    start: int
    end: int
    speech: float


@dataclass(frozen=True, slots=True)
class TimedScene:
    """A scene with its place in the film, in frames from the film's start."""

    scene: Scene
    start: int
    end: int
    beats: tuple[TimedBeat, ...]


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


def lay_out(board: Storyboard, clips: Mapping[str, float], signing: Mapping[str, float] | None = None) -> Timeline:
    """`clips`: beat id -> seconds of speech; `signing`: scene id -> seconds of the interpreter's clip.

    A scene holds until its signing ends plus 0.5 s (standards §1); nothing is cut or sped up.
    """
    scenes: list[TimedScene] = []
    frame = 0
    for scene in board.scenes:
        timed = _scene(scene, frame, clips, (signing or {}).get(scene.id))
        scenes.append(timed)
        frame = timed.end
    cues = tuple(cue for scene in scenes for beat in scene.beats for cue in captions(beat, board))
    return Timeline(board, tuple(scenes), cues, frame)


def _scene(scene: Scene, start: int, clips: Mapping[str, float], signing: float | None) -> TimedScene:
    frame = start + round(LEAD_IN * FPS)
    beats = []
    for beat in scene.beats:
        speech = clips.get(beat.id, 0.0)
        least = max(speech, beat.seconds, MIN_SAY if beat.kind == "say" else 0.0)
        end = frame + _frames(least + beat.pause)
        beats.append(TimedBeat(beat, frame, end, speech))
        frame = end
    if signing is not None:
        frame = max(frame, start + _frames(signing + 0.5))
    return TimedScene(scene, start, frame, tuple(beats))


def _frames(seconds: float) -> int:
    return -(-round(seconds * 1000) * FPS // 1000)


def captions(timed: TimedBeat, board: Storyboard) -> tuple[Cue, ...]:
    """The captions of one beat: its said words in lines and cues within the audience's limits, timed by their length."""
    text = timed.beat.text
    if text is None or timed.beat.kind != "say":
        return ()
    blocks = _blocks(_lines(text.said_phrases, board), board.captions.lines)
    total = sum(len("".join(b)) for b in blocks) or 1
    start = timed.start / FPS
    length = max(timed.speech, MIN_SAY)
    cues, done = [], 0
    for block in blocks:
        begin = start + length * done / total
        done += len("".join(block))
        cues.append(
            Cue(round(begin, 3), round(start + length * done / total, 3), block, timed.beat.role, timed.beat.id)
        )
    return tuple(cues)


def width(text: str, wide: bool) -> float:
    """How many characters a caption counts: full-width 1, and in zh/ja/ko half-width 0.5 (standards §2)."""
    return sum(0.5 if wide and c.isascii() else 1 for c in text)


def _lines(pieces: tuple[str, ...], board: Storyboard) -> list[str]:
    limit, wide = board.captions.line_chars, board.style.wide_chars
    lines = [""]
    for piece in pieces:
        if lines[-1] and width((lines[-1] + piece).strip(), wide) > limit:
            lines.append("")
        lines[-1] += piece
    return [line.strip() for line in lines if line.strip()]


def _blocks(lines: list[str], most: int) -> list[tuple[str, ...]]:
    count = -(-len(lines) // most) if lines else 0
    if not count:
        return []
    size = -(-len(lines) // count)
    return [tuple(lines[i : i + size]) for i in range(0, len(lines), size)]
