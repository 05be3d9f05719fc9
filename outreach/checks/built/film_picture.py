"""Nothing in a film flashes, goes black or stands as if the screen had stopped.

Why: flashes can bring on a seizure, and a branch has no doctor; a black or frozen screen is reported as broken.
Source: WCAG 2.2 SC 2.3.1 (at most three general or red flashes within a second: pairs of opposing changes of a tenth of
the largest relative luminance, the darker below 0.80, over a quarter of ten degrees of the field of vision, which is
341 x 256 px of 1024 x 768, 2.8 % of a screen). That a picture is never black and never stands for long is ours.
PASS: cuts, a mark that pulses once a second, an end card that breathes
FAIL: four changes from dark to light and back within a second; half a second of black; a picture that stands for 6 s
"""

from __future__ import annotations

import math
import subprocess
from collections.abc import Iterator, Sequence
from itertools import groupby

import cv2
import numpy as np
from imageio_ffmpeg import get_ffmpeg_exe
from numpy.typing import NDArray

from outreach.checks.built import Built
from outreach.diagnostics import NOWHERE, Diagnostic, Spot, Where, error, fail
from outreach.ffmpeg import given
from outreach.messages import Message, msg

RATE = 25  # frames a second that are looked at
WIDE, HIGH, CELL = 256, 144, 4  # px of the picture that is looked at, and of a cell: no flash is smaller
AREA = 0.25 * 341 * 256 / (1024 * 768)  # of the cells, changing together
CHANGE, LIGHT = 0.1, 0.8  # of the largest luminance: what is a change; a darker one that is lighter does not count
RED, SATURATED = 20 / 320, 0.8  # of R - G - B: what is a change; R of the sum from which a red is saturated
STEP = 10  # frames between two that are compared
SAME, MOVED = 3, 0.001  # of 255: less is the encoder's; of the picture: less is no movement
DARK = 24  # of 255: nothing is lighter on a black picture
LUMA = np.array([54, 183, 19], np.uint16)  # BT.709, of 256: 255 times all of it are 16 bits

Picture = NDArray[np.uint8]  # (HIGH, WIDE, 3)
Cells = NDArray[np.float32]


class _Changes:
    """Opposing changes of a signal, cell by cell, within the last second: what moves by changes a cell once and again,
    what flashes changes the same cells many times."""

    def __init__(self, change: float, darkest: float) -> None:
        self.change, self.darkest = change, darkest
        self.turn = np.zeros(0, np.float32)  # the farthest since a cell's last change
        self.rising = np.zeros(0, bool)
        self.second = np.zeros(0, bool)  # (RATE, rows, columns): the cells that changed at each frame

    def seen(self, n: int, signal: Cells) -> int:
        """Takes in frame `n`; returns the flashes, pairs of opposing changes, that so much of the picture has had."""
        if n == 0:
            self.turn, self.rising = signal.copy(), np.ones(signal.shape, bool)
            self.second = np.zeros((RATE, *signal.shape), bool)
        fell = self.rising & (self.turn - signal >= self.change) & (signal < self.darkest)
        rose = ~self.rising & (signal - self.turn >= self.change) & (self.turn < self.darkest)
        turned = fell | rose
        farther = np.where(self.rising, np.maximum(self.turn, signal), np.minimum(self.turn, signal))
        self.turn, self.rising = np.where(turned, signal, farther), self.rising ^ turned
        self.second[n % RATE] = turned
        changes = np.sort(self.second.sum(axis=0), axis=None)
        shared = int(changes[-math.ceil(AREA * changes.size)])  # by that much of the picture, at least
        return (shared + 1) // 2  # a seventh change is over the line, as in the analysers that studios use


