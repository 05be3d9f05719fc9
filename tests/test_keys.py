"""A key changes with every input, and with nothing else."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import Any

from outreach.diagnostics import Where
from outreach.jobs import files_of
from outreach.jobs.render import RenderJob
from outreach.keys import tools
from outreach.project import Project
from outreach.storyboard import Storyboard

Make = Callable[..., Storyboard]


def key(board: Storyboard) -> str:
    """The key of a board's leaflet."""
    return RenderJob(format="leaflet", source=board).key


def test_a_changed_word_changes_the_key_and_a_moved_line_does_not(board: Make) -> None:
    """What is printed counts; where it stands in the file does not."""
    one = board()
    moved = dataclasses.replace(one, title=dataclasses.replace(one.title, where=Where("elsewhere.yaml", 99, 1)))
    changed = dataclasses.replace(one, title=dataclasses.replace(one.title, shown=one.title.shown + "。"))
    assert key(moved) == key(one)
    assert key(changed) != key(one)


def test_every_field_of_a_storyboard_counts(board: Make) -> None:
    """No field can change without a new key."""
    one = board()
    for field in dataclasses.fields(one):
        another: dict[str, Any] = {field.name: "another value"}
        other = dataclasses.replace(one, **another)
        assert key(other) != key(one), field.name


def test_templates_fonts_and_tools_count(project: Project, board: Make) -> None:
    """The digests of the files a job reads, and every tool's version, are in the key."""
    made = (files_of(project, inputs) for inputs in ((), ("templates/theme.yaml",), ("media/fonts",)))
    one = board()
    assert len({RenderJob(format="leaflet", source=one, files=files).key for files in made}) == 3
    assert {"typst", "python-pptx", "imageio-ffmpeg"} <= set(tools())
