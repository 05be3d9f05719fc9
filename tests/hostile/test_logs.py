"""Access logs, the register of codes and lists of printed copies: what servers, spreadsheets and strangers hand in."""

from __future__ import annotations

import csv
import gzip
import io
from collections.abc import Callable

import pytest
from attack import Change, Ended, assert_clean, assert_told, both, directory, link, pipe, put

from outreach.codes.links import token

LINE = '203.0.113.7 - - [23/Nov/2026:10:00:00 +0800] "GET /q/{} HTTP/1.1" 302 0 "-" "Mozilla/5.0"\n'
HEAD = "token,scam,audience,lang,format,branch,campaign,utm_source,utm_medium,utm_campaign,utm_content,target\n"
PACKED = gzip.compress(LINE.encode() * 50, mtime=0)


BOMB = gzip.compress(b"x" * (100 << 20), 9, mtime=0)
LOG, PACK, REGISTER, COPIES = "access.log", "access.log.gz", "out/links/registry.csv", "copies.csv"
NO_FILE = "error: expected a file, found a pipe or a device"


def row(**changed: str) -> str:
    """A line of a register; a token that fits it, unless one is given."""
    usual = {"scam": "tiny", "audience": "students", "lang": "zh-CN", "format": "poster", "branch": ""}
    usual |= {"campaign": "old", "utm_source": "hq", "utm_medium": "poster", "utm_campaign": "tiny", "utm_content": "a"}
    cells = usual | {"target": "https://fz.jiangwanbank.example/tiny/"} | changed
    batch = (cells[name] for name in ("campaign", "scam", "audience", "lang", "format", "branch"))
    made = cells.pop("token", "") or token(*batch)
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerow([made, *cells.values()])
    return text.getvalue()


def kept(data: str | bytes) -> Change:
    """A register of an earlier run."""
    return put(REGISTER, data)


TOKEN = row()[:10]
LOGS: dict[str, tuple[Change, str]] = {
    "pipe": (pipe(LOG), f"{LOG}: {NO_FILE}"),
    "device": (link(LOG, "/dev/zero"), f"{LOG}: {NO_FILE}"),
    "itself": (link(LOG, LOG), f"{LOG}: error: cannot read `{LOG}`: "),
    "nothing": (lambda _: None, f"{LOG}: error: cannot read `{LOG}`: No such file"),
    "folder": (directory(LOG), "'access.log' is a directory"),
    "empty": (put(LOG, ""), "0 scans in 0 lines"),
    "zeros": (put(LOG, b"\0" * 1000), "1 lines not understood"),
    "bytes": (put(LOG, bytes(range(256)) * 50), "51 lines not understood"),
    "UTF-16": (put(LOG, LINE.encode("utf-16")), "2 lines not understood"),
    "year 9999": (put(LOG, LINE.replace("23/Nov/2026", "31/Dec/9999")), "1 lines not understood"),
    "years apart": (put(LOG, LINE.replace("2026", "0001") + LINE.replace("2026", "9998")), "2 lines not understood"),
    "no such day": (put(LOG, LINE.replace("23/Nov", "31/Feb")), "1 lines not understood"),
    "open quote": (put(LOG, LINE[:60] + "x" * 200_000), "1 lines not understood"),
    "open quotes": (put(LOG, (LINE[:60] + "x" * 30_000 + "\n") * 200), "200 lines not understood"),
    "open brackets": (put(LOG, ("a b " + "[23/Nov/2026:1" * 2_000 + "\n") * 100), "100 lines not understood"),
    "many quotes": (put(LOG, LINE.rstrip() + ' "' * 100_000), "1 of unknown codes"),
    "status of 5000 digits": (put(LOG, LINE.replace(" 302 ", f" {'3' * 5000} ")), "1 lines not understood"),
    "one line": (put(LOG, "x" * (64 << 20)), "1 lines not understood"),
    "whole": (put(PACK, PACKED), "50 of unknown codes"),
    "cut": (put(PACK, PACKED[:-20]), f"{PACK}: error: this packed log is cut off"),
    "no gzip": (put(PACK, LINE), f"{PACK}: error: expected a log packed by gzip"),
    "sum": (put(PACK, PACKED[:-8] + b"\0" * 8), f"{PACK}: error: expected a log packed by gzip"),
    "corrupt": (put(PACK, PACKED[:20] + b"\xff" * 30 + PACKED[50:]), f"{PACK}: error: expected a log packed by gzip"),
    "bomb": (put(PACK, BOMB), f"{PACK}: error: expected a packed log, found more than 500 times its size in it"),
    "packed pipe": (pipe(PACK), f"{PACK}: {NO_FILE}"),
}
REGISTERS: dict[str, tuple[Change, str]] = {
    "good": (kept(HEAD + row()), ""),
    "pipe": (pipe(REGISTER), "expected a file, found a"),
    "device": (link(REGISTER, "/dev/zero"), "expected a file, found a"),
    "GBK": (kept((HEAD + row(campaign="反诈")).encode("gbk")), ":2:1: error: expected UTF-8 text"),
    "UTF-16": (kept((HEAD + row()).encode("utf-16")), ":1:1: error: expected UTF-8 text"),
    "huge field": (kept(HEAD + row(utm_content="x" * 200_000)), ":2:1: error: cannot read this as CSV: field larger"),
    "short row": (kept(f"{HEAD}{row()[:30]}\n"), ":2:1: error: expected 12 cells, found 4"),
    "half a row": (kept((HEAD + row())[:-20]), ":2:1: error: expected an https address"),
    "empty": (kept(""), ":1:1: error: expected the column `token`, found none"),
    "zeros": (kept(b"\0" * 500), ":1:1: error: expected the column `token`, found none"),
    "open quote": (kept(f'{HEAD}"{row()}'), ":2:1: error: cannot read this as CSV: unexpected end of data"),
    "twice": (kept(HEAD + row() * 2), ":3:1: error: found the token"),
    "another token": (kept(HEAD + row(token="0000000000")), ":2:1: error: the token `0000000000` is not the one of"),
    "fewer than said": (kept(f"{HEAD.rstrip()},rows:5\n{row()}"), "expected 5 codes as the header says, found 1"),
    "scam": (kept(HEAD + row(scam="../../x")), ":2:1: error: `../../x` is no scam of a code"),
    "language": (kept(HEAD + row(lang="<b>")), ":2:1: error: `<b>` is no lang of a code"),
    "campaign": (kept(HEAD + row(campaign="x" * 500)), "is no campaign of a code"),
}
TARGETS = (
    "https://evil.com/login",
    "javascript:alert(1)",
    'https://fz.jiangwanbank.example/"; } server { listen 1; }',
    '"><script>alert(1)</script>',
    "",
    "http://fz.jiangwanbank.example/",
    "https://127.0.0.1/",
    "https://fz.jiangwanbank.example@evil.com/",
    "https://jiangwanbank.example.evil.com/",
    "https://fz.jiangwanbank.example/ x",
    "https://jiangwanbank.example。evil.com/",
    "https://fz.jiangwanbank.example:8443/x",
    "https:\\\\evil.com",
    "https://fz.jiangwanbank.example/?a=${x}",
    "https://fz.jiangwanbank.example/\n/* https://evil.com",
)
LISTS: dict[str, tuple[Change, str]] = {
    "good": (put(COPIES, f"token,copies\n{TOKEN},5\n"), ""),
    "5000 digits": (put(COPIES, f"token,copies\n{TOKEN},{'9' * 5000}\n"), ":2:1: error: expected a number of copies"),
    "300 digits": (put(COPIES, f"token,copies\n{TOKEN},{'9' * 300}\n"), ":2:1: error: expected a number of copies"),
    "less than none": (put(COPIES, f"token,copies\n{TOKEN},-5\n"), ":2:1: error: expected a number of copies"),
    "Arabic digits": (put(COPIES, f"token,copies\n{TOKEN},\u0665\n"), ":2:1: error: expected a number of copies"),
    "huge field": (put(COPIES, f"token,copies\n{TOKEN},{'9' * 200_000}\n"), ":2:1: error: a cell is longer than"),
    "open quote": (put(COPIES, f'token,copies\n"{TOKEN},5\n'), ":2:1: error: a quotation mark opens a cell here"),
    "formula": (put(COPIES, 'token,copies\n"=HYPERLINK(""x"")",5\n'), ":2:1: error: no code of the registry"),
    "empty": (put(COPIES, ""), ":1:1: error: expected the columns `token,copies` or"),
    "bytes": (put(COPIES, b"\xff\xfe\xfa" * 33), ":1:1: error: expected UTF-8 or GBK text"),
    "pipe": (pipe(COPIES), f"{COPIES}: {NO_FILE}"),
    "device": (link(COPIES, "/dev/zero"), f"{COPIES}: {NO_FILE}"),
    "nothing": (lambda _: None, f"{COPIES}: error: expected a file, found none"),
}


