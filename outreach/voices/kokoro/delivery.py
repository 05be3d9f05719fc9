"""How a line is delivered: at the wished rate, with the audience's pauses, and the time of each word known."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate

import numpy as np
from numpy.typing import NDArray

from outreach.lang.pace import wished
from outreach.sound import RATE, Clip, Samples, resample, stretch, trim
from outreach.sound.pace import rate_of
from outreach.voices import Line
from outreach.voices.kokoro import model
from outreach.voices.kokoro.sounds import Sound
from outreach.voices.kokoro.styles import Style

MOST_TOKENS = 400  # of a run: the model takes 510, and above 400 it hurries (kokoro-onnx pull request 185)
FASTEST = 1.35  # of the model's own pace, before words blur
SLOWEST = 0.95  # below 0.9 the model adds a sound before the first syllable: what is wanted slower is stretched
STRETCHED = (0.55, 1.4)  # of the tempo it was spoken at, for a line whose phrases leave no room for pauses
# Hanzi, kana or words a minute that its voices speak by themselves, and the share of slowness that is left to pauses.
PACES = {"zh": (300.0, 0.75), "ja": (400.0, 0.3), "en": (215.0, 0.3)}
CLAUSE = 0.25  # seconds at a comma where it is slow; more is heard as an end, and no longer counts as speech
PAUSES = (0.02, 0.1, 0.16, 0.2, CLAUSE)  # seconds between phrases, from the first that is slow enough
DIP = 10 ** (-10 / 20)  # how far the sound sinks where it may be cut: a cut vowel is heard as another syllable
LEAD = 0.035  # seconds that a sound begins before its lengths say: a consonant closes and bursts before its vowel
HEAD = 0.2  # seconds before the first sound in which its beginning is looked for: breath of h, burst of k
TAIL = 0.095  # seconds kept after the last sound; the model goes on with half a second of breath
FADE = round(0.004 * RATE)  # samples: a cut without it clicks
NEAR = 0.03  # seconds around the end of a word in which the quietest moment is looked for
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
class SpokenRun:
    """A run as spoken: samples at RATE, and where each sound begins and the last one ends, in samples."""

    samples: Samples
    edges: tuple[int, ...]  # one more than sounds; empty when the model does not tell
    sounds: tuple[Sound, ...]


def deliver(line: Line, take: Take) -> Clip | None:
    """The line within its rate, as near as the voice can; None when there is nothing to say."""
    if not take.tokens(take.sounds):
        return None
    rate = wished(line.rate)
    speed = _speed(line, rate)
    clear = max(speed, SLOWEST)
    spoken = [_run(take, run, clear) for run in take.runs()]
    tempo = speed / clear
    pause = _pause(line, [_at(run, tempo) for run in spoken], rate)
    for _ in range(TRIES):
        samples, ticks = _joined(line, [_at(run, tempo) for run in spoken], pause)
        found = rate_of(line.text, line.lang, samples)
        if not found or line.rate[0] <= found <= line.rate[1]:
            break
        tempo = float(np.clip(tempo * rate / found, *STRETCHED))
    return Clip.of(samples, ticks) if len(samples) else None


def _speed(line: Line, rate: float) -> float:
    """A first guess of the speed: of the time a unit is to take more than by itself, pauses take a share."""
    natural, share = PACES.get(line.lang.split("-")[0], PACES["en"])
    own, wanted = 60 / natural, 60 / rate
    return float(np.clip(own / (wanted - share * max(0.0, wanted - own)), STRETCHED[0], FASTEST))


def _run(take: Take, run: tuple[Sound, ...], speed: float) -> SpokenRun:
    tokens = take.tokens(run)
    heard, lengths = take.model.run(tokens, take.row(tokens), speed)
    samples = resample(heard, model.RATE, RATE)
    if not len(lengths):
        return SpokenRun(trim(samples), (), run)
    starts = np.concatenate([[0.0], np.cumsum(lengths)]) * (RATE / model.RATE)
    counts = np.cumsum([0, *(len(take.model.numbers(s.phonemes)) for s in run)])
    edges = [max(0, int(starts[1 + n] - LEAD * RATE)) for n in counts]
    return _tidied(SpokenRun(samples, tuple(min(e, len(samples)) for e in edges), run))


def _tidied(spoken: SpokenRun) -> SpokenRun:
    """Without the breath before and the noise after: from the first sound to the last, with a fade."""
    last = max(n for n, sound in enumerate(spoken.sounds) if sound.units) + 1
    start = _onset(spoken.samples, spoken.edges[0])
    end = min(len(spoken.samples), spoken.edges[last] + round(TAIL * RATE))
    loud = np.flatnonzero(np.abs(spoken.samples[start:end]) > _QUIET)
    end = min(end, start + (int(loud[-1]) if len(loud) else 0) + round(TAIL * RATE))
    samples = _faded(spoken.samples[start:end].copy())
    edges = tuple(int(np.clip(edge - start, 0, len(samples))) for edge in spoken.edges)
    return SpokenRun(samples, edges, spoken.sounds)


def _faded(samples: Samples) -> Samples:
    ramp = np.linspace(0, 1, FADE, dtype=np.float32)[: len(samples)]
    samples[: len(ramp)] *= ramp
    samples[len(samples) - len(ramp) :] *= ramp[::-1]
    return samples


def _pause(line: Line, spoken: list[SpokenRun], rate: float) -> float:
    """Between phrases the shortest pause that slows the runs enough, else the longest; 0 where none is needed."""
    for pause in (0.0, *PAUSES):
        samples, _ = _joined(line, spoken, pause)
        if rate_of(line.text, line.lang, samples) <= rate:
            return pause
    return PAUSES[-1]


def _at(spoken: SpokenRun, tempo: float) -> SpokenRun:
    """A run at another tempo."""
    samples = stretch(spoken.samples, tempo)
    share = len(samples) / max(1, len(spoken.samples))
    return SpokenRun(samples, tuple(round(edge * share) for edge in spoken.edges), spoken.sounds)


def _joined(line: Line, spoken: list[SpokenRun], pause: float) -> tuple[Samples, tuple[float, ...]]:
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


def _pieces(run: SpokenRun, sentence: float, phrase: float, last: bool) -> list[tuple[Samples, list[int], float]]:
    """A run cut where silence is wanted: the samples, where units begin in them, and the seconds to wait after."""
    if not run.edges:
        return [(run.samples, [], 0.0 if last else sentence)]
    found = []
    begin, since = 0, 0
    waits = {"sentence": sentence, "clause": CLAUSE if phrase else 0.0, "phrase": phrase}
    for n, sound in enumerate(run.sounds):
        end = n == len(run.sounds) - 1
        wait = waits.get(sound.breaks, 0.0)
        if not end and not wait:
            continue
        at = len(run.samples) if end else _quietest(run.samples, run.edges[n], run.edges[n + 1])
        if not end and sound.breaks == "phrase" and not _dips(run.samples, at):
            continue
        had = 0.0 if end else _silence(run.samples, at)
        marks = _marks(run, since, n + 1, begin)
        quiet = (0.0 if last else sentence) if end else max(0.0, wait - had)
        found.append((_faded(run.samples[begin:at].copy()), marks, quiet))
        begin, since = at, n + 1
    return found


def _marks(run: SpokenRun, first: int, end: int, begin: int) -> list[int]:
    """Where each unit of the sounds begins, in samples from `begin`; a sound of several units is shared out evenly."""
    marks: list[int] = []
    for n in range(first, end):
        start, width = run.edges[n], run.edges[n + 1] - run.edges[n]
        units = run.sounds[n].units
        marks += [max(0, start + width * k // units - begin) for k in range(units)]
    return marks


_STEP = RATE // 200  # loudness is looked at in steps of 5 ms
_QUIET = 10 ** (-45 / 20)
_SILENT = 10 ** (-50 / 20)


def _quietest(samples: Samples, start: int, end: int, near: float = NEAR) -> int:
    """The quietest moment between two words: within the break's own samples and a little around."""
    first = max(0, start - round(near * RATE / 2))
    last = min(len(samples), end + round(near * RATE / 2))
    blocks = np.abs(samples[first:last][: (last - first) // _STEP * _STEP]).reshape(-1, _STEP).max(axis=1, initial=0)
    return first + int(np.argmin(blocks)) * _STEP + _STEP // 2 if len(blocks) else start


def _dips(samples: Samples, at: int) -> bool:
    """Is it much quieter at a moment than in the syllables around it?"""
    around = np.abs(samples[max(0, at - RATE // 5) : at + RATE // 5]).max(initial=0)
    return bool(np.abs(samples[max(0, at - _STEP // 2) : at + _STEP // 2]).max(initial=0) < around * DIP)


def _onset(samples: Samples, edge: int) -> int:
    """Where the first sound begins: after the last silence before it, else at the quietest moment."""
    first = max(0, edge - round(HEAD * RATE))
    blocks = np.abs(samples[first:edge][: (edge - first) // _STEP * _STEP]).reshape(-1, _STEP).max(axis=1, initial=0)
    silent = np.flatnonzero(blocks < _SILENT)
    return first + int(silent[-1]) * _STEP if len(silent) else _quietest(samples, first, edge, 0)


def _silence(samples: Samples, at: int) -> float:
    """Seconds of silence around a moment."""
    loud = np.abs(samples) > _QUIET
    before = np.flatnonzero(loud[:at])
    after = np.flatnonzero(loud[at:])
    start = before[-1] + 1 if len(before) else 0
    end = at + after[0] if len(after) else len(samples)
    return float(end - start) / RATE
