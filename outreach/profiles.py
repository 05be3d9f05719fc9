"""Turns content/ and templates/theme.yaml into Audience, Language, Brand, Hotline, Branch, Calendar and Theme."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from typing import Annotated, Any, Literal

from pydantic import Field, field_validator

from outreach.diagnostics import Diagnostic, OutreachError, Where, error
from outreach.project import Project
from outreach.script import Slug
from outreach.source import Source, Strict, load

Color = Annotated[str, Field(pattern=r"^#[0-9A-Fa-f]{6}$")]
Date = Annotated[str, Field(pattern=r"^\d{4}-\d{2}-\d{2}$")]
Range = tuple[float, float]


def _pair(value: Any) -> Any:
    return tuple(float(v) if isinstance(v, int) else v for v in value) if isinstance(value, list) else value


def _numbers(value: Any) -> Any:
    return {k: float(v) if type(v) is int else v for k, v in value.items()} if isinstance(value, dict) else value


class PaceModel(Strict):
    """Speech rates and pauses (standards §3)."""

    hanzi_per_minute: Range
    words_per_minute: Range
    sentence_pause: float
    scene_pause: float
    wait: float
    _pairs = field_validator("hanzi_per_minute", "words_per_minute", mode="before")(_pair)


class CaptionModel(Strict):
    """Caption limits by counting rule (standards §2)."""

    wide_line: int  # zh, ja, ko
    narrow_line: int
    lines: int = 2
    wide_per_second: float
    narrow_per_second: float
    min_seconds: float
    max_seconds: float = 7.0


class Audience(Strict):
    """content/audiences/<id>.yaml"""

    id: Slug
    name: dict[str, str]
    languages: Annotated[list[str], Field(min_length=1)]
    companion: str = Field("", description="the language printed beside each text")
    formats: Annotated[list[str], Field(min_length=1)]
    shapes: list[Literal["landscape", "portrait", "square"]]
    look: str = Field(description="a section of templates/theme.yaml under `looks`")
    leaflet: Literal["half-fold", "a5", "bilingual"]
    pace: PaceModel
    captions: CaptionModel
    limits: dict[str, int]
    people: dict[str, str] = Field({}, description="role -> the drawing that plays it for this audience")
    tone: str = Field(description="notes for the writer")


class Language(Strict):
    """content/languages/<tag>.yaml"""

    id: str
    name: str
    direction: Literal["ltr", "rtl"] = "ltr"
    wide_chars: bool
    font: str
    office_fonts: dict[Literal["latin", "ea", "cs"], str]
    labels: dict[str, str]
    roles: dict[str, str]
    voices: dict[str, dict[str, str]] = Field(description="engine -> role -> voice name")
    pronounce: dict[str, str] = Field({}, description="words engines get wrong, and how to write them for the ear")


class HotlineModel(Strict):
    """A number in content/hotlines.yaml."""

    id: Slug
    number: Annotated[str, Field(pattern=r"^[0-9][0-9 -]{2,}$")]
    purpose: dict[str, str]
    hours: str
    source: str
    checked: Date
    urgent: bool = False
    outreach: bool = Field(True, description="may be printed as a number to call")


class HotlinesFile(Strict):
    """content/hotlines.yaml"""

    hotlines: Annotated[list[HotlineModel], Field(min_length=1)]


class LinkModel(Strict):
    """Where QR codes lead."""

    host: Annotated[str, Field(pattern=r"^[a-z0-9.-]+$")]
    path: Annotated[str, Field(pattern=r"^[a-z0-9/]*$")] = "q"


class AiLabelModel(Strict):
    """AI labels (standards §9.1). Switching one off takes a named decision."""

    producer_code: Annotated[str, Field(pattern=r"^[\x21\x23-\x5B\x5D-\x7E]+$")]
    visible: bool = True
    decided_by: str = ""
    decided_on: str = ""
    reason: str = ""


class BrandModel(Strict):
    """content/brand.yaml"""

    name: dict[str, str]
    short: dict[str, str]
    hotline: Annotated[str, Field(pattern=r"^[0-9][0-9 -]{2,}$")]
    logo: str
    colors: dict[Literal["primary", "accent"], Color]
    domains: Annotated[list[str], Field(min_length=1)]
    link: LinkModel
    campaign: str
    ai_label: AiLabelModel


class OccasionModel(Strict):
    """A date worth a pack."""

    id: Slug
    month: Annotated[int, Field(ge=1, le=12)]
    day: Annotated[int, Field(ge=1, le=31)]
    name: dict[str, str]
    scams: list[str] = []
    audiences: list[str] = []


class CalendarFile(Strict):
    """content/calendar.yaml"""

    occasions: list[OccasionModel]


class Look(Strict):
    """A part of the theme: colours, type by medium, shape and motion. Sections left out come from the base."""

    colors: dict[str, Color] = {}
    slide_type: dict[str, float] = {}
    video_type: dict[str, float] = {}
    print_type: dict[str, float] = {}
    page_type: dict[str, float] = {}
    shape: dict[str, float] = {}
    motion: dict[str, float] = {}
    _n = field_validator("slide_type", "video_type", "print_type", "page_type", "shape", "motion", mode="before")(
        _numbers
    )


class ThemeFile(Strict):
    """templates/theme.yaml"""

    base: Look
    looks: dict[str, Look]


class ArtModel(Strict):
    """A drawing: its states and what it shows, in every language."""

    file: str
    states: list[str] = ["plain"]
    alt: dict[str, str]


class ArtFile(Strict):
    """media/art/art.yaml"""

    art: dict[str, ArtModel]
    kinds: dict[str, list[str]] = Field(description="scene kind -> the drawings it gets when it names none")


@dataclass(frozen=True)
class BranchRow:
    """One branch of content/branches.csv."""

    id: str
    name: str
    address: str
    phone: str
    where: Where


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


def load_branches(project: Project, file: str = "content/branches.csv") -> tuple[list[BranchRow], list[Diagnostic]]:
    """The rows of the branch list: UTF-8 (with or without mark) or GBK; bad rows are reported with their line."""
    text, problems = _csv_text(project, file)
    rows: list[BranchRow] = []
    seen: dict[str, int] = {}
    reader = csv.DictReader(io.StringIO(text, newline=""))
    wanted = ("id", "name", "address", "phone")
    missing = [w for w in wanted if w not in (reader.fieldnames or [])]
    if missing:
        return [], [
            *problems,
            error(
                "columns", Where(file, 1, 1), f"expected the columns {', '.join(wanted)}; missing: {', '.join(missing)}"
            ),
        ]
    for row in reader:
        found = _branch(row, Where(file, reader.line_num, 1), seen)
        if isinstance(found, BranchRow):
            rows.append(found)
        else:
            problems.append(found)
    return rows, problems


def _csv_text(project: Project, file: str) -> tuple[str, list[Diagnostic]]:
    data = project.read_bytes(file)
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding), []
        except UnicodeDecodeError:
            continue
    return "", [
        error(
            "encoding",
            Where(file, 1, 1),
            "expected UTF-8 or GBK text, found other bytes",
            "in Excel: Save as, CSV UTF-8",
        )
    ]


def _branch(row: dict[str, Any], where: Where, seen: dict[str, int]) -> BranchRow | Diagnostic:
    cells = {k: _cell(v) for k, v in row.items() if isinstance(k, str)}
    if None in row or any(not cells.get(k) for k in ("id", "name", "address", "phone")):
        return error("branch", where, "expected id, name, address and phone, found an empty or extra cell")
    if not all(c.isascii() and (c.isalnum() or c == "-") for c in cells["id"]) or len(cells["id"]) > 32:
        return error("branch", where, f"expected an id of letters, digits and `-`, found `{cells['id']}`")
    if cells["id"] in seen:
        return error(
            "branch", where, f"found the branch `{cells['id']}` a second time", f"first on line {seen[cells['id']]}"
        )
    seen[cells["id"]] = where.line
    return BranchRow(cells["id"], cells["name"], cells["address"], cells["phone"], where)


def _cell(value: str | None) -> str:
    """A cell's words; one that a spreadsheet would run as a formula loses the sign that makes it one (CWE-1236)."""
    return (value or "").strip().lstrip("=+@\t\r")


def require(profiles: Profiles | None, problems: list[Diagnostic]) -> Profiles:
    """The profiles, or OutreachError with what was wrong."""
    if profiles is None:
        raise OutreachError(problems)
    return profiles
