"""The replay of a trace: no worker does two things at once, nothing begins before what it needs, the driver is one."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from typing import Any

import pytest

FILE = Path(__file__).parent.parent / "benchmarks/build.py"
_spec = importlib.util.spec_from_file_location("replay_of_a_build", FILE)
assert _spec is not None
assert _spec.loader is not None
bench: Any = importlib.util.module_from_spec(_spec)
sys.modules[_spec.name] = bench
_spec.loader.exec_module(bench)
bench.STARTING = 0.0


def tasks() -> list[Any]:
    """A project that is read, a step that plans, four scenes of 3 s, a film of 2 s, a step at the end."""
    scenes = [bench.Task(f"s{n}", f"scene {n}", "segment", 3.0, (), "plan") for n in range(4)]
    film = bench.Task("film", "film", "film", 2.0, tuple(s.id for s in scenes), "plan")
    return [
        bench.Task("read", "read", "start", 1.0),
        bench.Task("plan", "plan", "driver", 0.5, (), "read"),
        *scenes,
        film,
        bench.Task("place", "place", "end", 0.25),
    ]


@pytest.mark.parametrize(("workers", "seconds"), [(1, 15.75), (2, 9.75), (4, 6.75), (64, 6.75)])
def test_the_seconds_of_a_build_on_so_many_workers(workers: int, seconds: float) -> None:
    """1 to read, half to plan, scenes beside each other, then the film, then the last step."""
    assert bench.Replay(tasks(), workers).seconds == pytest.approx(seconds)


def test_the_critical_path_is_named() -> None:
    """What would have to be shorter for the build to be."""
    path = [task.id for task in bench.Replay(tasks(), 4).path()]
    assert (path[:2], path[-2:], len(path)) == (["read", "plan"], ["film", "place"], 5)


def test_three_scams_read_the_project_once() -> None:
    """Copies have their own jobs and steps."""
    many = bench.copies(tasks(), 3)
    assert [task.kind for task in many].count("start") == 1
    assert len({task.id for task in many}) == len(many) == 3 * (len(tasks()) - 1) + 1
    assert bench.Replay(many, 1).seconds == pytest.approx(1 + 3 * 14 + 0.5 + 3 * 0.25)
