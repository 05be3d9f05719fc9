"""A key changes with every input, and with nothing else."""

from __future__ import annotations

import dataclasses
import re
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

from outreach.diagnostics import Where
from outreach.jobs import files_of
from outreach.jobs.render import RenderJob
from outreach.keys import TOOLS, tools
from outreach.project import Project
from outreach.storyboard import Storyboard

Make = Callable[..., Storyboard]
ROOT = Path(__file__).parent.parent


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


# Libraries whose work is in a job's data already, or that make none of a file's bytes.
NO_HAND = {
    "click": "the command line",
    "rich": "bars on stderr",
    "PyYAML": "what it reads is in the data",
    "pydantic": "what it reads is in the data",
    "aiohttp": "errors of a line to the internet",
    "zxing-cpp": "reads codes back",
    "Babel": "names and messages are in the data",
    "langcodes": "codes of languages are in the data",
    "unicode-rbnf": "what is spoken is in the data",
    "rjieba": "phrases are in the data",
    "budoux": "phrases are in the data",
    "borax": "which week an occasion falls in",
    "cryptography": "seals folders that are made already",
}


def test_every_library_that_makes_bytes_is_in_the_key() -> None:
    """A new one of pyproject.toml is in the key, or it is said here why not."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    names = {re.split(r"[><=\[ ]", requirement)[0] for requirement in project["dependencies"]}
    assert names - set(TOOLS) - set(NO_HAND) == set()
    assert set(TOOLS) & set(NO_HAND) == set()
