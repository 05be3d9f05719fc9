"""How the neural voice's sound is cut, paced and stretched: on sounds made here and a model that only counts."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from outreach.sound import RATE, Samples, stretch
from outreach.sound.pace import rate_of
from outreach.voices import Line
from outreach.voices.kokoro import delivery, model
from outreach.voices.kokoro.delivery import SpokenRun, Take, deliver
from outreach.voices.kokoro.sounds import Break, Sound

STEP = 4_800  # samples of a syllable at the model's rate: 0.2 s


def tone(seconds: float, level: float = 0.5, pitch: float = 200.0) -> Samples:
    """A steady voice."""
    return (level * np.sin(2 * np.pi * pitch * np.arange(round(seconds * RATE)) / RATE)).astype(np.float32)


def run_of(gap: float, breaks: Break) -> SpokenRun:
    """Two syllables of 0.3 s with a break of 50 ms between them, whose sound sinks to `gap`."""
    samples = np.concatenate([tone(0.3), tone(0.05, 0.5 * gap), tone(0.3)])
    edges = (0, round(0.3 * RATE), round(0.35 * RATE), len(samples))
    return SpokenRun(samples, edges, (Sound("a", 1), Sound(" ", 0, breaks), Sound("b", 1)))


@pytest.mark.parametrize(
    ("gap", "breaks", "pieces"),
    [
        (1.0, "phrase", 1),  # a vowel goes on: cut, it would be heard as one more syllable
        (0.6, "phrase", 1),
        (0.05, "phrase", 2),
        (0.6, "clause", 2),  # a comma is a pause whatever the voice does
        (0.6, "sentence", 2),
        (0.05, "word", 1),
    ],
)
def test_a_pause_lies_where_the_voice_sinks(gap: float, breaks: Break, pieces: int) -> None:
    """Nothing is lost by a cut, and the pause is the one that was wished for."""
    run = run_of(gap, breaks)
    found = delivery._pieces(run, 0.6, 0.2, last=True)
    assert len(found) == pieces
    assert sum(len(samples) for samples, _, _ in found) == len(run.samples)
    if pieces == 2:
        cut = len(found[0][0]) / RATE
        assert 0.28 <= cut <= 0.37 and found[0][2] <= 0.6


@pytest.mark.parametrize("breath", [0.02, 0.06, 0.12, 0.18])
def test_a_breath_before_the_first_vowel_is_kept(breath: float) -> None:
    """哄 begins with breath long before its vowel: cut off, it was heard as 通. The silence before goes."""
    noise = (np.random.default_rng(1).normal(0, 0.02, round(breath * RATE))).astype(np.float32)
    samples = np.concatenate([np.zeros(round(0.4 * RATE), np.float32), noise, tone(0.3)])
    start = delivery._onset(samples, round((0.4 + breath) * RATE))
    assert 0.4 - 0.012 <= start / RATE <= 0.4 + 0.006


@dataclass
class Counting:
    """A model that speaks every token for 0.2 s at speed 1, and writes down how it was asked."""

    asked: list[float] = field(default_factory=list)

    def numbers(self, phonemes: str) -> list[int]:
        """A token a letter; spaces are tokens too."""
        return [1] * len(phonemes)

    def run(self, tokens: list[int], style: NDArray[np.float32], speed: float) -> tuple[Any, Any]:
        """A tone."""
        self.asked.append(speed)
        lengths = np.full(len(tokens) + 2, round(STEP / speed), float)
        return np.sin(np.arange(int(lengths.sum())) / 20).astype(np.float32) * 0.5, lengths


@pytest.mark.parametrize("rate", [(120.0, 150.0), (160.0, 200.0), (200.0, 240.0), (300.0, 340.0)])
def test_slow_is_stretched_not_asked_of_the_model(rate: tuple[float, float]) -> None:
    """Once a line, never below the pace at which the model speaks clearly; the line keeps its rate."""
    text = "先挂断再问家里人"
    counting: Any = Counting()
    take = Take(counting, np.zeros((510, 256), np.float32), tuple(Sound("a", 1) for _ in text))
    clip = deliver(Line("a", text, "zh-CN", "", rate), take)
    assert clip is not None and len(counting.asked) == 1
    assert counting.asked[0] >= delivery.SLOWEST
    assert rate[0] <= rate_of(text, "zh-CN", clip.samples) <= rate[1]
    assert len(clip.ticks) == len(text) + 1 and clip.ticks[-1] == pytest.approx(clip.seconds, abs=0.01)


@pytest.mark.parametrize("tempo", [0.6, 0.85, 1.3])
def test_another_tempo_keeps_the_pitch(tempo: float) -> None:
    """The length follows the tempo, the pitch does not."""
    made = stretch(tone(2.0), tempo)
    assert len(made) / RATE == pytest.approx(2.0 / tempo, rel=0.03)
    middle = made[len(made) // 4 : -len(made) // 4]
    heard = np.fft.rfftfreq(len(middle), 1 / RATE)[np.argmax(np.abs(np.fft.rfft(middle)))]
    assert heard == pytest.approx(200, abs=4)


def test_the_same_tempo_is_the_same_sound() -> None:
    """Nothing is decoded and encoded for nothing."""
    sound = tone(0.1)
    assert stretch(sound, 1.0) is sound
    assert len(stretch(sound[:0], 0.7)) == 0
    assert model.RATE * 2 == RATE
