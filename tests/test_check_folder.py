"""A folder of finished files, with its manifest and without one."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from dataclasses import asdict
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from PIL import Image

from outreach import aigc, manifest
from outreach.check_folder import check_folder
from outreach.cli import main
from outreach.codes import qr

CODE = "HTTPS://FZ.JIANGWANBANK.EXAMPLE/Q/0123456789"
OURS = aigc.AiLabel("001191110108MA01KP2T5U00000", "x/seniors/zh-CN")
Put = Callable[..., dict[str, Any]]


def card(code: str = CODE, ai: aigc.AiLabel | None = OURS) -> bytes:
    """A picture with a code, labelled."""
    page = Image.new("L", (1080, 1440), 255)
    if code:
        page.paste(Image.open(io.BytesIO(qr.png(code, 10))).convert("L"), (300, 300))
    out = io.BytesIO()
    page.save(out, "PNG")
    return aigc.stamp(out.getvalue(), ".png", ai) if ai else out.getvalue()


def run(*words: str) -> Result:
    """A command of the command line."""
    return CliRunner().invoke(main, list(words))


@pytest.fixture
def put(tmp_path: Path) -> Put:
    """Writes a file and gives its row."""

    def make(name: str, data: bytes, **facts: Any) -> dict[str, Any]:
        path = f"x/seniors/zh-CN/{name}"
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(data)
        row = {"path": path, "sha256": sha256(data).hexdigest(), "bytes": len(data), "scam": "x", "audience": "seniors"}
        row |= {"lang": "zh-CN", "branch": "", "format": "cards", "title": "t", "state": "draft"}
        return {**row, "codes": [CODE], "ai": asdict(OURS), **facts}

    return make


def said(folder: Path, *rows: dict[str, Any]) -> list[str]:
    """The rules that the files break, by the manifest of these rows."""
    manifest.write(folder, rows, {})
    return [one.code for one in check_folder(folder).problems]


def test_what_was_built_passes(tmp_path: Path, put: Put) -> None:
    """Of pictures that go on one carries the code; the others need none."""
    rows = [put("card-08-last.png", card("")), put("card-09-last.png", card()), put("card-01-cover.png", card(""))]
    assert said(tmp_path, *rows) == []
    assert check_folder(tmp_path).files == 3


def test_what_became_of_a_file_is_told(tmp_path: Path, put: Put) -> None:
    """Gone, laid over, cut off, its label stripped by a tool, its code another branch's."""
    gone = put("long.png", card())
    (tmp_path / gone["path"]).unlink()
    assert said(tmp_path, gone) == ["missing"]
    row = put("long.png", card())
    put("long.png", card(ai=None))
    assert said(tmp_path, row) == ["changed", "ai-label"]
    assert said(tmp_path, put("long.png", card(CODE[:-1] + "8"))) == ["qr-decode", "qr-missing"]
    assert said(tmp_path, put("long.png", card()[:300])) == ["unreadable"]
    assert said(tmp_path, put("leaflet.pdf", b"%PDF-1.7 no", format="leaflet")) == ["unreadable"]
    assert said(tmp_path, put("deck.pptx", b"PK no", format="deck")) == ["unreadable"]


def test_a_broken_file_hides_no_other(tmp_path: Path, put: Put) -> None:
    """Formats are judged each by itself."""
    rows = [put("leaflet.pdf", b"no", format="leaflet"), put("long.png", card(""))]
    assert sorted(said(tmp_path, *rows)) == ["qr-missing", "unreadable"]


def test_without_a_manifest_only_what_is_known_is_asked(tmp_path: Path, put: Put) -> None:
    """Every file of a known kind is opened."""
    put("long.png", card(""))
    put("notes.txt", b"x")
    assert (check_folder(tmp_path).problems, check_folder(tmp_path).files) == ((), 1)


@pytest.mark.parametrize(
    "facts",
    [
        {"codes": "HTTPS"},
        {"codes": [1]},
        {"ai": {"producer": "x"}},
        {"ai": "yes"},
        {"sound": [1]},
        {"sound": {"profile": "loudest", "bed_under": 1, "rate": 1}},
        {"pace": {"audience": "a", "range": [1], "lines": []}},
        {"pace": {"audience": "a", "range": [1, 2], "lines": [["x", "y", 3, "z"]]}},
    ],
)
def test_facts_of_others_are_not_believed(tmp_path: Path, put: Put, facts: dict[str, Any]) -> None:
    """A manifest that somebody typed stops nothing with a traceback."""
    found = said(tmp_path, put("long.png", card(), **facts))
    assert "internal" not in found and set(found) <= {"manifest", "qr-decode", "qr-missing", "aigc", "label"}, found


def test_the_command_asks_the_same_table(tmp_path: Path, put: Put) -> None:
    """It needs no project; findings have their spot in the file."""
    assert said(tmp_path, put("long.png", card(CODE[:-1] + "8"))) == ["qr-decode", "qr-missing"]
    done = run("check", "--built", str(tmp_path), "--json")
    found = json.loads(done.stdout)
    assert done.exit_code == 1 and found["files"] == 1
    (first, *_) = found["problems"]
    spot = first["spot"]
    assert spot["file"] == "x/seniors/zh-CN/long.png" and 0 < spot["box"][0] < spot["box"][2] < 1
    assert first["wanted"] == f"`{CODE}`" and first["measured"] == CODE[:-1] + "8"
    assert run("check", "--built", str(tmp_path), "x").exit_code == 2
    assert run("check", "--built", str(tmp_path / "none")).exit_code == 2
    said(tmp_path, put("long.png", card()))
    assert run("check", "--built", str(tmp_path)).exit_code == 0
