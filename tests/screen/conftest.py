"""For tests of the player: films, one Chromium, a pack folder. For tests of packing: a project with films, its pack."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from chromium import Browser, chromium, served
from click.testing import CliRunner, Result
from pack_folder import Pack, make_clips
from screens import built
from typed import Once

from outreach.cli import main

Run = Callable[..., Result]


@pytest.fixture(scope="session")
def clips(once: Once) -> Path:
    """The films that packs are made of."""
    return once("screen-clips", make_clips)[0]


@pytest.fixture(scope="module")
def chrome() -> Iterator[Browser]:
    """One Chromium for the tests of a file."""
    with chromium("") as browser:
        yield browser


@pytest.fixture
def pack(tmp_path: Path, clips: Path) -> Pack:
    """An empty folder with the player in it."""
    found = Pack(tmp_path / "pack", clips)
    found.player()
    return found


@pytest.fixture
def browser(chrome: Browser, pack: Pack) -> Iterator[Browser]:
    """Chromium before a server of the pack folder; what it kept of another test is gone."""
    with served(pack.folder) as site:
        chrome.site = site
        yield chrome
        chrome.driver.get("about:blank")


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Run:
    """`outreach screen …`, in English, on a fixed day."""
    monkeypatch.setenv("OUTREACH_LANG", "en")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795478400")  # 2026-11-24

    def ended(*words: str | Path) -> Result:
        return CliRunner().invoke(main, ["screen", *map(str, words)])

    return ended


@pytest.fixture
def home(tmp_path: Path, once: Once, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with built films, as the current folder."""
    shutil.copytree(once("screen films", built)[0], tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def packed(home: Path, run: Run) -> Path:
    """Its pack, with everything but a baked loop."""
    assert run("pack", "pack").exit_code == 0
    return home / "pack"
