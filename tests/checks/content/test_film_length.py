"""The length of each film an audience gets, on a small script."""

from __future__ import annotations

from dataclasses import replace

import pytest
from telling import ASKED, Told

from outreach.adapt.cuts import cut, seconds
from outreach.checks.content import Context, film_length
from outreach.profiles.cuts import Cut


@pytest.mark.parametrize(
    ("less", "more", "expected"), [(9, 9, []), (20, -9, ["film-length"]), (-9, 20, ["film-length"])]
)
def test_the_length_of_each_film(told: Told, context: Context, less: int, more: int, expected: list[str]) -> None:
    """One that is as long as was wished, one too long, one too short; the message has both numbers."""
    board, problems = told(ASKED)
    assert board is not None, problems
    spec = Cut.model_validate({"seconds": [3, 600], "scenes": {"dialogue": {}, "actions": {}, "rescue": {}}})
    found = round(seconds(cut(board, "short", spec)))
    spec = spec.model_copy(update={"seconds": (found - less, found + more)})
    who = context.profiles.audiences[board.audience].model_copy(update={"cuts": ["short"]})
    own = replace(context.profiles, cuts={"short": spec}, audiences={who.id: who})
    told_of = [*film_length.check(board, replace(context, profiles=own))]
    assert [(p.severity, p.code) for p in told_of] == [("warning", code) for code in expected]
    assert all(p.measured == f"{found}" for p in told_of)
    assert all(f"{spec.seconds[0]} to {spec.seconds[1]} seconds, found about {found}" in p.message for p in told_of)


def test_an_audience_without_films_is_not_asked(told: Told, context: Context) -> None:
    """Its cuts are never made."""
    board, problems = told(ASKED)
    assert board is not None, problems
    who = context.profiles.audiences[board.audience].model_copy(update={"formats": ["leaflet"]})
    own = replace(context.profiles, audiences={who.id: who})
    assert [*film_length.check(board, replace(context, profiles=own))] == []
