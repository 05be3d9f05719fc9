"""What content/calendar.yaml can say: occasions by the sun or the moon, and reminders of them."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, field_validator, model_validator

from outreach.messages import msg
from outreach.script.grammar import Date, Slug
from outreach.source import Strict, Versioned, refuse
from outreach.source.fields import Worded


class LunarDay(Strict):
    """A day of the lunar calendar, in no leap month. Where a month has 29 days, the 30th is the 29th."""

    month: Annotated[int, Field(ge=1, le=12)]
    day: Annotated[int, Field(ge=1, le=30)]


class OccasionModel(Strict):
    """A date worth a pack: `month` and `day`, or a `lunar` day."""

    id: Slug
    month: Annotated[int, Field(ge=1, le=12)] | None = None
    day: Annotated[int, Field(ge=1, le=31)] | None = None
    lunar: LunarDay | None = None
    ahead: Annotated[int, Field(ge=0, le=12, description="weeks before it in which its pack is due")] = 2
    name: Worded
    scams: list[str] = []
    audiences: list[str] = []

    @model_validator(mode="after")
    def _one_day(self) -> OccasionModel:
        solar = (self.month is not None) + (self.day is not None)
        if solar != (0 if self.lunar else 2):
            raise refuse(msg("expected `month` and `day`, or `lunar`"))
        return self


class ReminderModel(Strict):
    """The scams of an occasion once more, some weeks later, in other media."""

    weeks: Annotated[int, Field(ge=1, le=26)]
    name: Worded
    formats: Annotated[list[str], Field(min_length=1)]


SINCE = "2024-01-01"


class CalendarFile(Versioned):
    """content/calendar.yaml"""

    since: Date = Field(SINCE, description="in the week of this day the scams begin to take turns")
    reminders: Annotated[list[ReminderModel], Field(max_length=12)] = []
    occasions: Annotated[list[OccasionModel], Field(max_length=400)]

    @field_validator("since")
    @classmethod
    def _of_our_time(cls, day: str) -> str:
        if not SINCE <= day < "2099":
            raise refuse(
                msg("expected a day from {first} to {last}, found `{day}`", first=SINCE, last="2098-12-31", day=day)
            )
        return day
