"""The films that ship move as their shots promise: every script, audience, language, cut and shape."""

from __future__ import annotations

from dataclasses import replace

import pytest
from shipped import PACKS, PROFILES, STARTER

from outreach import film
from outreach.adapt import adapt
from outreach.adapt.cuts import films
from outreach.film import fit
from outreach.layout import Layout
from outreach.script import load_script
from outreach.signing import rehearsal

pytestmark = pytest.mark.slow


@pytest.mark.parametrize(("scam", "audience", "lang"), PACKS)
def test_every_film_holds_what_its_shots_promise(layout: Layout, scam: str, audience: str, lang: str) -> None:
    """With an interpreter, who leaves least room, and without."""
    script, _ = load_script(STARTER, scam)
    board = adapt(script, PROFILES, audience, lang)[0] if script else None
    assert board is not None
    told = [
        f"{cut.cut}: {one}"
        for cut in films(board, PROFILES)
        for shape in cut.style.shapes
        for segment in film.plan(rehearsal(cut), shape, bearer="video", ai_label=True, sign_clips={})
        for slot in ("none", "clip")
        for one in fit.asked(replace(segment, slot=slot), layout)[1]
    ]
    assert told == []
