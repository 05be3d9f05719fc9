"""The opening's AI label and a film's length, measured on the file: each fault is told by its own check."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from judged import judged
from numpy.typing import NDArray

from outreach.diagnostics import Diagnostic
from outreach.ffmpeg import write
from outreach.film.writer import YuvWriter

WIDE, HIGH, RATE = 640, 360, 25
BOX = (200, 230, 400, 60)  # left, top, width, height of the label's place
SHARE = [BOX[0] / WIDE, BOX[1] / HIGH, BOX[2] / WIDE, BOX[3] / HIGH]
Luma = NDArray[np.uint8]
Opening = Callable[..., bytes]


def _picture(n: int) -> Luma:
    """A grey ground on which a light square goes its way, and a window that goes on beyond the label's place."""
    luma = np.full((HIGH, WIDE), 90, np.uint8)
    luma[60:100, 3 * n % 580 : 3 * n % 580 + 40] = 200
    luma[180:250, 560:640] = 230
    return luma


def _labelled(luma: Luma, letters: int, *, dark: bool) -> None:
    """A plate with eight letters, so many px high."""
    x, y, _, h = BOX
    luma[y + 4 : y + h - 4, x + 20 : x + 340] = 235 if dark else 40
    top = y + (h - letters) // 2
    for n in range(8):
        luma[top : top + letters, x + 40 + 36 * n : x + 58 + 36 * n] = 40 if dark else 235


@pytest.fixture
def opening(tmp_path: Path) -> Opening:
    """`opening(24, 60)`: four seconds, whose label has letters of 24 px and stands until frame 60."""

    def make(letters: int, until: int, since: int = 0, *, dark: bool = False) -> bytes:
        with YuvWriter(tmp_path / "pictures.mp4", WIDE, HIGH) as out:
            for n in range(4 * RATE):
                luma = _picture(n)
                if since <= n < until:
                    _labelled(luma, letters, dark=dark)
                out.write_frame(np.concatenate([luma.ravel(), np.full(WIDE * HIGH // 2, 128, np.uint8)]))
        film = tmp_path / "film.mp4"
        write(["-i", str(tmp_path / "pictures.mp4"), "-c", "copy", "-movflags", "+faststart", str(film)])
        return film.read_bytes()

    return make


def _said(data: bytes, check: str = "film_label") -> list[Diagnostic]:
    return judged("a/video.mp4", data, check, slate=SHARE, length=[4, 5])


@pytest.mark.parametrize(("letters", "until", "dark"), [(19, 52, False), (30, 100, False), (24, 60, True)])
def test_a_label_that_can_be_read_passes(opening: Opening, letters: int, until: int, dark: bool) -> None:
    """Little above 5 % and two seconds; one that stays; dark letters on a light plate."""
    assert _said(opening(letters, until, dark=dark)) == []


@pytest.mark.parametrize(
    ("letters", "until", "since", "wanted", "measured"),
    [
        (14, 60, 0, "letters of at least 5 %", "3.9 %"),
        (24, 40, 0, "stands for at least 2 s", "1.6 s"),
        (24, 90, 20, "on the opening picture", "none"),
        (24, 0, 0, "on the opening picture", "none"),
    ],
    ids=["a small AI label", "an AI label that goes soon", "an AI label that comes late", "no AI label on the picture"],
)
def test_each_fault_of_the_label_is_told(
    opening: Opening, letters: int, until: int, since: int, wanted: str, measured: str
) -> None:
    """With its place, and nothing else."""
    (one,) = _said(opening(letters, until, since))
    assert wanted in one.wanted and one.measured == measured
    assert one.spot and one.spot.unit == "second" and one.spot.box and one.spot.box[0] == SHARE[0]


@pytest.mark.slow
def test_a_film_of_another_length_is_told(opening: Opening) -> None:
    """Shorter or longer than its cut, and more than a twentieth off."""
    data = opening(24, 60)
    assert judged("a/video.mp4", data, "film_length", length=[3, 3.9]) == []
    for length, found in (([5, 6], "4"), ([2, 3.5], "4")):
        (one,) = judged("a/video.mp4", data, "film_length", length=length)
        assert (one.severity, one.measured) == ("warning", found)


def test_what_nobody_wanted_is_not_asked(opening: Opening) -> None:
    """A film of people's voices, or of another house."""
    assert judged("a/video.mp4", opening(24, 0), "film_label") == []
