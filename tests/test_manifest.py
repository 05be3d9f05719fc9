"""The list of the outputs: what outreach wrote is believed, anything else is left out with a word."""

from __future__ import annotations

import json
import os
import tracemalloc
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreach import manifest

PACK = {"scam": "a-scam", "audience": "seniors", "lang": "zh-CN", "branch": "", "format": "leaflet"}


def row(**changed: Any) -> dict[str, Any]:
    """A row as a build writes it."""
    base = {
        **PACK,
        "path": "a-scam/seniors/zh-CN/leaflet.pdf",
        "sha256": "a" * 64,
        "bytes": 3,
        "title": "骗局",
        "state": "draft",
    }
    return {**base, **changed}


def test_what_is_written_is_read(tmp_path: Path) -> None:
    """Rows and the gallery's digests come back; the file is JSON, a row a line."""
    rows = [row(path=f"a-scam/seniors/zh-CN/card-{n}.png") for n in range(3)]
    manifest.write(tmp_path, rows, {"date": "2026-11-26", "gallery": {"index.html": "b" * 64}})
    found = manifest.read(tmp_path)
    assert (found.rows, found.gallery, found.problems) == (rows, {"index.html": "b" * 64}, [])
    text = (tmp_path / "manifest.json").read_text("utf-8")
    assert len(json.loads(text)["artefacts"]) == 3 and len(text.splitlines()) == 5


def test_an_empty_list_is_read_back(tmp_path: Path) -> None:
    """Nothing was made: still a manifest."""
    manifest.write(tmp_path, [], {})
    assert manifest.read(tmp_path) == manifest.Manifest()


@pytest.mark.parametrize(
    "changed",
    [
        {"path": "../evil"},
        {"path": "a-scam/seniors/zh-CN/../../../../evil"},
        {"path": "/etc/passwd"},
        {"path": "javascript:alert(1)"},
        {"path": "a-scam/seniors/zh-CN/javascript:alert(1)"},
        {"path": "a-scam\\seniors\\zh-CN\\leaflet.pdf"},
        {"path": "a-scam/seniors/zh-CN/.hidden"},
        {"path": "a-scam/seniors/zh-CN/a\nb.pdf"},
        {"path": "a-scam/seniors/zh-CN/"},
        {"path": "other-scam/seniors/zh-CN/leaflet.pdf"},
        {"path": 3},
        {"sha256": "../../evil"},
        {"sha256": "A" * 64},
        {"sha256": None},
        {"bytes": -1},
        {"bytes": True},
        {"bytes": "3"},
        {"scam": []},
        {"branch": "HT001"},
        {"seconds": "long"},
        {"seconds": float("nan")},
        {"state": None},
    ],
    ids=str,
)
def test_a_row_of_somebody_else_is_left_out(tmp_path: Path, changed: dict[str, Any]) -> None:
    """One warning with the file's name; the other rows count."""
    for style in ({}, {"indent": 1}):
        (tmp_path / "manifest.json").write_text(json.dumps({"artefacts": [row(**changed), row()]}, **style), "utf-8")  # type: ignore[arg-type]
        found = manifest.read(tmp_path)
        assert found.rows == [row()]
        assert [(d.severity, d.where.file) for d in found.problems] == [("warning", str(tmp_path / "manifest.json"))]


@pytest.mark.parametrize(
    "name", ["../evil", "/etc/x", "gallery/../../evil", "gallery/.x", "a-scam/x.pdf", "gallery\\x.js"]
)
def test_the_gallery_owns_no_file_elsewhere(tmp_path: Path, name: str) -> None:
    """A name that leads out would be removed by `clean --all`."""
    manifest.write(tmp_path, [], {"gallery": {name: "a" * 64, "index.html": "b" * 64, "gallery/x.js": 3}})
    assert manifest.read(tmp_path).gallery == {"index.html": "b" * 64}


@pytest.mark.parametrize("name", sorted(manifest.TEXTS))
def test_a_row_that_lacks_a_key_is_left_out(tmp_path: Path, name: str) -> None:
    """Also in the form that is read line by line."""
    manifest.write(tmp_path, [row()], {})
    path = tmp_path / "manifest.json"
    bad = {key: value for key, value in row().items() if key != name}
    path.write_text(path.read_text("utf-8").replace("\n]}", f",\n{json.dumps(bad)}\n]}}"), "utf-8")
    found = manifest.read(tmp_path)
    assert found.rows == [row()] and len(found.problems) == 1


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b'{"artefacts": 3}',
        b"\xff\xfe\x00",
        b"[" * 100_000,
        b'{"artefacts": [' + b"[" * 50_000,
    ],
    ids=["empty", "cut", "list", "null", "number", "utf-16", "deep", "deep-row"],
)
def test_a_file_that_is_no_manifest_is_none(tmp_path: Path, data: bytes) -> None:
    """One warning, no rows, no traceback."""
    (tmp_path / "manifest.json").write_bytes(data)
    found = manifest.read(tmp_path)
    assert found.rows == [] and [d.code for d in found.problems] == ["manifest"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_a_pipe_or_a_folder_is_no_manifest(tmp_path: Path) -> None:
    """A pipe would wait for ever."""
    os.mkfifo(tmp_path / "manifest.json")
    assert manifest.read(tmp_path).problems
    (tmp_path / "manifest.json").unlink()
    (tmp_path / "manifest.json").mkdir()
    assert manifest.read(tmp_path).problems


@pytest.mark.parametrize(
    "line", ["[" * 90, '"x"', json.dumps(row(path="../" + "x" * 60))], ids=["deep", "text", "path"]
)
def test_a_hundred_megabytes_of_nothing_cost_little(tmp_path: Path, line: str) -> None:
    """Read line by line, given up soon; one line without an end is not read whole."""
    with (tmp_path / "manifest.json").open("w", encoding="utf-8") as stream:
        stream.write('{"schema": 2, "artefacts": [\n')
        block = f"{line},\n" * 10_000
        for _ in range(100_000_000 // len(block)):
            stream.write(block)
    tracemalloc.start()
    found = manifest.read(tmp_path)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert found.rows == [] and found.problems and peak < 50_000_000


def test_a_large_file_in_another_form_is_not_read(tmp_path: Path) -> None:
    """Read whole it would take thirty times its size."""
    with (tmp_path / "manifest.json").open("wb") as stream:
        stream.write(b'{"artefacts": [')
        stream.truncate(manifest.MAX_LOOSE_BYTES + 1)
    assert manifest.read(tmp_path).problems


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda x: st.lists(x) | st.dictionaries(st.text(), x),
)


@pytest.mark.slow
@given(JSON | st.fixed_dictionaries(dict.fromkeys((*manifest.TEXTS, "bytes"), JSON)))
def test_any_json_is_a_row_or_none(value: Any) -> None:
    """Never an error; what is believed leads below its own pack."""
    if manifest.well_formed(value):
        assert ".." not in value["path"] and value["path"].startswith(value["scam"] + "/")
