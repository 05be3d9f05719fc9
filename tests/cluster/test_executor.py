"""Jobs on a cluster: every job has an outcome, also when it fails, kills its process, or runs on the wrong machine."""

from __future__ import annotations

import os
import pickle
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

if sys.platform == "win32" or pytest.importorskip("distributed") is None:
    pytest.skip("workers of a cluster are POSIX", allow_module_level=True)

import psutil
from deeds import die_on_three, die_once, double, lose_folder, make_nothing, refuse_odd, still_once, whoami
from machines import until

from outreach.cache import Cache
from outreach.cluster import executor, hand, hands
from outreach.cluster.executor import Cluster
from outreach.cluster.local import local
from outreach.cluster.terms import Answer, DiedError, Terms, UnfitError
from outreach.diagnostics import OutreachError
from outreach.jobs import files_of
from outreach.keys import sources, tools
from outreach.project import Project
from outreach.runner import Ended


def quiet(message: str) -> None:
    """Nobody waits."""


TESTS = str(Path(__file__).parent.parent)


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """A scheduler and a worker for two jobs at a time, in this process."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", os.pathsep.join([TESTS, *sys.path]))
        with local(2) as here:
            yield here.scheduler_address
        hands.dismiss()


@pytest.fixture
def cluster(address: str, tmp_path: Path, own: Project) -> Iterator[Cluster]:
    """It, asked by a build."""
    with Cluster(address, own.root, Cache(tmp_path), quiet) as found:
        yield found


def ended(cluster: Cluster, work: Callable[[Any], Any], jobs: list[Any]) -> dict[Any, Ended]:
    """What becomes of jobs that are all sent at once."""
    for job in jobs:
        cluster.submit(work, job)
    found: list[Ended] = []
    while cluster.busy:
        found += cluster.wait()
    assert len(found) == len(jobs)
    return {one.job: one for one in found}


def test_every_job_gives_its_result(cluster: Cluster) -> None:
    """Its times are those of this machine, whatever the other's clock says."""
    found = ended(cluster, double, [*range(5)])
    assert {n: one.result for n, one in found.items()} == {0: 0, 1: 2, 2: 4, 3: 6, 4: 8}
    assert all(one.start <= one.end and one.worker > 0 for one in found.values())
    assert (cluster.workers, cluster.free, cluster.busy) == (2, 4, False)


def test_a_window_of_jobs_is_asked_for(cluster: Cluster) -> None:
    """A few more than are done at a time: the rest stays here, where the longest way is known."""
    sent = 0
    while cluster.free > 0:
        cluster.submit(double, sent)
        sent += 1
    assert sent == 4
    assert cluster.wait(0.0) is not None and cluster.wait(30.0)


def test_a_failing_job_arrives_with_its_hint(cluster: Cluster) -> None:
    """And loses no other."""
    found = ended(cluster, refuse_odd, [*range(4)])
    assert [found[n].result for n in (0, 2)] == [0, 2]
    problem = found[1].problem
    assert isinstance(problem, OutreachError)
    assert str(problem.diagnostics[0]) == "error: expected an even number, found `1`\n  hint: take the next one"


def test_a_job_that_kills_its_process_fails_alone(cluster: Cluster) -> None:
    """It is tried twice; the machine and the others live."""
    found = ended(cluster, die_on_three, [*range(6)])
    assert {n: one.result for n, one in found.items() if n != 3} == {0: 0, 1: 1, 2: 2, 4: 4, 5: 5}
    assert "died again and again while making `3`" in str(found[3].problem)


def test_a_process_killed_from_outside_costs_only_a_second_try(cluster: Cluster, tmp_path: Path) -> None:
    """As when the system was short of memory once."""
    assert ended(cluster, die_once, [str(tmp_path)])[str(tmp_path)].result == "done"


