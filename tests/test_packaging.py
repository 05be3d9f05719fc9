"""What others install: one version, types, every library named, and a lock file that has all of them."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from importlib import metadata
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner
from packaging.requirements import Requirement

from outreach import __version__
from outreach.cli import main

ROOT = Path(__file__).parent.parent
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
EXTRAS = PYPROJECT["project"]["optional-dependencies"]
LOCK = (ROOT / ".ci/requirements.txt").read_text("utf-8")
PYTHONS = ("3.11", "3.12", "3.13", "3.14")
# Imported only where a user has put them: no extra brings them.
BROUGHT_BY_USERS = {"piper"}
# One half of a library that comes in two.
HALVES = {"markupsafe": "jinja2", "pydantic_core": "pydantic"}


def test_the_version_is_written_once() -> None:
    """In outreach/__init__.py: the package's data and `outreach --version` have it from there."""
    assert "version" not in PYPROJECT["project"]
    assert PYPROJECT["tool"]["hatch"]["version"]["path"] == "outreach/__init__.py"
    assert CliRunner().invoke(main, ["--version"]).output.split()[-1] == __version__


def test_types_are_told() -> None:
    """PEP 561: without this file, type checkers of others take everything of ours for Any."""
    assert (ROOT / "outreach/py.typed").is_file()


def _imported() -> set[str]:
    found = set()
    for file in (ROOT / "outreach").rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                found |= {alias.name.split(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and not node.level:
                found.add((node.module or "").split(".")[0])
    return found - set(sys.stdlib_module_names) - {"outreach"} - BROUGHT_BY_USERS


@pytest.mark.slow
def test_every_library_that_is_imported_is_asked_for() -> None:
    """Not only by a library that happens to need it today."""
    asked = {_plain(Requirement(one).name) for one in _wanted()}
    sources = metadata.packages_distributions()
    missing = {
        name: sources.get(name)
        for name in _imported()
        if asked.isdisjoint(_plain(one) for one in (*sources.get(name, [name]), HALVES.get(name, name)))
    }
    assert missing == {}


def _wanted() -> list[str]:
    return [*PYPROJECT["project"]["dependencies"], *(one for extra in EXTRAS.values() for one in extra)]


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def test_the_lock_file_has_every_library_within_its_bounds() -> None:
    """CONTRIBUTING.md has the command that renews it."""
    locked = dict(re.findall(r"^([a-z0-9-]+)==([^ \\;]+)", LOCK, re.M))
    wrong = [one for one in _wanted() if not _fits(Requirement(one), locked)]
    assert wrong == []


def _fits(wanted: Requirement, locked: dict[str, str]) -> bool:
    return locked.get(_plain(wanted.name), "") in wanted.specifier if _plain(wanted.name) in locked else False


def test_every_locked_library_has_its_digests() -> None:
    """pip refuses a file with other bytes."""
    entries = re.split(r"\n(?=[a-z0-9])", re.sub(r"^\s*#.*\n", "", LOCK, flags=re.M).strip())
    assert len(entries) > 50
    assert [entry.split("\n")[0] for entry in entries if "--hash=sha256:" not in entry] == []


@pytest.mark.parametrize("system", ["ubuntu-latest", "macos-latest", "windows-latest"])
def test_other_systems_are_tried(system: str) -> None:
    """With every Python that pyproject.toml lets in; Linux also runs the whole gate."""
    jobs = yaml.safe_load((ROOT / ".github/workflows/ci.yml").read_text("utf-8"))["jobs"]
    matrix = jobs["everywhere"]["strategy"]["matrix"]
    assert system in matrix["os"]
    assert tuple(matrix["python"]) == PYTHONS
    assert ">=" + PYTHONS[0] == PYPROJECT["project"]["requires-python"]
    assert any(step.get("run") == ".ci/run" for step in jobs["gate"]["steps"])


def test_what_the_workflow_runs_is_there() -> None:
    """A moved test folder does not drop out of it."""
    steps = yaml.safe_load((ROOT / ".github/workflows/ci.yml").read_text("utf-8"))["jobs"]["everywhere"]["steps"]
    named = [word for step in steps for word in step.get("run", "").split() if word.startswith(("tests/", ".ci/"))]
    assert named
    assert [word for word in named if not (ROOT / word).exists()] == []


def test_hooks_before_a_commit_ask_what_the_gate_asks() -> None:
    """Format, lint and types."""
    gate = (ROOT / ".ci/run").read_text("utf-8")
    hooks = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text("utf-8"))["repos"][0]["hooks"]
    asked = {" ".join(hook["entry"].split()[:2]) for hook in hooks}
    assert {"ruff format", "ruff check", "mypy"} <= asked
    assert all(words in gate for words in ("ruff format", "ruff check", "\nmypy\n"))
