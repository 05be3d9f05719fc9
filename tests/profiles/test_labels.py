"""A new language: its skeleton, what is left to translate, and the packs that wait for it."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result
from own import captions_alone, own_project

from outreach.cli import main
from outreach.lang import tongue
from outreach.library import check_library
from outreach.plan import Wish, packs
from outreach.profiles import load_profiles, require
from outreach.profiles.skeleton import locale
from outreach.project import Project

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kept: Path) -> Path:
    """A folder of its own with the tests' own project, and every language that ships."""
    captions_alone(own_project(tmp_path))
    for tag in ("ja", "ko"):  # they say how the sample bank's name is read
        text = (ROOT / f"content/languages/{tag}.yaml").read_text("utf-8").replace("江湾", "試行")
        (tmp_path / f"content/languages/{tag}.yaml").write_text(text, "utf-8")
    monkeypatch.setenv("OUTREACH_CACHE", str(kept))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments: str) -> Result:
    """One call of the command line."""
    return CliRunner().invoke(main, list(arguments))


def _labels(tag: str) -> dict[str, str]:
    found = yaml.safe_load(Path(f"content/languages/{tag}.yaml").read_text("utf-8"))["labels"]
    assert isinstance(found, dict)
    return found


@pytest.mark.parametrize(
    ("tag", "name", "wide"),
    [("vi", "Tiếng Việt", False), ("pt-BR", "Português (Brasil)", False), ("zh-TW", "中文 (繁體, 台灣)", True)],
)
def test_a_skeleton_has_every_label_and_is_a_language(tag: str, name: str, wide: bool) -> None:
    """It reads without an error; each label that is left is a warning at its place, and no other file is blamed."""
    result = run("new", "--language", tag)
    assert result.exit_code == 0, result.output
    assert _labels(tag) == _labels("en")
    profiles, problems = load_profiles(Project.find())
    assert profiles is not None
    assert (profiles.languages[tag].name, tongue(tag).wide) == (name, wide)
    assert {p.severity for p in problems} == {"warning"}
    assert {p.where.file for p in problems} == {f"content/languages/{tag}.yaml"}
    left = [p for p in problems if "still as in en.yaml" in p.message]
    assert len(left) >= len(_labels(tag)) and len({p.where for p in left}) == len(left)


def test_a_label_that_is_translated_is_no_longer_named() -> None:
    """Nor one that is listed as right so."""
    run("new", "-l", "vi")
    file = Path("content/languages/vi.yaml")
    before = len(check_library(Project.find()).problems)
    text = file.read_text("utf-8").replace("  trick: Trick", "  trick: Chiêu trò")
    file.write_text(text + "same: [stamp]\n", "utf-8")
    problems = check_library(Project.find()).problems
    assert before - len(problems) == 2
    assert not any("`Trick`" in p.message or "`SCAM`" in p.message for p in problems)


@pytest.mark.parametrize(
    ("tag", "old", "new", "found"),
    [
        ("ko", "  trick: 수법", "  trick: Trick", "`Trick` is still as in en.yaml"),
        ("ko", "  trick: 수법", "  trick: The tricks", "`The tricks` is in none of the letters of 한국어"),
        ("ja", "  trick: 手口", "  trick: 套路", "`套路` is still as in zh-CN.yaml"),
        ("en", "  trick: Trick", "  trick: 圈套在此", "`圈套在此` is in none of the letters of English"),
    ],
)
def test_words_left_in_another_language(tag: str, old: str, new: str, found: str) -> None:
    """The same as there, or in its letters."""
    file = Path(f"content/languages/{tag}.yaml")
    assert old in file.read_text("utf-8")
    file.write_text(file.read_text("utf-8").replace(old, new, 1), "utf-8")
    assert [p.message for p in check_library(Project.find()).problems if p.where.file == str(file)] == [found]


def test_a_text_of_a_scam_left_in_the_source_language() -> None:
    """A warning at its place in the translation."""
    file = Path("content/scams/parcel/en.yaml")
    text = file.read_text("utf-8")
    assert '    text: "Think"\n' in text
    file.write_text(text.replace('    text: "Think"\n', "    text: 想一想\n"), "utf-8")
    found = [p for p in check_library(Project.find()).problems if p.code == "untranslated"]
    assert [p.message for p in found] == ["`think.title` is still in `zh-CN`"]


@pytest.mark.parametrize(
    "arguments",
    [("new",), ("new", "x", "-l", "vi"), ("new", "-l", "../x"), ("new", "-l", "en"), ("new", "-l", "qqq-ZZ")],
)
def test_wrong_tags_are_wrong_usage(arguments: tuple[str, ...]) -> None:
    """Exit code 2, nothing written."""
    assert run(*arguments).exit_code == 2
    assert sorted(p.name for p in Path("content/languages").iterdir()) == [
        "en.yaml",
        "ja.yaml",
        "ko.yaml",
        "zh-CN.yaml",
    ]


def test_tags() -> None:
    """BCP 47: language, script, region."""
    assert [bool(locale(tag)) for tag in ("vi", "zh-Hant-TW", "es-419", "VI", "vi_VN", "", "vi-", "nope")] == [
        *(True, True, True),
        *(False, False, False, False, False),
    ]


@pytest.fixture
def waiting(home: Path) -> Path:
    """Elders also want Japanese, into which nothing is translated; brand and numbers have no Japanese words."""
    file = home / "content/audiences/elders.yaml"
    text = file.read_text("utf-8")
    assert "languages: [zh-CN]" in text
    file.write_text(text.replace("languages: [zh-CN]", "languages: [zh-CN, ja]"), "utf-8")
    return home


@pytest.mark.slow
def test_a_language_without_translations_is_one_warning(waiting: Path) -> None:
    """Not one for every scam and text; it names the scams, at the language in the audience's file."""
    report = check_library(Project.find())
    assert [(p.severity, str(p.where)) for p in report.problems] == [("warning", "content/audiences/elders.yaml:4:20")]
    assert all(f"`{scam}`" in report.problems[0].message for scam in report.scams)
    assert report.boards == 2
    assert run("check").exit_code == 0 and run("check", "--strict").exit_code == 1


def test_the_other_packs_are_made(waiting: Path) -> None:
    """And the one that waits is no edition that pages link to; asked for by name it says what it lacks."""
    project = Project.find()
    profiles = require(*load_profiles(project))
    found, problems = packs(Wish(("parcel",), ("elders",)), project, profiles)
    assert {p.folder for p in found} == {"parcel/elders/zh-CN"}
    assert [(p.severity, p.code) for p in problems] == [("warning", "untranslated")]
    assert ("elders", "ja") not in {(e.audience, e.lang) for e in found[0].board.editions}
    found, problems = packs(Wish(("parcel",), ("elders",), ("ja",)), project, profiles)
    assert found == [] and any(p.severity == "error" for p in problems)


def test_a_file_of_to_dos_is_no_translation_yet(waiting: Path) -> None:
    """What `sync` writes waits too; one text in it makes what is missing an error, place by place."""
    assert run("i18n", "sync", "parcel", "ja").exit_code == 0
    assert [p.severity for p in check_library(Project.find()).problems] == ["warning"]
    file = waiting / "content/scams/parcel/ja.yaml"
    digest = file.read_text("utf-8").split('#   from: "')[1][:12]
    file.write_text(file.read_text("utf-8") + f'  title:\n    from: "{digest}"\n    text: 詐欺です\n', "utf-8")
    assert check_library(Project.find()).count("error") > 10
