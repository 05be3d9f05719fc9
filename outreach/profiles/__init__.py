"""Turns the profile files of content/, templates/ and media/ into Profiles, or into every error in them."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, get_args

from outreach.art_file import ArtFile as ArtFile
from outreach.channels import WINDOW
from outreach.diagnostics import Diagnostic, OutreachError, error, errors
from outreach.hosts import within
from outreach.kinds import KINDS, LESSON
from outreach.messages import msg
from outreach.profiles.branches import BranchRow as BranchRow
from outreach.profiles.branches import load_branches as load_branches
from outreach.profiles.cuts import FILE as CUTS
from outreach.profiles.cuts import Cut as Cut
from outreach.profiles.cuts import CutsFile
from outreach.profiles.labels import left_over
from outreach.profiles.settings import OWN_LINE, CalendarFile, HotlinesFile, Limit
from outreach.profiles.settings import Audience as Audience
from outreach.profiles.settings import BrandModel as BrandModel
from outreach.profiles.settings import HotlineModel as HotlineModel
from outreach.profiles.settings import Language as Language
from outreach.profiles.settings import Look as Look
from outreach.profiles.settings import OccasionModel as OccasionModel
from outreach.profiles.settings import ReminderModel as ReminderModel
from outreach.profiles.settings import ThemeFile as ThemeFile
from outreach.profiles.settings import WordLists as WordLists
from outreach.project import Project, reading, starter_root
from outreach.script import no_such
from outreach.source import Source, load, load_sure
from outreach.source.explain import listed
from outreach.source.reading import Path, read

LIMITS: tuple[Limit, ...] = get_args(Limit)  # what an audience can take in at once
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
    cuts = reader.file(CUTS, CutsFile) if project.exists(CUTS) else load_sure(_starter(project), CUTS, CutsFile)
    if not (brand and hotlines and calendar and theme and art and words and cuts) or errors(reader.problems):
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
    )
    problems = [*reader.problems, *_references(profiles), *_dates(profiles), *_complete(profiles, project)]
    problems += left_over(profiles.languages, profiles.sources)
    return (None if errors(problems) else profiles), problems


def _starter(project: Project) -> Project:
    """The project that comes with the tool, on the same day."""
    return Project(starter_root(), project.date)


def _numbered(line: HotlineModel, brand: BrandModel) -> HotlineModel:
    """The own line gets its number from the brand, the one place where it is written."""
    return line if line.number else line.model_copy(update={"number": brand.hotline})


def _worded(language: Language, source: Source, project: Project) -> Language:
    """A file of an older version with the labels that came since, as the starter has them in that language."""
    starter = _starter(project)
    if not source.older or not starter.exists(source.file):
        return language
    usual = load_sure(starter, source.file, Language)
    return language.model_copy(update={"labels": {**usual.labels, **language.labels}})


def _fitted(art: ArtFile, project: Project) -> ArtFile:
    """A catalogue with what it does not say of channels and people as the starter has it, and the drawings for that.

    A drawing the project lacks is left out where it would be shown (see `adapt.drawings`).
    """
    file, starter = "media/art/art.yaml", _starter(project)
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


# --- what the files say of each other --------------------------------------------------------------------------------


def _references(profiles: Profiles) -> Iterator[Diagnostic]:
    yield from _brand_references(profiles)
    yield from _art_references(profiles)
    for audience in profiles.audiences.values():
        yield from _audience_references(audience, profiles)
        yield from _cut_references(audience, profiles)
    named = {lang for a in profiles.audiences.values() for lang in (*a.languages, a.companion)}
    used = sorted(named & set(profiles.languages))
    for lang in used:
        yield from _language_references(lang, used, profiles)


def _dates(profiles: Profiles) -> Iterator[Diagnostic]:
    """The calendar's days and audiences, and what stands twice in the calendar or among the hotlines."""
    places = profiles.sources["content/calendar.yaml"].places
    for i, one in enumerate(profiles.occasions):
        if one.day > monthrange(2024, one.month)[1]:
            message = msg("expected a day of month {month}, found `{day}`", month=one.month, day=one.day)
            yield error("date", places.at(("occasions", i, "day")), message)
        for k, audience in enumerate(one.audiences):
            if audience not in profiles.audiences:
                yield no_such(
                    msg("audience"), audience, places.at(("occasions", i, "audiences", k)), profiles.audiences
                )
    places = profiles.sources["content/hotlines.yaml"].places
    for i, line in enumerate(profiles.hotlines.values()):
        for k, audience in enumerate(line.only):
            if audience not in profiles.audiences:
                place = places.at(("hotlines", i, "only", k))
                yield no_such(msg("audience"), audience, place, profiles.audiences)
    yield from _twice("content/calendar.yaml", "occasions", profiles)
    yield from _twice("content/hotlines.yaml", "hotlines", profiles)


