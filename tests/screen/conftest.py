"""Films, one Chromium and a pack folder for tests of the screen player."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from chromium import Browser, chromium, served
from pack_folder import Pack, make_clips
from typed import Once


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
    found.player(poll_ms=100, load_ms=4000, stall_ms=1500, wait_ms=1000, retry_ms=300, still_ms=300)
    return found


@pytest.fixture
def browser(chrome: Browser, pack: Pack) -> Iterator[Browser]:
    """Chromium before a server of the pack folder; what it kept of another test is gone."""
    with served(pack.folder) as site:
        chrome.site = site
        yield chrome
        chrome.driver.get("about:blank")
