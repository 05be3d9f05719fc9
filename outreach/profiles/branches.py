"""Reads the branch list as spreadsheets write it; every bad cell is reported with its line and column.

What a spreadsheet adds (marks, kinds of spaces, line breaks, `="…"`, empty rows) is taken off; what it lost (a first
zero, digits of a long number, characters that GBK lacks) cannot be guessed and is an error.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from outreach.diagnostics import Diagnostic, Where, error
from outreach.messages import Message, msg, shorten
from outreach.profiles.telephone import telephone
from outreach.project import Project, is_device, reading
from outreach.spreadsheet import Table, decoded, read_table


@dataclass(frozen=True)
class BranchRow:
    """One branch of content/branches.csv."""

    id: str
    name: str
    address: str
    phone: str
    where: Where
    region: str = ""  # whose folder its files go to; printed nowhere


# Column -> what it is called in lists, folded by `_title`.
COLUMNS = {
    "id": "id branchid branchno branchcode code no number 编号 網點編號 编码 代码 网点编号 网点号 网点代码 网点编码 "
    "机构编号 机构号 机构代码 机构编码 机构码 支行编号 支行号 行号 營業網點編號",
    "name": "name branchname branch 名称 名稱 网点名称 網點名稱 网点 网点全称 机构名称 机构全称 机构 支行名称 支行 "
    "营业网点 营业网点名称 网点名",
    "address": "address addr branchaddress location 地址 网点地址 網點地址 机构地址 支行地址 营业地址 详细地址 "
    "办公地址 联系地址 通讯地址 通信地址 地点",
    "phone": "phone telephone tel phoneno phonenumber telephonenumber 电话 電話 电话号码 联系电话 聯絡電話 网点电话 "
    "機構電話 机构电话 支行电话 营业电话 服务电话 咨询电话 对外电话 办公电话 固定电话 座机 座机号码 联系方式",
}
# A list may have it: who hands the files on. Of several columns the first counts.
OPTIONAL = {
    "region": "region district province city area 地区 區域 区域 地市 城市 省份 片区 所属地区 所属区域 所属分行 上级行 "
    "管辖行 管辖分行 一级分行 二级分行"
}
_KNOWN = {title: name for name, titles in (COLUMNS | OPTIONAL).items() for title in titles.split()}
MOST = {
    "name": 80,
    "address": 160,
    "phone": 80,
    "region": 40,
}  # characters; what a sheet has room for is judged when it is laid out


@reading
def load_branches(project: Project, file: str = "content/branches.csv") -> tuple[list[BranchRow], list[Diagnostic]]:
    """The rows of the branch list; rows with a bad cell are left out and reported."""
    if not project.exists(file):
        return [], []
    text = decoded(project.read_bytes(file))
    if text is None:
        hint = msg("in Excel: Save as, CSV UTF-8")
        return [], [error("encoding", Where(file, 1, 1), msg("expected UTF-8 or GBK text, found other bytes"), hint)]
    if not text.strip():
        return [], []
    return _rows(read_table(text, file, lambda cell: _title(cell) in _KNOWN), file)


def _title(cell: str) -> str:
    """A header cell folded: `Branch ID`, ` id*` and `编号（必填）` are `branchid`, `id` and `编号`."""
    plain = unicodedata.normalize("NFKC", cell).casefold()
    return re.sub(r"[\W_]", "", re.sub(r"\(.*?\)|\[.*?\]", "", plain))


def _rows(table: Table, file: str) -> tuple[list[BranchRow], list[Diagnostic]]:
    places, problem = _columns(table, file)
    if problem:
        return [], [problem, *table.problems]
    rows: list[BranchRow] = []
    problems: list[Diagnostic] = []
    seen: dict[str, int] = {}
    for line, cells in table.records:
        if not any(cell.strip() for cell in cells):
            continue  # Excel leaves rows of separators below the last one
        where = Where(file, line, 1)
        bad = list(_bad_shape(cells, table.header, where))
        values: dict[str, str] = {}
        for name, at in places.items() if not bad else ():
            values[name], faults = _cell(name, cells[at] if at < len(cells) else "")
            bad += [_named(fault, table.header[at], at, where) for fault in faults]
        if not bad and (twin := seen.setdefault(values["id"].casefold(), line)) != line:
            bad.append(_twice(values["id"], twin, where))
        if not bad:
            rows.append(BranchRow(**values, where=where))
        problems += bad
    return rows, sorted([*problems, *table.problems], key=lambda d: d.where)


def _columns(table: Table, file: str) -> tuple[dict[str, int], Diagnostic | None]:
    """Where each column stands. One by its own name comes before others of the same meaning."""
    titles = [_title(cell) for cell in table.header]
    where = Where(file, table.line, 1)
    places: dict[str, int] = {}
    for name in (*COLUMNS, *OPTIONAL):
        at = [n for n, title in enumerate(titles) if title == name]
        at = at or [n for n, title in enumerate(titles) if _KNOWN.get(title) == name]
        if len(at) > 1 and name in COLUMNS:
            both = ", ".join(f"`{table.header[n].strip()}`" for n in at)
            message = msg("expected one column for {name}, found {both}", name=name, both=both)
            return {}, error("columns", where, message, msg("call the one to be printed `{name}`", name=name))
        if at:
            places[name] = at[0]
    missing = [name for name in COLUMNS if name not in places]
    if not missing:
        return places, None
    found = shorten(", ".join(cell.strip() for cell in table.header)) or msg("none")
    message = msg("expected the columns {all}; missing: {some}", all=", ".join(COLUMNS), some=", ".join(missing))
    hint = msg("found {found}; Chinese headers such as 网点编号, 网点名称, 地址, 电话 are fine", found=found)
    return {}, error("columns", where, message, hint)


def _bad_shape(cells: list[str], header: list[str], where: Where) -> Iterator[Diagnostic]:
    if any(cell.strip() for cell in cells[len(header) :]):
        message = msg("expected {n} cells, found {k}", n=len(header), k=len(cells))
        yield error("branch", where, message, msg('put quotes around a cell with a comma: "18, Renmin Road"'))


def _twice(found: str, line: int, where: Where) -> Diagnostic:
    hint = msg("it stands first on line {line}; capitals make no difference in folders", line=line)
    return error("branch", where, msg("found the branch `{id}` a second time", id=found), hint)


Fault = tuple[Message, Message | str]


def _named(fault: Fault, header: str, at: int, where: Where) -> Diagnostic:
    message, hint = fault
    column = msg("{message} (column {letter}, `{header}`)", letter=_letter(at), header=header.strip(), message=message)
    return error("branch", where, column, *([hint] if hint else []))


def _letter(at: int) -> str:
    """What a spreadsheet calls its column: A, B … Z, AA."""
    return (_letter(at // 26 - 1) if at >= 26 else "") + chr(ord("A") + at % 26)


# --- one cell --------------------------------------------------------------------------------------------------------

_TEXT_FORMULA = re.compile(r'="([^"]*)"')  # how exports keep a leading zero
_ERRORS = re.compile(r"#(?:REF!|N/?A|NAME\?|VALUE!|DIV/0!|NUM!|NULL!|SPILL!|#+)", re.I)
_ID = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,30}[A-Za-z0-9])?")
_NO_FOLDER = re.compile(r'[\\/:*?"<>|]|^\.|\.$')  # Windows takes none of these in a name
# Turn the order of signs, so that digits are read the other way round (Unicode UAX #9).
_TURNING = frozenset("\u200f\u202b\u202e\u2067\u061c")


def _cell(name: str, raw: str) -> tuple[str, list[Fault]]:
    """A cell's words and what is wrong with them."""
    words, fault = _clean(raw, keep_spaces=name in ("name", "address"))
    if not fault and not words and name in OPTIONAL:
        return "", []
    if not fault and not words:
        fault = msg("expected a value for {names}, found an empty cell", names=name), ""
    if not fault and _ERRORS.fullmatch(words):
        fault = msg("found `{value}`, an error of the spreadsheet", value=words), msg("write the value itself")
    if not fault and len(words) > MOST.get(name, 32):
        fault = _too_long(name, words)
    if fault:
        return "", [fault]
    judged = _JUDGES[name](words)
    return judged[0], [judged[1]] if judged[1] else []


