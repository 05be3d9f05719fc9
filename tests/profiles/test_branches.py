"""The branch list as spreadsheets write it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreach.diagnostics import Diagnostic
from outreach.profiles.branches import BranchRow, load_branches
from outreach.profiles.telephone import telephone
from outreach.project import Project
from outreach.spreadsheet import decoded, read_table

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
    """A project without the list has no branches and no problem, unless the starter's own stands in for the folder."""
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


# --- what spreadsheets do -------------------------------------------------------------------------------------------

ROW = ("QH01", "石门支行", "青屿市石板路 3 号", "0592-5550101")
CHINESE = "网点编号,网点名称,地址,电话\n"


def told(load: Load, text: str, encoding: str = "utf-8") -> tuple[list[tuple[str, ...]], list[str]]:
    """Rows and messages of a list."""
    rows, problems = load(text.encode(encoding))
    return [(r.id, r.name, r.address, r.phone) for r in rows], [str(p) for p in problems]


@pytest.mark.parametrize(
    "header",
    [
        "ID,Name,Address,Phone",
        " id , name,address ,phone ",
        "Branch ID,Branch Name,Address,Telephone",
        "网点编号,网点名称,地址,电话",
        "机构号,机构名称,详细地址,联系电话",
        "编号（必填）,名称*,网点地址：,电话号码",
        "网点\u3000编号,\u00a0网点名称,地　址,电话",
        "編號,名稱,地址,電話".replace("編號", "网点代码"),
        '"id","name","address","phone"',
        "江湾银行网点一览表,,,\n2026 年 11 月,,,\n网点编号,网点名称,地址,电话",
    ],
)
def test_headers_as_people_write_them(load: Load, header: str) -> None:
    """Case, spaces, remarks, Chinese names, and a title above the header."""
    assert told(load, f"{header}\n{','.join(ROW)}\n") == ([ROW], [])


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8-sig", "gbk", "utf-16", "utf-16-le"])
@pytest.mark.parametrize("first", ["", "sep={}\r\n", '"sep={}"\n'])
def test_separators_and_encodings(load: Load, separator: str, encoding: str, first: str) -> None:
    """Each separator in each encoding, with and without Excel's line that names it."""
    lines = [separator.join(cells) for cells in (("网点编号", "网点名称", "地址", "电话"), ROW)]
    text = first.format(separator) + "\r\n".join([*lines, ""])
    assert told(load, text, encoding) == ([ROW], [])


def test_two_columns_of_one_meaning_are_a_question(load: Load) -> None:
    """Which of two numbers is printed is not guessed; one that has the column's own name is the one."""
    rows, said = told(load, "id,name,address,网点电话,联系电话\nQH01,a,b,0592-5550101,0592-5550102\n")
    assert rows == [] and "`网点电话`, `联系电话`" in said[0] and "`phone`" in said[0]
    assert told(load, "id,name,address,联系电话,phone\nQH01,a,b,x,0592-5550102\n")[0] == [
        ("QH01", "a", "b", "0592-5550102")
    ]


def test_a_header_that_lacks_a_column_says_what_it_found(load: Load) -> None:
    """The columns there are help to see what went wrong."""
    rows, said = told(load, "网点编号,网点名称,地址\nQH01,a,b\n")
    assert rows == [] and "missing: phone" in said[0] and "网点编号, 网点名称, 地址" in said[0]


@pytest.mark.parametrize("empty", [",,,", " , ,\u3000,", '"","","",""', "", "\u00a0,,,"])
def test_empty_rows_are_no_rows(load: Load, empty: str) -> None:
    """Wherever they stand, and whatever spaces are in them; lines go on counting."""
    rows, said = told(load, f"{CHINESE}{empty}\n{','.join(ROW)}\n{empty}\nQH02,,b,0592-5550101\n{empty}\n")
    assert rows == [ROW] and len(said) == 1 and "branches.csv:5:1" in said[0]


