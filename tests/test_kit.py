"""The kit of components: every one is drawn for every audience, and every measure is used."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path

import pytest

from outreach.project import Project

TEMPLATES = Path(__file__).parent.parent / "templates"
TOOL = Path(__file__).parent / "tools/kit_catalogue.py"


@pytest.mark.slow  # quick: the sheets that are made of them
def test_the_catalogue_draws_all_components(project: Project) -> None:
    """`python tests/tools/kit_catalogue.py OUT.png`: two columns an audience, one page each."""
    spec = importlib.util.spec_from_file_location("kit_catalogue", TOOL)
    assert spec and spec.loader
    tool = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(tool)
    found = [*tool.columns(project)]
    assert len(found) == 6
    assert all(one.width == tool.WIDTH and one.height > one.width for one in found)
    assert tool.catalogue(found).width == 6 * tool.WIDTH + 5 * tool.GAP


def test_every_component_is_drawn_by_a_template() -> None:
    """What a file of the kit defines is used outside of it, or by another of its files."""
    kit = {path: path.read_text(encoding="utf-8") for path in (TEMPLATES / "kit").glob("*.typ")}
    others = "".join(path.read_text(encoding="utf-8") for path in TEMPLATES.glob("*/*.typ"))
    for path, source in kit.items():
        for name in re.findall(r"(?m)^#let ([\w-]+)", source):
            found = re.findall(rf"(?<![\w-]){re.escape(name)}(?![\w-])", others)
            assert len(found) > 1, f"{path.name}: {name} is used nowhere"


def test_every_measure_is_used() -> None:
    """Distances, corners, strokes and steps of templates/kit/measures.typ."""
    source = re.sub(r"//.*", "", (TEMPLATES / "kit/measures.typ").read_text(encoding="utf-8"))
    others = "".join(
        path.read_text(encoding="utf-8") for path in TEMPLATES.glob("*/*.typ") if path.name != "measures.typ"
    )
    for group, body in re.findall(r"(?m)^#let (\w+) = \(((?:[^()]|\([^()]*\))*)\)$", source):
        for name in re.findall(r"(?:^|[,(])\s*([\w-]+):", re.sub(r"\([^()]*\)", "", body)):
            said = rf"\b(?:measures\.{group}|{group}|by)\.{re.escape(name)}(?![\w-])"
            assert re.search(said, others), f"measures.typ: {group}.{name} is used nowhere"
