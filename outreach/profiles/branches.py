"""Reads the branch list: UTF-8 or GBK CSV as spreadsheets write it, every bad row reported with its line."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass
from typing import Any

from outreach.diagnostics import Diagnostic, Where, error
from outreach.messages import msg
from outreach.project import Project


@dataclass(frozen=True)
class BranchRow:
    """One branch of content/branches.csv."""

    id: str
    name: str
    address: str
    phone: str
    where: Where


COLUMNS = ("id", "name", "address", "phone")


def load_branches(project: Project, file: str = "content/branches.csv") -> tuple[list[BranchRow], list[Diagnostic]]:
    """The rows of the branch list: UTF-8 (with or without mark) or GBK; bad rows are reported with their line."""
    if not project.exists(file):
        return [], []
    data = project.read_bytes(file)
    text = decoded(data)
    if text is None:
        hint = msg("in Excel: Save as, CSV UTF-8")
        return [], [error("encoding", Where(file, 1, 1), msg("expected UTF-8 or GBK text, found other bytes"), hint)]
    return _rows(csv.DictReader(io.StringIO(text, newline="")), file)


def decoded(data: bytes) -> str | None:
    """The text of a CSV as spreadsheets save it: UTF-8 with or without mark, or GBK; None when it is neither."""
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None


def _rows(reader: csv.DictReader[str], file: str) -> tuple[list[BranchRow], list[Diagnostic]]:
    rows: list[BranchRow] = []
    problems: list[Diagnostic] = []
    seen: dict[str, int] = {}
    try:
        missing = [name for name in COLUMNS if name not in (reader.fieldnames or [])]
        if missing:
            message = msg(
                "expected the columns {all}; missing: {some}", all=", ".join(COLUMNS), some=", ".join(missing)
            )
            return [], [error("columns", Where(file, 1, 1), message)]
        for row in reader:
            found = _branch(row, Where(file, reader.line_num, 1), seen)
            if isinstance(found, BranchRow):
                rows.append(found)
            else:
                problems.append(found)
    except csv.Error as problem:
        message = msg("cannot read this as CSV: {problem}", problem=problem)
        problems.append(error("csv", Where(file, reader.line_num, 1), message))
    return rows, problems


def _branch(row: dict[Any, Any], where: Where, seen: dict[str, int]) -> BranchRow | Diagnostic:
    cells = {name: _cell(row.get(name)) for name in COLUMNS}
    cells["phone"] = (row.get("phone") or "").strip()  # keeps the + of +86; _PHONE lets no formula pass
    empty = [name for name in COLUMNS if not cells[name]]
    if None in row:
        message = msg("expected {n} cells, found more", n=len(row) - 1)
        return error("branch", where, message, msg('put quotes around a cell with a comma: "18, Renmin Road"'))
    if empty:
        return error("branch", where, msg("expected a value for {names}, found an empty cell", names=", ".join(empty)))
    if not _ID.fullmatch(cells["id"]):
        message = msg("expected an id of 1 to 32 letters, digits and `-`, found `{id}`", id=cells["id"])
        return error("branch", where, message)
    if cells["id"] in seen:
        hint = msg("it stands first on line {line}", line=seen[cells["id"]])
        return error("branch", where, msg("found the branch `{id}` a second time", id=cells["id"]), hint)
    if not _PHONE.fullmatch(cells["phone"]):
        message = msg("expected a telephone number, found `{phone}`", phone=cells["phone"])
        return error("branch", where, message, msg("digits, spaces, `-` and `+` only"))
    seen[cells["id"]] = where.line
    return BranchRow(cells["id"], cells["name"], cells["address"], cells["phone"], where)


_ID = re.compile(r"[A-Za-z0-9-]{1,32}")
_PHONE = re.compile(r"\+?[0-9][0-9 ()-]{2,24}")


def _cell(value: str | None) -> str:
    """A cell's words; one that a spreadsheet would run as a formula loses the sign that makes it one (CWE-1236)."""
    return (value or "").strip().lstrip("=+-@\t\r")