def test_cells_behind_the_last_column(load: Load) -> None:
    """Empty ones are Excel's; a full one is a comma that nobody quoted."""
    assert told(load, f"{CHINESE}{','.join(ROW)},,,\n") == ([ROW], [])
    rows, said = told(load, f"{CHINESE}QH01,石门支行,石板路 3 号, 2 楼,0592-5550101\n")
    assert rows == [] and "found 5" in said[0] and "quotes" in said[0]


CELLS = {
    '"石门\r\n支行"': "石门支行",
    '"石门\n支行"': "石门支行",
    '"Stone Gate\nBranch"': "Stone Gate Branch",
    '"石板路 3 号\n（地铁口）"': "石板路 3 号（地铁口）",
    "石门\u00a0 \u3000支行": "石门 支行",
    "\u202d石门支行\u202c": "石门支行",
    "石门\u200b支行\ufeff": "石门支行",
    '"=""石门支行"""': "石门支行",
    "'石门支行": "石门支行",
    "\t石门支行 ": "石门支行",
}


@pytest.mark.parametrize("cell", CELLS)
def test_what_a_cell_carries_besides_its_words(load: Load, cell: str) -> None:
    """Line breaks, kinds of spaces, marks and quotes of formulas are taken off."""
    rows, said = told(load, f"{CHINESE}QH01,{cell},石板路,0592-5550101\n")
    assert said == [] and rows[0][1] == CELLS[cell]


@pytest.mark.parametrize(
    ("row", "said", "column"),
    [
        ("QH01,江湾银行??支行,石板路,0592-5550101", "found `?`", "(column B, `网点名称`)"),
        ("QH01,石门支行,石板路?号,0592-5550101", "found `?`", "(column C, `地址`)"),
        ("QH01,石门支行,#REF!,0592-5550101", "an error of the spreadsheet", ""),
        ("QH01,石门支行,########,0592-5550101", "an error of the spreadsheet", ""),
        ("QH01,石\u202e门支行,石板路,0592-5550101", "U+202E", ""),
        ("QH01,石\ufffd门支行,石板路,0592-5550101", "U+FFFD", ""),
        ("QH01,石\0门支行,石板路,0592-5550101", "U+0000", ""),
        ("QH01,石门支行,石板路,5925550101", "expected the zone code with its 0", "(column D, `电话`)"),
        ("QH01,石门支行,石板路,9.2E+12", "a spreadsheet shortens it", ""),
        ("QH01,石门支行,石板路,", "expected a value", "(column D, `电话`)"),
        ("QH01," + "支" * 5000 + ",石板路,0592-5550101", "expected at most", "(column B, `网点名称`)"),
        ("CON,石门支行,石板路,0592-5550101", "`CON` is a name that Windows keeps", "(column A, `网点编号`)"),
        ("lpt1,石门支行,石板路,0592-5550101", "Windows", ""),
        ("QH01.,石门支行,石板路,0592-5550101", "expected an id", ""),
        ("-QH01,石门支行,石板路,0592-5550101", "expected an id", ""),
        ("..,石门支行,石板路,0592-5550101", "expected an id", ""),
        ("1.01E+11,石门支行,石板路,0592-5550101", "expected all digits of the id", ""),
        ("QH 01,石门支行,石板路,0592-5550101", "expected an id", ""),
        ('QH01,"石门支行,石板路,0592-5550101', "never closes it", ""),
        ('QH01,"石门"支行,石板路,0592-5550101', "a quotation mark inside a cell", ""),
        ("qh09,石门支行,石板路,0592-5550101", "`qh09` a second time", ""),
    ],
)
def test_a_bad_cell_is_named_and_its_neighbours_are_built(load: Load, row: str, said: str, column: str) -> None:
    """Line, column and reason; the rows before and after it are there."""
    before, after = "QH09,竹林支行,竹林路 8 号,0592-5550102", "QH10,渡口支行,渡口路 1 号,0592-5550103"
    rows, messages = told(load, f"{CHINESE}{before}\n{row}\n{after}\n")
    assert [r[0] for r in rows] == ["QH09", "QH10"]
    assert len(messages) == 1 and said in messages[0] and column in messages[0]
    assert "branches.csv:3:1" in messages[0]


