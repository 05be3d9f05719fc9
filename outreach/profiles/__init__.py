"""Turns the profile files of content/, templates/ and media/ into Profiles, or into every error in them."""

from __future__ import annotations

from typing import Any

from outreach.art_file import ArtFile as ArtFile
from outreach.channels import WINDOW
from outreach.diagnostics import Diagnostic, OutreachError, error, errors
from outreach.limits import limits, load_preflight
from outreach.messages import msg
from outreach.profiles.branches import BranchRow as BranchRow
from outreach.profiles.branches import load_branches as load_branches
from outreach.profiles.calendar import CalendarFile
from outreach.profiles.calendar import OccasionModel as OccasionModel
from outreach.profiles.calendar import ReminderModel as ReminderModel
from outreach.profiles.cuts import FILE as CUTS
from outreach.profiles.cuts import Cut as Cut
from outreach.profiles.cuts import CutsFile
from outreach.profiles.labels import left_over
from outreach.profiles.record import NO_WORDS as NO_WORDS
from outreach.profiles.record import Profiles as Profiles
from outreach.profiles.references import references
from outreach.profiles.settings import Audience as Audience
from outreach.profiles.settings import BrandModel as BrandModel
from outreach.profiles.settings import HotlineModel as HotlineModel
from outreach.profiles.settings import HotlinesFile
from outreach.profiles.settings import Language as Language
from outreach.profiles.settings import Look as Look
from outreach.profiles.settings import ThemeFile as ThemeFile
from outreach.profiles.settings import WordLists as WordLists
from outreach.project import Project, reading, starter_of
from outreach.source import Source, load, load_sure


@reading
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
    words = reader.file("content/wordlists.yaml", WordLists)
    cuts = reader.file(CUTS, CutsFile) if project.exists(CUTS) else load_sure(starter_of(project), CUTS, CutsFile)
    held, more = load_preflight(project)
    reader.problems += more
    if not (brand and hotlines and calendar and theme and art and words and cuts and held) or errors(reader.problems):
        return None, reader.problems
    profiles = Profiles(
        {a.id: a for a in audiences},
        {x.id: _worded(x, reader.sources[f"content/languages/{x.id}.yaml"], project) for x in languages},
        brand,
        {h.id: _numbered(h, brand) for h in hotlines.hotlines},
        tuple(calendar.occasions),
        tuple(calendar.reminders),
        theme,
        _fitted(art, project),
        reader.sources,
        words,
        cuts.cuts,
        calendar.since,
        limits(held),
    )
    problems = [*reader.problems, *references(profiles, project)]
    problems += left_over(profiles.languages, profiles.sources)
    return (None if errors(problems) else profiles), problems


def _numbered(line: HotlineModel, brand: BrandModel) -> HotlineModel:
    """The own line gets its number from the brand, the one place where it is written."""
    return line if line.number else line.model_copy(update={"number": brand.hotline})


def _worded(language: Language, source: Source, project: Project) -> Language:
    """A file of an older version with the labels that came since, as the starter has them in that language."""
    starter = starter_of(project)
    if not source.older or not starter.exists(source.file):
        return language
    usual = load_sure(starter, source.file, Language)
    return language.model_copy(update={"labels": {**usual.labels, **language.labels}})


def _fitted(art: ArtFile, project: Project) -> ArtFile:
    """A catalogue with what it does not say of channels and people as the starter has it, and the drawings for that.

    A drawing the project lacks is left out where it would be shown (see `adapt.drawings`).
    """
    file, starter = "media/art/art.yaml", starter_of(project)
    if project.path(file) == starter.path(file):
        return art
    usual = load_sure(starter, file, ArtFile)
    channels, doubles, unheard = ({**getattr(usual, n), **getattr(art, n)} for n in ("channels", "doubles", "unheard"))
    named = [name for kinds in channels.values() for names in kinds.values() for name in names]
    wanted = {name.partition(":")[0] for name in (*named, *doubles, *doubles.values(), *unheard.values(), WINDOW)}
    drawn = {name: one for name, one in usual.art.items() if project.exists(f"media/art/{one.file}")}
    added = {name: one for name, one in drawn.items() if name in wanted and name not in art.art}
    update = {"art": {**art.art, **added}, "channels": channels, "doubles": doubles, "unheard": unheard}
    return art.model_copy(update=update)


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
            stem = entry.removesuffix(".yaml")
            if one is not None and one.id != stem:
                place = self.sources[f"{name}/{entry}"].places.at(("id",))
                message = msg("expected `{stem}`, the name of the file, found `{found}`", stem=stem, found=one.id)
                self.problems.append(error("id", place, message))
            elif one is not None:
                found.append(one)
        return found


def require(profiles: Profiles | None, problems: list[Diagnostic]) -> Profiles:
    """The profiles, or OutreachError with what was wrong."""
    if profiles is None:
        raise OutreachError(problems)
    return profiles
