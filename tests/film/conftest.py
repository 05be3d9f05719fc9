"""Segments of films of the tests' own project, with lengths as the interpreter's rehearsal takes them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache, lru_cache
from pathlib import Path

import numpy as np
import pytest
from films import Full, Plan
from own import SCAM, own_project
from stress import stressed

from outreach import film
from outreach.adapt import adapt
from outreach.film import scene
from outreach.film.layers import Layer, from_rgba
from outreach.film.overflow import measured
from outreach.film.painter import Drawn, Misfit
from outreach.film.pieces import Piece
from outreach.film.planes import Plane
from outreach.layout import Layout
from outreach.profiles import load_profiles, require
from outreach.script import load_script
from outreach.signing import rehearsal
from outreach.storyboard import Review, Shape, Storyboard


@pytest.fixture(scope="session")
def board(own_board: Callable[..., Storyboard], tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Storyboard]:
    """Makes the storyboard of the tests' own scam for elders, visitors, or pupils, who are elders in the third look."""
    home = own_project(tmp_path_factory.mktemp("pupils"))
    file = home.path("content/audiences/elders.yaml")
    text = file.read_text("utf-8")
    assert "look: seniors" in text
    file.write_text(text.replace("look: seniors", "look: students"), "utf-8")

    @cache
    def make(audience: str = "elders") -> Storyboard:
        if audience != "pupils":
            return own_board(audience)
        profiles, script = require(*load_profiles(home)), load_script(home, SCAM)[0]
        assert script is not None
        found, problems = adapt(script, profiles, "elders", "zh-CN")
        assert found is not None, "\n".join(map(str, problems))
        return found

    return make


@pytest.fixture(scope="session")
def full(board: Callable[..., Storyboard]) -> Full:
    """Makes the timeline of scenes as full as an audience may have, with a long link and five numbers."""
    return cache(lambda audience: rehearsal(stressed(board(audience), 1.0, link=True)))


@pytest.fixture(scope="session")
def plan(board: Callable[..., Storyboard]) -> Plan:
    """Makes the segments of its scam for an audience and a shape."""

    @cache
    def make(
        audience: str = "elders", shape: Shape = "landscape", approved: bool = False, sign: Path | None = None
    ) -> tuple[film.Segment, ...]:
        made = board(audience)
        if approved:
            made = replace(made, review=Review(True, "a reviewer", "2026-11-23", "", "2027-11-22", "0123abcd"))
        timeline = rehearsal(made)
        clips = {scene.scene.id: film.SignFile(str(sign), "0") for scene in timeline.scenes} if sign else {}
        return film.plan(timeline, shape, bearer="video", ai_label=True, sign_clips=clips)

    return make


@pytest.fixture
def outlines(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every piece has its size and no pixel: for tests that ask where things lie, at an eighth of the time.

    That a piece is drawn as large as it is measured has a test of its own.
    """
    monkeypatch.setattr(scene, "paint", drawing(lambda _: False))


@pytest.fixture
def still(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the camera moves has its size and no pixel: for tests that look at what lies over it."""
    monkeypatch.setattr(scene, "paint", drawing(lambda piece: not piece.moves))


def drawing(seen: Callable[[Piece], bool]) -> Callable[..., dict[str, Drawn]]:
    """`scene.paint` for the pieces that are to be seen; the others are air."""
    draw = scene.paint

    def paint(
        segment: film.Segment, layout: Layout, wanted: Mapping[str, Piece], misfits: list[Misfit] | None = None
    ) -> dict[str, Drawn]:
        shown = {name: piece for name, piece in wanted.items() if seen(piece)}
        other = {name: piece for name, piece in wanted.items() if name not in shown}
        sides = measured(layout, scene.looks(segment), other, [] if misfits is None else misfits)
        left = {name: blank(other[name], one.width, one.height) for name, one in sides.items()}
        return left | draw(segment, layout, shown, misfits)

    return paint


def blank(piece: Piece, width: int, height: int) -> Drawn:
    """A piece of air."""
    one = air(width, height)
    return Plane(one.y, one.u, one.v, one.left, one.left_c, width, height) if piece.moves else replace(one)


@lru_cache(maxsize=64)
def air(width: int, height: int) -> Layer:
    """A layer of nothing."""
    return from_rgba(np.zeros((height, width, 4), np.uint8))
