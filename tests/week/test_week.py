"""`outreach week`: a week's files as one zip."""

from __future__ import annotations

import json
import posixpath
import re
import shutil
import zipfile
from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest
from click.testing import CliRunner, Result
from own import SCAM, own_project

from outreach.cli import main
from outreach.project import Project
from outreach.week.archive import NAME
from outreach.week.making import wishes
from outreach.week.plan import Due
from outreach.wish import Wish

CALENDAR = """
reminders:
  - {weeks: 4, name: {zh-CN: 再提醒, en: again}, formats: [page]}
occasions:
  - {id: eve, month: 12, day: 8, name: {zh-CN: 年末, en: Year’s end}}
"""
ASKED = ("week", "2026-W48", "-f", "leaflet", "-f", "page", "-a", "visitors", "--voice", "silent")


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The tests' project with a calendar."""
    project = own_project(tmp_path_factory.mktemp("home"))
    project.path("content/calendar.yaml").write_text(CALENDAR, "utf-8")
    return project


@pytest.fixture(scope="module")
def first(home: Project) -> Result:
    """The week's first zip."""
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(home.root)
        return CliRunner().invoke(main, ASKED)


@pytest.fixture
def found(first: Result, home: Project) -> dict[str, bytes]:
    """Its files."""
    assert first.exit_code == 0, first.output
    with zipfile.ZipFile(home.root / "pack-2026-W48.zip") as made:
        return {name: made.read(name) for name in made.namelist()}


@pytest.fixture
def there(first: Result, home: Project, tmp_path: Path) -> Path:
    """A copy of the folder after the first week, for a test that changes what others read."""
    assert first.exit_code == 0, first.output
    return shutil.copytree(home.root, tmp_path / "there")


def test_it_says_what_is_due_and_why(first: Result) -> None:
    """The occasion two weeks ahead, and a reminder of the week in which the scam had its turn."""
    lines = first.stdout.splitlines()
    assert lines[0] == "2026-W48"
    assert "parcel" in lines[1] and "Year’s end, 2026-12-08" in lines[1]
    assert "again: shown in 2026-W44" in lines[2] and "page" in lines[2]


def test_all_links_lead_to_files_of_the_zip(found: dict[str, bytes]) -> None:
    """Of the gallery and of the pages, but those to formats that were not asked for."""
    pages = [name for name in found if name.endswith(".html") and not name.startswith("review/")]
    assert len(pages) == 2
    for page in pages:
        for link in re.findall(r'\s(?:href|src|poster)="([^":#?]+)"', found[page].decode()):
            name = posixpath.normpath(posixpath.join(posixpath.dirname(page), link))
            assert name in found or re.search(r"video|captions|transcript|/elders/", link), (page, link)


def test_it_has_what_is_written_around_the_files(found: dict[str, bytes], home: Project) -> None:
    """One page A4 that names the sheet and the folder, a letter with the refusal, a post, a page for reviewers."""
    with pypdfium2.PdfDocument(found["contents-en.pdf"]) as sheet:
        words = sheet[0].get_textpage().get_text_bounded()
        assert (len(sheet), [round(side * 25.4 / 72) for side in sheet[0].get_size()]) == (1, [210, 297])
    title = re.search(r"<title>(.*?)</title>", found["phone/parcel-visitors-en-page/index.html"].decode())
    letter = found["mail-en.txt"].decode()
    assert title
    for said in ("2026-W48", "Year’s end", "print/", "phone/", "A4"):
        assert said in words
    assert letter.split("\n")[0].startswith("Anti-fraud pack 2026-W48: ") and "Year’s end (Dec 8)" in letter
    assert "“I will ask my bank. Goodbye.”" in letter and "draft" in letter
    assert found["posts/parcel-visitors-en-post.txt"] and found[f"review/review-{SCAM}.html"]


@pytest.mark.slow
def test_its_list_tells_every_file(found: dict[str, bytes]) -> None:
    """With digest, size and state."""
    told = json.loads(found[NAME])
    assert told["week"] == "2026-W48" and [one["why"] for one in told["due"]] == ["occasion", "reminder"]
    assert {name: one["bytes"] for name, one in told["files"].items()} == {
        name: len(data) for name, data in found.items() if name != NAME
    }
    assert told["files"]["print/parcel-visitors-en-leaflet.pdf"]["state"] == "draft"


