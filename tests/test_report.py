"""A library in which nothing changed is not checked again; whatever a check reads, or where it reads it, counts."""

from __future__ import annotations

import datetime as dt
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from outreach.cache import Cache
from outreach.cli import main
from outreach.diagnostics import Diagnostic, Where, warning
from outreach.library import check_library
from outreach.messages import msg, translator
from outreach.project import Project, starter_root
from outreach.report import INPUTS, Report, keep, recalled, report_key

DAY = dt.date(2026, 11, 26)
WORDS = msg("expected {what}, found `{value}`", what=msg("a number"), value="九")
FOUND = Report((warning("x", Where("content/a.yaml", 3, 7), WORDS, msg("write {n}", n=9), "plain"),), ("a", "b"), 4, 5)


def test_a_report_comes_back_whole(tmp_path: Path) -> None:
    """Also its values, so that it can be said in another language."""
    cache = Cache(tmp_path)
    keep(FOUND, "ab" * 32, cache)
    back = recalled("ab" * 32, cache)
    assert back == FOUND
    assert [say(back) for say in (_english, _chinese)] == [say(FOUND) for say in (_english, _chinese)]
    assert recalled("cd" * 32, cache) is None


def _english(report: Report) -> str:
    return report.problems[0].render()


def _chinese(report: Report) -> str:
    return report.problems[0].render(translator("zh"))


def test_a_record_of_another_shape_is_a_miss(tmp_path: Path) -> None:
    """An older version wrote it, or a person did."""
    cache = Cache(tmp_path)
    for facts in ({}, {"problems": [{}], "scams": [], "boards": 0, "branches": 0}, {"problems": 3}):
        cache.put("ab" * 32, {}, facts)
        assert recalled("ab" * 32, cache) is None


def _typo(home: Path) -> None:
    file = home / "content/brand.yaml"
    file.write_text(file.read_text(encoding="utf-8") + "# a remark\n", encoding="utf-8")


CHANGES: dict[str, Callable[[Path], object]] = {
    "a byte": _typo,
    "a new file": lambda home: (home / "content/notes.txt").write_text("x"),
    "an empty folder": lambda home: (home / "content/scams/new").mkdir(),
    "a link that leads nowhere": lambda home: (home / "content/dead.yaml").symlink_to("nowhere"),
    "a file gone": lambda home: (home / "content/calendar.yaml").unlink(),
    "a drawing": lambda home: (home / "media/art/x.svg").write_text("<svg/>"),
    "a folder gone": lambda home: shutil.rmtree(home / "templates"),
    "another name": lambda home: (home / "content/brand.yaml").rename(home / "content/Brand.yaml"),
}


@pytest.mark.every(3)
@pytest.mark.parametrize("what", CHANGES)
def test_a_change_of_what_is_read_changes_the_key(what: str, tmp_path: Path) -> None:
    """Nothing may be forgotten: the old report would be told as if it were true."""
    for top in ("content", "templates"):
        shutil.copytree(starter_root() / top, tmp_path / top)
    (tmp_path / "media").mkdir()
    for folder in ("art", "fonts", "voices"):
        shutil.copytree(starter_root() / "media" / folder, tmp_path / "media" / folder, copy_function=os.link)
    before = report_key(Project(tmp_path, DAY), ())
    assert report_key(Project(tmp_path, DAY), ()) == before
    CHANGES[what](tmp_path)
    after = report_key(Project(tmp_path, DAY), ())
    # a folder that is gone falls back to the starter's, which here is the same
    assert (after == before) == (what == "a folder gone")


def test_the_day_and_the_names_are_in_the_key() -> None:
    """A review falls due without a change of any file."""
    here = Project(starter_root(), DAY)
    keys = {report_key(here, ()), report_key(here, ("a",)), report_key(Project(here.root, dt.date(2027, 1, 1)), ())}
    assert len(keys) == 3


@pytest.mark.slow
def test_a_check_reads_only_what_the_key_covers(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every path that a check asks the project for is below INPUTS."""
    asked: set[str] = set()
    path = Project.path

    def noted(self: Project, relative: str) -> Path:
        asked.add(relative)
        return path(self, relative)

    monkeypatch.setattr(Project, "path", noted)
    check_library(Project.find())
    assert asked
    assert not [one for one in asked if not one.startswith(INPUTS)]


def test_an_unchanged_library_is_not_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The second run tells the same, with nothing checked; another day checks anew."""
    made = tmp_path / "p"
    CliRunner().invoke(main, ["init", str(made)])
    for script in sorted((made / "content/scams").iterdir())[1:]:
        shutil.rmtree(script)
    # an error, so that nothing is laid out
    (made / "content/audiences/seniors.yaml").write_text("audience: seniors\n", encoding="utf-8")
    monkeypatch.chdir(made)
    monkeypatch.setenv("OUTREACH_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795651200")
    first = CliRunner().invoke(main, ["check", "--json"])
    assert first.exit_code == 1

    def never(*words: object) -> Diagnostic:
        raise AssertionError("checked again")

    monkeypatch.setattr("outreach.library.check_library", never)
    again = CliRunner().invoke(main, ["check", "--json"])
    assert (again.exit_code, again.output) == (1, first.output)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795737600")
    assert isinstance(CliRunner().invoke(main, ["check", "--json"]).exception, AssertionError)
