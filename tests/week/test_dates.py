"""Weeks by name, days of the lunar calendar."""

from __future__ import annotations

import datetime as dt

import pytest

from outreach.diagnostics import WrongUsage
from outreach.profiles.calendar import LunarDay, OccasionModel
from outreach.week.dates import LAST, day_of, monday, name_of, week_of

FIRST = dt.date(2024, 1, 1)
# As the State Council's holiday notices and the Hong Kong Observatory's tables have them.
SPRING_FESTIVAL = [
    "2024-02-10", "2025-01-29", "2026-02-17", "2027-02-06", "2028-01-26", "2029-02-13",
    "2030-02-03", "2031-01-23", "2032-02-11", "2033-01-31", "2034-02-19", "2035-02-08",
]  # fmt: skip


def lunar(month: int, day: int, year: int) -> str:
    """The day of an occasion, as it is written."""
    one = OccasionModel(id="one", lunar=LunarDay(month=month, day=day), name={"zh-CN": "一"})
    return day_of(one, year).isoformat()


def test_spring_festival_as_it_is_kept() -> None:
    """Twelve years, typed from tables."""
    assert [lunar(1, 1, year) for year in range(2024, 2036)] == SPRING_FESTIVAL


def test_chongyang_and_a_leap_month() -> None:
    """2025 has a sixth month twice: what comes after it is a month later."""
    assert [lunar(9, 9, year) for year in (2024, 2025, 2026)] == ["2024-10-11", "2025-10-29", "2026-10-18"]


def test_the_eve_is_the_last_day_of_a_short_month() -> None:
    """The twelfth month has 30 days in one year and 29 in another; its last day is the one before Spring Festival."""
    for year, day in enumerate(SPRING_FESTIVAL[1:], 2024):
        assert lunar(12, 30, year) == (dt.date.fromisoformat(day) - dt.timedelta(days=1)).isoformat()


def test_a_day_that_a_year_lacks() -> None:
    """29 February."""
    one = OccasionModel(id="one", month=2, day=29, name={"zh-CN": "一"})
    assert [day_of(one, year).day for year in (2024, 2025)] == [29, 28]


@pytest.mark.parametrize("name", ["2026-W48", "2026-w48", "2026W48", " 2026-W48 "])
def test_a_week_by_its_name(name: str) -> None:
    """ISO 8601 with and without the hyphen."""
    assert week_of(name, FIRST) == dt.date(2026, 11, 23) == monday(dt.date(2026, 11, 28))
    assert name_of(dt.date(2026, 11, 23)) == "2026-W48"


def test_a_year_begins_with_its_first_week() -> None:
    """The last days of December may be in it."""
    assert name_of(monday(dt.date(2024, 12, 31))) == "2025-W01"
    assert week_of("2020-W53", dt.date(2020, 1, 6)) == dt.date(2020, 12, 28)


@pytest.mark.parametrize("name", ["", "48", "2026-48", "2026-W00", "2026-W54", "2025-W53", "0000-W01", "next week"])
def test_what_names_no_week(name: str) -> None:
    """The hint shows how one is written."""
    with pytest.raises(WrongUsage) as found:
        week_of(name, FIRST)
    assert f"expected a week, found `{name}`" in str(found.value) and "`2024-W01`" in str(found.value)


@pytest.mark.parametrize("name", ["2023-W52", "2100-W01"])
def test_a_week_outside_the_plan(name: str) -> None:
    """From when to when."""
    with pytest.raises(WrongUsage, match=f"expected a week from 2024-W01 to 2099-W52, found `{name}`"):
        week_of(name, FIRST)
    assert week_of("2099-W52", FIRST) == LAST
