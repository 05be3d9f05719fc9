"""The pool: every job has an outcome, also when it fails or kills its worker."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from deeds import die_on_three, die_once, double, refuse_odd

from outreach.diagnostics import OutreachError
from outreach.runner import Pool


def _say_ready(n: int) -> None:
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    threading.Event().wait()  # until somebody ends this process


@pytest.mark.parametrize("workers", [1, 2])
def test_every_job_gives_its_result(workers: int) -> None:
    """In this process or in others, the results are the same."""
    with Pool(workers) as pool:
        assert sorted(result for _, result, _ in pool.run(double, range(5))) == [0, 2, 4, 6, 8]


@pytest.mark.parametrize("workers", [1, 2])
def test_a_failing_job_does_not_lose_the_others(workers: int) -> None:
    """The failure arrives with its message and hint, across the process border too."""
    with Pool(workers) as pool:
        outcomes = {job: (result, problem) for job, result, problem in pool.run(refuse_odd, range(4))}
    assert [outcomes[n][0] for n in (0, 2)] == [0, 2]
    problem = outcomes[1][1]
    assert isinstance(problem, OutreachError)
    assert str(problem.diagnostics[0]) == "error: expected an even number, found `1`\n  hint: take the next one"


def test_a_job_that_kills_its_worker_fails_alone() -> None:
    """The pool is made anew, the others finish, the killer is named."""
    with Pool(2) as pool:
        outcomes = {job: (result, problem) for job, result, problem in pool.run(die_on_three, range(6))}
    assert {n: outcomes[n][0] for n in outcomes if n != 3} == {0: 0, 1: 1, 2: 2, 4: 4, 5: 5}
    assert "died twice while making `3`" in str(outcomes[3][1])


def test_a_worker_killed_from_outside_costs_only_a_second_try(tmp_path: Path) -> None:
    """What was running when it died is tried once more."""
    with Pool(2) as pool:
        outcomes = [result for _, result, _ in pool.run(die_once, [str(tmp_path), str(tmp_path)])]
    assert outcomes == ["done", "done"]


def test_workers_end_when_their_build_is_killed() -> None:
    """Nobody is left to tell them: the pipe they share with the build closes, so a step of a CI server ends too."""
    code = "from test_runner import Pool, _say_ready\nif __name__ == '__main__': list(Pool(2).run(_say_ready, [1, 2]))"
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(Path(__file__).parent), *sys.path])}
    build = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True, env=environment)
    assert build.stdout is not None
    assert [build.stdout.readline() for _ in range(2)] == ["ready\n"] * 2
    build.kill()
    assert build.communicate(timeout=60)[0] == ""
