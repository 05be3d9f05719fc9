"""Which job may run now. Jobs name the keys they need; of those that may run, the longest way to the end goes first.

Pure: nothing here runs, reads or writes anything.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import count
from typing import Protocol


class Work(Protocol):
    """A job, as the graph sees it."""

    @property
    def key(self) -> str:
        """What it makes."""

    @property
    def needs(self) -> tuple[str, ...]:
        """The keys of what it reads."""


@dataclass
class Node:
    """A job that has not run yet."""

    job: Work
    seconds: float  # that it is expected to take
    ahead: float  # seconds from its start to the end of everything that waits for it
    missing: set[str]  # keys it waits for
    last: str = ""  # the key that came last: without it the job would have been ready before
    taken: bool = False


@dataclass
class Graph:
    """Jobs by key, those that are ready, and what became of the others."""

    expect: Callable[[Work], float]  # seconds that a job takes
    done: dict[str, bool] = field(default_factory=dict)  # key -> was it made?
    nodes: dict[str, Node] = field(default_factory=dict)
    _ready: list[tuple[float, int, str]] = field(default_factory=list)
    _after: dict[str, list[str]] = field(default_factory=dict)  # key -> keys that wait for it
    _order: count[int] = field(default_factory=count)

    def add(self, jobs: Sequence[Work], ahead: float = 0.0) -> None:
        """Adds jobs, each after those it needs. `ahead`: seconds of work that follow them and are not known yet."""
        for job in jobs:
            if job.key not in self.nodes and job.key not in self.done:
                missing = {key for key in job.needs if self.done.get(key) is None}
                self.nodes[job.key] = Node(job, self.expect(job), 0.0, missing)
                for key in missing:
                    self._after.setdefault(key, []).append(job.key)
        for job in reversed(jobs):
            if node := self.nodes.get(job.key):
                followed = (self.nodes[key].ahead for key in self._after.get(job.key, ()) if key in self.nodes)
                node.ahead = max(node.ahead, node.seconds + max([ahead, *followed]))
        for job in jobs:
            if any(self.done.get(key) is False for key in job.needs):
                self.settle(job.key, made=False)
            elif (node := self.nodes.get(job.key)) and not node.missing and not node.taken:
                self._push(job.key)

    def _push(self, key: str) -> None:
        heapq.heappush(self._ready, (-self.nodes[key].ahead, next(self._order), key))

    def take(self) -> Node | None:
        """The job to run next; None when none may run now."""
        while self._ready:
            node = self.nodes.get(heapq.heappop(self._ready)[2])
            if node and not node.taken:
                node.taken = True
                return node
        return None

    def ended(self, keys: Iterable[str]) -> bool:
        """Have all of these ended, well or not?"""
        return all(key in self.done for key in keys)

    def settle(self, key: str, made: bool) -> None:
        """A job ended. What waits for it may run, or, when it was not made, never will."""
        if key in self.done:
            return
        self.done[key] = made
        self.nodes.pop(key, None)
        for other in self._after.pop(key, ()):
            node = self.nodes.get(other)
            if node is None:
                continue
            if not made:
                self.settle(other, made=False)
                continue
            node.missing.discard(key)
            if not node.missing:
                node.last = key
                self._push(other)


def wanted(jobs: Sequence[Work], goals: Iterable[str], there: Callable[[str], bool]) -> list[Work]:
    """Of jobs in order, those to be made: the goals that are not there, and what these need that is not there."""
    asked, found = set(goals), list[Work]()
    for job in reversed(jobs):
        if job.key in asked and not there(job.key):
            found.append(job)
            asked.update(job.needs)
    return found[::-1]
