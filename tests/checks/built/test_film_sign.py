"""An interpreter's place in a film, measured on the file: each fault is told by its check."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from judged import judged

from outreach.ffmpeg import write
from outreach.film.writer import YuvWriter

WIDE, HIGH, RATE = 320, 180, 25
BOX = (220, 40, 80, 125)  # left, top, width, height of the slot: 17.4 % of the picture
Signed = Callable[[float], bytes]


@pytest.fixture
def signed(tmp_path: Path) -> Signed:
    """`signed(7)`: a film of 14 s in whose slot a hand goes up and down for seven."""

    def make(seconds: float) -> bytes:
        with YuvWriter(tmp_path / "pictures.mp4", WIDE, HIGH) as out:
            for n in range(14 * RATE):
                luma = np.full((HIGH, WIDE), 90, np.uint8)
                luma[10:30, n % 180 : n % 180 + 20] = 200
                hand = 45 + round(40 * (1 + np.sin(min(n, seconds * RATE) / 17)))
                luma[hand : hand + 20, 240:270] = 220
                out.write_frame(np.concatenate([luma.ravel(), np.full(WIDE * HIGH // 2, 128, np.uint8)]))
        film = tmp_path / "film.mp4"
        write(["-i", str(tmp_path / "pictures.mp4"), "-c", "copy", "-movflags", "+faststart", str(film)])
        return film.read_bytes()

    return make


def _sign(box: tuple[int, ...] = BOX, times: tuple[tuple[float, float], ...] = ((0, 14),)) -> dict[str, object]:
    return {"box": [n / side for n, side in zip(box, (WIDE, HIGH, WIDE, HIGH), strict=True)], "times": times}


@pytest.mark.slow
def test_who_signs_passes(signed: Signed) -> None:
    """For as long as is said; a film that says nothing of an interpreter is not asked."""
    assert judged("a/video.mp4", signed(14), "film_sign", sign=_sign()) == []
    assert judged("a/video.mp4", signed(7), "film_sign", sign=_sign(times=((0, 6.5),))) == []
    assert judged("a/video.mp4", signed(0), "film_sign") == []


def test_an_interpreter_who_stands_still(signed: Signed) -> None:
    """From the scene's beginning on, with the place."""
    (one,) = judged("a/video.mp4", signed(4), "film_sign", sign=_sign())
    assert (one.wanted, one.measured) == ("an interpreter who is seen to move for at least 50 % of the time", "33 %")
    assert one.spot and one.spot.at == 0 and one.spot.box and one.spot.box[0] == BOX[0] / WIDE


def test_a_small_place_for_an_interpreter(signed: Signed) -> None:
    """In which nobody reads hands."""
    (one,) = judged("a/video.mp4", signed(14), "film_sign", sign=_sign((230, 40, 55, 110)))
    assert (one.wanted, one.measured) == ("an interpreter's place of at least 16.6 % of the picture", "10.5 %")
