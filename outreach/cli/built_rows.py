"""Which of the files that were built a command is asked for."""

from __future__ import annotations

from collections.abc import Sequence

from outreach.cli import known
from outreach.manifest import Row
from outreach.messages import msg


def rows_of(
    rows: list[Row],
    *,
    scams: Sequence[str] = (),
    audiences: Sequence[str] = (),
    languages: Sequence[str] = (),
    formats: Sequence[str] = (),
) -> list[Row]:
    """The rows of these; where none is named, of all. A name of which nothing was built is wrong usage."""
    for what, names, field in (
        (msg("scam"), scams, "scam"),
        (msg("audience"), audiences, "audience"),
        (msg("language"), languages, "lang"),
        (msg("format"), formats, "format"),
    ):
        known(what, names, sorted({row[field] for row in rows}))
        rows = [row for row in rows if not names or row[field] in names]
    return rows
