"""`outreach new`, `init` and `schema`."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from outreach.cli import main
from outreach.kinds import KINDS
from outreach.library import check_library
from outreach.project import Project


def run(*words: str) -> Result:
    """A command of the command line."""
    return CliRunner().invoke(main, list(words))


@pytest.fixture(scope="module")
def start(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project made by `outreach init`."""
    folder = tmp_path_factory.mktemp("init") / "ours"
    result = run("init", str(folder))
    assert result.exit_code == 0, result.output
    return folder


def test_init_copies_all_three_folders(start: Path) -> None:
    """What stands there is complete: it is used instead of the starter, and it is clean."""
    project = Project.find(start)
    assert {p.name for p in start.iterdir()} == {"content", "templates", "media", "README.md", ".gitignore"}
    assert all(path.is_relative_to(start) for path in project.folders.values())
    assert check_library(project).problems == ()


def test_init_refuses_to_overwrite(start: Path) -> None:
    """A folder with something in it stays as it is; exit code 2."""
    before = sorted(p.name for p in start.rglob("*"))
    result = run("init", str(start))
    assert result.exit_code == 2
    assert "expected a new or empty folder" in result.stderr
    assert sorted(p.name for p in start.rglob("*")) == before


def test_init_takes_an_empty_folder_and_leaves_nothing_beside(tmp_path: Path) -> None:
    """The copy is made beside and renamed."""
    (tmp_path / "empty").mkdir()
    assert run("init", str(tmp_path / "empty")).exit_code == 0
    assert [p.name for p in tmp_path.iterdir()] == ["empty"]


def test_init_that_fails_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A disk that is full halfway leaves no half project."""

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("shutil.copytree", full)
    result = run("init", str(tmp_path / "ours"))
    assert result.exit_code == 1
    assert "No space left on device" in result.stderr
    assert list(tmp_path.iterdir()) == []


def test_new_passes_check_as_it_is(start: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The skeleton is a complete, clean script for every audience that reads Chinese."""
    monkeypatch.chdir(start)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795392000")
    result = run("new", "fake-police")
    assert result.exit_code == 0
    text = (start / "content/scams/fake-police/script.yaml").read_text(encoding="utf-8")
    assert text.startswith("# yaml-language-server: $schema=../../../templates/script.schema.json\n# $schema: ")
    assert 'reviewed: "2026-11-23"' in text
    report = check_library(Project.find(start), ["fake-police"])
    assert [str(p) for p in report.problems] == []
    assert report.boards == 2


def test_new_refuses_what_is_there(start: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is overwritten; exit code 2."""
    monkeypatch.chdir(start)
    result = run("new", "nfc-skimming")
    assert result.exit_code == 2
    assert "`content/scams/nfc-skimming` is there already" in result.stderr


@pytest.mark.parametrize("slug", ["Fake", "a b", "../x", "x" * 65, "-a"])
def test_new_wants_a_short_name(start: Path, monkeypatch: pytest.MonkeyPatch, slug: str) -> None:
    """A name that would not do as a folder and an address is wrong usage."""
    monkeypatch.chdir(start)
    assert run("new", "--", slug).exit_code == 2


def test_new_outside_a_project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It never writes into the starter project of the package."""
    monkeypatch.chdir(tmp_path)
    result = run("new", "x-y")
    assert result.exit_code == 2
    assert "outreach init DIR" in result.stderr


@pytest.mark.slow
def test_an_output_folder_that_is_a_file_is_one_line(tmp_path: Path) -> None:
    """What this machine cannot do is told with its place and reason, without a traceback."""
    (tmp_path / "taken").write_text("here", "utf-8")
    result = run("links", "build", "-o", str(tmp_path / "taken/below"))
    assert result.exit_code == 1
    assert result.stderr.startswith(f"{tmp_path}/taken")
    assert "cannot be used" in result.stderr


def test_schema(tmp_path: Path) -> None:
    """To stdout or to a file; it names its dialect, title and meaning, and knows every kind of scene."""
    file = tmp_path / "s.json"
    assert run("schema", "-o", str(file)).exit_code == 0
    text = file.read_text(encoding="utf-8")
    assert run("schema").stdout == text
    schema = json.loads(text)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert schema["title"] and schema["description"]
    assert set(schema["properties"]["scenes"]["items"]["discriminator"]["mapping"]) == set(KINDS)
    assert run("schema", "-o", str(tmp_path / "none" / "s.json")).exit_code == 2


def test_a_check_loads_only_what_it_needs() -> None:
    """Arrays and readers of codes take as long to load as the library to read; what is known needs none of them."""
    code = (
        "import sys, outreach.checks.content.qr_payload, outreach.cli.check;"
        "print({'numpy', 'zxingcpp', 'moviepy'} & {*sys.modules})"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"
