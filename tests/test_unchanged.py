"""A build in which nothing has changed makes nothing, plans nothing, and still sees whatever is not as it was."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from own import DATE, SCAM, another, own_project

from outreach.cli import main
from outreach.project import Project

WISH = [SCAM, "-a", "elders", "-f", "captions", "-f", "page", "-j", "1", "--json"]


@pytest.fixture
def home(tmp_path: Path, kept: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project of its own that was built once."""
    own_project(tmp_path)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("OUTREACH_CACHE", str(kept))
    assert run().exit_code == 0
    return tmp_path


def run(*more: str) -> Result:
    """One build."""
    return CliRunner().invoke(main, ["build", *WISH, "--voice", "silent", *more], catch_exceptions=False)


@pytest.fixture
def planned(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Grows by one whenever a build is planned."""
    build, calls = sys.modules["outreach.build"], list[int]()
    real: Any = build.build

    def noted(*given: Any) -> Any:
        calls.append(1)
        return real(*given)

    monkeypatch.setattr(build, "build", noted)
    return calls


def test_nothing_changed_nothing_is_planned(home: Path, planned: list[int]) -> None:
    """The same files, the same findings, no step made, in one hundredth of the time."""
    first, again = json.loads(run().stdout), json.loads(run().stdout)
    assert planned == []
    assert (again["made"], again["changed"], again["ok"]) == (0, [], True)
    assert again["reused"] > 0
    assert sorted(a["path"] for a in again["artefacts"]) == sorted(a["path"] for a in first["artefacts"])
    row = again["artefacts"][0]
    assert row == json.loads((home / "out/manifest.json").read_text("utf-8"))["artefacts"][0] or "asked" not in row


def _letter(home: Path) -> None:
    file = home / f"content/scams/{SCAM}/script.yaml"
    file.write_text(file.read_text("utf-8").replace("summary: 有人说", "summary: 来电说"), "utf-8")


def _damage(home: Path) -> None:
    file = home / f"out/{SCAM}/elders/zh-CN/captions.vtt"
    file.write_bytes(file.read_bytes()[:-1] + b"x")


CHANGES: dict[str, Callable[[Path], object]] = {
    "a word": _letter,
    "a file of the content": lambda home: (home / "content/notes.txt").write_text("x"),
    "an output that is gone": lambda home: (home / f"out/{SCAM}/elders/zh-CN/captions.srt").unlink(),
    "an output that is damaged": _damage,
    "a damaged gallery": lambda home: (home / "out/index.html").write_text("x"),
    "no manifest": lambda home: (home / "out/manifest.json").unlink(),
}


@pytest.mark.slow
@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_whatever_changed_is_planned_and_made_right(
    home: Path, planned: list[int], change: Callable[[Path], object]
) -> None:
    """In the content or in the folder of the outputs."""
    change(home)
    assert run().exit_code == 0
    assert planned == [1]
    rows = json.loads((home / "out/manifest.json").read_text("utf-8"))["artefacts"]
    assert {"captions.vtt", "captions.srt"} <= {Path(row["path"]).name for row in rows}
    run()
    assert planned == [1]


@pytest.mark.every(3, 1)
@pytest.mark.parametrize("more", [("--release",), ("-o", "elsewhere"), ("--sound", "broadcast"), ("-f", "leaflet")])
def test_another_wish_is_another_build(home: Path, planned: list[int], more: tuple[str, ...]) -> None:
    """Also one that leads to another folder."""
    run(*more)
    assert planned == [1]


@pytest.mark.slow
def test_what_was_not_clean_is_built_again(home: Path, planned: list[int]) -> None:
    """An error is told each time by who finds it."""
    another(Project(home, DATE), "letter")
    file = home / "content/scams/letter/script.yaml"
    file.write_text("schema: 1\ntitel: x\n", "utf-8")
    for _ in range(2):
        ran = CliRunner().invoke(main, ["build", "-a", "elders", "-f", "captions", "--voice", "silent", "-j", "1"])
        assert ran.exit_code == 1
    assert planned == [1, 1]


@pytest.mark.slow  # quick: another wish is another build
def test_a_voice_that_was_only_the_first_that_could_is_asked_for_again(
    home: Path, planned: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Tomorrow a better one may be there."""
    monkeypatch.setattr("outreach.voices.kokoro.model.missing", lambda path: "its model is not installed")
    monkeypatch.setattr("outreach.voices.edge._probe", lambda: "no internet here")
    for _ in range(2):
        ran = CliRunner().invoke(main, ["build", *WISH])
        assert ran.exit_code == 0, ran.output
    assert planned == [1, 1]
