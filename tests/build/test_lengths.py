"""How long jobs are expected to take."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from outreach.build.lengths import KEY, Lengths
from outreach.cache import Cache
from outreach.jobs.picture import PictureJob
from outreach.jobs.speak import Speak
from outreach.voices import Line
from outreach.voices.espeak import Espeak
from outreach.voices.silent import Silent


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


def test_a_silent_line_says_nothing_of_a_spoken_one(tmp_path: Path) -> None:
    """Voices and formats have a pace of their own."""
    store = Cache(tmp_path)
    store.prepare()
    lengths, line = Lengths(store), Line("b1", "您好", "zh-CN", "", (160, 200))
    lengths.learn(Speak(engine=Silent(), line=line, label="a", weight=0.3), 0.003)
    lengths.keep()
    there = [Speak(engine=one, line=line, label="b", weight=0.3) for one in (Silent(), Espeak())]
    assert [Lengths(store).expect(one) for one in there] == [0.003, 0.3]


def test_what_a_store_of_before_has_is_read(tmp_path: Path) -> None:
    """It knew no paces; what nobody can count with is left out."""
    store = Cache(tmp_path)
    store.prepare()

    store.put(KEY, {}, {"seconds": {"picture one": 4.0, "picture two": "long"}})
    assert [Lengths(store).expect(job(label, 2.0)) for label in ("one", "two")] == [4.0, 2.0]
