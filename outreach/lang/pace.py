"""How long something takes to say, before there is a voice."""

from __future__ import annotations

from outreach.lang import units

LEAST = 0.6  # seconds
WISHED = 0.75  # of the way from the least to the most of an audience's rate: calm, not dragged
_ENDS = "。！？.!?"


def wished(rate: tuple[float, float]) -> float:
    """The rate at which the starter's voices speak, of an audience's least and most (Hanzi or words a minute)."""
    return rate[0] + (rate[1] - rate[0]) * WISHED


def spoken_seconds(text: str, lang: str, rate: float, pause: float) -> float:
    """Seconds of a line in its spoken form at `rate`, with `pause` seconds for each sentence that ends inside it."""
    inside = text.rstrip(f"{_ENDS} ")
    stops = sum(inside.count(mark) for mark in _ENDS)
    return max(LEAST, units(text, lang) * 60 / rate + stops * pause)
