"""The folder of `outreach links build`: the register outlives kills and refuses damage; nothing foreign gets out."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from own import own_project

from outreach.cli import main
from outreach.codes import link_registry, links, registry_line
from outreach.codes.link_registry import Row

ROOT = Path(__file__).parent.parent.parent
OWN = ("trialbank.example",)
Run = Callable[..., Result]


@pytest.fixture(scope="module")
def ready(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project of one scam, two branches, and a first register."""
    folder = own_project(tmp_path_factory.mktemp("ready")).root
    with (folder / "content/branches.csv").open("a", encoding="utf-8") as rows:
        rows.write("TB02,试行银行二号支行,试验路 2 号,400-000-0002\n")
    with contextlib.chdir(folder):
        assert build().exit_code == 0
    return folder


@pytest.fixture
def home(ready: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of it, in which we are."""
    shutil.copytree(ready, tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def build(*args: str) -> Result:
    """`outreach links build` into out/links."""
    return CliRunner().invoke(main, ["links", "build", *args])


def register(home: Path) -> Path:
    """The register."""
    return home / "out/links/registry.csv"


def everything(folder: Path) -> dict[str, bytes]:
    """Every file of a folder."""
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def line(home: Path, target: str, **fields: str) -> Row:
    """A row of a past campaign that leads to `target`; its token is right for its fields."""
    found = link_registry.read_csv(register(home).read_text(encoding="utf-8-sig"), "x", OWN)[0][0]
    values = {name: getattr(found, name) for name in link_registry.COLUMNS} | {"campaign": "2025"} | fields
    batch = [values[name] for name in ("campaign", "scam", "audience", "lang", "format", "branch")]
    return Row(**values | {"token": links.token(*batch), "target": target})


def with_row(home: Path, row: Row) -> None:
    """Puts one more row into the register, as somebody could."""
    path = register(home)
    found, _ = link_registry.read_csv(path.read_text(encoding="utf-8-sig"), "x", OWN)
    path.write_text(link_registry.write_csv([*found, row]), encoding="utf-8", newline="")


FINE = "https://go.trialbank.example/old/page/"


def test_a_past_campaigns_code_leads_where_it_led(home: Path) -> None:
    """Also to an address that somebody chose by hand, on a domain of ours; the version before is kept."""
    with_row(home, line(home, FINE))
    before = register(home).read_bytes()
    brand = home / "content/brand.yaml"
    brand.write_text(brand.read_text(encoding="utf-8").replace("campaign: trial", "campaign: spring"), encoding="utf-8")
    assert build().exit_code == 0
    assert (home / "out/links/registry.previous.csv").read_bytes() == before
    rows, problems = link_registry.read_csv(register(home).read_text(encoding="utf-8-sig"), "x", OWN)
    assert problems == [] and FINE in {row.target for row in rows}
    assert FINE in (home / "out/links/nginx-map.conf").read_text(encoding="utf-8")


EVIL = [
    "https://evil.example/login",
    "https://trialbank.example.evil.example/",
    "https://trialbank.example@evil.example/",
    "https://xtrialbank.example/",
    "http://go.trialbank.example/",
    "javascript:alert(1)",
    "data:text/html,x",
    "//evil.example/",
    "",
    "https://go.trialbank.e",
    'https://go.trialbank.example/"; } server { listen 1; } #',
    "https://go.trialbank.example/$host",
    "https://go.trialbank.example/a\n/* https://evil.example 302",
    "https://go.trialbank.example/a\r\nX: y",
    "https://go.trialbank.example/a b",
    'https://go.trialbank.example/"><script>alert(1)</script>',
    "https://go.trialbank.example/a;b",
    "https://go.trialbank.example/#x",
    "https://go.trialbank.example:8443/",
    "https://go.trialbank.example/\u202e",
    "https://go.triаlbank.example/",
    "https://go.trialbank.example/a\0b",
]


@pytest.mark.every(3)
@pytest.mark.parametrize("target", EVIL)
def test_a_target_that_is_not_ours_is_refused(home: Path, target: str) -> None:
    """With its line, and nothing is written."""
    with_row(home, line(home, target))
    before = everything(home / "out/links")
    made = build("--static")
    assert made.exit_code == 1 and "registry.csv:" in made.output and "Traceback" not in made.output
    assert everything(home / "out/links") == before


@pytest.mark.parametrize(
    "fields",
    [
        {"scam": "<script>"},
        {"audience": "a b"},
        {"lang": '"'},
        {"branch": "../x"},
        {"campaign": "a\nb"},
        {"format": "x;"},
    ],
    ids=lambda f: next(iter(f)),
)
def test_fields_are_judged_even_when_the_token_fits(home: Path, fields: dict[str, str]) -> None:
    """Whoever can write a line can compute its token."""
    with_row(home, line(home, FINE, **fields))
    assert build().exit_code == 1


def _cut(data: bytes, share: float) -> bytes:
    return data[: int(len(data) * share)]


DAMAGE: dict[str, Callable[[bytes], bytes]] = {
    "empty": lambda data: b"",
    "64 bytes": lambda data: data[:64],
    "half": lambda data: _cut(data, 0.5),
    "cut in the last line": lambda data: data[:-9],
    "cut at a line": lambda data: b"".join(data.splitlines(keepends=True)[:-3]),
    "one line less inside": lambda data: b"".join([*data.splitlines(keepends=True)[:5], *data.splitlines(True)[6:]]),
    "gbk": lambda data: data + "网点,,,,,,,,,,,,\n".encode("gbk"),
    "utf-16": lambda data: data.decode("utf-8-sig").encode("utf-16"),
    "huge field": lambda data: data + b"x" * 200_000 + b",,,,,,,,,,,,\n",
    "NUL": lambda data: data.replace(b"trial", b"tri\0l", 1),
    "zeros": lambda data: bytes(len(data)),
    "twice": lambda data: data + data.splitlines(keepends=True)[-1],
    "short row": lambda data: data + b"0123456789,a\n",
    "long row": lambda data: data.replace(b"\n", b",x,y\n").replace(b",x,y\n", b"\n", 1),
    "unclosed quote": lambda data: data.replace(b"trial", b'"trial', 1),
    "another batch": lambda data: data.replace(b",elders,", b",visitors,", 1),
    "a column gone": lambda data: re.sub(rb"(?m),[^,\n]*$", b"", re.sub(rb"(?m),[^,\n]*$", b"", data)),
    "semicolons": lambda data: data.replace(b",", b";"),
}


@pytest.mark.every(4)
@pytest.mark.parametrize("kind", DAMAGE)
def test_a_damaged_register_stops_the_run(home: Path, kind: str) -> None:
    """Nothing is written; the place and the way back are said."""
    register(home).write_bytes(DAMAGE[kind](register(home).read_bytes()))
    before = everything(home / "out/links")
    made = build()
    assert made.exit_code == 1 and "registry.previous.csv" in made.output, made.output
    assert re.search(r"registry\.csv:\d+", made.output) and "Traceback" not in made.output
    assert isinstance(made.exception, SystemExit)
    assert everything(home / "out/links") == before


def test_a_register_that_is_gone_while_the_one_before_is_there(home: Path) -> None:
    """Somebody moved it: a new one would forget the codes on paper."""
    register(home).rename(home / "out/links/registry.previous.csv")
    made = build()
    assert made.exit_code == 1 and "registry.previous.csv" in made.output and not register(home).exists()


def test_a_register_of_the_first_kind_is_read(home: Path) -> None:
    """Registers without a count in their header are those of earlier versions; the next run adds it."""
    path = register(home)
    now = path.read_bytes()
    path.write_bytes(re.sub(rb",rows:\d+(?=\n)", b"", now, count=1).replace(b",\n", b"\n"))
    assert build().exit_code == 0
    assert path.read_bytes() == now


@pytest.mark.every(3)
@pytest.mark.parametrize("linked", ["out", "out/links", "out/links/site", "out/links/site/q", "out/links/registry.csv"])
def test_nothing_is_written_through_a_link(home: Path, linked: str) -> None:
    """A folder or register that is a link may lie anywhere."""
    place, away = home / linked, home / "away"
    assert build("--static").exit_code == 0
    shutil.move(place, away)
    place.symlink_to(away, target_is_directory=away.is_dir())
    before = everything(away) if away.is_dir() else {"": away.read_bytes()}
    brand = home / "content/brand.yaml"
    brand.write_text(brand.read_text(encoding="utf-8").replace("campaign: trial", "campaign: spring"), encoding="utf-8")
    made = build("--static")
    assert made.exit_code == 1 and "link" in made.output
    assert (everything(away) if away.is_dir() else {"": away.read_bytes()}) == before


def test_addresses_are_escaped_for_every_file() -> None:
    """Whatever stands in a row: no quote, space, variable, brace or tag leaves the writers."""
    for sign in "\"'`$;{}<> \n\r\t\\|^#\0é码\u2028":
        shown = registry_line.written(f"https://go.trialbank.example/a{sign}b?x={sign}")
        assert re.fullmatch(r"https://[a-z.]+/[A-Za-z0-9%?=]*", shown)
    for foreign in ("javascript:alert(1)", "http://a.example/", "https://10.0.0.1/", "https:///x"):
        with pytest.raises(ValueError, match="https"):
            registry_line.written(foreign)


# --- kills -----------------------------------------------------------------------------------------------------------

CHILD = """
import itertools, os, re, sys
from click.testing import CliRunner
from outreach.cli import main
print("ready", flush=True)
for line in sys.stdin:
    child = os.fork()
    if not child:
        for n in itertools.count():
            text = open("content/brand.yaml", encoding="utf-8").read()
            text = re.sub(r"(?m)^campaign: .*", f"campaign: c{line.strip()}-{n % 3}", text)
            with open("brand.new", "w", encoding="utf-8") as new:
                new.write(text)
            os.replace("brand.new", "content/brand.yaml")
            CliRunner().invoke(main, ["links", "build", "--no-static"])
    print(child, flush=True)
    os.waitpid(child, 0)
    print("gone", flush=True)
"""
KILLS = 20


@pytest.mark.slow
@pytest.mark.skipif(os.name != "posix", reason="kills and forks as POSIX has them")
def test_kills_lose_no_code(home: Path) -> None:
    """SIGKILL at moments spread over the run, each while it writes new codes: all that was there is still there."""
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    (home / "content/branches.csv").unlink()
    parent = subprocess.Popen([sys.executable, "-c", CHILD], stdin=-1, stdout=-1, text=True, env=env, cwd=home)
    assert parent.stdin and parent.stdout and parent.stdout.readline() == "ready\n"
    known: set[str] = set()
    changed = 0
    try:
        for trial in range(KILLS):
            before = register(home).read_bytes()
            print(trial, file=parent.stdin, flush=True)
            child = int(parent.stdout.readline())
            _watch(register(home).parent, before, trial)
            os.kill(child, signal.SIGKILL)
            assert parent.stdout.readline() == "gone\n"
            rows, problems = link_registry.read_csv(register(home).read_text(encoding="utf-8-sig"), "x", OWN)
            assert problems == []
            now = {row.token for row in rows}
            assert now >= known
            changed += now > known
            known = now
    finally:
        parent.stdin.close()
        parent.wait(20)
        parent.stdout.close()
    assert changed > KILLS / 2  # the kills did come while it wrote
    assert build().exit_code == 0
    assert not [p for p in register(home).parent.iterdir() if p.name.startswith(".")]


def _watch(folder: Path, before: bytes, trial: int) -> None:
    """Until a part of a file appears or the register changed, and a little longer, another bit in each trial."""
    end = time.monotonic() + 20
    left = {p.name for p in folder.iterdir()}  # by the kill before
    while time.monotonic() < end:
        if {p.name for p in folder.iterdir()} - left or (folder / "registry.csv").read_bytes() != before:
            break
    until = time.monotonic() + trial * 0.003
    while time.monotonic() < until:
        pass
