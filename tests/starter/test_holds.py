"""The films that ship move as their shots promise: every script, audience, language, cut and shape."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from films import SHAPES, cut_off, unheld
from shipped import EACH, PACKS, PROFILES

from outreach.adapt.cuts import films
from outreach.layout import Layout
from outreach.storyboard import Storyboard

pytestmark = pytest.mark.slow


@pytest.mark.parametrize(("scam", "audience", "lang"), PACKS)
def test_every_film_holds_what_its_shots_promise(
    board: Callable[..., Storyboard], layout: Layout, scam: str, audience: str, lang: str
) -> None:
    """With an interpreter, who leaves least room, and without."""
    told = [
        f"{cut.cut}: {one}"
        for cut in films(board(scam, audience, lang), PROFILES)
        for shape in cut.style.shapes
        for one in (*unheld(cut, shape, "none", layout), *unheld(cut, shape, "clip", layout))
    ]
    assert told == []


@pytest.mark.parametrize(("scam", "audience", "lang"), EACH)
def test_every_film_has_room_beside_an_interpreter(
    board: Callable[..., Storyboard], layout: Layout, scam: str, audience: str, lang: str
) -> None:
    """`check` asks of the shapes that an audience has; a film with clips may be wanted in any. Of a pack a scam."""
    told = [
        f"{cut.cut} {shape}: {one}"
        for cut in films(board(scam, audience, lang), PROFILES)
        for shape in SHAPES
        for one in cut_off(cut, shape, "empty", layout)
    ]
    assert told == []
