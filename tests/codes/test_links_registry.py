"""The registry of codes and the redirects made of it."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner
from typed import Make

from outreach.cli.links import links as command
from outreach.codes import link_registry, links, qr
from outreach.codes.link_registry import Row
from outreach.diagnostics import NOWHERE
from outreach.formats import CARRIERS, FORMATS
from outreach.profiles import Profiles
from outreach.profiles.branches import BranchRow
from outreach.project import Project
from outreach.script import Script, load_script

BRANCHES = [BranchRow(f"JW{n:04}", f"支行{n}", "路 1 号", "400-000-0000", NOWHERE) for n in range(3)]


@pytest.fixture(scope="module")
def scripts(project: Project) -> list[Script]:
    """Every starter scam."""
    found = [load_script(project, slug)[0] for slug in project.names("content/scams")]
    return [script for script in found if script is not None]


@pytest.fixture(scope="module")
def rows(scripts: list[Script], profiles: Profiles) -> list[Row]:
    """The registry of every starter scam, for head office and three branches."""
    return list(link_registry.rows(scripts, profiles, BRANCHES))


def test_every_combination_has_its_own_token(rows: list[Row], scripts: list[Script], profiles: Profiles) -> None:
    """Scam x audience x language x format x (head office and branches), each once, each another valid token."""
    editions = {
        (script.slug, who.id, lang)
        for script in scripts
        for who in profiles.audiences.values()
        for lang in who.languages
        if lang == script.language or lang in script.translations
    }
    assert len(rows) == len(editions) * len(CARRIERS) * (len(BRANCHES) + 1)
    assert len({row.token for row in rows}) == len(rows)
    assert all(links.is_token(row.token) for row in rows)
    assert {(row.scam, row.audience, row.lang) for row in rows} == editions


def test_tokens_are_those_that_the_codes_hold(rows: list[Row], board: Make, profiles: Profiles) -> None:
    """What a leaflet's code says is a line of the registry, and it may go into a code."""
    made = board("nfc-skimming", "seniors", "zh-CN")
    payload = links.payload(made, "leaflet")
    row = next(r for r in rows if r.batch[1:] == ("nfc-skimming", "seniors", "zh-CN", "leaflet", ""))
    assert payload.endswith(f"/Q/{row.token}")
    assert qr.check_payload(payload, tuple(profiles.brand.domains)) == []


def test_every_format_that_carries_a_code_is_registered() -> None:
    """A format that is built is either registered or has no code: a code that leads nowhere cannot be printed."""
    without = {"captions", "page", "hotline-audio", "deck-film"}  # nothing to scan, or the codes of deck and film
    without |= {"game", "lots", "bingo", "stickers"}  # played, not scanned
    assert set(FORMATS) - without <= set(CARRIERS)


def test_target_leads_to_the_page_of_the_same_edition(rows: list[Row], profiles: Profiles) -> None:
    """The address is https on the brand's host, the page's folder as the build writes it, and lower-case tags."""
    row = next(r for r in rows if r.branch == "JW0001" and r.format == "poster" and r.audience == "foreign-residents")
    start = f"https://{profiles.brand.link.host}/{row.scam}/foreign-residents/en/page/?"
    assert row.target.startswith(start)
    assert "utm_source=branch-jw0001&utm_medium=poster&" in row.target
    assert row.target == row.target.lower()


def test_earlier_codes_stay(rows: list[Row]) -> None:
    """A code of a past campaign keeps its line; one that is planned again gets today's address."""
    old = replace(rows[0], campaign="fanzha-2025", token=links.token("fanzha-2025", *rows[0].batch[1:]))
    moved = replace(rows[1], target="https://old.example/")
    registry, problems = link_registry.merged(rows, [old, moved])
    assert problems == []
    assert registry[old.token] == old
    assert registry[rows[1].token].target == rows[1].target


def test_a_collision_names_both_batches(rows: list[Row]) -> None:
    """Two batches with one token stop the run and say which they are."""
    twin = replace(rows[0], branch="JW9999")
    _, problems = link_registry.merged([rows[0], twin])
    assert [p.code for p in problems] == ["token"]
    assert "JW9999" in problems[0].message and rows[0].scam in problems[0].message


def test_registry_csv_survives_a_round_trip(rows: list[Row]) -> None:
    """Written and read again it is the same, with a byte order mark, and no cell can start a formula."""
    made = links.token("fanzha", rows[0].scam, rows[0].audience, rows[0].lang, rows[0].format, "-1+1")
    risky = replace(rows[0], branch="-1+1", token=made)
    text = link_registry.write_csv([*rows, risky])
    assert text.startswith("\ufeff")
    assert not [c for line in csv.reader(io.StringIO(text[1:])) for c in line if c[:1] in "=+-@" and c]
    back, problems = link_registry.read_csv(text)
    assert (back, problems) == ([*rows, risky], [])


def test_a_damaged_registry_line_is_named() -> None:
    """A line whose token has a wrong check character is reported with its line number."""
    header = ",".join(link_registry.COLUMNS)
    _, problems = link_registry.read_csv(f"{header}\nAAAAAAAAAA,,,,,,,,,,,\n", "r.csv")
    assert [str(p.where) for p in problems] == ["r.csv:2:1"]


def test_redirects_serve_both_cases(rows: list[Row]) -> None:
    """`_redirects` has the printed path and its lower case; so have bare folders, which lead on without a rule."""
    lines = "".join(link_registry.netlify(rows[:1], "q")).splitlines()
    token = rows[0].token
    assert [line.split()[0] for line in lines] == [f"/Q/{token}", f"/q/{token.lower()}"]
    pages = link_registry.bare(rows[0], "q")
    assert set(pages) == {f"Q/{token}/index.html", f"q/{token.lower()}/index.html"}
    page = pages[f"Q/{token}/index.html"]
    assert f'content="0; url={rows[0].target.replace("&", "&amp;")}"' in page and "<script" not in page


def test_build_writes_everything_and_keeps_old_codes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`outreach links build` writes the four forms; a second run with a damaged registry refuses to overwrite it."""
    monkeypatch.chdir(tmp_path)
    made = CliRunner().invoke(command, ["build", "-o", "links"])
    assert made.exit_code == 0, made.output
    names = {p.name for p in (tmp_path / "links").iterdir()}
    assert names == {"registry.csv", "nginx-map.conf", "nginx-location.conf", "_redirects", "site"}
    registry = tmp_path / "links" / "registry.csv"
    damaged = registry.read_text(encoding="utf-8-sig").replace("\n", "\nXXXXXXXXXX,", 1)
    registry.write_text(damaged, encoding="utf-8")
    again = CliRunner().invoke(command, ["build", "-o", "links"])
    assert again.exit_code == 1 and "expected a token" in again.output
    assert registry.read_text(encoding="utf-8") == damaged
