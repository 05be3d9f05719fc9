"""What has changed in an output folder within a week: which files came, which say something else, which left.

The manifest remembers the days: a row has the one on which its file first came (`added`) and the one on which its words
last changed (`changed`); what left is listed for a week. Branches are too many to be told one by one.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Literal

Row = Mapping[str, Any]
Kind = Literal["new", "changed", "gone"]  # in the order in which they are told

DAYS = 7
TOLD = ("path", "scam", "audience", "lang", "title")  # what is remembered of a file that left
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def dated(rows: Iterable[Row], former: Iterable[Row], today: dt.date) -> list[dict[str, Any]]:
    """The rows with their days, taken over from the former rows of the same files."""
    before = {row["path"]: row for row in former}
    return [dict(row) if row["branch"] else {**row, **_days(row, before.get(row["path"]), today)} for row in rows]


def _days(row: Row, before: Row | None, today: dt.date) -> dict[str, str]:
    now = today.isoformat()
    if before is None:
        return {"added": now, "changed": now}
    # A new date in a PDF or another layout is no news: what is said is. "": longer ago than anybody remembers.
    said = "words" if row.get("words") and before.get("words") else "sha256"
    return {"added": _day(before, "added"), "changed": _day(before, "changed") if row[said] == before[said] else now}


def _day(row: Row, name: str) -> str:
    day = row.get(name)
    return day if isinstance(day, str) and _DAY.fullmatch(day) else ""


def gone(rows: Iterable[Row], former: Iterable[Row], earlier: Iterable[Row], today: dt.date) -> list[dict[str, Any]]:
    """What left today, and what left `earlier` within the week and has not come back."""
    there, now = {row["path"] for row in rows}, today.isoformat()
    left = {row["path"]: {**{name: row[name] for name in TOLD}, "left": now} for row in former if not row["branch"]}
    found = {**{row["path"]: dict(row) for row in earlier if _lately(row, "left", today)}, **left}
    return [row for path, row in sorted(found.items()) if path not in there]


def believable(plain: Any) -> list[dict[str, Any]]:
    """The entries of a manifest's list of what left that may be believed."""
    entries = plain if isinstance(plain, list) else []
    return [
        one for one in entries if isinstance(one, dict) and all(isinstance(one.get(n), str) for n in (*TOLD, "left"))
    ]


def news(rows: Sequence[Row], left: Sequence[Row], today: dt.date) -> Iterator[tuple[Kind, Row]]:
    """Every file that is news; none in a folder that is all new: there is nothing that a reader knows already."""
    told = [(kind, row) for row in rows if (kind := kind_of(row, today))]
    if left or len(told) < len(rows) or any(kind != "new" for kind, _ in told):
        yield from told
        yield from (("gone", row) for row in left)


def kind_of(row: Row, today: dt.date) -> Kind | None:
    """Is this file news?"""
    if _lately(row, "added", today):
        return "new"
    return "changed" if _lately(row, "changed", today) else None


def _lately(row: Row, name: str, today: dt.date) -> bool:
    return _day(row, name) > (today - dt.timedelta(days=DAYS)).isoformat()
