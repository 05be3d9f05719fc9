"""The label of synthetic voices stands large at the beginning of a film, and long enough to be read.

Why: who hears a voice that nobody spoke is to know it before it says anything; a label that flits by is none.
Source: GB 45438-2025 5.4: letters of at least 5 % of the shortest side, at least two seconds, on the opening picture.
The letters are measured on the decoded frames, at the place that the manifest names: how high they are, from the first
frame on, and until when they stand. The height is what every fourth letter reaches: of Latin words the capitals and
tall letters, of Chinese the characters. What they say is not read; a caption in that place would pass for a label.
PASS: letters of 68 px of 1080 that stand for 2.4 s
FAIL: letters of 48 px; a label that goes after 1.2 s, that comes after the first frame, or is not there
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from outreach.checks.built import Built
from outreach.diagnostics import NOWHERE, Diagnostic, Spot, error
from outreach.ffmpeg import given, greys
from outreach.messages import Message, msg

RATE = 25  # frames a second that are looked at
SOON = RATE // 2  # frames: what stands still so long from the first one on may be letters
LIGHT = 150  # of 255: letters are lighter, and on a dark ground; or the other way round
LETTERS = 3  # fewer are no words
READ = 0.9  # of their first lightness over the ground: less is fading

Pixels = NDArray[np.uint8]


def check(built: Built) -> Iterator[Diagnostic]:
    """Yields what is wrong with the opening's label of a film that is to have one."""
    box = built.facts.get("slate")
    if not box:
        return
    frames = _frames(built, box, built.limit("film_label.seconds") + 1)
    short = min(frames[0].shape[1] / box[2], frames[0].shape[0] / box[3])
    found = max((_letters(one) for one in (frames, [255 - frame for frame in frames])), key=lambda one: one[0])
    for wanted, measured in _faults(built, found[0] / short * 100, found[1]):
        values = {"name": built.path, "wanted": wanted, "found": measured}
        message = msg("`{name}`: expected {wanted}, found {found}", **values)
        hint = msg("`label` in templates/scenes/geometry.yaml is its place; what covers it, or is laid over the film?")
        spot = Spot(built.path, "second", 0.0, (box[0], box[1], box[0] + box[2], box[1] + box[3]))
        yield error("film-label", NOWHERE, message, hint, wanted=wanted, measured=measured, spot=spot)


def _faults(built: Built, height: float, seconds: float) -> Iterator[tuple[Message, str]]:
    """Wanted and measured. Letters that are not there have no height; what is too small is not asked how long."""
    letters, time = built.limit("film_label.letters"), built.limit("film_label.seconds")
    if not height:
        yield msg("an AI label on the opening picture"), msg("none")
    elif height < letters:
        wanted = msg("an AI label with letters of at least {n} % of the short side", n=f"{letters:g}")
        yield wanted, f"{height:.1f} %"
    elif seconds < time:
        yield msg("an AI label that stands for at least {n} s", n=f"{time:g}"), f"{seconds:.1f} s"


def _frames(built: Built, box: Sequence[float], seconds: float) -> list[Pixels]:
    """The label's place, from the first frame on. Raises OutreachError for what cannot be decoded."""
    x, y, w, h = box
    crop = f"fps={RATE},crop=iw*{w:.5f}:ih*{h:.5f}:iw*{x:.5f}:ih*{y:.5f},format=gray"
    with given(built.bytes) as film:
        return greys(["-t", f"{seconds:.2f}", "-i", f"file:{film}", "-map", "0:v:0", "-vf", crop])[0]


def _letters(frames: Sequence[Pixels]) -> tuple[float, float]:
    """Of light letters on a dark ground: how high they are, in px, and until which second they stand; (0, 0): none."""
    steady = np.min(frames[:SOON], axis=0) > LIGHT
    count, parts, stats, _ = cv2.connectedComponentsWithStats(steady.astype(np.uint8))
    high, wide = steady.shape
    inside = [n for n in range(1, count) if _inside(stats[n], wide, high)]
    ink = np.isin(parts, inside)
    heights = [*_heights(ink)]
    if len(heights) < LETTERS:
        return 0.0, 0.0
    return float(np.percentile(heights, 75)), _stands(frames, ink) / RATE


def _inside(part: Any, wide: int, high: int) -> bool:
    """Does it end within the place? What goes on beyond is the picture."""
    x, y = part[cv2.CC_STAT_LEFT], part[cv2.CC_STAT_TOP]
    right, low = x + part[cv2.CC_STAT_WIDTH], y + part[cv2.CC_STAT_HEIGHT]
    return bool(x > 0 and y > 0 and right < wide and low < high)


def _heights(ink: NDArray[np.bool_]) -> Iterator[int]:
    """Of each letter: columns in a row that have ink."""
    edges = np.flatnonzero(np.diff(np.concatenate([[False], ink.any(axis=0), [False]]).astype(np.int8)))
    for left, right in zip(edges[::2], edges[1::2], strict=True):
        rows = np.flatnonzero(ink[:, left:right].any(axis=1))
        yield int(rows[-1] - rows[0] + 1)


def _stands(frames: Sequence[Pixels], ink: NDArray[np.bool_]) -> int:
    """For how many frames the letters are as light over their ground as at first."""
    grown = cv2.dilate(ink.astype(np.uint8), np.ones((9, 9), np.uint8)).astype(bool)
    ground = grown & ~ink
    over = [float(frame[ink].mean()) - float(frame[ground].mean()) for frame in frames]
    first = float(np.median(over[:SOON]))
    return next((n for n, one in enumerate(over) if one < READ * first), len(over))