def check(built: Built) -> Iterator[Diagnostic]:
    """Yields where a film begins to flash, is black or stands. Raises OutreachError for what cannot be decoded."""
    general, red = _Changes(CHANGE, LIGHT), _Changes(RED, np.inf)
    dark, stands, counts = list[bool](), list[bool](), {general: list[int](), red: list[int]()}
    before: NDArray[np.int16] | None = None
    for n, picture in enumerate(_pictures(built)):
        luma = (picture.astype(np.uint16) @ LUMA >> 8).astype(np.int16)
        dark.append(int(luma.max()) < DARK)
        cells = _cells(picture)
        counts[general].append(general.seen(n, _luminance(cells)))
        counts[red].append(red.seen(n, _redness(cells)))
        if n % STEP == 0:
            stands.append(before is not None and float((np.abs(luma - before) > SAME).mean()) < MOVED)
            before = luma
    longest, still = built.limit("film_picture.black"), built.limit("film_picture.still")
    for first, frames in _stretches(dark, longest * RATE):
        yield _found(built, first, msg("no picture that is black"), msg("{n} s of it", n=f"{frames / RATE:.1f}"))
    for first, steps in _stretches(stands, still * RATE / STEP):
        wanted = msg("a picture that moves within {n} s", n=f"{still:g}")
        yield _found(built, (first - 1) * STEP, wanted, msg("{n} s of it", n=f"{steps * STEP / RATE:.1f}"))
    flashes = built.limit("film_picture.flashes")
    for kind, wanted in ((general, msg("at most {n} flashes a second", n=f"{flashes:g}")),
                         (red, msg("at most {n} red flashes a second", n=f"{flashes:g}"))):  # fmt: skip
        for first, frames in _stretches([count > flashes for count in counts[kind]], 1):
            yield _found(built, first, wanted, str(max(counts[kind][first : first + frames])))


def _stretches(flags: Sequence[bool], least: float) -> Iterator[tuple[int, int]]:
    """Where at least so many in a row are so: the first, and how many."""
    at = 0
    for so, row in groupby(flags):
        length = len([*row])
        if so and length >= least:
            yield at, length
        at += length


def _found(built: Built, n: int, wanted: Message, measured: str) -> Diagnostic:
    second = n / RATE
    values = {"name": built.path, "n": f"{second:.1f}", "wanted": wanted, "found": measured}
    message = msg("`{name}`, second {n}: expected {wanted}, found {found}", **values)
    spot = Spot(built.path, "second", second)
    hint = msg("mend the shot that is seen here, and build it again")
    return error("film-picture", NOWHERE, message, hint, wanted=wanted, measured=measured, spot=spot)


def _cells(picture: Picture) -> Cells:
    """The mean of each cell: (rows, columns, 3), from 0 to 1."""
    size = WIDE // CELL, HIGH // CELL
    return np.asarray(cv2.resize(picture.astype(np.float32), size, interpolation=cv2.INTER_AREA) / 255, np.float32)


def _luminance(cells: Cells) -> Cells:
    """Relative luminance (WCAG 2.2, definitions)."""
    linear = np.where(cells <= 0.04045, cells / 12.92, ((cells + 0.055) / 1.055) ** 2.4)
    return np.asarray(linear @ np.array([0.2126, 0.7152, 0.0722], np.float32), np.float32)


def _redness(cells: Cells) -> Cells:
    """How red the cells of saturated red are; 0 for the others."""
    red, green, blue = np.moveaxis(cells, -1, 0)
    saturated = red >= SATURATED * np.maximum(red + green + blue, 1e-6)
    return np.where(saturated, np.maximum(red - green - blue, 0), 0).astype(np.float32)


def _pictures(built: Built) -> Iterator[Picture]:
    with given(built.bytes) as file:
        command = [
            get_ffmpeg_exe(),
            "-nostdin",
            "-loglevel",
            "error",
            "-skip_loop_filter",
            "all",
            "-i",
            f"file:{file}",
            "-map",
        ]
        command += ["0:v:0", "-vf", f"fps={RATE},scale={WIDE}:{HIGH}:flags=area,format=rgb24", "-f", "rawvideo", "-"]
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as ffmpeg:
            assert ffmpeg.stdout and ffmpeg.stderr
            size = WIDE * HIGH * 3
            while len(data := ffmpeg.stdout.read(size)) == size:
                yield np.frombuffer(data, np.uint8).reshape(HIGH, WIDE, 3)
            said = ffmpeg.stderr.read().decode(errors="replace")
        if ffmpeg.returncode:
            raise fail("film", Where(built.path), f"ffmpeg: {said[-400:].strip()}")