def _judge(ended: Ended, said: str) -> None:
    if said == "" or said[0].isdigit():
        assert_clean(ended)
        assert said in ended.said
    else:
        assert_told(ended, said)


@pytest.mark.every(4)
@pytest.mark.parametrize("name", LOGS)
def test_logs(attack: Callable[..., Ended], name: str) -> None:
    """What is no line of ours is counted as such; what is no log is told."""
    change, said = LOGS[name]
    packed = PACK if name in list(LOGS)[list(LOGS).index("whole") :] else LOG
    _judge(attack(both(kept(HEAD), change), "links", "report", "--access-log", packed), said)


@pytest.mark.every(4, 1)
@pytest.mark.parametrize("command", ["build", "report"])
@pytest.mark.parametrize("name", REGISTERS)
def test_registers(attack: Callable[..., Ended], name: str, command: str) -> None:
    """A damaged one is told by line, and nothing goes on from it."""
    change, said = REGISTERS[name]
    words = ("build", "--static") if command == "build" else ("report", "--access-log", LOG)
    _judge(attack(both(put(LOG, LINE), change), "links", *words), said)


@pytest.mark.every(3)
@pytest.mark.parametrize("target", TARGETS)
def test_where_a_code_leads(attack: Callable[..., Ended], target: str) -> None:
    """To pages of ours, or the register is refused."""
    ended = attack(kept(HEAD + row(target=target)), "links", "build", "--static")
    assert_told(ended, "error: expected an https address of `jiangwanbank.example`, found")


@pytest.mark.every(3)
@pytest.mark.parametrize("name", LISTS)
def test_printed_copies(attack: Callable[..., Ended], name: str) -> None:
    """Numbers that people print, each row told by its line."""
    change, said = LISTS[name]
    words = ("--access-log", LOG, "--printed", COPIES)
    _judge(attack(both(put(LOG, LINE), kept(HEAD + row()), change), "links", "report", *words), said)
