"""How fast something is spoken, by measuring it."""

from __future__ import annotations

from collections.abc import Iterable

from outreach.lang import units
from outreach.sound import Clip, Samples, speech_seconds


def rate_of(text: str, lang: str, samples: Samples) -> float:
    """Hanzi or words a minute of speech time, for a text in its spoken form; 0 for silence."""
    seconds = speech_seconds(samples)
    return units(text, lang) * 60 / seconds if seconds else 0.0


def film_rate(spoken: Iterable[tuple[str, Clip]], lang: str) -> float:
    """The rate of a whole film: everything said over all speech time, pauses left out; 0 when muted."""
    said = seconds = 0.0
    for text, clip in spoken:
        time = speech_seconds(clip.samples)
        if time:
            said += units(text, lang)
            seconds += time
    return said * 60 / seconds if seconds else 0.0