def test_another_code_is_refused(address: str, tmp_path: Path, own: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """What it made would lie under the key of something else."""
    monkeypatch.setattr(executor, "sources", lambda: "of another version")
    with (
        pytest.raises(OutreachError, match="another version of outreach"),
        Cluster(address, own.root, Cache(tmp_path), quiet) as it,
    ):
        ended(it, double, [1])


def test_a_build_has_processes_of_its_own(address: str, tmp_path: Path, own: Project) -> None:
    """Its code and its files may be others than those of the build before, whose processes end."""
    seen = []
    for _ in range(2):
        with Cluster(address, own.root, Cache(tmp_path), quiet) as it:
            seen.append({one.result for one in ended(it, whoami, [1, 2, 3]).values()})
    assert not seen[0] & seen[1]
    assert until(lambda: all(map(over, seen[0])), 10)


def test_nobody_there_is_told(tmp_path: Path, own: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """No scheduler; a scheduler without workers."""
    monkeypatch.setattr(executor, "CONNECT", 0.2)
    with pytest.raises(OutreachError, match=r"cannot reach `tcp://127.0.0.1:1`"):
        Cluster("tcp://127.0.0.1:1", own.root, Cache(tmp_path), quiet)
    monkeypatch.setattr(executor, "CONNECT", 10.0)
    with local(0) as none, pytest.raises(OutreachError, match=r"no worker at `tcp://127.0.0.1:\d+`"):
        Cluster(none.scheduler_address, own.root, Cache(tmp_path), quiet, gather=0.2)


def test_a_cluster_that_goes_away_ends_the_build(tmp_path: Path, own: Project) -> None:
    """What is finished is kept; nobody waits for the rest."""
    alone = local(1)
    with (
        pytest.raises(OutreachError, match="was lost"),
        Cluster(alone.scheduler_address, own.root, Cache(tmp_path), quiet) as it,
    ):
        it.submit(still_once, str(tmp_path))
        assert until((tmp_path / "still").exists)
        alone.close()
        while it.busy:
            it.wait()


# --- one process ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Reading:
    """A job that says what it reads."""

    files: tuple[tuple[str, str], ...]


@pytest.fixture
def terms(own: Project, tmp_path: Path) -> Terms:
    """Those that this machine meets."""
    return Terms(own.root, tmp_path, sources(), (*tools().items(),))


def told(terms: Terms, job: Any) -> Answer:
    """What a process says to a job."""
    return told_of(type, terms, job)


def told_of(work: Callable[[Any], Any], terms: Terms, job: Any) -> Answer:
    """What it says to a job that is done by `work`."""
    answer: Answer = pickle.loads(hand.answer(terms, pickle.dumps((work, job))))
    return answer


def test_other_files_and_other_folders_are_refused(terms: Terms, own: Project, tmp_path: Path) -> None:
    """A machine that sees an older template must not make anything of it."""
    files = files_of(own, ("templates/kit", "content/brand.yaml"))
    assert told(terms, Reading(files)).problem is None
    cases = {
        "reads another `templates/kit`": (terms, Reading((("templates/kit", "0" * 64),))),
        "reads another `media/none`": (terms, Reading((("media/none", "0" * 64),))),
        f"does not see the folder of the build `{own.root}s`": (
            Terms(Path(f"{own.root}s"), tmp_path, terms.code, terms.tools),
            1,
        ),
        "does not see the folder of the build": (
            Terms(own.root, tmp_path / "elsewhere", terms.code, terms.tools),
            1,
        ),
        "another version of numpy": (Terms(own.root, tmp_path, terms.code, (("numpy", "0.1"),)), 1),
    }
    for wanted, (asked, job) in cases.items():
        problem = told(asked, job).problem
        assert isinstance(problem, UnfitError) and wanted in str(problem)


@pytest.mark.parametrize("work", [lose_folder, make_nothing])
def test_a_folder_that_goes_away_is_the_machines_fault(
    terms: Terms, own: Project, tmp_path: Path, work: Callable[[str], object]
) -> None:
    """Whether the job failed or believes that it made something, another machine is asked for it."""
    gone = tmp_path / "gone"
    gone.mkdir()
    asked = Terms(own.root, gone, terms.code, terms.tools)
    first = told_of(work, asked, str(gone))
    assert (first.result, type(first.problem)) == (None, UnfitError)
    assert isinstance(told_of(double, asked, 2).problem, UnfitError)


def test_where_the_folder_is_it_is_the_jobs_failure(terms: Terms, tmp_path: Path) -> None:
    """And no other machine is asked."""
    (tmp_path / "gone").mkdir()
    assert type(told_of(lose_folder, terms, str(tmp_path / "gone")).problem) is OSError


def test_a_folder_that_lets_nobody_in_is_not_there(
    terms: Terms, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As that of a server which has gone away (ESTALE), where even asking fails."""

    def stale(folder: Path) -> bool:
        raise OSError(116, "Stale file handle", str(folder))

    monkeypatch.setattr(Path, "is_dir", stale)
    assert isinstance(told_of(double, terms, 2).problem, UnfitError)


@pytest.fixture
def parcels(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Processes that find the jobs of this file; none is left."""
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([TESTS, *sys.path]))
    yield
    hands.dismiss()


def test_what_hangs_is_ended(terms: Terms, tmp_path: Path, parcels: None) -> None:
    """Judged by whether anything moves, not by how long it takes."""
    parcel = pickle.dumps((still_once, str(tmp_path)))
    with pytest.raises(DiedError) as found:
        hands.done(terms, parcel, 1, lambda: False, still=0.5)
    assert found.value.still == 0.5
    assert gone(tmp_path)


def test_what_nobody_wants_any_more_is_ended(terms: Terms, tmp_path: Path, parcels: None) -> None:
    """With what it started."""
    parcel = pickle.dumps((still_once, str(tmp_path)))
    with pytest.raises(hands.StoppedError):
        hands.done(terms, parcel, 1, (tmp_path / "still").exists)
    assert gone(tmp_path)


def gone(folder: Path) -> bool:
    """Have the processes that `still_once` named ended?"""
    numbers = [int(word) for word in (folder / "still").read_text().split()]
    return len(numbers) == 2 and until(lambda: all(map(over, numbers)), 10)


def over(pid: int) -> bool:
    """Has it ended?"""
    with suppress(psutil.NoSuchProcess):
        return bool(psutil.Process(pid).status() == psutil.STATUS_ZOMBIE)
    return True
