"""Turns the profile files of content/, templates/ and media/ into Profiles, or into every error in them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from outreach.branches import BranchRow as BranchRow
from outreach.branches import load_branches as load_branches
from outreach.diagnostics import Diagnostic, OutreachError, Where, error
from outreach.messages import msg
from outreach.project import Project
from outreach.script import no_such
from outreach.settings import ArtFile as ArtFile
from outreach.settings import Audience as Audience
from outreach.settings import BrandModel as BrandModel
from outreach.settings import CalendarFile
from outreach.settings import HotlineModel as HotlineModel
from outreach.settings import HotlinesFile
from outreach.settings import Language as Language
from outreach.settings import Look as Look
from outreach.settings import OccasionModel as OccasionModel
from outreach.settings import ThemeFile as ThemeFile
from outreach.settings import WordLists as WordLists
from outreach.source import Source, load


@dataclass(frozen=True)
class Profiles:
    """Everything about who it is for and who speaks, read once."""

    audiences: dict[str, Audience]
    languages: dict[str, Language]
    brand: BrandModel
    hotlines: dict[str, HotlineModel]
    occasions: tuple[OccasionModel, ...]
    theme: ThemeFile
    art: ArtFile
    sources: dict[str, Source]  # file -> what was read, for places in messages


def load_profiles(project: Project) -> tuple[Profiles | None, list[Diagnostic]]:
    """Reads all profile files. None when any has an error; every error of every file is returned."""
    reader = _Reader(project)
    audiences = reader.folder("content/audiences", Audience)
    languages = reader.folder("content/languages", Language)
    brand = reader.file("content/brand.yaml", BrandModel)
    hotlines = reader.file("content/hotlines.yaml", HotlinesFile)
    calendar = reader.file("content/calendar.yaml", CalendarFile)
    theme = reader.file("templates/theme.yaml", ThemeFile)
    art = reader.file("media/art/art.yaml", ArtFile)
    if reader.problems or not (brand and hotlines and calendar and theme and art):
        return None, reader.problems
    profiles = Profiles(
        {a.id: a for a in audiences},
        {x.id: x for x in languages},
        brand,
        {h.id: h for h in hotlines.hotlines},
        tuple(calendar.occasions),
        theme,
        art,
        reader.sources,
    )
    problems = _references(profiles)
    return (None if problems else profiles), problems


class _Reader:
    def __init__(self, project: Project) -> None:
        self.project = project
        self.problems: list[Diagnostic] = []
        self.sources: dict[str, Source] = {}

    def file(self, name: str, model: type[Any]) -> Any:
        found, source = load(self.project, name, model)
        self.sources[name] = source
        self.problems += source.problems
        return found

    def folder(self, name: str, model: type[Any]) -> list[Any]:
        found = []
        for entry in self.project.names(name, ".yaml"):
            one = self.file(f"{name}/{entry}", model)
            if one is not None and one.id != entry.removesuffix(".yaml"):
                place = self.sources[f"{name}/{entry}"].places.at(("id",))
                self.problems.append(
                    error(
                        "id", place, f"expected `{entry.removesuffix('.yaml')}`, the name of the file, found `{one.id}`"
                    )
                )
            elif one is not None:
                found.append(one)
        return found


def _references(profiles: Profiles) -> list[Diagnostic]:
    problems = []
    for audience in profiles.audiences.values():
        places = profiles.sources[f"content/audiences/{audience.id}.yaml"].places
        for i, lang in enumerate(audience.languages):
            if lang not in profiles.languages:
                problems.append(_no_such("language", lang, places.at(("languages", i)), profiles.languages))
        if audience.companion and audience.companion not in profiles.languages:
            problems.append(_no_such("language", audience.companion, places.at(("companion",)), profiles.languages))
        if audience.look not in profiles.theme.looks:
            problems.append(_no_such("look", audience.look, places.at(("look",)), profiles.theme.looks))
    return problems


def _no_such(what: str, name: str, where: Where, known: dict[str, Any]) -> Diagnostic:
    return error("reference", where, f"no {what} is called `{name}`", f"there are: {', '.join(sorted(known))}")


def require(profiles: Profiles | None, problems: list[Diagnostic]) -> Profiles:
    """The profiles, or OutreachError with what was wrong."""
    if profiles is None:
        raise OutreachError(problems)
    return profiles