def _too_long(name: str, words: str) -> Fault:
    if name == "id":
        return _bad_id(words)
    return msg("expected at most {n} characters, found {k}", n=MOST[name], k=len(words)), ""


def _clean(raw: str, keep_spaces: bool) -> tuple[str, Fault | None]:
    """One line without what cannot be seen. Signs that turn the order of others, and controls, are errors."""
    words = unicodedata.normalize("NFC", raw)
    formula = _TEXT_FORMULA.fullmatch(words.strip())
    words = formula[1] if formula else words.strip().removeprefix("'")
    if words.isprintable() and "\ufffd" not in words:  # most cells: no control, no mark, no space but the usual one
        return " ".join(words.split()), None
    odd = next(
        (s for s in words if s in _TURNING or (unicodedata.category(s) in ("Cc", "Cs") and s not in "\t\r\n")), ""
    )
    if odd or "\ufffd" in words:
        name = f"U+{ord(odd or chr(0xFFFD)):04X}"
        return "", (msg("found the invisible character `{name}`", name=name), msg("type the cell again by hand"))
    words = "".join(sign for sign in words if unicodedata.category(sign) != "Cf")
    return (_joined(words) if keep_spaces else " ".join(words.split())), None


def _joined(words: str) -> str:
    """Lines of a cell as one: a space between Latin words, nothing beside a Chinese character or sign."""
    lines = [" ".join(line.split()) for line in re.split(r"[\r\n\u0085\u2028\u2029]+", words)]
    whole = ""
    for line in filter(None, lines):
        tight = whole and any(unicodedata.east_asian_width(sign) in "WF" for sign in (whole[-1], line[0]))
        whole += line if tight or not whole else f" {line}"
    return whole


