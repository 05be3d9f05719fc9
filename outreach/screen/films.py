"""Which of the built films a screen shows: of one cut and shape, whole, as they were built, and still approved."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from outreach.diagnostics import Diagnostic, OutreachError, Where, error
from outreach.formats import FILMS
from outreach.kinds import LESSON
from outreach.manifest import Row
from outreach.messages import msg
from outreach.outputs import Outputs
from outreach.screen.streams import Stream, odd, stream


@dataclass(frozen=True)
class Film:
    """A film of the output folder, with its captions."""

    row: Row
    path: Path
    captions: Row | None
    stream: Stream
    duration_ms: int

    @property
    def id(self) -> str:
        """Its name among the items of a playlist; of ASCII, since it also becomes a file's."""
        return "-".join((self.row["scam"], self.row["audience"], self.row["lang"])).lower()

    @property
    def size(self) -> tuple[int, int]:
        """Pixels: width and height."""
        wide, high = self.stream["size"].split("x")
        return int(wide), int(high)


def chosen(rows: Iterable[Row], cut: str, shape: str, scams: Sequence[str]) -> list[Row]:
    """The rows of films of a cut and shape, in the order in which the scams were named."""
    found = [row for row in rows if row["format"] in FILMS and row.get("cut") == cut and row.get("shape") == shape]
    found = [row for row in found if not row["branch"]]
    return sorted(found, key=lambda row: (scams.index(row["scam"]) if scams else 0, row["path"]))


def read(out: Outputs, rows: Sequence[Row], all_rows: Iterable[Row], today: dt.date) -> list[Film]:
    """The films of these rows. Raises OutreachError with all that is wrong: a pack is whole, or there is none."""
    problems = [*_changed(out, rows), *_expired(out, rows, today)]
    if problems:
        raise OutreachError(problems)
    captions = {row["path"]: row for row in all_rows if row["format"] == "captions"}
    films = []
    for row in rows:
        path = out.root / row["path"]
        coded, length = stream(path)
        films.append(Film(row, path, captions.get(_captions(row)), coded, length))
    problems = [*odd({film.row["path"]: film.stream for film in films})]
    problems += _changed(out, [film.captions for film in films if film.captions])
    if problems:
        raise OutreachError(problems)
    return films


def _captions(row: Row) -> str:
    of = "" if row["cut"] == LESSON else f"-{row['cut']}"
    return str(PurePosixPath(row["path"]).with_name(f"captions{of}.vtt"))


def _changed(out: Outputs, rows: Iterable[Row]) -> Iterator[Diagnostic]:
    for row in rows:
        if not out.holds(row["path"], row["sha256"]):
            message = msg("not as it was built: left out; `outreach build` makes it again")
            yield error("changed", Where(str(out.root / row["path"])), message)


def _expired(out: Outputs, rows: Iterable[Row], today: dt.date) -> Iterator[Diagnostic]:
    for row in rows:
        if row.get("until") and str(row["until"]) < today.isoformat():
            message = msg("an approval of these files ends on {day}", day=row["until"])
            yield error("expired", Where(str(out.root / row["path"])), message, msg("have it reviewed again"))
