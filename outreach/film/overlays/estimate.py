"""About how wide words will be: enough to choose a layout by, before they are drawn and measured.

A guess, since the layout says which words are drawn at all; the template measures, and what it finds too wide is told.
"""

from __future__ import annotations

from outreach.captions import width
from outreach.storyboard import Text

LATIN = 0.56  # em a Latin letter or digit takes on average, between regular and bold


def ems(words: str, wide_chars: bool) -> float:
    """The width of words in em of their type size."""
    return width(words, wide_chars) * (1.0 if wide_chars else LATIN)


def lines(text: Text, room: float, wide_chars: bool) -> int:
    """On how many lines of `room` em a text stands when its phrases stay whole."""
    count, free = 1, room
    for phrase in text.phrases:
        if ems(phrase.rstrip(), wide_chars) > free < room:
            count, free = count + 1, room
        free -= ems(phrase, wide_chars)
    return count
