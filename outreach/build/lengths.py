"""How long jobs took in earlier runs, kept in the store: the longest way to the end is begun first."""

from __future__ import annotations

import re
from contextlib import suppress
from typing import Any

from outreach.cache import key_of
from outreach.jobs import Job
from outreach.store import Store

KEY = key_of({"kind": "lengths"})
FILM = ("segment", "sound", "film", "deck-film")  # kinds of jobs that are planned when the lines are spoken
MOST = 5000  # jobs that are remembered, the latest
_BRANCH = re.compile(r"/branches/[^/:]+")


def name_of(job: Any) -> str:
    """What stays the same from run to run: the job's label, without its branch."""
    return f"{job.kind} {_BRANCH.sub('', job.label)}"


def sort_of(job: Any) -> str:
    """Whose pace a job has: that of its format or its voice, else of its kind."""
    own = [name for name in job.modules() if name.startswith(("outreach.formats.", "outreach.voices."))]
    return f"{job.kind} {own[0]}" if own else str(job.kind)


class Lengths:
    """Seconds by name: as measured before, else the weight that the job's planner gave it, at the pace of its sort."""

    def __init__(self, store: Store) -> None:
        self._store = store
        found = store.get(KEY)
        self._known = _numbers(found.facts.get("seconds") if found else None)
        self._paces = _numbers(found.facts.get("paces") if found else None)
        self._learned: dict[str, float] = {}
        self._spent: dict[str, tuple[float, float]] = {}  # sort -> seconds, and what they were expected to be

    def expect(self, job: Any) -> float:
        """Seconds that a job is expected to take."""
        return self._known.get(name_of(job), float(job.weight) * self.pace(sort_of(job)))

    def pace(self, sort: str) -> float:
        """Seconds on this machine for each that a planner expects of such a job."""
        return self._paces.get(sort, 1.0)

    def films(self, folder: str) -> float:
        """Seconds that the films of a pack took the last time; 0 when they were never made here."""
        starts = tuple(f"{kind} {folder}: " for kind in FILM)
        return sum(seconds for name, seconds in self._known.items() if name.startswith(starts))

    def learn(self, job: Job, seconds: float) -> None:
        """A job took so long."""
        self._learned[name_of(job)] = round(seconds, 3)
        spent, expected = self._spent.get(sort_of(job), (0.0, 0.0))
        self._spent[sort_of(job)] = spent + seconds, expected + job.weight

    def keep(self) -> None:
        """Keeps what was learned; whoever has no room for it guesses again."""
        if self._learned:
            kept = {**{n: s for n, s in self._known.items() if n not in self._learned}, **self._learned}
            paces = self._paces | {sort: round(of / by, 3) for sort, (of, by) in self._spent.items() if by}
            with suppress(OSError):
                self._store.put(KEY, {}, {"seconds": dict(list(kept.items())[-MOST:]), "paces": paces})


def _numbers(found: object) -> dict[str, float]:
    """What can be counted with, of what a store has."""
    plain = found if isinstance(found, dict) else {}
    return {str(n): float(s) for n, s in plain.items() if isinstance(s, (int, float)) and 0 <= s < 1e6}
