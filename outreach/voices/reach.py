"""The search for the speed setting that gives the wished rate: speak, measure, correct."""

from __future__ import annotations

from collections.abc import Callable

from outreach.lang import units
from outreach.sound import Samples
from outreach.sound.pace import rate_of
from outreach.voices import Line

SHORT = 6  # a line of fewer Hanzi or words has too little speech to judge a rate by
TRIES = 4


def reach(line: Line, say: Callable[[float], Samples], start: float, least: float, most: float) -> Samples:
    """Speaks with a speed setting, measures, and corrects the setting until the line is within the wished rate.

    `say(setting)` speaks; a higher setting is faster. Stays within `least` to `most`, and near `start` for short lines.
    """
    middle, setting = sum(line.rate) / 2, start
    samples = say(setting)
    if units(line.text, line.lang) < SHORT:
        return samples
    for _ in range(TRIES - 1):
        found = rate_of(line.text, line.lang, samples)
        if not found or line.rate[0] <= found <= line.rate[1]:
            break
        better = min(max(setting * middle / found, least), most)
        if abs(better - setting) < 0.5:
            break
        setting = better
        samples = say(setting)
    return samples
