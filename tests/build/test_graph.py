"""The order of jobs: each when what it needs is there, the longest way to the end first."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreach.build.graph import Graph, wanted


@dataclass(frozen=True)
class Small:
    """A job that is nothing but its name, its needs and its length."""

    key: str
    needs: tuple[str, ...] = ()
    seconds: float = 1.0


def graph(*jobs: Small, ahead: float = 0.0) -> Graph:
    """A graph of these jobs."""
    made = Graph(lambda job: job.seconds if isinstance(job, Small) else 0.0)
    made.add(jobs, ahead)
    return made


def taken(of: Graph) -> list[str]:
    """All that may run now, in the order in which it is taken."""
    return [node.job.key for node in iter(of.take, None)]


FILM = (
    Small("opening", seconds=3),
    Small("scene", seconds=9),
    Small("sound", seconds=5),
    Small("film", ("opening", "scene", "sound"), 2),
    Small("deck", ("film",), 4),
    Small("leaflet", seconds=7),
)


def test_the_longest_way_to_the_end_goes_first() -> None:
    """A short job that much waits for goes before a long one that nothing waits for."""
    assert taken(graph(*FILM)) == ["scene", "sound", "opening", "leaflet"]


def test_a_job_runs_when_the_last_of_its_needs_is_there() -> None:
    """And it says which one that was."""
    of = graph(*FILM)
    taken(of)
    for key in ("opening", "sound"):
        of.settle(key, made=True)
        assert of.take() is None
    of.settle("scene", made=True)
    node = of.take()
    assert node is not None
    assert (node.job.key, node.last) == ("film", "scene")


def test_what_needs_a_failed_job_never_runs_and_the_rest_does() -> None:
    """Nor does what needs that, nor what is asked for later; it has ended all the same."""
    of = graph(*FILM)
    of.settle("scene", made=False)
    assert (of.done["film"], of.done["deck"]) == (False, False)
    of.add([Small("page", ("deck",))])
    assert of.ended(["page"])
    assert taken(of) == ["sound", "opening", "leaflet"]


def test_what_will_follow_and_is_not_known_yet_counts() -> None:
    """A spoken line goes before a leaflet: a film follows it."""
    of = graph(Small("leaflet", seconds=30))
    of.add([Small("line", seconds=0.3)], ahead=60)
    assert taken(of) == ["line", "leaflet"]


def test_a_job_that_is_asked_for_twice_runs_once() -> None:
    """Two branches share a scene."""
    of = graph(*FILM)
    of.add(FILM)
    assert sorted(taken(of)) == ["leaflet", "opening", "scene", "sound"]


@pytest.mark.parametrize(
    ("there", "goals", "expected"),
    [
        ((), ("film",), ["opening", "scene", "sound", "film"]),
        (("film",), ("film",), []),  # nobody asks what it was made of
        (("film",), ("film", "deck"), ["deck"]),
        (("opening", "sound"), ("film",), ["scene", "film"]),
        ((), ("leaflet",), ["leaflet"]),
    ],
)
def test_only_what_a_goal_needs_is_made(there: tuple[str, ...], goals: tuple[str, ...], expected: list[str]) -> None:
    """What is in the store, and what only led to it, is left alone."""
    assert [job.key for job in wanted(FILM, goals, lambda key: key in there)] == expected


@given(st.lists(st.lists(st.integers(0, 30), max_size=4), max_size=20), st.randoms())
def test_every_job_ends_and_none_before_its_needs(needs: list[list[int]], chance: object) -> None:
    """Whatever the graph: jobs finish in any order, and all of them run exactly once."""
    pick = getattr(chance, "choice")  # noqa: B009 - hypothesis types it loosely
    jobs = [Small(str(n), tuple(str(k) for k in {k for k in of if k < n})) for n, of in enumerate(needs)]
    made, running, ran = graph(*jobs), list[str](), list[str]()
    while True:
        running += taken(made)
        if not running:
            break
        key = pick(running)
        running.remove(key)
        assert set(jobs[int(key)].needs) <= set(ran)
        ran.append(key)
        made.settle(key, made=True)
    assert sorted(ran) == sorted(job.key for job in jobs)
