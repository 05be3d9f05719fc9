"""Scans counted out of access logs, and the report that tells nobody apart."""

from __future__ import annotations

import csv
import datetime as dt
import gzip
import io
import os
import time
from collections import Counter
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from outreach.cli import main
from outreach.cli.links import links as command
from outreach.codes import link_registry, scan_report
from outreach.codes.access_log import Scans, read_log
from outreach.codes.link_registry import Row
from outreach.codes.scan_report import Line
from outreach.profiles import Profiles
from outreach.project import Project

PHONE = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/130 Mobile Safari/537.36"
WECHAT = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 MicroMessenger/8.0.50"
SPIDER = "Mozilla/5.0 (compatible; SomeSpider/2.0; +http://spider.example/)"


@pytest.fixture(scope="module")
def registry(profiles: Profiles) -> dict[str, Row]:
    """Two branches and head office, two formats, two audiences."""
    rows = [
        link_registry.row(profiles, "nfc-skimming", audience, "zh-CN", format, branch)
        for audience in ("seniors", "students")
        for format in ("leaflet", "poster")
        for branch in ("", "JW0001", "JW0002")
    ]
    return {row.token: row for row in rows}


def line(path: str, day: str = "23/Nov/2026", status: int = 302, agent: str = PHONE, method: str = "GET") -> str:
    """A line as nginx's combined format writes it."""
    return f'203.0.113.7 - - [{day}:10:00:00 +0800] "{method} {path} HTTP/1.1" {status} 145 "-" "{agent}"\n'


def test_scans_are_counted_by_code_and_week(registry: dict[str, Row]) -> None:
    """Upper and lower case, a query, a permanent redirect and a plain page count; Sunday belongs to Monday's week."""
    token = next(iter(registry))
    lines = [
        line(f"/Q/{token}"),
        line(f"/q/{token.lower()}", day="29/Nov/2026", status=301, agent=WECHAT),
        line(f"/Q/{token}?from=singlemessage", status=200),
        line(f"/Q/{token}", day="30/Nov/2026"),
    ]
    scans = read_log(lines, frozenset(registry))
    assert scans.by_token == {(token, dt.date(2026, 11, 23)): 3, (token, dt.date(2026, 11, 30)): 1}


def test_what_is_no_scan_is_left_out(registry: dict[str, Row]) -> None:
    """Programs, HEAD requests, errors, the folder's own redirect target and other pages do not count."""
    token = next(iter(registry))
    lines = [
        line(f"/Q/{token}", agent=SPIDER),
        line(f"/Q/{token}", agent="curl/8.5.0"),
        line(f"/Q/{token}", agent="-"),
        line(f"/Q/{token}", method="HEAD"),
        line(f"/Q/{token}", status=404),
        line(f"/Q/{token}/", status=200),
        line("/nfc-skimming/seniors/zh-CN/page/", status=200),
        line("/Q/AAAAAAAAAA"),
        "garbage\n",
        line(f"/Q/{token}", day="31/Feb/2026"),
    ]
    scans = read_log(lines, frozenset(registry))
    assert (scans.total, scans.bots, scans.unknown, scans.unreadable, scans.lines) == (0, 3, 1, 2, 10)


def test_addresses_cannot_reach_the_report(registry: dict[str, Row]) -> None:
    """Nothing of a reader stays: not the address, not the user name, not the referring page, not the browser."""
    token = next(iter(registry))
    start = "198.51.100.77 - mrs-wang [23/Nov/2026:10:00:00 +0800]"
    secret = f'{start} "GET /Q/{token} HTTP/1.1" 302 1 "https://from.example/me" "{PHONE}"'
    kept = repr(vars(read_log([secret], frozenset(registry))))
    assert token in kept
    assert not [word for word in ("198.51", "mrs-wang", "from.example", "Mozilla") if word in kept]


