"""docs/breakage.md, the table of faults and the checks that tell them, is as the tests are now.

That each fault is told by one check alone the tests of this folder ask, one by one; the table is what they found.
"""

from __future__ import annotations

import ast
from pathlib import Path

from outreach.checks.built import CHECKS

HERE = Path(__file__).parent
DOC = HERE.parents[2] / "docs/breakage.md"
AGAIN = "run `python tests/tools/breakage_matrix.py`"


def _rows() -> list[tuple[tuple[str, ...], list[str]]]:
    """Of each row the checks that were asked, and its cells."""
    rows, asked = list[tuple[tuple[str, ...], list[str]]](), tuple[str, ...]()
    for line in DOC.read_text("utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")] if line.startswith("| ") else []
        if cells[:1] == ["fault"]:
            asked = tuple(cells[1:])
        elif cells:
            rows.append((asked, cells))
    return rows


def _planted() -> set[str]:
    """The names in the tables of faults, dictionaries whose names are in capitals."""
    names = set[str]()
    for file in HERE.glob("test_*.py"):
        for node in ast.parse(file.read_text("utf-8")).body:
            targets = [node.target] if isinstance(node, ast.AnnAssign) else getattr(node, "targets", [])
            if any(isinstance(one, ast.Name) and one.id in TABLES for one in targets):
                assert isinstance(node, ast.Assign | ast.AnnAssign) and isinstance(node.value, ast.Dict)
                names |= {str(key.value) for key in node.value.keys if isinstance(key, ast.Constant)}
    return names


TABLES = {"PLANTED", "PICTURES", "DECKS", "FILMS", "SHEETS"}
UNOPENED = {"a part that is gone", "two types of a part"}  # see test_deck_package


def test_each_fault_is_told_by_one_check_and_every_check_tells_some() -> None:
    """A new check comes with a fault."""
    told = {
        cells[0]: [name for name, cell in zip(asked, cells[1:], strict=True) if cell == "●"] for asked, cells in _rows()
    }
    assert {fault for fault, checks in told.items() if len(checks) != 1} == set()
    assert {check.name for check in CHECKS} - {name for checks in told.values() for name in checks} == set()


def test_every_check_of_a_kind_was_asked() -> None:
    """A new check is a new column."""
    kinds = {tuple(one.name for one in CHECKS if suffix in one.suffixes) for one in CHECKS for suffix in one.suffixes}
    assert {asked for asked, _ in _rows()} <= kinds, AGAIN


def test_every_planted_fault_has_its_row() -> None:
    """A new fault is a new row."""
    assert _planted() - UNOPENED - {cells[0] for _, cells in _rows()} == set(), AGAIN