def test_two_bad_cells_of_a_row_are_two_messages(load: Load) -> None:
    """Nobody mends a row twice."""
    _, said = told(load, f"{CHINESE}NUL,,石板路,12\n")
    assert ["column A" in said[0], "column B" in said[1], "column D" in said[2]] == [True] * 3


PHONES = {
    "0592-5550101": "0592-5550101",
    "05925550101": "0592-5550101",
    "(0592) 5550101": "0592-5550101",
    "（0592）5550101": "0592-5550101",
    "０５９２－５５５０１０１": "0592-5550101",
    "0592—5550101": "0592-5550101",
    "0592\u00a05550101": "0592 5550101",
    "电话：0592-5550101": "0592-5550101",
    "0592-5550101转8002": "0592-5550101 转 8002",
    "0592-5550101 转分机 8002": "0592-5550101 转 8002",
    "0592-5550101-8002": "0592-5550101 转 8002",
    "0592-5550101（分机8002）": "0592-5550101 转 8002",
    "021-55501010 ext. 12": "021-55501010 ext. 12",
    "0592-5550101/0592-5550102": "0592-5550101 / 0592-5550102",
    "0592-5550101、5550102": "0592-5550101 / 5550102",
    "0592-5550101 0592-5550102": "0592-5550101 / 0592-5550102",
    "0592-5550101转1；0592-5550102转2": "0592-5550101 转 1 / 0592-5550102 转 2",
    "4000000000": "400-000-0000",
    "95588": "95588",
    "5550101": "5550101",
    "010-66668888": "010-66668888",
    "+86 592 5550101": "+86 592 5550101",
    "+65 6222 3333": "+65 6222 3333",
}


@pytest.mark.parametrize("cell", PHONES)
def test_telephones_as_people_type_them(cell: str) -> None:
    """One printed form; what is printed is read back as itself."""
    assert telephone(cell) == (PHONES[cell], None, "")
    assert telephone(PHONES[cell]) == (PHONES[cell], None, "")


NO_PHONES = """无 - 0 暂无 5925550101 592-5550101 75512345678 1066668888 0592-555010 0592-55501011234567 8.65925E+12
0592-5550I0l 0592-555*0101 0592-5550101/02 1/2/3 (05925550101 0592)5550101 ++8659255501""".split()


@pytest.mark.parametrize("cell", NO_PHONES)
def test_what_is_no_telephone(cell: str) -> None:
    """Lost zeros, short forms, letters for digits, parts of numbers: each is an error."""
    assert telephone(cell)[1] is not None


@given(st.text(alphabet="0123456789-+() /转;.eE", max_size=30))
def test_a_telephone_never_gains_or_loses_a_digit(cell: str) -> None:
    """What is printed has the digits of the cell, in their order."""
    number, message, _ = telephone(cell)
    if message is None:
        plain = cell.removesuffix(".0") if cell.strip().replace(".", "", 1).isdigit() else cell
        assert [c for c in number if c.isdigit()] == [c for c in plain if c.isdigit()]


@given(st.binary(max_size=200))
def test_no_list_raises(data: bytes) -> None:
    """Rows or messages, whatever stands in the file."""
    text = decoded(data)
    if text is not None:
        table = read_table(CHINESE + text, "x.csv", lambda cell: cell in CHINESE)
        assert table.header[0] == "网点编号"


@pytest.mark.parametrize("before", ["x" * 200_000 + ",,,\n", '"' + "x" * 200_000 + '"\n', "\0\n"])
def test_what_stands_above_the_header_is_no_matter(load: Load, before: str) -> None:
    """Also when csv could not read it."""
    assert told(load, f"{before}{CHINESE}{','.join(ROW)}\n")[0] == [ROW]
