"""A film's picture, frame by frame: flashes, black and standing pictures are told with their second."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from judged import judged
from numpy.typing import NDArray

from outreach.checks.built import Built
from outreach.checks.built.film_picture import check
from outreach.diagnostics import OutreachError
from outreach.ffmpeg import write
from outreach.film.writer import YuvWriter

WIDE, HIGH, RATE = 320, 180, 25
Luma = NDArray[np.uint8]
Frames = Callable[[], Iterator[tuple[Luma, int]]]  # brightness, and the red of the whole picture


def _moving(n: int) -> Luma:
    """A grey ground on which a light square goes its way."""
    luma = np.full((HIGH, WIDE), 90, np.uint8)
    luma[60:80, n % 280 : n % 280 + 20] = 200
    return luma


def _flashes(times: int, part: float, light: int = 235) -> Frames:
    """Within a second a part of the picture, so much of each side, turns light and dark again so many times."""

    def frames() -> Iterator[tuple[Luma, int]]:
        for n in range(3 * RATE):
            luma, step = _moving(n), n - RATE
            if 0 <= step < times * 6 and step % 6 < 3:
                corner = luma[: round(HIGH * part), : round(WIDE * part)]
                corner[:] = np.maximum(corner, light)
            yield luma, 128

    return frames


def _crossing() -> Iterator[tuple[Luma, int]]:
    """Bars that go by: everywhere something gets lighter and darker, and nowhere more than three times a second."""
    for n in range(3 * RATE):
        luma = np.full((HIGH, WIDE), 60, np.uint8)
        for x in range(0, WIDE, 120):
            luma[:, (x + 6 * n) % WIDE : (x + 6 * n) % WIDE + 50] = 200
        yield luma, 128


def _red() -> Iterator[tuple[Luma, int]]:
    """A dark red and a dark grey that are about as light."""
    for n in range(2 * RATE):
        yield np.full((HIGH, WIDE), 40, np.uint8), 180 if n % 6 < 3 else 128


def _black() -> Iterator[tuple[Luma, int]]:
    for n in range(3 * RATE):
        yield (np.full((HIGH, WIDE), 16, np.uint8) if 30 <= n < 45 else _moving(n)), 128


def _standing() -> Iterator[tuple[Luma, int]]:
    for n in range(8 * RATE):
        yield _moving(min(n, RATE)), 128


@pytest.fixture
def said(tmp_path: Path) -> Callable[[Frames], list[tuple[str, str, float]]]:
    """What the check says of a film of these frames: wanted, measured, second."""

    def run(frames: Frames) -> list[tuple[str, str, float]]:
        with YuvWriter(tmp_path / "pictures.mp4", WIDE, HIGH) as out:
            for luma, red in frames():
                chroma = np.full(WIDE * HIGH // 4, 128, np.uint8)
                tinted = np.full_like(chroma, 102 if red != 128 else 128)
                out.write_frame(np.concatenate([luma.ravel(), tinted, np.full_like(chroma, red)]))
        write(
            ["-i", str(tmp_path / "pictures.mp4"), "-c", "copy", "-movflags", "+faststart", str(tmp_path / "film.mp4")]
        )
        found = judged("a/video.mp4", (tmp_path / "film.mp4").read_bytes(), "film_picture")
        return [(one.wanted, one.measured, one.spot.at if one.spot else -1) for one in found]

    return run


@pytest.mark.parametrize(
    ("frames", "why"),
    [
        pytest.param(_flashes(0, 1), "a picture that moves", marks=pytest.mark.slow),
        (_crossing, "bars that go by"),
        (_flashes(3, 1), "three flashes a second are allowed"),
        pytest.param(_flashes(8, 0.1), "a small light may blink", marks=pytest.mark.slow),
        pytest.param(_flashes(8, 1, 104), "what hardly changes is no flash", marks=pytest.mark.slow),
    ],
    ids=lambda one: one if isinstance(one, str) else "",
)
def test_what_is_calm_passes(said: Callable[[Frames], list[tuple[str, str, float]]], frames: Frames, why: str) -> None:
    """At the edges of each rule."""
    assert said(frames) == [], why


@pytest.mark.parametrize(
    ("frames", "wanted", "measured", "second"),
    [
        (_flashes(4, 1), "at most 3 flashes a second", "4", 1.7),
        pytest.param(_flashes(4, 0.25), "at most 3 flashes a second", "4", 1.7, marks=pytest.mark.slow),
        pytest.param(_red, "at most 3 red flashes a second", "5", 0.8, marks=pytest.mark.slow),
        (_black, "no picture that is black", "0.6 s of it", 1.2),
        pytest.param(_standing, "a picture that moves within 4 s", "6.4 s of it", 1.2, marks=pytest.mark.slow),
    ],
    ids=["flashes", "small flashes", "red", "black", "standing"],
)
def test_each_fault_is_told_with_its_second(
    said: Callable[[Frames], list[tuple[str, str, float]]], frames: Frames, wanted: str, measured: str, second: float
) -> None:
    """Once, with where it begins, and nothing else."""
    ((found, value, at),) = said(frames)
    assert (found, value) == (wanted, measured) and abs(at - second) < 0.5


def test_what_is_no_film_is_refused() -> None:
    """With what ffmpeg says."""
    with pytest.raises(OutreachError, match="ffmpeg"):
        list(check(Built("a/video.mp4", b"no film")))
