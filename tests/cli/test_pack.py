"""`outreach pack`: outputs in one folder, each under a name of its own."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from outreach import manifest
from outreach.cli import main

ROOT = Path(__file__).parent.parent.parent
PATHS = (
    "a-scam/seniors/zh-CN/video.mp4",
    "a-scam/seniors/zh-CN/page/index.html",
    "a-scam/students/zh-CN/video.mp4",
    "a-scam/students/zh-CN/branches/JW0001/leaflet.pdf",
    "b-scam/students/en/leaflet.pdf",
)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with five outputs, as a build leaves them."""
    shutil.copytree(ROOT / "content", tmp_path / "content")
    rows: list[dict[str, Any]] = []
    for path in PATHS:
        scam, audience, lang = path.split("/")[:3]
        file = tmp_path / "out" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(path.encode())
        row = {"path": path, "sha256": hashlib.sha256(path.encode()).hexdigest(), "bytes": len(path)}
        row |= {"scam": scam, "audience": audience, "lang": lang, "title": "x", "state": "draft"}
        row |= {"branch": "JW0001" if "branches" in path else "", "format": file.stem}
        rows.append(row)
    manifest.write(tmp_path / "out", rows, {})
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("OUTREACH_LANG", "en")
    return tmp_path


def pack(*words: str) -> Result:
    """The command, into `usb`."""
    return CliRunner().invoke(main, ["pack", "usb", *words])


def names(home: Path) -> set[str]:
    """What lies in the folder."""
    return {p.relative_to(home / "usb").as_posix() for p in (home / "usb").rglob("*") if p.is_file()}


def test_every_output_has_a_name_of_its_own(home: Path) -> None:
    """Two films, two names; a page keeps its folder; drafts are said; branches come when asked for."""
    found = pack()
    assert found.exit_code == 0 and "4 files in `usb`, 4 of them drafts" in found.stderr
    assert names(home) == {
        "a-scam-seniors-zh-CN-video.mp4",
        "a-scam-seniors-zh-CN-page/index.html",
        "a-scam-students-zh-CN-video.mp4",
        "b-scam-students-en-leaflet.pdf",
    }
    assert (home / "usb/a-scam-students-zh-CN-video.mp4").read_bytes() == b"a-scam/students/zh-CN/video.mp4"


def test_what_is_wanted_is_chosen(home: Path) -> None:
    """By scam, audience, language, format and branch, as for build."""
    assert pack("a-scam", "-a", "students", "-b", "all").exit_code == 0
    assert names(home) == {"a-scam-students-zh-CN-JW0001-leaflet.pdf"}
    for words in (("nosuch",), ("-a", "nosuch"), ("-f", "nosuch"), ("-l", "nosuch"), ("-b", "nosuch")):
        assert pack(*words).exit_code == 2


def test_a_file_that_somebody_changed_is_left_out(home: Path) -> None:
    """Named, exit code 1; the others come."""
    (home / "out" / PATHS[0]).write_bytes(b"other")
    found = pack()
    assert found.exit_code == 1 and PATHS[0] in found.stderr
    assert "a-scam-seniors-zh-CN-video.mp4" not in names(home) and len(names(home)) == 3
