"""What the tests stand on: modules of one name, goldens, what is made once a run."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from typed import Once

HERE = Path(__file__).parent


@pytest.fixture
def suite(tmp_path: Path) -> Path:
    """The settings and fixtures of this suite, without its tests."""
    (tmp_path / "tests/golden").mkdir(parents=True)
    for name in ("pyproject.toml", "tests/conftest.py", "tests/own.py", "tests/telling.py", "tests/typed.py"):
        shutil.copyfile(HERE.parent / name, tmp_path / name)
    return tmp_path


def run(suite: Path, *options: str) -> str:
    """What pytest says in its last line."""
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:randomly", *options]
    return (
        subprocess.run(command, cwd=suite, capture_output=True, text=True, check=False).stdout.strip().splitlines()[-1]
    )


@pytest.mark.slow  # whole runs of a suite; of a table the quick suite asks some rows uses the same `conftest.py`
def test_modules_may_have_one_name_and_one_option_renews_every_golden(suite: Path) -> None:
    """The folders mirror the package, so names repeat; a golden that is missing or differs is a failure, never written
    by itself.
    """
    for folder in ("a", "b"):
        (suite / "tests" / folder).mkdir()
        (suite / "tests" / folder / "test_same.py").write_text("def test_it() -> None: ...\n")
    files = {name: suite / f"tests/golden/{name}.txt" for name in ("right", "other", "none")}
    words = "import pytest\n@pytest.mark.parametrize('name', ['right', 'other', 'none'])\n"
    (suite / "tests/test_said.py").write_text(words + "def test_it(golden, name): golden(f'{name}.txt', 'now\\n')\n")
    files["right"].write_text("now\n")
    files["other"].write_text("before\n")
    assert run(suite).startswith("2 failed, 3 passed")
    assert files["other"].read_text() == "before\n" and not files["none"].exists()
    assert run(suite, "--update-golden").startswith("5 passed")
    assert {file.read_text() for file in files.values()} == {"now\n"}


def test_of_a_table_the_quick_suite_asks_some_rows(suite: Path) -> None:
    """`every(3, 1)`: the second and each third after it, of those that are not slow anyway; without `-m` all."""
    words = """
import pytest
@pytest.mark.every(3, 1)
@pytest.mark.parametrize("n", [pytest.param("slow", marks=pytest.mark.slow), *range(7)])
def test_it(n): assert n in (1, 4)
"""
    (suite / "tests/test_it.py").write_text(words)
    assert run(suite, "-m", "not slow").startswith("2 passed, 6 deselected")
    assert run(suite).startswith("6 failed, 2 passed")


def test_what_is_made_once_is_made_once(once: Once, tmp_path: Path) -> None:
    """The second who asks gets what the first one made."""
    name = f"once-{tmp_path.name}"
    asked: list[Path] = []
    first, second = once(name, asked.append), once(name, asked.append)
    assert first == second and asked == [first[0]] and asked[0].is_dir()


@pytest.mark.slow
def test_what_is_made_once_is_made_by_one_worker(suite: Path) -> None:
    """Two workers, one folder, one result."""
    words = """
import pytest
@pytest.mark.parametrize("n", range(8))
def test_it(once, n):
    folder, made = once("x", lambda folder: (folder / "made").open("a").write("!") and [1])
    assert (folder / "made").read_text() == "!" and made == [1]
"""
    (suite / "tests/test_it.py").write_text(words)
    assert run(suite, "-n", "2").startswith("8 passed")


@pytest.mark.slow
def test_content_grows_the_tests_of_the_content_alone(tmp_path: Path) -> None:
    """With one more scam and one more audience, tests/starter/ has more tests, and all else has the same."""
    left = shutil.ignore_patterns("__pycache__", "benchmarks", ".hypothesis")
    for name in ("outreach", "content", "templates", "tests"):
        shutil.copytree(HERE.parent / name, tmp_path / name, ignore=left)
    for path in HERE.parent.iterdir():
        if path.name in (".ci", ".github") or not (path.name.startswith(".") or (tmp_path / path.name).exists()):
            (tmp_path / path.name).symlink_to(path)
    before = collected(tmp_path)
    scam, *_ = sorted((tmp_path / "content/scams").iterdir())
    shutil.copytree(scam, scam.with_name("one-more"))
    for file in scam.with_name("one-more").glob("*.yaml"):
        file.write_text(file.read_text("utf-8").replace(scam.name, "one-more"), "utf-8")
    audience, *_ = sorted((tmp_path / "content/audiences").glob("*.yaml"))
    words = audience.read_text("utf-8").replace(f"id: {audience.stem}\n", "id: more\n")
    audience.with_name("more.yaml").write_text(words, "utf-8")
    after = collected(tmp_path)
    grown = {test for test in after ^ before if not test.startswith("tests/starter/")}
    assert grown == set() and len(after) > len(before) > 5000


def collected(folder: Path) -> set[str]:
    """The tests that there are."""
    command = [sys.executable, "-m", "pytest", "--collect-only", "-q", "-p", "no:cacheprovider", "-p", "no:randomly"]
    told = {**os.environ, "PYTHONPATH": str(folder)}
    found = subprocess.run(command, cwd=folder, env=told, capture_output=True, text=True, check=False)
    assert found.returncode == 0, found.stdout[-2000:]
    return {line for line in found.stdout.splitlines() if line.startswith("tests/")}
