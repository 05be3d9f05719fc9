"""How fast a clip is spoken, by measuring it, and the search for the setting that gives the wished rate."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from outreach.sound import Clip, Samples, speech_seconds
from outreach.spoken import units
from outreach.voices import Line

SHORT = 6  # a line of fewer Hanzi or words has too little speech to judge a rate by
TRIES = 4


def rate_of(text: str, lang: str, samples: Samples) -> float:
    """Hanzi or words a minute of speech time; 0 for silence."""
    seconds = speech_seconds(samples)
    return units(text, lang) * 60 / seconds if seconds else 0.0


def film_rate(spoken: Iterable[tuple[Line, Clip]]) -> float:
    """The rate of a whole film: everything said over all speech time, pauses left out (standards §3)."""
    said = seconds = 0.0
    for line, clip in spoken:
        time = speech_seconds(clip.samples)
        if time:
            said += units(line.text, line.lang)
            seconds += time
    return said * 60 / seconds if seconds else 0.0


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
