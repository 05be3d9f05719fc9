"""What changed in a folder within a week: the days that the manifest remembers, from build to build."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest
from own import SCAM, own_project
from test_build import run

from outreach import manifest
from outreach.news import believable, dated, gone, kind_of, news
from outreach.plan import Wish
from outreach.project import Project

DAY = dt.date(2026, 11, 23)
CHECKLIST = Wish((SCAM,), ("elders",), (), ("checklist",), voice="silent")


def row(path: str = "a/b/c/leaflet.pdf", **facts: Any) -> dict[str, Any]:
    """A row as the manifest has it."""
    named = dict(zip(("scam", "audience", "lang"), path.split("/"), strict=False))
    return {"path": path, "sha256": "a", "words": "w", "branch": "", "title": "t", **named, **facts}


def test_a_row_keeps_its_days_while_it_says_the_same() -> None:
    """New bytes alone (another date in a PDF, another layout) are no news; other words are."""
    (first,) = dated([row()], [], DAY)
    assert (first["added"], first["changed"]) == ("2026-11-23", "2026-11-23")
    later = DAY + dt.timedelta(days=30)
    (same,) = dated([row(sha256="b")], [first], later)
    assert (same["added"], same["changed"]) == ("2026-11-23", "2026-11-23")
    (other,) = dated([row(words="x")], [same], later)
    assert (other["added"], other["changed"]) == ("2026-11-23", "2026-12-23")
    assert [kind_of(one, later) for one in (same, other)] == [None, "changed"]


def test_a_file_of_a_manifest_without_days_is_old() -> None:
    """A folder of an earlier version: nothing in it is called new."""
    (found,) = dated([row()], [row()], DAY)
    assert kind_of(found, DAY) is None
    assert dated([row(branch="JW1")], [], DAY) == [row(branch="JW1")]


@pytest.mark.parametrize("day", ["", "<b>", 3, None, "9999-99-99x", ["2026-11-23"]])
def test_a_day_that_is_none_is_old(day: object) -> None:
    """Whatever stands in a manifest that somebody edited."""
    assert kind_of(row(added=day, changed=day), DAY) is None


def test_what_left_is_remembered_for_a_week() -> None:
    """And forgotten when it comes back."""
    left = gone([], [row()], [], DAY)
    assert [(one["path"], one["left"]) for one in left] == [("a/b/c/leaflet.pdf", "2026-11-23")]
    assert gone([], [], left, DAY + dt.timedelta(days=6)) == left
    assert gone([], [], left, DAY + dt.timedelta(days=7)) == []
    assert gone([row()], [], left, DAY) == []
    assert gone([], [row(branch="JW1")], [], DAY) == []


def test_a_folder_that_is_all_new_has_no_news() -> None:
    """Nobody knows it yet; one older file, and the rest is news."""
    new = dated([row(), row("a/b/c/poster.pdf")], [], DAY)
    assert [*news(new, [], DAY)] == []
    assert [kind for kind, _ in news([*new, row("a/b/c/deck.pptx")], [], DAY)] == ["new", "new"]
    assert [kind for kind, _ in news(new[:1], gone([], [row("x/y/z/comic.pdf")], [], DAY), DAY)] == ["new", "gone"]


@pytest.mark.parametrize("plain", [None, 3, "x", [3], [{}], [{"path": 3}], {"path": "a"}])
def test_a_list_of_what_left_that_is_none_is_not_believed(plain: object) -> None:
    """Nothing is told of it, and nothing breaks."""
    assert believable(plain) == []


@pytest.mark.slow  # quick: the rest of this file
def test_builds_of_two_weeks(tmp_path: Path) -> None:
    """A second week's build says what it adds, changes and no longer has; the same build again changes nothing."""
    made, out = own_project(tmp_path / "own"), tmp_path / "out"
    run(made, tmp_path, CHECKLIST)
    assert 'class="news"' not in (out / "index.html").read_text("utf-8")
    script = made.path(f"content/scams/{SCAM}/script.yaml")
    script.write_text(script.read_text("utf-8").replace("title: ", "title: 新", 1), "utf-8")
    later = Project(made.root, made.date + dt.timedelta(days=14))
    both = Wish((SCAM,), ("elders",), (), ("checklist", "captions"), voice="silent")
    run(later, tmp_path, both)
    rows = {one["path"].rpartition("/")[2]: one for one in manifest.read(out).rows}
    assert (kind_of(rows["checklist.pdf"], later.date), kind_of(rows["captions.vtt"], later.date)) == ("changed", "new")
    html = (out / "index.html").read_bytes()
    assert "已更新" in html.decode()
    run(Project(made.root, later.date), tmp_path, both)
    assert (out / "index.html").read_bytes() == html
    (made.path("content/audiences/elders.yaml")).write_text(
        made.path("content/audiences/elders.yaml")
        .read_text("utf-8")
        .replace("checklist, ", "")
        .replace(", checklist", ""),
        "utf-8",
    )
    run(Project(made.root, later.date), tmp_path, Wish((SCAM,), ("visitors",), (), ("captions",), voice="silent"))
    left = json.loads((out / "manifest.json").read_text("utf-8"))["gone"]
    assert "checklist.pdf" in {one["path"].rpartition("/")[2] for one in left}
    assert "已撤下" in (out / "index.html").read_text("utf-8")
