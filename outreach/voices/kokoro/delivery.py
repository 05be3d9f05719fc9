"""How a line is delivered: at the wished rate, with the audience's pauses, and the time of each word known."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate

import numpy as np
from numpy.typing import NDArray

from outreach.sound import RATE, Clip, Samples, resample, trim
from outreach.sound.pace import rate_of
from outreach.voices import Line
from outreach.voices.kokoro import model
from outreach.voices.kokoro.sounds import Sound
from outreach.voices.kokoro.styles import Style

MOST_TOKENS = 400  # of a run: the model takes 510, and above 400 it hurries (kokoro-onnx pull request 185)
FASTEST = 1.35  # of the model's own pace, before words blur
DRAGGED = 0.55  # the slowest, for a line whose phrases leave no room for pauses
# Hanzi, kana or words a minute that its voices speak by themselves, and seconds of pause between phrases for each.
PACES = {"zh": (300.0, 0.1), "ja": (400.0, 0.02), "en": (215.0, 0.04)}
PAUSES = (0.1, 0.16, 0.22, 0.28)  # seconds between phrases; more is heard as an end, and no longer counts as speech
WISHED = 0.6  # of the way from the least to the most of the audience's rate: calm, not dragged
HEAD = 0.07  # seconds before the first sound in which its beginning is looked for
TAIL = 0.06  # seconds kept after the last sound; the model goes on with half a second of breath
FADE = round(0.004 * RATE)  # samples: a cut without it clicks
NEAR = 0.05  # seconds around the end of a word in which the quietest moment is looked for
TRIES = 4


@dataclass(frozen=True, slots=True)
class Take:
    """What is spoken: the model, the voice and the sounds."""

    model: model.Loaded
    style: Style
    sounds: tuple[Sound, ...]

    def runs(self) -> list[tuple[Sound, ...]]:
        """The sounds in runs of at most MOST_TOKENS, ending at the strongest break before: nothing is ever cut off."""
        found: list[tuple[Sound, ...]] = []
        rest = self.sounds
        while rest:
            many = _fitting([len(self.model.numbers(s.phonemes)) for s in rest])
            count = many if many == len(rest) else _best_break(rest[:many])
            found.append(rest[:count])
            rest = rest[count:]
        return found

    def tokens(self, sounds: tuple[Sound, ...]) -> list[int]:
        """A run as the model's numbers."""
        return [number for sound in sounds for number in self.model.numbers(sound.phonemes)]

    def row(self, tokens: list[int]) -> NDArray[np.float32]:
        """The voice's vector for so many tokens."""
        row: NDArray[np.float32] = self.style[min(len(tokens), len(self.style)) - 1]
        return row


def _fitting(lengths: list[int]) -> int:
    return max(1, sum(total <= MOST_TOKENS for total in accumulate(lengths)))


def _best_break(sounds: tuple[Sound, ...]) -> int:
    """How many of the sounds to take: up to the last sentence's end, else clause, phrase, word."""
    for kind in ("sentence", "clause", "phrase", "word"):
        ends = [n for n, sound in enumerate(sounds, 1) if sound.breaks == kind]
        if ends:
            return ends[-1]
    return len(sounds)


@dataclass(frozen=True, slots=True)
class Spoken:
    """A run as spoken: samples at RATE, and where each sound begins and the last one ends, in samples."""

    samples: Samples
    edges: tuple[int, ...]  # one more than sounds; empty when the model does not tell
    sounds: tuple[Sound, ...]


def deliver(line: Line, take: Take) -> Clip | None:
    """The line within its rate, as near as the voice can; None when there is nothing to say."""
    if not take.tokens(take.sounds):
        return None
    wished = line.rate[0] + (line.rate[1] - line.rate[0]) * WISHED
    speed = _speed(line, wished)
    best: Samples | None = None
    for _ in range(TRIES):
        spoken = [_run(take, run, speed) for run in take.runs()]
        samples, ticks = _paced(line, spoken, wished)
        found = rate_of(line.text, line.lang, samples)
        best = samples
        if not found or line.rate[0] <= found <= line.rate[1]:
            break
        better = float(np.clip(speed * wished / found, DRAGGED, FASTEST))
        if abs(better - speed) < 0.01:
            break
        speed = better
    return Clip.of(best, ticks) if best is not None and len(best) else None


def _speed(line: Line, wished: float) -> float:
    """A first guess of the model's speed: what is left of a unit's time when its share of the pauses is taken off."""
    natural, pause = PACES.get(line.lang.split("-")[0], PACES["en"])
    return float(np.clip(60 / (60 / wished - pause) / natural, DRAGGED, FASTEST))


def _run(take: Take, run: tuple[Sound, ...], speed: float) -> Spoken:
    tokens = take.tokens(run)
    heard, lengths = take.model.run(tokens, take.row(tokens), speed)
    samples = resample(heard, model.RATE, RATE)
    if not len(lengths):
        return Spoken(trim(samples), (), run)
    starts = np.concatenate([[0.0], np.cumsum(lengths)]) * (RATE / model.RATE)
    counts = np.cumsum([0, *(len(take.model.numbers(s.phonemes)) for s in run)])
    edges = [int(starts[1 + n]) for n in counts]
    return _tidied(Spoken(samples, tuple(min(e, len(samples)) for e in edges), run))


