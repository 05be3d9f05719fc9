"""A project written for an earlier release is read as it is; one written for a later one is told plainly."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
import yaml

from outreach.art_file import ArtFile
from outreach.plan import Wish, packs
from outreach.profiles import Profiles, load_profiles
from outreach.profiles.calendar import CalendarFile
from outreach.profiles.settings import (
    Audience,
    BrandModel,
    HotlinesFile,
    Language,
    ThemeFile,
    WordLists,
)
from outreach.project import Project
from outreach.script.grammar import ScriptModel, TranslationModel
from outreach.source import Versioned, load, load_text
from outreach.source.versions import renamed

OLD = Path(__file__).parent / "version_1"  # the files of a project as the first starter had them; never edited
KINDS = [  # every kind of file that people write, and what it is read as
    ("content/brand.yaml", BrandModel),
    ("content/hotlines.yaml", HotlinesFile),
    ("content/calendar.yaml", CalendarFile),
    ("content/wordlists.yaml", WordLists),
    ("content/audiences/seniors.yaml", Audience),
    ("content/languages/en.yaml", Language),
    ("content/scams/fake-customer-service/script.yaml", ScriptModel),
    ("content/scams/fake-customer-service/en.yaml", TranslationModel),
    ("media/art/art.yaml", ArtFile),
    ("templates/theme.yaml", ThemeFile),
]
kinds = pytest.mark.parametrize(("file", "model"), KINDS, ids=[file for file, _ in KINDS])


class Shop(Versioned):
    """A kind of file in its third version: `colour` became `color`, and then `paint` became a list."""

    newest = 3
    paint: list[str]
    upgrades = {1: renamed("box", {"colour": "color"}), 2: lambda data: data | {"paint": [data["paint"]]}}
    box: dict[str, str] = {}


@pytest.fixture
def old(tmp_path: Path, project: Project) -> Project:
    """The old content, with what comes with the tool of today around it."""
    shutil.copytree(OLD / "content", tmp_path / "content")
    return Project(tmp_path, project.date)


@kinds
def test_every_kind_of_an_old_file_is_read(file: str, model: type[Versioned]) -> None:
    """Without a word about it: whoever updates the tool has no work with it."""
    found, source = load_text(file, (OLD / file).read_text("utf-8"), model)
    assert found is not None, source.problems
    assert source.older == (model.newest > 1)


@kinds
def test_every_kind_of_the_starter_says_its_version(project: Project, file: str, model: type[Versioned]) -> None:
    """The newest one, so that a copy of it is read rightly for ever."""
    found, source = load(project, file, model)
    assert found is not None and source.data["schema"] == model.newest and not source.older


@kinds
def test_every_kind_of_a_newer_file_is_one_error(project: Project, file: str, model: type[Versioned]) -> None:
    """With its place and what to do; what else seems wrong in it is not told, it may be right there."""
    text = re.sub(r"(?m)^schema: \d+", f"schema: {model.newest + 1}\nnews: true", project.read_text(file))
    found, source = load_text(file, text, model)
    line = text.split("\n").index(f"schema: {model.newest + 1}") + 1
    assert found is None
    assert [str(p) for p in source.problems] == [
        f"{file}:{line}:9: error: expected `schema: {model.newest}` or an older one, found `{model.newest + 1}`\n"
        "  hint: this file was written for a newer outreach: `pip install --upgrade outreach`"
    ]


def test_an_old_project_is_planned(old: Project, profiles: Profiles) -> None:
    """Labels that have other names now and those that came since are there, in each language's own words."""
    found, problems = load_profiles(old)
    assert found is not None and problems == []
    for lang, language in found.languages.items():
        was = yaml.safe_load((OLD / f"content/languages/{lang}.yaml").read_text("utf-8"))["labels"]
        assert language.labels["page_call_declined"] == was["page_declined"]
        assert language.labels["page_leaflet"] == was["page_leaflet"] != profiles.languages[lang].labels["page_leaflet"]
        assert language.labels["gallery_stale"] == profiles.languages[lang].labels["gallery_stale"]
    made, problems = packs(Wish(), old, found)
    assert [str(p) for p in problems] == []
    assert {pack.board.audience for pack in made} == {"seniors", "students", "foreign-residents"}


def test_a_label_that_is_missing_in_a_file_of_today_is_an_error(old: Project) -> None:
    """Somebody took it away, or wrote it wrongly: only what an older version could not know is filled in."""
    file = old.path("content/languages/en.yaml")
    file.write_text("schema: 2\n" + file.read_text("utf-8").replace("wide_chars: false\n", ""), "utf-8")
    assert "expected the label `gallery_stale` as in zh-CN.yaml, found none" in {
        p.message for p in load_profiles(old)[1] if p.where.file == "content/languages/en.yaml"
    }


def test_an_old_language_that_the_starter_lacks_says_what_to_add(old: Project) -> None:
    """Nobody has words for it."""
    english = old.path("content/languages/en.yaml").read_text("utf-8")
    old.path("content/languages/vi.yaml").write_text(english.replace("id: en", "id: vi"), "utf-8")
    audience = old.path("content/audiences/students.yaml")
    audience.write_text(audience.read_text("utf-8").replace("languages: [zh-CN", "languages: [vi, zh-CN"), "utf-8")
    told = {p.message for p in load_profiles(old)[1] if p.where.file == "content/languages/vi.yaml"}
    assert "expected the label `gallery_stale` as in zh-CN.yaml, found none" in told
    assert not any("page_call_declined" in message for message in told)


@pytest.mark.parametrize("version", [1, 2, 3])
def test_each_version_is_brought_up_step_by_step(version: int) -> None:
    """A version two before ours goes through both steps; one of today through none."""
    paint, key = ("[red]" if version == 3 else "red"), ("colour" if version == 1 else "color")
    found, source = load_text("shop.yaml", f"schema: {version}\npaint: {paint}\nbox: {{{key}: blue}}\n", Shop)
    assert found == Shop(schema=3, paint=["red"], box={"color": "blue"})
    assert source.older == (version < 3)


def test_a_mistake_in_an_old_file_is_told_where_it_stands() -> None:
    """By its place in the file as it was written."""
    _, source = load_text("shop.yaml", "paint: red\nbox:\n  size: 7\n", Shop)
    assert [str(p.where) for p in source.problems] == ["shop.yaml:3:9"]


@pytest.mark.parametrize("version", ["0", "-1", "one", "true", "1.0", "[1]", "''"])
def test_a_version_that_is_none_is_one_error(version: str) -> None:
    """At the key."""
    _, source = load_text("shop.yaml", f"schema: {version}\npaint: [red]\n", Shop)
    assert [p.where.line for p in source.problems] == [1]
    assert source.problems[0].severity == "error"


def test_every_whole_file_has_a_version() -> None:
    """What is read from a file is `Versioned` (mypy asks for it), and every version has its way to the next."""
    models = set(_below(Versioned)) - {Shop}
    assert {model for _, model in KINDS} <= models
    for model in models:
        assert set(model.upgrades) == set(range(1, model.newest)), model


def _below(model: type[Versioned]) -> list[type[Versioned]]:
    return [one for child in model.__subclasses__() for one in (child, *_below(child))]