def _twice(file: str, name: str, profiles: Profiles) -> Iterator[Diagnostic]:
    source = profiles.sources[file]
    ids = [row["id"] for row in source.data[name]]
    for i, one in enumerate(ids):
        if one in ids[:i]:
            yield error("id", source.places.at((name, i, "id")), msg("found the id `{id}` a second time", id=one))


def _complete(profiles: Profiles, project: Project) -> Iterator[Diagnostic]:
    """A project's own theme and labels have all that the starter's have: templates and renderers count on them."""
    starter = _starter(project)
    file = "templates/theme.yaml"
    if project.path(file) != starter.path(file):
        wanted, found = (read(one, file).data["base"] for one in (starter, project))
        for section, token in ((s, t) for s, tokens in wanted.items() for t in tokens):
            if token not in found.get(section, {}):
                message = msg("expected the token `{token}` as in the starter's theme, found none", token=token)
                yield error("token", profiles.sources[file].places.at(("base", section)), message)
    file = "content/languages/zh-CN.yaml"
    if project.path(file) != starter.path(file):
        used = {lang for a in profiles.audiences.values() for lang in (*a.languages, a.companion)}
        for label in read(starter, file).data["labels"]:
            for lang in sorted(used & {*profiles.languages}):
                if label not in profiles.languages[lang].labels:
                    place = profiles.sources[f"content/languages/{lang}.yaml"].places.at(("labels",))
                    message = msg("expected the label `{name}` as in the starter's languages, found none", name=label)
                    yield error("label", place, message)


def _audience_references(audience: Audience, profiles: Profiles) -> Iterator[Diagnostic]:
    places = profiles.sources[f"content/audiences/{audience.id}.yaml"].places
    for i, lang in enumerate(audience.languages):
        if lang not in profiles.languages:
            yield no_such(msg("language"), lang, places.at(("languages", i)), profiles.languages)
    if audience.companion and audience.companion not in profiles.languages:
        yield no_such(msg("language"), audience.companion, places.at(("companion",)), profiles.languages)
    if audience.look not in profiles.theme.looks:
        yield no_such(msg("look"), audience.look, places.at(("look",)), profiles.theme.looks)
    for role, drawing in audience.people.items():
        if drawing not in profiles.art.art:
            yield no_such(msg("drawing"), drawing, places.at(("people", role)), profiles.art.art)
    for name in LIMITS:
        if audience.limits.get(name, 0) < 1:
            message = msg("expected the limit `{name}` of 1 or more, found none", name=name)
            yield error("limit", places.at(("limits",)), message)


def _cut_references(audience: Audience, profiles: Profiles) -> Iterator[Diagnostic]:
    places = profiles.sources[f"content/audiences/{audience.id}.yaml"].places
    if LESSON not in audience.cuts:
        message = msg("expected `{name}` among the cuts, found {found}", name=LESSON, found=listed(audience.cuts))
        yield error("missing-key", places.at(("cuts",)), message, msg("page and deck show that film"))
    for i, name in enumerate(audience.cuts):
        if name not in profiles.cuts:
            yield no_such(msg("cut"), name, places.at(("cuts", i)), profiles.cuts)


def _brand_references(profiles: Profiles) -> Iterator[Diagnostic]:
    places = profiles.sources["content/brand.yaml"].places
    if profiles.brand.logo not in profiles.art.art:
        yield no_such(msg("drawing"), profiles.brand.logo, places.at(("logo",)), profiles.art.art)
    yield from _own_line(profiles)
    host, domains = profiles.brand.link.host, profiles.brand.domains
    if not within(host, domains):
        message = msg("expected a host of {domains}, found `{host}`", domains=listed(domains), host=host)
        yield error(
            "domain", places.at(("link", "host")), message, msg("a QR code leads to the brand's own domain only")
        )


