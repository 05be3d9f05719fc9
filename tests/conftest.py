"""Fixtures: the starter project, its profiles, and storyboards of it."""

from __future__ import annotations

import datetime as dt
import os
import pickle
import shutil
import sys
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock
from hypothesis import settings
from own import AUDIENCES, SCAM, own_project
from telling import HEAD, TAIL, Told
from typed import Golden, Once

from outreach.adapt import adapt
from outreach.diagnostics import Diagnostic
from outreach.layout import Layout
from outreach.profiles import Profiles, load_profiles
from outreach.project import Project
from outreach.script import load_script
from outreach.storyboard import Storyboard

# A slow machine is no fault of a property: speed is measured in tests/benchmarks/.
settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")

# Containers often switch byte code off: then hundreds of processes of the tests would each compile the package anew.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False

ROOT = Path(__file__).parent.parent
DATE = dt.date(2026, 11, 23)
ROWS = pytest.StashKey[Counter[tuple[Path, str]]]()  # how many rows of a table were seen


def pytest_addoption(parser: pytest.Parser) -> None:
    """`pytest --update-golden` writes the golden files anew; read the difference before you commit it."""
    parser.addoption("--update-golden", action="store_true", help="write tests/golden/ anew")


def pytest_itemcollected(item: pytest.Item) -> None:
    """`@pytest.mark.every(3, 1)`: of a table the quick suite asks every third row, from the second on; the gate all."""
    asked = item.get_closest_marker("every")
    if asked and isinstance(item, pytest.Function) and not item.get_closest_marker("slow"):
        step, first = (*asked.args, 0)[:2]
        rows, place = item.session.stash.setdefault(ROWS, Counter()), (item.path, item.originalname)
        if rows[place] % step != first:
            item.add_marker(pytest.mark.slow)
        rows[place] += 1


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Golden:
    """`golden("name.txt", found)`: fails when `found` differs from tests/golden/name.txt, or there is no such file."""

    def compare(name: str, found: str) -> None:
        file = ROOT / "tests/golden" / name
        if request.config.getoption("--update-golden"):
            file.write_text(found, encoding="utf-8", newline="\n")
        held = file.read_text(encoding="utf-8") if file.exists() else ""
        assert found == held, f"{name}: run with --update-golden if the change is meant"

    return compare


@pytest.fixture(scope="session")
def project() -> Project:
    """The starter project, on a fixed date."""
    return Project(ROOT, DATE)


@pytest.fixture(scope="session")
def profiles(project: Project) -> Profiles:
    """The starter's profiles; a problem in them fails every test that needs them."""
    found, problems = load_profiles(project)
    assert found is not None, "\n".join(map(str, problems))
    return found


@pytest.fixture(scope="session")
def together(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Path:
    """A folder that all workers of a run share."""
    own = tmp_path_factory.getbasetemp()
    folder = (own.parent if hasattr(request.config, "workerinput") else own) / "together"
    folder.mkdir(exist_ok=True)
    return folder


@pytest.fixture(scope="session")
def once(together: Path) -> Once:
    """`once("name", make)`: what the first worker made of an empty folder; the others wait and get the same."""

    def get(name: str, make: Callable[[Path], object]) -> tuple[Path, Any]:
        folder, result = together / name, together / f"{name}.pickle"
        with FileLock(together / f"{name}.lock"):
            if not result.exists():
                folder.mkdir()
                result.write_bytes(pickle.dumps(make(folder)))
        return folder, pickle.loads(result.read_bytes())

    return get


@pytest.fixture(scope="session")
def kept(together: Path) -> Path:
    """One cache for all tests of a run: a sheet that one of them laid out is known to the others."""
    return together / "cache"


@pytest.fixture(scope="session")
def layout(project: Project) -> Layout:
    """One Typst compiler for all tests of a process."""
    return Layout(project)


@pytest.fixture(scope="session")
def board(project: Project, profiles: Profiles) -> Callable[[str, str, str], Storyboard]:
    """Makes the storyboard of a starter scam for an audience and language."""

    def make(scam: str = "nfc-skimming", audience: str = "seniors", lang: str = "zh-CN") -> Storyboard:
        script, problems = load_script(project, scam)
        assert script is not None, "\n".join(map(str, problems))
        found, problems = adapt(script, profiles, audience, lang)
        assert found is not None, "\n".join(map(str, problems))
        return found

    return make


@pytest.fixture(scope="session")
def own(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The tests' own project; `own_project` makes one that may be edited."""
    return own_project(tmp_path_factory.mktemp("own"))


@pytest.fixture(scope="session")
def own_profiles(own: Project) -> Profiles:
    """Its profiles."""
    found, problems = load_profiles(own)
    assert found is not None, "\n".join(map(str, problems))
    return found


@pytest.fixture(scope="session")
def own_board(own: Project, own_profiles: Profiles) -> Callable[..., Storyboard]:
    """Makes the storyboard of its scam for an audience; `loss` and other fields of the script as given."""

    def make(audience: str = "elders", **fields: Any) -> Storyboard:
        script, problems = load_script(own, SCAM)
        assert script is not None, "\n".join(map(str, problems))
        script = replace(script, model=script.model.model_copy(update=fields))
        found, problems = adapt(script, own_profiles, audience, AUDIENCES[audience])
        assert found is not None, "\n".join(map(str, problems))
        return found

    return make


@pytest.fixture
def told(project: Project, profiles: Profiles, tmp_path: Path) -> Told:
    """Makes the storyboard of a script with these people and conversations, or tells what is wrong with it."""
    shutil.copytree(project.path("content"), tmp_path / "content", ignore=shutil.ignore_patterns("scams"))
    folder = tmp_path / "content/scams/told"
    folder.mkdir(parents=True)

    def make(
        scenes: str, cast: str = "{}", audience: str = "seniors", own: Profiles | None = None
    ) -> tuple[Storyboard | None, list[Diagnostic]]:
        words = f"{HEAD}audiences: [{audience}]\ncast: {cast}\nscenes:\n{scenes.rstrip()}{TAIL}"
        (folder / "script.yaml").write_text(words, encoding="utf-8")
        script, problems = load_script(Project(tmp_path, DATE), "told")
        if script is None:
            return None, problems
        found, more = adapt(script, own or profiles, audience, "zh-CN")
        return found, [*problems, *more]

    return make
