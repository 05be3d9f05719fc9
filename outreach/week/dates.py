"""Weeks and the days of occasions. A week is named by its number in ISO 8601 and stands for its Monday in the code."""

from __future__ import annotations

import datetime as dt
import re
from calendar import monthrange

from outreach.diagnostics import NOWHERE, WrongUsage, error
from outreach.messages import msg
from outreach.profiles.calendar import LunarDay, OccasionModel

LAST = dt.date(2099, 12, 21)  # Monday of the last week that is planned: the lunar calendar is computed up to 2100
_WEEK = re.compile(r"(\d{4})-?W(\d\d?)", re.IGNORECASE)


def monday(day: dt.date) -> dt.date:
    """The Monday of a day's week."""
    return day - dt.timedelta(days=day.weekday())


def name_of(week: dt.date) -> str:
    """`2026-W48`"""
    year, number, _ = week.isocalendar()
    return f"{year}-W{number:02}"


def week_of(name: str, first: dt.date) -> dt.date:
    """The Monday of a week by its name. Raises WrongUsage for what names none, and for one before `first` or after
    LAST."""
    found = _WEEK.fullmatch(name.strip())
    try:
        week = dt.date.fromisocalendar(int(found[1]), int(found[2]), 1) if found else None
    except ValueError:  # no year has such a week
        week = None
    if week is None:
        hint = msg("a year and the number of a week, as in {example}", example=f"`{name_of(first)}`")
        raise WrongUsage([error("usage", NOWHERE, msg("expected a week, found `{week}`", week=name), hint)])
    if not first <= week <= LAST:
        ends = {"first": name_of(first), "last": name_of(LAST)}
        message = msg("expected a week from {first} to {last}, found `{week}`", week=name, **ends)
        hint = msg("`since` in content/calendar.yaml says when the weeks begin")
        raise WrongUsage([error("usage", NOWHERE, message, hint)])
    return week


def day_of(one: OccasionModel, year: int) -> dt.date:
    """An occasion's day in a year, or in the lunar year that begins in it. 29 February counts as the 28th."""
    if one.lunar is not None:
        return _lunar(one.lunar, year)
    month, day = one.month or 1, one.day or 1
    return dt.date(year, month, min(day, monthrange(year, month)[1]))


def _lunar(day: LunarDay, year: int) -> dt.date:
    from borax.calendars.lunardate import InvalidLunarDateError, LunarDate  # noqa: PLC0415 - few ask for such a day

    try:
        found = LunarDate(year, day.month, day.day)
    except InvalidLunarDateError:  # a month of 29 days
        found = LunarDate(year, day.month, day.day - 1)
    solar: dt.date = found.to_solar_date()
    return solar