def _own_line(profiles: Profiles) -> Iterator[Diagnostic]:
    """The organisation's number is written once: in brand.yaml; whatever else says it must say the same."""
    number, file = profiles.brand.hotline, "content/hotlines.yaml"
    for i, line in enumerate(profiles.hotlines.values()):
        if line.id == OWN_LINE and line.number != number:
            message = msg(
                "expected `{number}`, the hotline of {file}, found `{found}`",
                number=number,
                file="content/brand.yaml",
                found=line.number,
            )
            hint = msg("delete `number` here: content/brand.yaml says it")
            yield error("hotline", profiles.sources[file].places.at(("hotlines", i, "number")), message, hint)
    if number not in {line.number for line in profiles.hotlines.values()}:
        place = profiles.sources["content/brand.yaml"].places.at(("hotline",))
        message = msg("expected `{number}` in content/hotlines.yaml, found no entry with it", number=number)
        yield error("hotline", place, message, msg("add one with `id: {id}`: it gets this number", id=OWN_LINE))


def _art_references(profiles: Profiles) -> Iterator[Diagnostic]:
    places = profiles.sources["media/art/art.yaml"].places
    for kind in KINDS:
        if not profiles.art.kinds.get(kind) and not KINDS[kind].pictures:
            message = msg("expected a drawing for the scene kind `{kind}`, found none", kind=kind)
            yield error("missing-key", places.at(("kinds",)), message)
        for i, name in enumerate(profiles.art.kinds.get(kind, ())):
            if name.partition(":")[0] not in {*profiles.art.art, *_people(profiles)}:
                yield no_such(msg("drawing"), name, places.at(("kinds", kind, i)), profiles.art.art)

    yield from _fitting_references(profiles)
    if "host" not in profiles.art.art:
        message = msg("expected the drawing `host`, found none")
        yield error("missing-key", places.at(("art",)), message, msg("it stands in for whoever has no drawing"))


def _fitting_references(profiles: Profiles) -> Iterator[Diagnostic]:
    """What stands in for another drawing, by channel and by person."""
    art, places = profiles.art, profiles.sources["media/art/art.yaml"].places
    named: list[tuple[str, Path]] = [
        (name, ("channels", channel, kind, i))
        for channel, kinds in art.channels.items()
        for kind, names in kinds.items()
        for i, name in enumerate(names)
    ]
    named += [(name, ("doubles", key)) for key, name in art.doubles.items()]
    named += [(name, ("unheard", key)) for key, name in art.unheard.items() if not name.startswith(":")]
    own = profiles.sources["media/art/art.yaml"].data or {}
    for name, path in named:
        if path[0] in own and name.partition(":")[0] not in {*art.art, *_people(profiles)}:
            yield no_such(msg("drawing"), name, places.at(path), art.art)


def _people(profiles: Profiles) -> set[str]:
    return {role for audience in profiles.audiences.values() for role in audience.people}


def _language_references(lang: str, used: list[str], profiles: Profiles) -> Iterator[Diagnostic]:
    """Fixed words that another language in use has and this one lacks; voices without the host's."""
    own, places = profiles.languages[lang], profiles.sources[f"content/languages/{lang}.yaml"].places
    for other in used:
        for name in sorted(set(profiles.languages[other].labels) - set(own.labels)):
            message = msg("expected the label `{name}` as in {file}, found none", name=name, file=f"{other}.yaml")
            yield error("label", places.at(("labels",)), message)
    for engine, voices in own.voices.items():
        if "host" not in voices:
            message = msg("expected a voice for `host`, found {roles}", roles=listed(list(voices)) or msg("none"))
            yield error("missing-key", places.at(("voices", engine)), message, msg("the other roles fall back on it"))


def require(profiles: Profiles | None, problems: list[Diagnostic]) -> Profiles:
    """The profiles, or OutreachError with what was wrong."""
    if profiles is None:
        raise OutreachError(problems)
    return profiles
