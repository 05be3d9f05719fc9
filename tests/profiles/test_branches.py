"""The branch list as spreadsheets write it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreach.diagnostics import Diagnostic
from outreach.profiles.branches import BranchRow, decoded, load_branches
from outreach.project import Project

HEADER = "id,name,address,phone\n"
GOOD = "JW0001,江湾银行人民路支行,人民路 18 号,400-000-0000\n"
Load = Callable[[bytes], tuple[list[BranchRow], list[Diagnostic]]]


@pytest.fixture
def load(tmp_path: Path) -> Load:
    """Reads bytes as the branch list of a project of its own."""

    def run(data: bytes) -> tuple[list[BranchRow], list[Diagnostic]]:
        (tmp_path / "content").mkdir(exist_ok=True)
        (tmp_path / "content" / "branches.csv").write_bytes(data)
        return load_branches(Project(tmp_path, dt.date(2026, 11, 23)))

    return run


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030"])
@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_encodings_of_spreadsheets(load: Load, encoding: str, ends: str) -> None:
    """UTF-8 with and without mark, GBK and GB 18030, Unix and Windows line ends give the same rows."""
    rows, problems = load((HEADER + GOOD).replace("\n", ends).encode(encoding))
    assert problems == []
    assert [(r.id, r.name, r.address, r.phone) for r in rows] == [
        ("JW0001", "江湾银行人民路支行", "人民路 18 号", "400-000-0000")
    ]


def test_bytes_that_are_no_text(load: Load) -> None:
    """Another encoding is an error that says how to save the file."""
    rows, problems = load(b"id,name\xff\xfe\xff")
    assert rows == [] and problems[0].code == "encoding" and "Excel" in problems[0].hints[0]


def test_bad_rows_are_listed_and_good_ones_used(load: Load) -> None:
    """Each bad row has its line and its reason; the rows around it are built."""
    lines = [
        GOOD,
        "JW0002,,人民路 19 号,400-000-0000\n",
        "JW 0003,名,址,400-000-0000\n",
        "JW0001,另一家,址,400-000-0000\n",
        "JW0005,名,人民路 18 号, 3 楼,400-000-0000\n",
        "JW0006,名,址,电话\n",
        "../../etc,名,址,400-000-0000\n",
        "JW0008,江湾银行大学城支行,大学路 6 号,+86 (10) 0000-0000\n",
    ]
    rows, problems = load((HEADER + "".join(lines)).encode())
    assert [(r.id, r.phone) for r in rows] == [("JW0001", "400-000-0000"), ("JW0008", "+86 (10) 0000-0000")]
    assert [p.where.line for p in problems] == [3, 4, 5, 6, 7, 8]
    assert all(p.where.file == "content/branches.csv" and p.severity == "error" for p in problems)
    said = " ".join(str(p) for p in problems)
    for word in ("name", "JW 0003", "a second time", "line 2", "quotes", "`电话`", "../../etc"):
        assert word in said


def test_line_numbers_count_lines_inside_quotes(load: Load) -> None:
    """A cell over two lines shifts what follows, as an editor counts."""
    rows, problems = load((HEADER + 'JW0001,名,"路 1 号\n2 楼",400-000-0000\nJW0002,,址,400-000-0000\n').encode())
    assert [r.id for r in rows] == ["JW0001"]
    assert problems[0].where.line == 4


@pytest.mark.parametrize("cell", ['=HYPERLINK("http://x")', "+1+1", "-1+1", "@SUM(A1)", "=+@=1"])
def test_formula_cells_become_text(load: Load, cell: str) -> None:
    """A cell that a spreadsheet would run loses the sign that makes it one (CWE-1236)."""
    quoted = cell.replace('"', '""')
    rows, problems = load(f'{HEADER}JW0001,"{quoted}",址,400-000-0000\n'.encode())
    assert problems == []
    assert rows[0].name[:1] not in "=+@-" and rows[0].name in cell


def test_columns_in_any_order_and_more_of_them(load: Load) -> None:
    """The header names the cells: other columns are no problem, a missing one is an error on line 1."""
    rows, problems = load("电话,phone,id,address,name\nx,400-000-0000,JW0001,址,名\n".encode())
    assert (rows[0].name, problems) == ("名", [])
    rows, problems = load(b"id,name\nJW0001,x\n")
    assert rows == [] and problems[0].where.line == 1 and "address, phone" in problems[0].message


def test_no_file_is_no_branches(tmp_path: Path) -> None:
    """A project without the list has no branches and no problem, unless the starter's own stands in for the room."""
    (tmp_path / "content").mkdir()
    assert load_branches(Project(tmp_path, dt.date(2026, 11, 23))) == ([], [])


def test_twenty_thousand_branches_are_read_in_one_go(load: Load) -> None:
    """A whole bank's list, every row good, ids all different."""
    body = "".join(f"JW{n:05},支行{n},路 {n} 号,400-000-0000\n" for n in range(20_000))
    rows, problems = load((HEADER + body).encode("gbk"))
    assert (len({r.id for r in rows}), problems) == (20_000, [])


@given(st.binary(max_size=300))
def test_no_bytes_raise(data: bytes) -> None:
    """Whatever the bytes are, they are text or they are not."""
    assert decoded(data) is None or isinstance(decoded(data), str)