@given(st.text(max_size=200))
def test_no_line_breaks_the_reader(text: str) -> None:
    """Whatever a log holds, reading goes on."""
    assert read_log([text], frozenset()).lines == 1


@given(st.lists(st.integers(0, 40), max_size=12))
def test_small_counts_cannot_be_worked_out(counts: list[int]) -> None:
    """No count of 1 to 4 is shown, and never is a single one hidden that the total would give away."""
    lines = [Line(str(n), count) for n, count in enumerate(counts)]
    shown = scan_report._hide(lines)
    assert not [x for x in shown if x.scans is not None and 0 < x.scans < scan_report.SMALL]
    hidden = sum(x.scans is None for x in shown)
    assert hidden != 1 or sum(c > 0 for c in counts) == 1
    assert [x.key for x in shown] == [x.key for x in lines]


def test_tables_by_field_with_rates(registry: dict[str, Row]) -> None:
    """Scans add up in every table; the rate is by printed copies; a leaflet never scanned has its line with 0."""
    week = dt.date(2026, 11, 23)
    by_batch = {(r.audience, r.format, r.branch): r.token for r in registry.values()}
    scans = Scans(
        Counter({(by_batch["seniors", "leaflet", "JW0001"], week): 30, (by_batch["students", "poster", ""], week): 20})
    )
    copies = {by_batch["seniors", "leaflet", "JW0001"]: 1000, by_batch["seniors", "leaflet", "JW0002"]: 500}
    tables = {t.field: t for t in scan_report.tables(scans, registry, copies)}
    assert [(x.key, x.scans, x.copies, x.rate) for x in tables["branch"].lines] == [
        ("JW0001", 30, 1000, 3.0),
        ("hq", 20, None, None),
        ("JW0002", 0, 500, 0.0),
    ]
    assert {name: sum(x.scans or 0 for x in t.lines) for name, t in tables.items()} == dict.fromkeys(tables, 50)


def test_weeks_without_a_scan_are_shown(registry: dict[str, Row]) -> None:
    """The plot's time runs evenly: a silent week is a week with 0, also over the turn of the year."""
    token = next(iter(registry))
    scans = Scans(Counter({(token, dt.date(2026, 12, 21)): 9, (token, dt.date(2027, 1, 4)): 7}))
    weeks = scan_report.tables(scans, registry, {})[-1].lines
    assert [(x.key, x.scans) for x in weeks] == [("2026-W52", 9), ("2026-W53", 0), ("2027-W01", 7)]
    bars = scan_report.plot(weeks).bars
    assert bars[0][3] > bars[2][3] > bars[1][3] == 0
    assert len({round(b[0] - a[0], 6) for a, b in pairwise(bars)}) == 1


def test_copies_by_token_and_by_batch(registry: dict[str, Row]) -> None:
    """Both kinds of list are read, a batch twice adds up, a bad row is named by its line and the others count."""
    row = next(
        r for r in registry.values() if r.branch == "JW0001" and r.format == "leaflet" and r.audience == "seniors"
    )
    copies, problems = scan_report.read_copies(
        f'token,copies\n{row.token},500\n{row.token},"1,500"\nNOPE,1\n{row.token},many\n', registry, "c.csv"
    )
    assert copies == {row.token: 2000}
    assert [str(p.where) for p in problems] == ["c.csv:4:1", "c.csv:5:1"]
    batch = "nfc-skimming,seniors,zh-CN,leaflet"
    text = f"scam,audience,lang,format,branch,copies\n{batch},JW0001,70\n{batch},hq,30\n"
    copies, problems = scan_report.read_copies(text, registry, "c.csv")
    assert (sum(copies.values()), copies[row.token], problems) == (100, 70, [])
    _, problems = scan_report.read_copies("a,b\n1,2\n", registry, "c.csv")
    assert problems[0].code == "copies" and "found `a,b`" in problems[0].message