def _bad_id(words: str) -> Fault:
    message = msg("expected an id of 1 to 32 letters, digits and `-`, found `{id}`", id=shorten(words))
    return message, msg("it becomes the name of a folder: no space, dot or outer `-`")


def _id(words: str) -> tuple[str, Fault | None]:
    plain = unicodedata.normalize("NFKC", words)
    if re.fullmatch(r"[0-9](?:[.,][0-9]+)?[eE]\+[0-9]+", plain):
        message = msg("expected all digits of the id, found `{id}`, as a spreadsheet shortens it", id=plain)
        return "", (message, msg("format the column as text in the spreadsheet, then type the number again"))
    if not _ID.fullmatch(plain):
        return "", _bad_id(words)
    if is_device(plain):
        return "", (msg("`{id}` is a name that Windows keeps for a device", id=plain), msg("give it another id"))
    return plain, None


def _words(words: str) -> tuple[str, Fault | None]:
    """A name or address; a formula loses the sign that makes it one (CWE-1236)."""
    if "?" in words:
        message = msg("found `?` in `{words}`: a character was lost when the list was saved", words=shorten(words))
        return "", (message, msg("in Excel: Save as, CSV UTF-8; then type the character again"))
    plain = words.lstrip("=+-@ ")
    return plain, None if plain else (msg("expected a text, found `{words}`", words=words), "")


def _phone(words: str) -> tuple[str, Fault | None]:
    number, message, hint = telephone(words)
    return number, (message, hint) if message else None


def _region(words: str) -> tuple[str, Fault | None]:
    """The name of a folder on every system."""
    if _NO_FOLDER.search(words) or words.casefold() in ("con", "prn", "aux", "nul"):
        return "", (
            msg("expected the name of a folder, found `{value}`", value=words),
            msg('without `\\ / : * ? " < > |`'),
        )
    return words, None


_JUDGES: dict[str, Callable[[str], tuple[str, Fault | None]]] = {
    "id": _id,
    "name": _words,
    "address": _words,
    "phone": _phone,
    "region": _region,
}
