"""The recipes of docs/recipes/ work as they are written: their files are made, their edits fit, their commands run.

In a recipe, a line that is only a path and a colon names the file that the next block is; a `diff` block starts with
`--- file`, and its lines with `-` stand exactly once in that file. In a `console` block, `$` begins a command; what
follows it is in its output. `# exit 1` behind a command is the exit code that it ends with.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from outreach.cli import COMMANDS

ROOT = Path(__file__).parent.parent
RECIPES = sorted((ROOT / "docs/recipes").glob("*.md"))
FENCE = re.compile(r"(?:^`(?P<file>[\w./-]+)`:\n\n)?^```(?P<kind>\w+)\n(?P<text>.*?)^```$", re.M | re.S)
LEFT_OUT = shutil.ignore_patterns(".git", ".*cache", "__pycache__", "out", "site", "golden", "benchmarks")


def _link(source: str, target: str) -> None:
    """Fonts and voices are large and are only read."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copyfile(source, target)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project of the starter's content, and the package beside it: recipes for developers change that, too.

    Its audiences get leaflets only: that the starter fits all else is asked in tests/starter/, not for each recipe.
    """
    for name in ("outreach", "content", "templates", "tests"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=LEFT_OUT)
    shutil.copytree(ROOT / "media", tmp_path / "media", copy_function=_link)
    for name in ("pyproject.toml", "README.md", "README.zh-CN.md"):
        shutil.copyfile(ROOT / name, tmp_path / name)
    for audience in (tmp_path / "content/audiences").glob("*.yaml"):
        text, found = re.subn(r"(?m)^formats: .*$", "formats: [leaflet, captions]", audience.read_text("utf-8"))
        assert found == 1
        audience.write_text(text, "utf-8")
    return tmp_path


def _blocks(recipe: Path) -> list[tuple[str, str, str]]:
    """(file or "", kind, text) of each block, in order."""
    return [(m["file"] or "", m["kind"], m["text"]) for m in FENCE.finditer(recipe.read_text("utf-8"))]


def _write(project: Path, file: str, text: str) -> None:
    path = project / file
    path.unlink(missing_ok=True)  # it may be linked to the one we ship
    path.write_text(text, "utf-8")


def _edit(project: Path, text: str) -> None:
    head, *lines = text.rstrip("\n").split("\n")
    file = head.removeprefix("--- ")
    old, new = ("\n".join(line[1:] for line in lines if line[0] == sign) for sign in "-+")
    before = (project / file).read_text("utf-8")
    assert before.count(old) == 1, f"{file} has {before.count(old)} times what the recipe replaces: {old}"
    _write(project, file, before.replace(old, new))


def _run(project: Path, command: str, cache: Path) -> tuple[int, str]:
    words = shlex.split(command, comments=True)
    module = [sys.executable, "-m", words[0]] if words[0] in ("outreach", "pytest") else pytest.fail(command)
    quiet = ["-p", "no:cacheprovider"] if words[0] == "pytest" else []
    environment = {**os.environ, "PYTHONPATH": str(project), "OUTREACH_LANG": "en", "OUTREACH_CACHE": str(cache)}
    done = subprocess.run(
        [*module, *words[1:], *quiet],
        cwd=project,
        env=environment,
        encoding="utf-8",
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
    )
    return done.returncode, done.stdout


def _commands(text: str) -> list[tuple[str, int, list[str]]]:
    """(command, exit code, what its output has)."""
    found = []
    for part in re.split(r"^\$ ", text, flags=re.M)[1:]:
        command, *shown = part.rstrip("\n").split("\n")
        code = re.search(r"# exit (\d)", command)
        found.append((command, int(code[1]) if code else 0, shown))
    return found


@pytest.mark.slow
@pytest.mark.parametrize("recipe", RECIPES, ids=lambda path: path.stem)
def test_a_recipe_works_as_it_is_written(recipe: Path, project: Path, kept: Path) -> None:
    """In a fresh project, step by step; what other tests laid out of the same words is not laid out again."""
    for file, kind, text in _blocks(recipe):
        if kind == "diff":
            _edit(project, text)
        elif file:
            _write(project, file, text)
        else:
            assert kind == "console"
            for command, code, shown in _commands(text):
                ended, said = _run(project, command, kept)
                assert ended == code, f"$ {command}\n{said[-2000:]}"
                assert [line for line in shown if line not in said] == [], f"$ {command}\n{said[-2000:]}"


def test_there_is_a_recipe_for_whatever_is_added() -> None:
    """And the manual lists each."""
    names = {"script", "audience", "language", "drawing", "voice", "format", "check", "preflight"}
    assert {path.stem for path in RECIPES} == names
    pages = yaml.safe_load((ROOT / "mkdocs.yml").read_text("utf-8"))["nav"]
    listed = {
        Path(file).stem for entry in pages if "Recipes" in entry for page in entry["Recipes"] for file in page.values()
    }
    assert listed == names


@pytest.mark.parametrize("page", sorted((ROOT / "docs").rglob("*.md")), ids=lambda path: path.stem)
def test_commands_of_the_manual_exist(page: Path) -> None:
    """`outreach COMMAND` wherever the manual has it."""

    named = set(re.findall(r"(?:`|\$ |^    )outreach ([a-z0-9]+)\b", page.read_text("utf-8"), re.M))
    assert named <= set(COMMANDS)
