"""Segments of starter films, with lengths as the interpreter's rehearsal takes them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from films import LANGUAGES, Plan

from outreach import film
from outreach.signing import rehearsal
from outreach.storyboard import Review, Shape, Storyboard


@pytest.fixture(scope="session")
def plan(board: Callable[..., Storyboard]) -> Plan:
    """Makes the segments of nfc-skimming for an audience and a shape."""

    @cache
    def make(
        audience: str = "seniors", shape: Shape = "landscape", approved: bool = False, sign: Path | None = None
    ) -> tuple[film.Segment, ...]:
        made = board("nfc-skimming", audience, LANGUAGES[audience])
        if approved:
            made = replace(made, review=Review(True, "a reviewer", "2026-11-23", ""))
        timeline = rehearsal(made)
        clips = {scene.scene.id: film.SignFile(str(sign), "0") for scene in timeline.scenes} if sign else {}
        return film.plan(timeline, shape, bearer="video", ai_label=True, sign_clips=clips)

    return make
