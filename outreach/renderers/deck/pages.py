"""What a slide holds, before it is drawn."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations, pairwise
from typing import Literal, TypeVar

from outreach.channels import ChannelName
from outreach.keyvisual import GroundName
from outreach.kinds import Section
from outreach.storyboard import Item, Picture, Scene, Text

T = TypeVar("T")
GroundOf = Literal["", "cover"] | GroundName  # the picture behind a slide; "": none; "cover": the key visual


@dataclass(frozen=True)
class Screen:
    """A message of the quiz as it stands on a phone, and what it turns out to be."""

    message: Text
    channel: ChannelName
    contact: Text
    verdict: Text
    genuine: bool
    told: bool = False  # the verdict stands below it


@dataclass(frozen=True)
class Page:
    """One slide: its layout, its texts by placeholder, its items, and what the speaker does with it."""

    layout: str
    title: Text
    section: Section
    texts: Mapping[str, tuple[Text, ...]] = field(default_factory=dict)
    items: tuple[Item, ...] = ()
    scene: Scene | None = None
    picture: Picture | None = None
    say: tuple[Text, ...] = ()
    ask: Text | None = None
    seconds: float = 0.0
    part: tuple[int, int] = (1, 1)  # of slides with the same title
    ground: GroundOf = ""
    screen: Screen | None = None  # shown where there is room; else its message is the first of the question's texts
    then: tuple[Text, ...] = ()  # said after the answers have been heard, when the slide shows which is right


def spread(items: Sequence[T], fits: Callable[[Sequence[T]], bool], size: Callable[[T], float]) -> list[tuple[T, ...]]:
    """The items in as few runs as fit, of nearly equal size; an item that fits nowhere gets a run of its own."""
    for count in range(1, len(items) + 1):
        cuts = [(0, *inner, len(items)) for inner in combinations(range(1, len(items)), count - 1)]
        ways = [[tuple(items[a:b]) for a, b in pairwise(cut)] for cut in cuts]
        fine = [way for way in ways if all(fits(run) for run in way)]
        if fine:
            return min(fine, key=lambda way: _unevenness(way, size))
    return [(item,) for item in items]


def _unevenness(way: Iterable[Sequence[T]], size: Callable[[T], float]) -> float:
    return max(sum(size(item) for item in run) for run in way)
