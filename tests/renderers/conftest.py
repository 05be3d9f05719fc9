"""Fixtures of the renderers' tests: storyboards that no content edit changes."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from sheets import BRANCH, LANGS
from typed import Once

from outreach.adapt import adapt
from outreach.formats import FORMATS
from outreach.layout import Layout
from outreach.profiles import Profiles
from outreach.project import Project
from outreach.script import load_script
from outreach.storyboard import Storyboard

Boards = Callable[[str, str], Storyboard]
HERE = Path(__file__).parent


@pytest.fixture(scope="session")
def leaflet_board(project: Project, profiles: Profiles, tmp_path_factory: pytest.TempPathFactory) -> Boards:
    """Storyboards of a script that no content edit changes, in both of its languages."""
    content = tmp_path_factory.mktemp("leaflet") / "content"
    shutil.copytree(project.path("content"), content, ignore=shutil.ignore_patterns("scams"))
    folder = content / "scams" / "leaflet-sample"
    folder.mkdir(parents=True)
    (folder / "script.yaml").write_bytes((HERE / "leaflet_script.yaml").read_bytes())
    (folder / "en.yaml").write_bytes((HERE / "leaflet_script.en.yaml").read_bytes())
    script, problems = load_script(Project(content.parent, project.date), "leaflet-sample")
    assert script is not None, "\n".join(map(str, problems))

    def make(audience: str, lang: str) -> Storyboard:
        found, why = adapt(script, profiles, audience, lang)
        assert found is not None, "\n".join(map(str, why))
        return found

    return make


@pytest.fixture(scope="session")
def made(
    leaflet_board: Callable[[str, str], Storyboard], layout: Layout, once: Once
) -> Callable[[str, str, bool], dict[str, bytes]]:
    """Renders a format for an audience, plain or for a branch; each once for all workers."""
    kept: dict[tuple[str, str, bool], dict[str, bytes]] = {}

    def make(format: str, audience: str, branch: bool = False) -> dict[str, bytes]:
        if (format, audience, branch) not in kept:
            board = leaflet_board(audience, LANGS[audience])
            render = FORMATS[format].render
            assert render
            one = replace(board, branch=BRANCH) if branch else board
            name = f"{format}-{audience}{'-branch' if branch else ''}"
            kept[format, audience, branch] = once(name, lambda _: render(one, layout))[1]
        return kept[format, audience, branch]

    return make
