"""Where a line's flagged passages are: found once here, for every medium."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import accumulate, pairwise

from outreach.storyboard import Flag, Run, Text


def cut(text: Text, flags: Iterable[Flag]) -> tuple[Run, ...]:
    """A text in runs, cut at its phrases and at its flagged passages; () when it has none.

    A passage is where its phrase stands first. Words that two flags claim (a check forbids it) are the earlier one's.
    """
    spans = [(start, start + len(phrase), name) for start, phrase, name in _found(text, flags)]
    if not spans:
        return ()
    ends = {*accumulate(map(len, text.phrases))}
    edges = sorted({0, *ends, *(edge for start, end, _ in spans for edge in (start, end))})
    owner = [next((name for start, end, name in spans if start <= at < end), "") for at in edges]
    return tuple(Run(text.shown[a:b], name, b in ends) for (a, b), name in zip(pairwise(edges), owner, strict=False))


def in_order(text: Text, flags: Iterable[Flag]) -> tuple[Flag, ...]:
    """The flags of a text in the order in which their passages are read."""
    return tuple(sorted(flags, key=lambda flag: text.shown.find(flag.phrase)))


def _found(text: Text, flags: Iterable[Flag]) -> Iterator[tuple[int, str, str]]:
    for flag in flags:
        start = text.shown.find(flag.phrase)
        if start >= 0 and flag.phrase:
            yield start, flag.phrase, flag.id
