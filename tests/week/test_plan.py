"""What is due in a week, and why."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from outreach.profiles import Profiles
from outreach.profiles.calendar import LunarDay, OccasionModel, ReminderModel
from outreach.week.dates import name_of
from outreach.week.plan import WEEK, Due, due, first_week

SCAMS = ("a", "b", "c", "d")
FIRST, LAST = dt.date(2024, 1, 1), dt.date(2040, 12, 31)
NAME = {"zh-CN": "某日"}
REMINDERS = (
    ReminderModel(weeks=4, name=NAME, formats=["poster"]),
    ReminderModel(weeks=12, name=NAME, formats=["cards", "page"]),
)
OCCASIONS = (
    OccasionModel(id="festival", lunar=LunarDay(month=1, day=1), name=NAME, scams=["b"], audiences=["elders"], ahead=3),
    OccasionModel(id="rights", month=3, day=15, name=NAME, scams=["c", "gone"]),
    OccasionModel(id="month", month=6, day=15, name=NAME),
)
Plan = Callable[[dt.date], tuple[Due, ...]]
WEEKS = st.integers(0, (LAST - FIRST).days // 7).map(lambda n: FIRST + n * WEEK)


@pytest.fixture(scope="module")
def year(own_profiles: Profiles) -> Profiles:
    """A calendar of three occasions and two reminders."""
    return replace(own_profiles, occasions=OCCASIONS, reminders=REMINDERS, since="2024-01-03")


@pytest.fixture(scope="module")
def plan(year: Profiles) -> Plan:
    """What is due in a week."""
    return cache(lambda week: due(week, year, SCAMS))


def full(found: tuple[Due, ...]) -> list[Due]:
    """What is shown for the first time."""
    return [one for one in found if one.why != "reminder"]


@pytest.mark.slow
@settings(max_examples=60, deadline=None)
@given(week=WEEKS)
def test_every_week_shows_something_and_it_returns(week: dt.date, plan: Plan) -> None:
    """Each scam comes back in another medium 4 and 12 weeks after, for the same audiences."""
    for one in full(plan(week)):
        assert one.scams
        again = [
            (back.formats, back.shown, back.scams, back.audiences)
            for reminder in REMINDERS
            for back in plan(week + reminder.weeks * WEEK)
            if back.reminder is reminder and back.occasion is one.occasion and back.scams == one.scams
        ]
        wanted = [(formats, week, one.scams, one.audiences) for formats in (("poster",), ("cards", "page"))]
        assert again == wanted
    assert full(plan(week))


@settings(max_examples=60, deadline=None)
@given(week=WEEKS)
def test_a_turn_is_neither_last_weeks_nor_a_reminder(week: dt.date, plan: Plan) -> None:
    """As long as there is a scam that is none of both; where there is none, it is not last week's."""
    found, before = plan(week), {scam for one in full(plan(week - WEEK)) for scam in one.scams}
    reminded = {scam for one in found if one.why == "reminder" for scam in one.scams}
    for one in full(found):
        if one.why == "rotation":
            assert len(one.scams) == 1
            assert not set(one.scams) & before or before == set(SCAMS)
            assert not set(one.scams) & reminded or reminded | before == set(SCAMS)


def test_occasions_are_due_weeks_ahead(year: Profiles) -> None:
    """Spring Festival 2026 is on a Tuesday, 17 February; a scam that is not there is left out."""
    festival, rights = (due(dt.date.fromisoformat(day), year, SCAMS)[0] for day in ("2026-01-26", "2026-02-23"))
    assert (festival.occasion, festival.scams, festival.audiences) == (OCCASIONS[0], ("b",), ("elders",))
    assert festival.day == dt.date(2026, 2, 17)
    assert (rights.occasion, rights.scams, rights.day) == (OCCASIONS[1], ("c",), dt.date(2026, 3, 15))


def test_an_occasion_about_none_is_about_all(year: Profiles) -> None:
    """And nothing takes a turn beside it."""
    found = full(due(dt.date(2026, 6, 1), year, SCAMS))
    assert [(one.why, one.scams) for one in found] == [("occasion", SCAMS)]


def test_all_take_turns(year: Profiles) -> None:
    """The one that was not shown for longest comes first."""
    without = replace(year, occasions=(), reminders=())
    turns = [due(first_week(year) + n * WEEK, without, SCAMS)[0].scams[0] for n in range(9)]
    assert turns == list("abcdabcda")


def test_days_of_a_lunar_year_that_ends_in_the_next_one(year: Profiles) -> None:
    """The eve of Spring Festival 2026 belongs to the lunar year of 2025."""
    eve = OccasionModel(id="eve", lunar=LunarDay(month=12, day=30), name=NAME, ahead=0)
    found = due(dt.date(2026, 2, 16), replace(year, occasions=(eve,)), SCAMS)
    assert found[0].day == dt.date(2026, 2, 16) and name_of(dt.date(2026, 2, 16)) == "2026-W08"


def test_no_scam_nothing_due(year: Profiles) -> None:
    """A project that has just begun."""
    assert due(FIRST, year, ()) == ()
