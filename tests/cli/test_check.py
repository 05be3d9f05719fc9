"""`outreach check` and `outreach storyboard`."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from own import SCAM, captions_alone, own_project

from outreach.cli import main


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kept: Path) -> Path:
    """The tests' own project, in which we are. All get captions alone: what fits a sheet is not asked."""
    captions_alone(own_project(tmp_path))
    monkeypatch.setenv("OUTREACH_CACHE", str(kept))
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("OUTREACH_LANG", "en")
    return tmp_path


def run(*words: str) -> Result:
    """A command of the command line."""
    return CliRunner().invoke(main, list(words))


def spoil(home: Path, old: str, new: str, file: str = f"content/scams/{SCAM}/script.yaml") -> None:
    """Replaces the first `old` in a content file."""
    path = home / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def only_elders(home: Path) -> None:
    """One audience is checked: what a test is about is the same for each."""
    spoil(home, "\ntitle: ", "\naudiences: [elders]\ntitle: ")


def test_clean_content_is_fine(home: Path) -> None:
    """Exit code 0 and one line that says what was checked."""
    only_elders(home)
    result = run("check", "--strict")
    assert result.exit_code == 0
    expected = r"checked 1 scam, 1 storyboard, 1 branch: 0 errors, 0 warnings\n"
    assert re.fullmatch(expected, result.stdout)


def test_errors_of_all_files_at_once(home: Path) -> None:
    """Exit code 1; a mistake in a script, in a profile and in the branch list are all told in one run."""
    spoil(home, "id: parcel", "id: parc")
    spoil(home, 'number: "96110"', "number: 96110", "content/hotlines.yaml")
    spoil(home, "TB01", "TB 1", "content/branches.csv")
    result = run("check")
    assert result.exit_code == 1
    assert "content/branches.csv:2:1: error: expected an id of 1 to 32 letters, digits and `-`" in result.stderr
    assert "error: expected a text, found `96110`" in result.stderr
    assert f"content/scams/{SCAM}/script.yaml:" in result.stderr
    assert "Traceback" not in result.output


def test_a_branch_name_that_cannot_be_printed(home: Path) -> None:
    """The character and the row are named."""
    only_elders(home)
    spoil(home, "TB01,", "TB01,\U00031350", "content/branches.csv")
    result = run("check")
    assert "content/branches.csv:2:1: error: no bundled font can draw `\U00031350` (U+31350)" in result.stderr


def test_a_warning_fails_only_when_strict(home: Path) -> None:
    """Warnings are printed in both cases."""
    only_elders(home)
    spoil(home, "summary: ", "summary: cafe\u0301 ")
    assert run("check", SCAM).exit_code == 0
    assert "warning: expected the single character" in run("check", SCAM).stderr
    assert run("check", SCAM, "--strict").exit_code == 1


def test_json(home: Path) -> None:
    """Machine-readable findings on stdout, nothing else there."""
    spoil(home, "id: parcel", "id: parc")
    result = run("check", "--json")
    found = json.loads(result.stdout)
    assert result.exit_code == 1
    assert (found["ok"], found["errors"]) == (False, 1)
    problem = found["problems"][0]
    assert (problem["severity"], problem["code"], problem["column"]) == ("error", "id", 5)
    assert problem["message"] == "expected `parcel`, the name of the folder, found `parc`"


def test_an_unknown_scam_is_wrong_usage(home: Path) -> None:
    """Exit code 2, with what was probably meant."""
    result = run("check", "parcle")
    assert result.exit_code == 2
    assert "did you mean `parcel`?" in result.stderr


def test_storyboard_outline(home: Path) -> None:
    """A readable page of what is shown and said."""
    result = run("storyboard", SCAM, "-a", "elders")
    assert result.exit_code == 0
    assert result.stdout.startswith(f"{SCAM} · elders · zh-CN\n")
    assert " pause `think`: " in result.stdout


def test_storyboard_json_is_what_renderers_read(home: Path) -> None:
    """The dump has every part, and no file positions."""
    result = run("storyboard", SCAM, "-a", "visitors", "--json")
    board = json.loads(result.stdout)
    assert (board["audience"], board["lang"], board["companion"]) == ("visitors", "en", "zh-CN")
    assert board["scenes"][0]["title"]["beside"]["lang"] == "zh-CN"
    assert "where" not in board["title"]


def test_storyboard_of_broken_content_shows_its_errors(home: Path) -> None:
    """Exit code 1 and the errors, no traceback."""
    spoil(home, "kind: hook", "kind: hok")
    result = run("storyboard", SCAM, "-a", "elders")
    assert result.exit_code == 1
    assert "found `hok`" in result.stderr


@pytest.mark.parametrize(
    ("words", "hint"),
    [(["-a", "elder"], "did you mean `elders`?"), (["-a", "elders", "-l", "fr"], "no language is called `fr`")],
)
def test_storyboard_of_nobody(home: Path, words: list[str], hint: str) -> None:
    """An unknown audience or language is wrong usage."""
    result = run("storyboard", SCAM, *words)
    assert result.exit_code == 2
    assert hint in result.stderr
