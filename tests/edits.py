"""A table of the starter with something else in one place, and what is told of it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from outreach.diagnostics import OutreachError
from outreach.project import Project

Read = Callable[[Project], object]


def edited(project: Project, folder: Path, file: str, before: str, after: str) -> Project:
    """A project whose table says something else; what lies beside the table is there, too."""
    top = next(one for one in ("templates", "media/art") if file.startswith(f"{one}/"))
    shutil.copytree(project.path(top), folder / top)
    (folder / "content").mkdir()
    path = folder / file
    text = path.read_text("utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), "utf-8")
    return Project(folder, project.date)


def line_of(project: Project, file: str, words: str) -> int:
    """Where they stand first."""
    text = project.read_text(file)
    return 1 + text[: text.index(words)].count("\n")


def assert_refused(read: Read, project: Project, folder: Path, file: str, *edit: str) -> None:
    """What is `edit`ed (before, after) in a table is an error with its place when the table is read."""
    with pytest.raises(OutreachError, match=rf"^{file}:\d+:\d+: error: "):
        read(edited(project, folder, file, *edit))


def assert_told(read: Read, project: Project, folder: Path, file: str, before: str, after: str, said: str) -> None:
    """The same, and first of all it is told at its line, in words that say what would be right."""
    ours = edited(project, folder, file, before, after)
    with pytest.raises(OutreachError) as problem:
        read(ours)
    first = str(problem.value.diagnostics[0])
    assert first.startswith(f"{file}:{line_of(project, file, before)}:") and said in first, first
