"""Fonts: a missing or broken one is told by `check`, not seen on paper."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path

import pytest

from outreach.faces import check_faces
from outreach.profiles import load_profiles
from outreach.project import Project

ROOT = Path(__file__).parent.parent
REGULAR, BOLD = "NotoSansCJK-Regular.ttc", "NotoSansCJK-Bold.ttc"


def _found(folder: Path) -> list[str]:
    shutil.copytree(ROOT / "media/art", folder / "media/art", dirs_exist_ok=True)
    project = Project(folder, dt.date(2026, 11, 23))
    profiles, problems = load_profiles(project)
    assert profiles is not None, problems
    return [str(d).split("\n")[0] for d in check_faces(project, profiles)]


@pytest.mark.parametrize(("lost", "weight"), [(REGULAR, "regular"), (BOLD, "bold")])
def test_a_missing_weight_is_told_at_the_language(tmp_path: Path, lost: str, weight: str) -> None:
    """All bold, or nothing bold, in silence, is what a reader would get."""
    shutil.copytree(ROOT / "media/fonts", tmp_path / "media/fonts")
    assert _found(tmp_path) == []
    (tmp_path / "media/fonts" / lost).unlink()
    found = _found(tmp_path)
    assert found and all(
        line.startswith("content/languages/") and f", {weight}, in media/fonts" in line for line in found
    )


@pytest.mark.parametrize("data", [b"", b"no font", None], ids=["empty", "text", "only its head"])
def test_a_broken_file_is_named(tmp_path: Path, data: bytes | None) -> None:
    """The file itself is in the message."""
    shutil.copytree(ROOT / "media/fonts", tmp_path / "media/fonts")
    whole = (tmp_path / "media/fonts" / BOLD).read_bytes()
    (tmp_path / "media/fonts" / BOLD).write_bytes(whole[:4096] if data is None else data)
    assert any(line.startswith((f"media/fonts/{BOLD}: error", "content/languages/")) for line in _found(tmp_path))
