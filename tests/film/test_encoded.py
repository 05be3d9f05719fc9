"""Films as they are encoded, read back: they do not stand still, and nothing drops out between two shots."""

from __future__ import annotations

import subprocess
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from films import Plan, flashing
from imageio_ffmpeg import get_ffmpeg_exe
from numpy.typing import NDArray

from outreach import film
from outreach.film.geometry import geometry
from outreach.film.segments import Segment
from outreach.film.shots import shots
from outreach.film.shots.director import cuts
from outreach.layout import Layout
from outreach.project import Project
from outreach.timeline import FPS

STEP = 10  # frames between two that are compared
SAME = 3  # of 255: less is the encoder's
MOVED = 0.001  # of the picture: less is no movement
LONGEST = 2.0  # s
STILL = 0.1  # of a film, at most
EMPTY = 6.0  # of 255: a picture whose light varies less has nothing on it
Encoded = list[tuple[Segment, NDArray[np.int16]]]
pytestmark = pytest.mark.slow


def read(path: Path, high: int, wide: int) -> NDArray[np.int16]:
    """Luma of every frame, a quarter of its size in both directions."""
    command = [get_ffmpeg_exe(), "-loglevel", "error", "-i", str(path)]
    command += ["-vf", f"scale={wide}:{high}:flags=area,format=gray"]
    shown = subprocess.run([*command, "-f", "rawvideo", "-"], capture_output=True, check=True)
    return np.frombuffer(shown.stdout, np.uint8).reshape(-1, high, wide).astype(np.int16)


@pytest.fixture(scope="module")
def encoded(plan: Plan, layout: Layout, tmp_path_factory: pytest.TempPathFactory) -> Encoded:
    """The segments of the tests' own film, encoded and read back."""
    path, found = tmp_path_factory.mktemp("encoded") / "segment.mp4", []
    boxes = geometry(layout.project, "landscape", slot=False)
    for segment in plan("visitors", "landscape"):
        film.encode(segment, layout, path)
        found.append((segment, read(path, boxes.height // 4, boxes.width // 4)))
    return found


def held(segment: Segment, project: Project) -> set[int]:
    """The frames of shots that are meant to stand: they freeze for the words to be read."""
    frozen = [cut for cut in cuts(segment, shots(project)) if cut.shot.freeze]
    return {n for cut in frozen for n in range(cut.start, cut.end)}


def test_an_encoded_film_moves_and_is_never_empty(encoded: Encoded, project: Project) -> None:
    """Still is a step of 0.4 s in which less than 0.1 % of the picture changes: no stretch of over 2 s but holds, and a
    tenth of all. No frame without a picture, and none far darker or emptier than both its neighbours."""
    steps, still = 0, 0
    for segment, frames in encoded:
        marked, run = held(segment, project), 0
        assert len(frames) == segment.frames
        for n in range(STEP, len(frames), STEP):
            moved = (np.abs(frames[n] - frames[n - STEP]) > SAME).mean()
            steps, still = steps + 1, still + (moved < MOVED)
            run = run + 1 if moved < MOVED and segment.start + n not in marked else 0
            assert run * STEP <= LONGEST * FPS, f"{segment.scene.id}: still for {run * STEP / FPS:.1f} s before {n}"
        content = frames.std(axis=(1, 2))
        assert content.min() > EMPTY, f"{segment.scene.id}: nothing on frame {int(content.argmin())}"
        light = frames.mean(axis=(1, 2))
        lone = [n for n in range(1, len(light) - 1) if dropped(light, n) and dropped(content, n)]
        assert lone == [], f"{segment.scene.id}: frames that drop out: {lone}"
    assert still <= STILL * steps, f"{still} of {steps} steps are still"


def test_nothing_flashes(encoded: Encoded) -> None:
    """At most three flashes in any second (WCAG 2.3.1). A flash is a pair of opposing changes of at least a tenth of
    full luminance at one place, here counted as soon as they touch a fortieth of the picture."""
    for segment, frames in encoded:
        assert flashing((frames[:, 5::10, 5::10] - 16) / 219) < 0.025, segment.scene.id


def dropped(values: NDArray[np.float64], n: int) -> bool:
    """Is a frame less than half of both its neighbours?"""
    return bool(2 * values[n] < min(values[n - 1], values[n + 1]))


def test_a_scene_begins_over_what_the_one_before_ended_in(encoded: Encoded) -> None:
    """Its first frame is near to the last one of the scene before: nothing is dropped before its successor is there."""
    for (old, before), (new, after) in pairwise(encoded):
        jump = np.abs(before[-1] - after[0])
        assert (jump > 40).mean() < 0.5, (old.scene.id, new.scene.id)
