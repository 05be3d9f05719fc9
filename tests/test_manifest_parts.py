"""Rows of many branches stand in parts: what is written is read, what changed is written, damage is told by name."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from outreach import files, manifest, manifest_parts
from outreach.build.current import leavings
from outreach.outputs import Outputs

FILES = ("leaflet.pdf", "leaflet-mono.pdf", "leaflet-press.pdf", "leaflet-press-285.pdf")
BRANCHES = 300


def rows(branches: int = BRANCHES, state: str = "draft") -> list[dict[str, Any]]:
    """A pack's own leaflet, and those of its branches."""
    pack = {"scam": "a-scam", "audience": "seniors", "lang": "zh-CN", "format": "leaflet", "title": "骗局", "bytes": 3}
    ids = ["", *(f"B{n:05}" for n in range(branches))]
    return [
        {**pack, "branch": one, "state": state, "sha256": f"{n:064x}", "path": f"a-scam/seniors/zh-CN/{folder}{name}"}
        for n, one in enumerate(ids)
        for folder in (f"branches/{one}/" if one else "",)
        for name in FILES
    ]


def by_path(found: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """Rows by path."""
    return {row["path"]: row for row in found}


def parts(folder: Path) -> dict[str, int]:
    """The parts that stand there, and when each was written."""
    return {path.name: path.stat().st_mtime_ns for path in (folder / "manifest").glob("*")}


def test_what_is_written_is_read(tmp_path: Path) -> None:
    """Every row once; the index has the pack's own rows, and is JSON as it always was."""
    named = manifest.write(tmp_path, rows(), {"gallery": {"index.html": "b" * 64}})
    found = manifest.read(tmp_path)
    assert by_path(found.rows) == by_path(rows()) and len(found.rows) == len(rows())
    assert (found.problems, found.parts, found.gallery) == ([], named, {"index.html": "b" * 64})
    index = json.loads((tmp_path / "manifest.json").read_text("utf-8"))
    assert [row["branch"] for row in index["artefacts"]] == [""] * len(FILES) and index["schema"] == 3
    assert len(named) == manifest_parts.GROUPS == len(parts(tmp_path))


def test_rows_that_are_known_are_not_kept(tmp_path: Path) -> None:
    """Who has made them anew asks for the others."""
    manifest.write(tmp_path, rows(), {})
    known = {row["path"] for row in rows() if row["branch"] != "B00007"}
    found = manifest.read(tmp_path, known)
    assert {row["branch"] for row in found.rows} == {"B00007"} and len(found.rows) == len(FILES)
    assert found.problems == [] and len(found.parts) == manifest_parts.GROUPS


def test_few_branches_stay_in_one_file(tmp_path: Path) -> None:
    """Whoever reads the manifest alone sees them all, in the form it always had."""
    few = rows(manifest_parts.INLINE // len(FILES))
    assert manifest.write(tmp_path, few, {}) == []
    index = json.loads((tmp_path / "manifest.json").read_text("utf-8"))
    assert by_path(index["artefacts"]) == by_path(few) and index["schema"] == 2 and "parts" not in index
    assert not (tmp_path / "manifest").exists()


def test_a_folder_of_the_former_version_is_understood(tmp_path: Path) -> None:
    """All rows of many branches in one file, as they were written before there were parts."""
    lines = ",\n".join(json.dumps(row, ensure_ascii=False, sort_keys=True) for row in rows())
    head = '{"date": "2026-11-26", "gallery": {}, "schema": 2, "artefacts": ['
    (tmp_path / "manifest.json").write_text(f"{head}\n{lines}\n]}}\n", "utf-8")
    found = manifest.read(tmp_path)
    assert by_path(found.rows) == by_path(rows()) and found.problems == []
    manifest.write(tmp_path, found.rows, {})
    assert by_path(manifest.read(tmp_path).rows) == by_path(rows())


def test_only_what_changed_is_written(tmp_path: Path) -> None:
    """The same rows: nothing. Another branch, or another state of one: the part of that branch alone."""
    manifest.write(tmp_path, rows(), {})
    first = parts(tmp_path)
    manifest.write(tmp_path, rows()[::-1], {})
    assert parts(tmp_path) == first
    more = manifest.write(tmp_path, rows(BRANCHES + 1), {})
    assert len({Path(name).name for name in more} - first.keys()) == 1
    assert {name: at for name, at in parts(tmp_path).items() if name in first} == first
    changed = [{**row, "stale": "…"} if row["branch"] == "B00007" else row for row in rows()]
    assert len({Path(name).name for name in manifest.write(tmp_path, changed, {})} - first.keys()) == 1


def test_parts_that_nothing_names_leave_and_nothing_else_does(tmp_path: Path) -> None:
    """What somebody put there, or changed, is not ours."""
    manifest.write(tmp_path, rows(), {})
    named = manifest.write(tmp_path, rows(BRANCHES + 1), {})
    folder = tmp_path / "manifest"
    for name in ("mine.jsonl", "0123456789abcdef.jsonl"):
        (folder / name).write_text("mine", "utf-8")
    left = leavings(Outputs(tmp_path), rows(), named)
    assert len(left) == 1 and left[0] not in named
    assert not {"manifest/mine.jsonl", "manifest/0123456789abcdef.jsonl"} & {*left}


def _made_a_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def _made_a_link(path: Path) -> None:
    path.symlink_to(path.rename(path.with_name("x")))


DAMAGE: dict[str, Callable[[Path], object]] = {
    "cut": lambda path: path.write_bytes(path.read_bytes()[:-9]),
    "changed": lambda path: path.write_text(path.read_text("utf-8").replace("draft", "final"), "utf-8"),
    "gone": lambda path: path.unlink(),
    "a folder": _made_a_folder,
    "a link": _made_a_link,
}


@pytest.mark.parametrize("how", DAMAGE)
def test_a_damaged_part_is_told_by_name_and_the_others_count(tmp_path: Path, how: str) -> None:
    """And the next manifest of the same rows is whole again."""
    named = manifest.write(tmp_path, rows(), {})
    lost = manifest_parts.read(tmp_path, named[3])
    DAMAGE[how](tmp_path / named[3])
    found = manifest.read(tmp_path)
    assert [(d.severity, d.where.file) for d in found.problems] == [("warning", str(tmp_path / named[3]))]
    assert by_path(found.rows).keys() == by_path(rows()).keys() - by_path(lost).keys()
    if how != "a folder":
        manifest.write(tmp_path, rows(), {})
        assert manifest.read(tmp_path).problems == [] and len(manifest.read(tmp_path).rows) == len(rows())


@pytest.mark.parametrize("names", [["../evil.jsonl"], ["manifest/../x.jsonl"], [3], 3, {"a": 1}, [["x"] * 9], None])
def test_names_that_are_none_are_told_once(tmp_path: Path, names: Any) -> None:
    """An index says what may be removed: no name leads out."""
    (tmp_path / "manifest.json").write_text(json.dumps({"artefacts": rows(1), "parts": names}), "utf-8")
    found = manifest.read(tmp_path)
    assert (len(found.rows), len(found.problems), found.parts) == (len(rows(1)), 1, [])


@pytest.mark.parametrize("nth", [1, 2, 20, 32, 33])
def test_a_run_that_ends_anywhere_leaves_the_old_list_or_the_new_one(
    tmp_path: Path, nth: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Killed before the n-th file has its name: 32 parts and the index. What is left over goes the next time."""
    manifest.write(tmp_path, rows(), {})
    new, count, replace = rows(state="approved"), 0, files._replace

    def killed(part: Path, path: Path) -> None:
        nonlocal count
        count += 1
        if count == nth:
            raise KeyboardInterrupt
        replace(part, path)

    monkeypatch.setattr(files, "_replace", killed)
    with pytest.raises(KeyboardInterrupt):
        manifest.write(tmp_path, new, {})
    found = manifest.read(tmp_path)
    assert found.problems == [] and by_path(found.rows) == by_path(rows())
    named = manifest.write(tmp_path, new, {})
    assert by_path(manifest.read(tmp_path).rows) == by_path(new)
    for name in leavings(Outputs(tmp_path), [], named):
        Outputs(tmp_path).remove(name)
    assert {f"manifest/{name}" for name in parts(tmp_path)} == {*named}


@pytest.mark.parametrize("what", ["a file", "a link"])
def test_where_no_folder_may_be_made_all_is_in_one_file(tmp_path: Path, what: str) -> None:
    """What stands in its place is somebody's."""
    (tmp_path / "else").mkdir()
    place = tmp_path / "manifest"
    place.write_text("mine", "utf-8") if what == "a file" else place.symlink_to(tmp_path / "else")
    assert manifest.write(tmp_path, rows(), {}) == []
    assert by_path(manifest.read(tmp_path).rows) == by_path(rows()) and not [*(tmp_path / "else").iterdir()]
