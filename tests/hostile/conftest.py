"""The process that all cases share, and the tiny project they change."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from attack import Attack, Ended, tiny

if os.name != "posix":
    collect_ignore_glob = ["test_*.py"]  # forks, pipes and limits of memory are Unix's


@pytest.fixture(scope="session")
def attacker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Attack]:
    """The process with everything imported."""
    folder = tmp_path_factory.mktemp("hostile") / "p"
    tiny(folder)
    made = Attack(folder)
    yield made
    made.close()


@pytest.fixture
def attack(attacker: Attack, tmp_path: Path) -> Callable[..., Ended]:
    """`attack(change, *words)`: a fresh tiny project, changed, and the command run on it."""
    return lambda change, *words, **more: attacker.run(tmp_path, change, *words, **more)
