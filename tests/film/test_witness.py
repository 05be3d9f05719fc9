"""What a manifest says of a film's picture, so that the finished file can be measured."""

from __future__ import annotations

from pathlib import Path

import pytest
from films import Plan

from outreach.film.witness import witness
from outreach.project import Project
from outreach.timeline import FPS


def test_the_label_and_the_interpreter_have_places_and_times(own: Project, plan: Plan, tmp_path: Path) -> None:
    """Shares of the picture; a scene has one time, also the last, whose end is held."""
    segments = plan("elders", "landscape", approved=True, sign=tmp_path / "clip.mp4")
    said = witness(segments, own)
    assert all(0 <= share <= 1 for share in (*said["slate"], *said["sign"]["box"]))
    _, _, wide, high = said["sign"]["box"]
    assert wide * high > 1 / 6
    times = said["sign"]["times"]
    assert len(times) == len({one.scene.id for one in segments}) < len(segments)
    assert times[0][0] == 0 and times[-1][1] == pytest.approx(sum(one.frames for one in segments) / FPS)


def test_a_film_without_an_interpreter_says_nothing_of_one(own: Project, plan: Plan) -> None:
    """And has its label elsewhere: it has more room."""
    said = witness(plan("elders", "landscape", approved=True), own)
    assert [*said] == ["slate"]
