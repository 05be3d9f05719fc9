"""`check` reads every file of the content, also those that a single command wants."""

from __future__ import annotations

from pathlib import Path

import pytest
from own import own_project

from outreach.library import check_library
from outreach.project import starter_root

FILES = sorted(path.name for path in (starter_root() / "content").glob("*.yaml"))


@pytest.mark.every(4)
@pytest.mark.parametrize("name", FILES)
def test_a_mistake_is_told_before_its_command_is_wanted(tmp_path: Path, name: str) -> None:
    """An unknown key in any file that lies directly in content/, at its line."""
    project = own_project(tmp_path, scams=False)
    file = project.path(f"content/{name}")
    was = file if file.is_file() else starter_root() / "content" / name
    words = was.read_text("utf-8").rstrip("\n")
    file.write_text(f"{words}\nnonsense: 1\n", "utf-8")
    (found,) = [one for one in check_library(project).problems if "nonsense" in str(one.message)]
    assert (found.where.file, found.where.line) == (f"content/{name}", words.count("\n") + 2)
