"""All profiles in one object."""

from __future__ import annotations

from dataclasses import dataclass, field

from outreach.art_file import ArtFile
from outreach.limits import Limits, usual
from outreach.profiles.calendar import SINCE, OccasionModel, ReminderModel
from outreach.profiles.cuts import Cut
from outreach.profiles.settings import (
    Audience,
    BrandModel,
    HotlineModel,
    Language,
    ThemeFile,
    WordLists,
)
from outreach.source import Source

NO_WORDS = WordLists(marketing=(), superlatives=(), allow=(), blaming=(), always_scam=(), names=(), shorteners=())


@dataclass(frozen=True)
class Profiles:
    """Everything about who it is for and who speaks, read once."""

    audiences: dict[str, Audience]
    languages: dict[str, Language]
    brand: BrandModel
    hotlines: dict[str, HotlineModel]
    occasions: tuple[OccasionModel, ...]
    reminders: tuple[ReminderModel, ...]
    theme: ThemeFile
    art: ArtFile
    sources: dict[str, Source]  # file -> what was read, for places in messages
    word_lists: WordLists = NO_WORDS
    cuts: dict[str, Cut] = field(default_factory=dict)  # the films that are made of a script
    since: str = SINCE  # the day in whose week the scams begin to take turns
    limits: Limits = field(default_factory=usual)  # what finished films are held to
