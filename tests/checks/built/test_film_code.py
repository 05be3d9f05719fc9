"""A film's code is read from its encoded picture."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from outreach.checks.built.film_code import verify
from outreach.codes import qr
from outreach.film.writer import YuvWriter

CODE = "HTTPS://FZ.JIANGWANBANK.EXAMPLE/Q/0123456789"


@pytest.fixture(params=[True, False], ids=["code", "blank"])
def film(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[Path, bool]:
    """Half a second of a picture with a code in it, or of a white one."""
    page = Image.new("L", (640, 640), 255)
    if request.param:
        page.paste(Image.open(io.BytesIO(qr.png(CODE, 8))).convert("L"), (40, 40))
    luma = (16 + np.asarray(page).astype(np.uint16) * 219 // 255).astype(np.uint8)
    frame = np.concatenate([luma.ravel(), np.full(640 * 320, 128, np.uint8)])
    path = tmp_path / "film.mp4"
    with YuvWriter(path, 640, 640) as out:
        for _ in range(13):
            out.write_frame(frame)
    return path, request.param


def test_only_the_wanted_code_passes(film: tuple[Path, bool]) -> None:
    """Another code, and none, are errors that name the wanted one."""
    path, shown = film
    assert (list(verify(path, CODE)) == []) is shown
    problems = verify(path, CODE.replace("0123", "3210"))
    assert all(problem.severity == "error" and "3210456789" in problem.message for problem in problems)
    assert [problem.code for problem in problems] == ["qr-decode", "qr-missing"][not shown :]


def test_a_segment_without_a_code_shows_none(film: tuple[Path, bool]) -> None:
    """A template or a clip may bring one: it is named."""
    path, shown = film
    assert [CODE in one.message for one in verify(path, "")] == [True] * shown