def test_report_page_loads_nothing(registry: dict[str, Row], profiles: Profiles, project: Project) -> None:
    """One file: no script, no address to load from, branch names in it, hidden counts as <5."""
    week = dt.date(2026, 11, 23)
    scans = Scans(Counter({(token, week): 2 + 3 * n for n, token in enumerate(registry)}), bots=3)
    made = scan_report.tables(scans, registry, {})
    page = scan_report.report_html(made, scans, {}, profiles, project, {"branch": {"JW0001": "<人民路>支行"}})
    assert "<script" not in page and "http" not in page.replace("http-equiv", "")
    assert "&lt;人民路&gt;支行" in page
    rows = list(csv.reader(io.StringIO(scan_report.table_csv(made[0])[1:])))
    assert rows[0] == ["branch", "scans", "copies", "scans_per_100_copies"]


def test_report_command_reads_plain_and_packed_logs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`outreach links report` joins logs with the registry and writes a table for each field and one page."""
    monkeypatch.chdir(tmp_path)
    runner = CliRunner()
    runner.invoke(command, ["build", "--no-static"])
    rows, _ = link_registry.read_csv((tmp_path / "out/links/registry.csv").read_text(encoding="utf-8-sig"))
    token = next(r.token for r in rows if r.branch == "JW0001")
    (tmp_path / "access.log").write_text(line(f"/Q/{token}") * 6, encoding="utf-8")
    with gzip.open(tmp_path / "access.log.1.gz", "wt") as log:
        log.write(line(f"/Q/{token}", day="16/Nov/2026") * 5)
    (tmp_path / "copies.csv").write_bytes(f"token,copies,备注\n{token},100,网点\n".encode("gbk"))
    args = [
        "report",
        "--access-log",
        "access.log",
        "--access-log",
        "access.log.1.gz",
        "--printed",
        "copies.csv",
        "-o",
        "scans",
    ]
    made = runner.invoke(command, args)
    assert made.exit_code == 0, made.output
    assert made.output.startswith("11 scans in 11 lines")
    assert (tmp_path / "scans/branch.csv").read_text(encoding="utf-8-sig").splitlines()[1] == "JW0001,11,100,11.0"
    assert {p.name for p in (tmp_path / "scans").iterdir()} == {
        "report.html",
        "branch.csv",
        "audience.csv",
        "lang.csv",
        "format.csv",
        "scam.csv",
        "week.csv",
    }


@pytest.mark.slow
def test_report_command_compares_variants(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the lot says, joined with scans and with answers that branches counted."""
    monkeypatch.chdir(tmp_path)
    runner = CliRunner()
    runner.invoke(command, ["build", "--no-static"])
    rows, _ = link_registry.read_csv((tmp_path / "out/links/registry.csv").read_text(encoding="utf-8-sig"))
    one, other = sorted({row.scam for row in rows})[:2]
    lot = f"branch,variant,seed\nJW0001,{one},1\nJW0002,{other},1\n"
    (tmp_path / "variants.csv").write_text(lot, "utf-8-sig")
    (tmp_path / "scores.csv").write_text("branch,right,asked\nJW0001,8,10\nJW9999,1,1\n", "utf-8")
    tokens = [next(r.token for r in rows if (r.branch, r.scam) == two) for two in (("JW0001", one), ("JW0002", other))]
    (tmp_path / "access.log").write_text(line(f"/Q/{tokens[0]}") * 6 + line(f"/Q/{tokens[1]}") * 9, encoding="utf-8")
    args = ["report", "--access-log", "access.log", "--variants", "variants.csv", "--scores", "scores.csv"]
    made = runner.invoke(command, args)
    assert made.exit_code == 1 and "scores.csv:3:1: error: `JW9999` is no branch of the lot" in made.stderr
    table = (tmp_path / "out/scans/variant.csv").read_text(encoding="utf-8-sig").splitlines()
    assert table[1:3] == [f"{one},1,6,6.00,,,,,,80.00,,", f"{other},1,9,9.00,,,,,,,,"]
    assert runner.invoke(command, ["report", "--access-log", "access.log", "--scores", "scores.csv"]).exit_code == 2