@pytest.mark.slow
def test_made_again_nothing_is_built_and_a_change_is_named(there: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Other words of the letter: the letter alone is another."""
    monkeypatch.chdir(there)
    zip_ = there / "pack-2026-W48.zip"
    stood = zip_.stat().st_mtime_ns
    again = json.loads(CliRunner().invoke(main, [*ASKED, "--json"]).stdout)
    assert (again["made"], again["new"], again["changed"], again["gone"]) == (0, [], [], [])
    assert zip_.stat().st_mtime_ns == stood
    words = (Path(__file__).parents[2] / "content/week.yaml").read_text("utf-8")
    (there / "content/week.yaml").write_text(words.replace("Dear colleagues", "Dear friends"), "utf-8")
    other = CliRunner().invoke(main, ASKED)
    assert "changed: mail-en.txt" in other.stderr and other.stderr.count("changed: ") == 1, other.stderr
    with zipfile.ZipFile(BytesIO(zip_.read_bytes())) as made:
        assert b"Dear friends" in made.read("mail-en.txt")


@pytest.mark.slow
def test_a_dry_run_knows_what_is_cached(first: Result, home: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """All of it after a run; of a film that was never made it says that it guesses. It writes nothing."""
    monkeypatch.chdir(home.root)
    before = {path: path.stat().st_mtime_ns for path in home.root.glob("*")}
    done = json.loads(CliRunner().invoke(main, [*ASKED, "--dry-run", "--json"]).stdout)
    assert done["make"] == done["films"] == 0 < done["cached"] and done["seconds"] == 0 and not done["unknown_sizes"]
    words = zipfile.ZipFile(home.root / "pack-2026-W48.zip")
    built = sum(one.file_size for one in words.infolist() if one.filename.startswith("print/"))
    assert built < done["bytes"] < sum(one.file_size for one in words.infolist())
    more = json.loads(CliRunner().invoke(main, [*ASKED, "-f", "video", "--dry-run", "--json"]).stdout)
    assert more["make"] and more["seconds"] > 0 and more["cached"] == done["cached"]
    assert more["films"] == 1 and more["guessed_films"] == ["parcel/visitors/en"]
    assert more["seconds"] > 20  # the film is half a minute
    assert more["unknown_sizes"] == ["parcel/visitors/en: video"]
    said = CliRunner().invoke(main, [*ASKED, "-f", "video", "--dry-run"])
    assert said.exit_code == 0 and "minutes with" in said.stdout and "parcel/visitors/en" in said.stdout
    assert before == {path: path.stat().st_mtime_ns for path in home.root.glob("*")}


def test_how_large_others_will_be_is_told_by_what_was_built(
    first: Result, home: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another audience's leaflet is about as large; of a deck nothing is known; where nothing is, no number is told."""
    monkeypatch.chdir(home.root)
    asked = ("week", "2026-W48", "-a", "elders", "--voice", "silent", "--dry-run")
    there = json.loads(CliRunner().invoke(main, [*asked, "-f", "leaflet", "-f", "deck", "--json"]).stdout)
    done = json.loads(CliRunner().invoke(main, [*ASKED, "--dry-run", "--json"]).stdout)
    assert there["unknown_sizes"] == ["parcel/elders/zh-CN: deck"] and 0 < there["bytes"] < done["bytes"]
    said = CliRunner().invoke(main, [*asked, "-f", "deck"]).stdout
    assert "how large it will be is unknown" in said and "MB" not in said


def test_a_reminder_is_made_in_its_own_formats() -> None:
    """Also where others are asked for; where none of them is, it is left out."""
    handed = Due("reminder", (SCAM,), ("visitors",), ("page", "cards"))
    asked = Wish((), formats=("leaflet", "page"))
    assert [wish.formats for wish in wishes([handed], asked)] == [("page",)]
    assert [*wishes([handed], Wish((), formats=("leaflet",)))] == [*wishes([handed], Wish((), ("elders",)))] == []
    assert [wish.formats for wish in wishes([handed], Wish(()))] == [("page", "cards")]


def test_what_is_not_released_is_not_handed_over(there: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Drafts."""
    monkeypatch.chdir(there)
    ended = CliRunner().invoke(main, [*ASKED, "--release", "--to", "released"])
    assert ended.exit_code == 1 and "is a draft" in ended.stderr
    assert not (there / "released").exists()


def test_what_is_released_has_no_pages_for_reviewers(there: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """They have read them; the letter does not name them."""
    monkeypatch.chdir(there)
    assert CliRunner().invoke(main, ["approve", SCAM, "--by", "Li Wei"]).exit_code == 0
    ended = CliRunner().invoke(main, [*ASKED, "--release"])
    assert ended.exit_code == 0, ended.output
    with zipfile.ZipFile(there / "pack-2026-W48.zip") as made:
        assert not [name for name in made.namelist() if name.startswith("review/")]
        assert b"review" not in made.read("mail-en.txt")
    assert f"withdrawn: review/review-{SCAM}.html" in ended.stderr
    assert "changed: print/" in ended.stderr and ": gallery/" not in ended.stderr  # pictures of what is named


@pytest.mark.parametrize("week", ["2026-W54", "next", "1999-W01", ""])
def test_a_week_that_is_none(week: str, home: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """Wrong usage, with a hint."""
    monkeypatch.chdir(home.root)
    ended = CliRunner().invoke(main, ["week", week])
    assert ended.exit_code == 2 and "hint: " in ended.stderr and f"found `{week}`" in ended.stderr


def test_words_that_nobody_fills(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Told with their place, before anything is built."""
    project = own_project(tmp_path)
    words = (Path(__file__).parents[2] / "content/week.yaml").read_text("utf-8")
    wrong = re.sub(r"(?m)^(    subject: .*){scams}", r"\1{scam}", words, count=1)
    project.path("content").joinpath("week.yaml").write_text(wrong, "utf-8")
    monkeypatch.chdir(tmp_path)
    ended = CliRunner().invoke(main, ASKED)
    line = 1 + next(n for n, text in enumerate(wrong.split("\n")) if "{scam}" in text)
    assert ended.exit_code == 1 and f"content/week.yaml:{line}:" in ended.stderr and "`{scam}`" in ended.stderr
    assert not (tmp_path / "out").exists()
