"""The workers of a command: found when they are needed, the same for all that it does."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from outreach.cli import workers
from outreach.cli.watch import Watch
from outreach.cli.workers import Workers
from outreach.project import Project
from outreach.session import Session


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What becomes of the workers and of their bar."""
    told = []

    class Told(Watch):
        def __enter__(self) -> Watch:
            told.append("bar")
            return self

        def __exit__(self, *_: object) -> None:
            told.append("no bar")

    @contextmanager
    def at_work(jobs: int | None) -> Iterator[tuple[Any, Watch]]:
        told.append(f"{jobs} come")
        yield object(), Told(1)
        told.append("they go")

    monkeypatch.setattr(workers, "at_work", at_work)
    return told


def test_they_stay_for_all_that_follows(told: list[str], own: Project) -> None:
    """Fonts and drawings are read once; the bar is seen only while they work."""
    with Workers(2).of(Session(own)) as at_work:
        assert told == []
        with at_work() as (first, _):
            pass
        with at_work() as (second, _):
            assert first is second
    assert told == ["2 come", "bar", "no bar", "bar", "no bar", "they go"]


def test_where_there_is_nothing_to_do_nobody_is_looked_for(told: list[str], own: Project) -> None:
    """A library in which nothing has changed needs no cluster."""
    with Workers(2).of(Session(own)):
        pass
    assert told == []
