"""Builds that are killed while they store, place and list files; benchmarks/kills.py does it at length, with films."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import pytest
from killing import Kill, Trials

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="looks for processes in /proc"),
]

KILLS = {
    "between two files": Kill("build", r"os.rename .*/out/tiny/", 2, former=True, kept=True),
    "before the gallery": Kill("build", r"os.rename .*/out/index\.html", kept=True),
    "between the files and the manifest": Kill("build", r"open .*/out/\.manifest\.json", former=True, kept=True),
    "before the manifest has its name": Kill("build", r"os.rename .*/out/manifest\.json", kept=True),
    "a worker, before a blob has its name": Kill("worker", r"os.rename .*/cas/", 2),
    "a worker, before its record": Kill("worker", r"open .*/ac/", 2),
}


@pytest.fixture(scope="module")
def trials(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Trials]:
    """Undisturbed builds to compare with."""
    yield Trials(tmp_path_factory.mktemp("kills"), ("captions",))


@pytest.mark.parametrize("when", KILLS)
def test_a_killed_build_leaves_nothing_half(trials: Trials, when: str) -> None:
    """Each file is old or new and whole, nothing runs on, the next build makes the same bytes, the cache is sound."""
    found = trials.run(KILLS[when])
    assert found.hit, "it did not come to this moment"
    assert found.faults == []