def _tidied(spoken: Spoken) -> Spoken:
    """Without the breath before and the noise after: from the first sound to the last, with a fade."""
    last = max(n for n, sound in enumerate(spoken.sounds) if sound.units) + 1
    start = _quietest(spoken.samples, spoken.edges[0] - round(HEAD * RATE), spoken.edges[0] + round(HEAD / 4 * RATE), 0)
    end = min(len(spoken.samples), spoken.edges[last] + round(TAIL * RATE))
    loud = np.flatnonzero(np.abs(spoken.samples[start:end]) > _QUIET)
    end = min(end, start + (int(loud[-1]) if len(loud) else 0) + round(TAIL * RATE))
    samples = _faded(spoken.samples[start:end].copy())
    edges = tuple(int(np.clip(edge - start, 0, len(samples))) for edge in spoken.edges)
    return Spoken(samples, edges, spoken.sounds)


def _faded(samples: Samples) -> Samples:
    ramp = np.linspace(0, 1, FADE, dtype=np.float32)[: len(samples)]
    samples[: len(ramp)] *= ramp
    samples[len(samples) - len(ramp) :] *= ramp[::-1]
    return samples


def _paced(line: Line, spoken: list[Spoken], wished: float) -> tuple[Samples, tuple[float, ...]]:
    """The runs joined: the audience's pauses between sentences, and between phrases the least that slows it enough."""
    made = _joined(line, spoken, 0.0)
    for pause in PAUSES:
        if rate_of(line.text, line.lang, made[0]) <= wished:
            break
        made = _joined(line, spoken, pause)
    return made


def _joined(line: Line, spoken: list[Spoken], pause: float) -> tuple[Samples, tuple[float, ...]]:
    """Every piece between two breaks, and silence where one is wanted; the time at which each unit begins."""
    parts: list[Samples] = []
    ticks: list[float] = []
    length = 0
    for number, run in enumerate(spoken):
        for piece, marks, quiet in _pieces(run, line.pause, pause, number == len(spoken) - 1):
            ticks += [(length + mark) / RATE for mark in marks]
            silence = np.zeros(round(quiet * RATE), np.float32)
            parts += [piece, silence]
            length += len(piece) + len(silence)
    whole = np.concatenate(parts) if parts else np.zeros(0, np.float32)
    return whole, (*ticks, length / RATE) if ticks else ()


def _pieces(run: Spoken, sentence: float, phrase: float, last: bool) -> list[tuple[Samples, list[int], float]]:
    """A run cut where silence is wanted: the samples, where units begin in them, and the seconds to wait after."""
    if not run.edges:
        return [(run.samples, [], 0.0 if last else sentence)]
    found = []
    begin, since = 0, 0
    for n, sound in enumerate(run.sounds):
        end = n == len(run.sounds) - 1
        wait = {"sentence": sentence, "phrase": phrase}.get(sound.breaks, 0.0)
        if not end and not wait:
            continue
        at = len(run.samples) if end else _quietest(run.samples, run.edges[n], run.edges[n + 1])
        had = 0.0 if end else _silence(run.samples, at)
        marks = _marks(run, since, n + 1, begin)
        quiet = (0.0 if last else sentence) if end else max(0.0, wait - had)
        found.append((_faded(run.samples[begin:at].copy()), marks, quiet))
        begin, since = at, n + 1
    return found


def _marks(run: Spoken, first: int, end: int, begin: int) -> list[int]:
    """Where each unit of the sounds begins, in samples from `begin`; a sound of several units is shared out evenly."""
    marks: list[int] = []
    for n in range(first, end):
        start, width = run.edges[n], run.edges[n + 1] - run.edges[n]
        units = run.sounds[n].units
        marks += [max(0, start + width * k // units - begin) for k in range(units)]
    return marks


_STEP = RATE // 200  # loudness is looked at in steps of 5 ms
_QUIET = 10 ** (-45 / 20)


def _quietest(samples: Samples, start: int, end: int, near: float = NEAR) -> int:
    """The quietest moment between two words: within the break's own samples and a little around."""
    first = max(0, start - round(near * RATE / 2))
    last = min(len(samples), end + round(near * RATE / 2))
    blocks = np.abs(samples[first:last][: (last - first) // _STEP * _STEP]).reshape(-1, _STEP).max(axis=1, initial=0)
    return first + int(np.argmin(blocks)) * _STEP + _STEP // 2 if len(blocks) else start


def _silence(samples: Samples, at: int) -> float:
    """Seconds of silence around a moment."""
    loud = np.abs(samples) > _QUIET
    before = np.flatnonzero(loud[:at])
    after = np.flatnonzero(loud[at:])
    start = before[-1] + 1 if len(before) else 0
    end = at + after[0] if len(after) else len(samples)
    return float(end - start) / RATE
