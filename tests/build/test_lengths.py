"""How long jobs are expected to take."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from outreach.build.lengths import KEY, Lengths
from outreach.cache import Cache
from outreach.jobs.picture import PictureJob


def job(label: str, weight: float) -> Any:
    """One of a kind."""
    return PictureJob(made_by="0" * 64, name="poster.pdf", label=label, weight=weight)


def test_one_that_is_known_takes_as_long_as_before_and_others_at_the_pace_of_its_kind(tmp_path: Path) -> None:
    """A machine that is three times as slow as planners believe is so for what it never made, too."""
    store = Cache(tmp_path)
    store.prepare()
    lengths = Lengths(store)
    lengths.learn(job("one", 1.0), 4.0)
    lengths.learn(job("two", 1.0), 2.0)
    lengths.keep()
    again = Lengths(store)
    assert [again.expect(job(label, 2.0)) for label in ("one", "two", "new")] == [4.0, 2.0, 6.0]
    assert again.pace("segment") == 1.0


def test_what_a_store_of_before_has_is_read(tmp_path: Path) -> None:
    """It knew no paces; what nobody can count with is left out."""
    store = Cache(tmp_path)
    store.prepare()

    store.put(KEY, {}, {"seconds": {"picture one": 4.0, "picture two": "long"}})
    assert [Lengths(store).expect(job(label, 2.0)) for label in ("one", "two")] == [4.0, 2.0]
