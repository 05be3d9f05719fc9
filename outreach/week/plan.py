"""Which scams are due in a week, and why: an occasion, a turn of the rotation, a reminder of what was shown before.

All follows from the calendar and the list of scams, counted on from the week of `since`; nothing is kept. An occasion's
pack is due some weeks `ahead` of it. In a week without one the scams take turns: the one that was not shown for
longest, if it can be one that was not shown the week before and of which nothing reminds in that week. Whatever was
shown comes back after the weeks of each reminder.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from outreach.profiles import OccasionModel, Profiles, ReminderModel
from outreach.week.dates import day_of, monday

WEEK = dt.timedelta(weeks=1)


@dataclass(frozen=True)
class Due:
    """Scams that are due, and why."""

    why: Literal["occasion", "reminder", "rotation"]
    scams: tuple[str, ...]
    audiences: tuple[str, ...] = ()  # none: all
    formats: tuple[str, ...] = ()  # none: all that an audience has
    occasion: OccasionModel | None = None  # for which they were shown first; None: they had their turn
    day: dt.date | None = None  # of the occasion
    reminder: ReminderModel | None = None
    shown: dt.date | None = None  # Monday of the week in which they were shown first


def first_week(profiles: Profiles) -> dt.date:
    """Monday of the first week that has a plan."""
    return monday(dt.date.fromisoformat(profiles.since))


def due(week: dt.date, profiles: Profiles, scams: Sequence[str]) -> tuple[Due, ...]:
    """What is due in the week of this Monday: what is shown in full, then the reminders. () where there is no scam."""
    shown = _shown(week, profiles, scams) if scams else {}
    return (*shown.get(week, ()), *_reminders(week, profiles, shown))


def _shown(week: dt.date, profiles: Profiles, scams: Sequence[str]) -> dict[dt.date, list[Due]]:
    """What is shown in full, by week, from the first one to this one."""
    first = first_week(profiles)
    occasions = _occasions(first, week, profiles, scams)
    shown: dict[dt.date, list[Due]] = {}
    last = dict.fromkeys(scams, -1)  # in which week each was shown: how many weeks after the first
    for n in range((week - first).days // 7 + 1):
        now = first + n * WEEK
        reminded = {scam for one in _reminders(now, profiles, shown) for scam in one.scams}
        shown[now] = occasions.get(now) or [_turn(last, n, reminded)]
        last.update({scam: n for one in shown[now] for scam in one.scams})
    return shown


def _turn(last: dict[str, int], n: int, reminded: set[str]) -> Due:
    """The scam whose turn it is: no one is shown two weeks running where there is another."""
    return Due("rotation", (min(last, key=lambda scam: (last[scam] == n - 1, scam in reminded, last[scam])),))


def _occasions(first: dt.date, last: dt.date, profiles: Profiles, scams: Sequence[str]) -> dict[dt.date, list[Due]]:
    """The occasions by the week in which their packs are due, in the order of their days."""
    found = defaultdict(list)
    for year in range(first.year - 1, last.year + 2):  # a lunar year ends in the next one; packs are due before the day
        for one in profiles.occasions:
            day = day_of(one, year)
            about = tuple(scam for scam in one.scams if scam in scams) if one.scams else tuple(scams)
            week = monday(day) - one.ahead * WEEK
            if about and first <= week <= last:
                found[week].append(Due("occasion", about, tuple(one.audiences), occasion=one, day=day))
    return {week: sorted(those, key=lambda due: (due.day, due.scams)) for week, those in found.items()}


def _reminders(week: dt.date, profiles: Profiles, shown: dict[dt.date, list[Due]]) -> Iterator[Due]:
    """What was shown some weeks before and comes back."""
    for one in profiles.reminders:
        then = week - one.weeks * WEEK
        for of in shown.get(then, ()):
            yield Due("reminder", of.scams, of.audiences, tuple(one.formats), of.occasion, of.day, one, then)
