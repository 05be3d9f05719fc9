"""templates/keyvisual.yaml: what is wrong in it is told at its line."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import get_args

import pytest
from edits import assert_told

from outreach.keyvisual import FILE
from outreach.keyvisual.table import GroundName, place, table
from outreach.project import Project


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("otherwise: shock", "otherwise: shok", "expected a pose of"),
        ("pose: lean-in, at: 0.86", "pose: smrk, at: 0.86", "expected a pose of"),
        ("people: [{who: victim, at: 0.29", "people: [{who: victim, pose: relieved, at: 0.29", "does not fit the beat"),
        ("sets: [home, den]", "sets: [home, cave]", "expected a drawing of media/art, found `sets/cave`"),
        ("key/tap}", "key/tab}", "expected a drawing of media/art, found `key/tab`"),
        ("foot: 1.22, tall: 1.14}]", "foot: 0.9, tall: 1.14}]", "expected people who end below their place"),
        ("beat: threat", "beat: thread", "expected a beat of"),
        ("hook: {beat: threat", "hook: {beat: thread", "expected a beat of"),
        ("pose: relieved, at: 0.75", "pose: shock, at: 0.75", "does not fit the beat"),
        ("written: read,", "written: thanks,", "does not fit the beat"),
        ("sets: [police-desk]", "sets: [police-desc]", "expected a drawing of media/art, found `sets/police-desc`"),
        ("  end: {", "  ending: {", "expected"),
    ],
)
def test_faults_have_a_line(project: Project, tmp_path: Path, old: str, new: str, told: str) -> None:
    """A pose, a place or a drawing that there is not, a glad face at a loss, somebody who ends in mid-air."""
    assert_told(table, project, tmp_path, FILE, old, new, told)


def test_a_project_without_the_file_has_the_starters(project: Project, tmp_path: Path) -> None:
    """One that was begun before there were key visuals."""
    shutil.copytree(project.root / "templates", tmp_path / "templates")
    (tmp_path / FILE).unlink()
    assert table(Project(tmp_path, project.date)).visuals == table(project).visuals


def test_a_ground_left_out_is_the_starters(project: Project, tmp_path: Path) -> None:
    """A project that changes one place does not have to copy the others."""
    shutil.copytree(project.root / "templates", tmp_path / "templates")
    text = (tmp_path / FILE).read_text(encoding="utf-8").split("grounds:\n")[0]
    (tmp_path / FILE).write_text(text + "grounds:\n  end: {beat: ending, sets: [den]}\n", encoding="utf-8")
    own = Project(tmp_path, project.date)
    assert place(own, "end").sets == ("den",)
    assert all(place(own, name) == place(project, name) for name in get_args(GroundName) if name != "end")