def test_report_command_says_what_is_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No registry, no log: a sentence with the path and what to do, exit code 1."""
    monkeypatch.chdir(tmp_path)
    made = CliRunner().invoke(command, ["report", "--access-log", "none.log"])
    assert made.exit_code == 1
    assert "registry.csv" in str(made.exception) and "outreach links build" in str(made.exception)


# --- hostile logs and lists ------------------------------------------------------------------------------------------


def _line(year: str = "2026", path: str = "/Q/X", agent: str = "Mozilla/5.0") -> str:
    return f'1.2.3.4 - - [23/Nov/{year}:10:00:00 +0800] "GET {path} HTTP/1.1" 302 0 "-" "{agent}"\n'


@pytest.mark.parametrize("year", ["9999", "0001", "1969", "2200"])
def test_years_that_no_server_had(registry: dict[str, Row], year: str) -> None:
    """Their weeks would be a table without end."""
    scans = read_log([_line(year, f"/Q/{next(iter(registry))}")], frozenset({next(iter(registry))}))
    assert (scans.total, scans.unreadable) == (0, 1)


@pytest.mark.parametrize(
    "long", ["1.2.3.4 - - [" * 20_000, _line(path="/" + "a" * 200_000)[:-40], '"' * 100_000, "a b " * 50_000]
)
def test_long_lines_take_no_time(long: str) -> None:
    """Two hundred kilobytes without an end are one line that is not understood, within a second."""
    start = time.process_time()
    assert read_log([long], frozenset()).unreadable == 1
    assert time.process_time() - start < 1


LOGS: dict[str, Callable[[Path], object]] = {
    "pipe.log": os.mkfifo,
    "cut.log.gz": lambda path: path.write_bytes(gzip.compress(b"x" * 9000)[:-20]),
    "torn.log.gz": lambda path: path.write_bytes(gzip.compress(os.urandom(9000))[:40] + b"\xff" * 400),
    "none.log.gz": lambda path: path.write_bytes(b"plain"),
    "device.log": lambda path: path.symlink_to("/dev/zero"),
}


@pytest.mark.skipif(os.name != "posix", reason="pipes and devices")
@pytest.mark.parametrize("name", LOGS)
def test_logs_that_cannot_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """One message that names the file; nothing hangs."""
    monkeypatch.chdir(tmp_path)
    register = tmp_path / "registry.csv"
    register.write_text(link_registry.write_csv([]), encoding="utf-8")
    LOGS[name](tmp_path / name)
    made = CliRunner().invoke(main, ["links", "report", "--access-log", name, "--registry", "registry.csv"])
    assert made.exit_code == 1 and f"{name}: error: " in made.output and made.exception.__class__ is SystemExit


@pytest.mark.parametrize("count", ["9" * 5000, "9" * 300, "-1", "1e3", "١", "", "1.5"])
def test_copies_that_are_no_number(registry: dict[str, Row], count: str) -> None:
    """Named with their line; the others count."""
    token = next(iter(registry))
    copies, problems = scan_report.read_copies(
        f"token,copies\n{token},{count}\n{token},7\n", {token: registry[token]}, "c.csv"
    )
    assert copies == {token: 7} and [str(p.where) for p in problems] == ["c.csv:2:1"]


def test_copies_as_a_spreadsheet_saves_them(registry: dict[str, Row]) -> None:
    """Semicolons, capitals, empty rows, and a cell longer than csv reads."""
    token = next(iter(registry))
    text = f"Token;Copies\n{token};1,200\n;\n{'x' * 200_000};1\n{token};1\n"
    copies, problems = scan_report.read_copies(text, {token: registry[token]}, "c.csv")
    assert copies == {token: 1201} and [p.where.line for p in problems] == [4]
