"""What is written in a picture or a film, as far as Tesseract reads it: numbers it does, other words often not.

A picture takes about a second. Of a film, pictures two seconds apart are read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

import numpy as np
from numpy.typing import NDArray

from outreach import ocr
from outreach.codes.symbol import flattened
from outreach.ffmpeg import given, key_frames
from outreach.written import Written

APART = 2.0  # seconds; what is shown for less is not read by people, either
Pictures = Iterator[tuple[float, NDArray[np.uint8]]]  # seconds (0 for a picture), grey pixels


def drawn(suffix: str, data: bytes) -> Iterator[Written]:
    """Its lines, each with its second and place. Raises what its reader raises for a broken file."""
    pictures = [*READERS[suffix](data)]
    for (second, _), lines in zip(pictures, ocr.read([one for _, one in pictures]), strict=True):
        for line in lines:
            yield Written(line.words, "second" if suffix in FILMS else "", second, partial(_there, line.box))


def _there(box: ocr.Box, words: str) -> ocr.Box:
    """A line is one place, whatever is looked for in it."""
    return box


def _picture(data: bytes) -> Pictures:
    yield from ((0.0, flat) for flat in flattened(data, ("PNG",)))


def _film(data: bytes) -> Pictures:
    due = 0.0
    with given(data) as film:
        for second, frame in key_frames(film, "null"):
            if second >= due:
                due = second + APART
                yield second, frame


READERS: dict[str, Callable[[bytes], Pictures]] = {".png": _picture, ".mp4": _film}
FILMS = (".mp4",)
