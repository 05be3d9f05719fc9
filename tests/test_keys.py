"""A key changes with every input, and with nothing else."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable

from outreach.diagnostics import Where
from outreach.keys import job_key, tools
from outreach.project import Project
from outreach.storyboard import Storyboard

Make = Callable[..., Storyboard]


def test_a_changed_word_changes_the_key_and_a_moved_line_does_not(project: Project, board: Make) -> None:
    """What is printed counts; where it stands in the file does not."""
    one = board()
    key = job_key("render", project, (), source=one)
    moved = dataclasses.replace(one, title=dataclasses.replace(one.title, where=Where("elsewhere.yaml", 99, 1)))
    changed = dataclasses.replace(one, title=dataclasses.replace(one.title, shown=one.title.shown + "。"))
    assert job_key("render", project, (), source=moved) == key
    assert job_key("render", project, (), source=changed) != key


def test_every_field_of_a_storyboard_counts(project: Project, board: Make) -> None:
    """No field can change without a new key."""
    one = board()
    key = job_key("render", project, (), source=one)
    for field in dataclasses.fields(one):
        other = dataclasses.replace(one, **{field.name: "another value"})
        assert job_key("render", project, (), source=other) != key, field.name


def test_templates_fonts_and_tools_count(project: Project) -> None:
    """The digests of the files a job reads, and every tool's version, are in the key."""
    keys = {job_key("render", project, inputs) for inputs in ((), ("templates/theme.yaml",), ("media/fonts",))}
    assert len(keys) == 3
    assert {"typst", "python-pptx", "imageio-ffmpeg"} <= set(tools())
