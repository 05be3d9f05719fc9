"""Counts what screens have played, out of the files that the screen player saves (templates/screen/playlog.js).

A line is an event: `{"screen", "t", "rev", "item", "event", "ms"}`; nothing is in it about people. A file has all that
its screen still keeps, so files of two weeks have lines in common: each counts once.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from outreach.codes.access_log import YEARS
from outreach.spreadsheet import safe_cell

EVENTS = ("played", "skipped", "stalled")  # and `switched`: a change of revision, which is no item's
_NAME = re.compile(r"[\w./:+-]{1,120}")


@dataclass
class Plays:
    """What the files say. A key is screen, item, day."""

    counted: dict[tuple[str, str, dt.date], Counter[str]] = field(default_factory=dict)
    again: int = 0  # lines that another file has, too
    unreadable: int = 0

    @property
    def total(self) -> int:
        """All items that were played to their end."""
        return sum(count["played"] for count in self.counted.values())


def read_plays(lines: Iterable[str]) -> Plays:
    """Counts the events in `lines`."""
    plays = Plays()
    known: set[int] = set()
    for line in lines:
        found = _entry(line)
        if found is None:
            plays.unreadable += 1
            continue
        screen, item, day, event, digest = found
        if digest in known:
            plays.again += 1
        elif event in EVENTS:
            plays.counted.setdefault((screen, item, day), Counter())[event] += 1
        known.add(digest)
    return plays


def _entry(line: str) -> tuple[str, str, dt.date, str, int] | None:
    try:
        entry: dict[str, Any] = json.loads(line)
        screen, item, event, when = (str(entry[name]) for name in ("screen", "item", "event", "t"))
        day = dt.date.fromisoformat(when[:10])
        digest = hash((screen, item, event, when, str(entry["ms"])))
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    if day.year not in YEARS or not _NAME.fullmatch(screen):
        return None
    if event != "switched" and not (event in EVENTS and _NAME.fullmatch(item)):
        return None
    return screen, item, day, event, digest


def plays_csv(plays: Plays) -> str:
    """A line for each screen, item and day, in that order, with a byte order mark. No cell starts a formula."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(("screen", "item", "day", *EVENTS))
    for (screen, item, day), count in sorted(plays.counted.items()):
        writer.writerow((safe_cell(screen), safe_cell(item), day.isoformat(), *(count[event] for event in EVENTS)))
    return "\ufeff" + text.getvalue()
