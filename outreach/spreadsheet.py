"""Tables as spreadsheets save them: UTF-8, UTF-16 or GBK, `,` `;` or tab, `sep=` lines, quotes that never close.

A record that cannot be read is reported with its line, and reading goes on with the next line: one bad row costs one
row. Nothing here knows what the columns mean.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from outreach.diagnostics import Diagnostic, Where, error
from outreach.messages import Message, msg

SEPARATORS = (",", ";", "\t", "|")
_SEP = re.compile(r'"?sep=(.)"?', re.I)  # Excel's own way to name the separator, on a line above the header
MAX_HEADER = 10_000  # characters
HEADER_WITHIN = 10  # lines: lists have a title, a date and an empty line above their header


@dataclass
class Table:
    """Records with the line each begins on; the first is the header."""

    header: list[str] = field(default_factory=list)
    line: int = 1  # of the header
    records: list[tuple[int, list[str]]] = field(default_factory=list)
    problems: list[Diagnostic] = field(default_factory=list)


def decoded(data: bytes) -> str | None:
    """The text of a CSV as spreadsheets save it: UTF-8, Excel's "Unicode text" (UTF-16) or GBK; None when neither."""
    for encoding in _encodings(data):
        try:
            return data.decode(encoding).removeprefix("\ufeff")
        except UnicodeDecodeError:
            continue
    return None


def _encodings(data: bytes) -> tuple[str, ...]:
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return ("utf-16",)
    if 10 * data[:64].count(0) > len(data[:64]):  # UTF-16 without its mark: separators, digits and letters have a 0
        return ("utf-16-be", "utf-16-le") if data[:1] == b"\0" else ("utf-16-le", "utf-16-be")
    return ("utf-8-sig", "gb18030")


def read_table(text: str, file: str, known: Callable[[str], bool]) -> Table:
    """The table in `text`. `known` says whether a cell names a column: so header and separator are found."""
    lines = list(io.StringIO(text, newline=""))  # as csv counts them: LF, CR and CR LF, none of Unicode's others
    table = Table()
    at, separator = _header(lines, known)
    for line, cells in _records(lines, at, separator, file, table.problems):
        if line == at + 1:
            table.header, table.line = cells, line
        else:
            table.records.append((line, cells))
    return table


def _header(lines: list[str], known: Callable[[str], bool]) -> tuple[int, str]:
    """Which line is the header, counted from 0, and what separates its cells."""
    declared = _SEP.fullmatch(lines[0].strip()) if lines else None
    first, separators = (1, (declared[1],)) if declared else (0, SEPARATORS)
    best, found = (first, separators[0]), 0
    for at in range(first, min(first + HEADER_WITHIN, len(lines))):
        for separator in separators if len(lines[at]) < MAX_HEADER else ():
            names = sum(known(cell) for cell in next(csv.reader([lines[at]], delimiter=separator), []))
            if names > found:
                best, found = (at, separator), names
    return best


def _records(
    lines: list[str], at: int, separator: str, file: str, problems: list[Diagnostic]
) -> Iterator[tuple[int, list[str]]]:
    """Each record with the line it begins on. After one that cannot be read, the next line is tried."""
    while at < len(lines):
        rest = (lines[n] for n in range(at, len(lines)))
        reader, start = csv.reader(rest, delimiter=separator, strict=True), at
        try:
            for cells in reader:
                yield start + 1, cells
                start = at + reader.line_num
            return
        except csv.Error as problem:
            problems.append(error("csv", Where(file, start + 1, 1), *_why(str(problem))))
            at = start + 1


def _why(problem: str) -> tuple[Message, ...]:
    if "end of data" in problem:
        return msg("a quotation mark opens a cell here and never closes it"), msg("close it or delete it")
    if "expected after" in problem:
        return msg("found a quotation mark inside a cell"), msg('inside quotes it is written twice: "路 ""1"" 号"')
    if "field larger" in problem:
        return (msg("a cell is longer than a person can read"),)
    return (msg("cannot read this as CSV: {problem}", problem=problem),)


def safe_cell(value: str) -> str:
    """A cell that no spreadsheet runs as a formula (CWE-1236): one that could be is set in quotes by an apostrophe."""
    return f"'{value}" if value[:1] in ("=", "+", "-", "@", "\t", "\r") else value
