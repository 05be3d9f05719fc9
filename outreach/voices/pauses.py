"""Pauses between the sentences of one line: machines leave a third of a second, an older listener needs twice that."""

from __future__ import annotations

import re

import numpy as np

from outreach.lang import units
from outreach.sound import RATE, Samples, silences
from outreach.voices import Line

_END = re.compile(r"[。！？]+|[.!?]+(?= )")
SHORTEST = 0.08  # seconds: a gap inside a word is shorter
FAR = 1.0  # seconds a pause may be from where the words put it


def widen(samples: Samples, line: Line) -> Samples:
    """The clip with at least `line.pause` seconds after each sentence but the last (the audience's)."""
    found = [gap for gap in silences(samples) if gap[1] - gap[0] >= SHORTEST]
    for start, end in reversed(_between_sentences(line, found, len(samples) / RATE)):
        missing = round((line.pause - (end - start)) * RATE)
        if missing > 0:
            middle = round((start + end) / 2 * RATE)
            quiet = np.zeros(missing, np.float32)
            samples = np.concatenate([samples[:middle], quiet, samples[middle:]])
    return samples


def _between_sentences(line: Line, gaps: list[tuple[float, float]], seconds: float) -> list[tuple[float, float]]:
    """The gap that is nearest to where the words put each sentence's end."""
    text = line.text.strip()
    total = units(text, line.lang)
    chosen: list[tuple[float, float]] = []
    for end in _END.finditer(text):
        said = units(text[: end.end()], line.lang)
        free = [gap for gap in gaps if not chosen or gap[0] > chosen[-1][1]]
        if not 0 < said < total or not free:
            continue
        guess = seconds * said / total
        best = min(free, key=lambda gap: abs(sum(gap) / 2 - guess))
        if abs(sum(best) / 2 - guess) < FAR:
            chosen.append(best)
    return chosen
