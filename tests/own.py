"""The tests' own project: tests/project/, an invented bank, a scam with every kind of scene, two audiences, a branch.

Tests of mechanics stand on it: no edit of the starter's content changes them, and none makes them slower.
"""

from __future__ import annotations

import datetime as dt
import re
import shutil
from pathlib import Path

from outreach.project import Project

TESTS = Path(__file__).parent
DATE = dt.date(2026, 11, 23)
SCAM = "parcel"
AUDIENCES = {"elders": "zh-CN", "visitors": "en"}  # the second reads Chinese beside its English, and has two shapes
# What no content edit is about: labels of the screens and the checks' limits come from the starter.
SHIPPED = ("languages/zh-CN.yaml", "languages/en.yaml", "wordlists.yaml", "hearing.yaml")


def own_project(folder: Path, *, scams: bool = True) -> Project:
    """A copy of it in `folder`, which a test may edit; without its scam when the test brings another."""
    left = None if scams else shutil.ignore_patterns("scams")
    shutil.copytree(TESTS / "project/content", folder / "content", ignore=left, dirs_exist_ok=True)
    for name in SHIPPED:
        (folder / "content" / name).parent.mkdir(exist_ok=True)
        shutil.copyfile(TESTS.parent / "content" / name, folder / "content" / name)
    return Project(folder, DATE)


def captions_alone(project: Project) -> None:
    """Nobody gets anything else: for tests that do not ask what fits a sheet or a frame."""
    for audience in project.path("content/audiences").glob("*.yaml"):
        text, found = re.subn(r"(?m)^formats: .*$", "formats: [captions]", audience.read_text("utf-8"))
        assert found == 1
        audience.write_text(text, "utf-8")


def another(project: Project, scam: str) -> None:
    """The scam once more, under another name."""
    folder = project.path("content/scams") / scam
    shutil.copytree(project.path(f"content/scams/{SCAM}"), folder)
    for file in folder.glob("*.yaml"):
        text = file.read_text("utf-8")
        file.write_text(
            text.replace(f"id: {SCAM}\n", f"id: {scam}\n").replace(f"translates: {SCAM}\n", f"translates: {scam}\n"),
            "utf-8",
        )
