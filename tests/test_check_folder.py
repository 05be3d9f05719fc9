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
OTHER = "HTTPS://FZ.JIANGWANBANK.EXAMPLE/Q/9876543210"
PAGE = "<!doctype html><html lang='zh-CN'><head><title>t</title></head><body><img src='a.svg' alt=''></body></html>\n"
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


def test_a_file_that_the_manifest_does_not_name_is_told(tmp_path: Path, put: Put) -> None:
    """Beside those of a pack; what lies beside the packs, such as the register of codes, is not ours to judge."""
    row = put("long.png", card())
    put("long-2.png", card())
    (tmp_path / "links").mkdir()
    (tmp_path / "links/registry.csv").write_text("")
    manifest.write(tmp_path, [row], {})
    (found,) = check_folder(tmp_path).problems
    assert (found.code, found.severity) == ("foreign", "warning") and "x/seniors/zh-CN/long-2.png" in found.message


def test_what_became_of_a_file_is_told(tmp_path: Path, put: Put) -> None:
    """Gone, laid over, cut off, its label stripped by a tool, its code another branch's."""
    gone = put("long.png", card())
    (tmp_path / gone["path"]).unlink()
    assert said(tmp_path, gone) == ["missing"]
    row = put("long.png", card())
    put("long.png", card(ai=None))
    assert said(tmp_path, row) == ["changed", "ai-label"]
    assert said(tmp_path, put("long.png", card(CODE[:-1] + "8"))) == ["qr-decode", "qr-missing"]
    broken = put("long.png", card()[:300])
    assert said(tmp_path, broken) == ["unreadable"]
    (tmp_path / broken["path"]).unlink()
    assert said(tmp_path, put("leaflet.pdf", b"%PDF-1.7 no", format="leaflet")) == ["unreadable"]
    (tmp_path / "x/seniors/zh-CN/leaflet.pdf").unlink()
    assert said(tmp_path, put("deck.pptx", b"PK no", format="deck")) == ["unreadable"]


def test_a_broken_file_hides_no_other(tmp_path: Path, put: Put) -> None:
    """Formats are judged each by itself."""
    rows = [put("leaflet.pdf", b"no", format="leaflet"), put("long.png", card(""))]
    assert sorted(said(tmp_path, *rows)) == ["qr-missing", "unreadable"]


def alone(folder: Path) -> dict[str, list[str]]:
    """Without a manifest: file -> the rules it breaks; under "" what could not be asked of any."""
    found: dict[str, list[str]] = {}
    for one in check_folder(folder).problems:
        name = one.spot.file if one.spot else Path(one.where.file).relative_to(folder).as_posix()
        found.setdefault("" if name == "." else name, []).append(one.code)
    return found


def test_without_a_manifest_each_file_is_judged_by_itself(tmp_path: Path, put: Put) -> None:
    """A code must be there, one and large enough; whose it is, nobody says. A cut picture is told."""
    put("long.png", card(OTHER))
    put("card-08-last.png", card(""))
    put("card-09-last.png", card())
    put("banner.png", card("")[:300])
    assert alone(tmp_path) == {"": ["unasked"] * 3, "x/seniors/zh-CN/banner.png": ["unreadable"]}
    put("long.png", card(""))
    put("card-09-last.png", card(""))
    told = alone(tmp_path)
    assert told["x/seniors/zh-CN/long.png"] == told["x/seniors/zh-CN/card-09-last.png"] == ["qr-missing"]
    both = Image.new("L", (2160, 1440), 255)
    for n, code in enumerate((CODE, OTHER)):
        both.paste(Image.open(io.BytesIO(card(code))).convert("L"), (1080 * n, 0))
    both.save(tmp_path / "x/seniors/zh-CN/long.png")
    assert alone(tmp_path)["x/seniors/zh-CN/long.png"] == ["qr-several"]


def test_a_copy_counts_as_the_file_that_was_copied(tmp_path: Path) -> None:
    """In any folder, under the names that browsers and systems give."""
    for name in ("long (1).png", "long - Copy.png", "long 副本.png", "long copy 2.png"):
        (tmp_path / name).write_bytes(card(""))
    (tmp_path / "my own.png").write_bytes(card(""))
    told = alone(tmp_path)
    assert told.pop("") == ["unasked"] * 3
    assert sorted(told) == ["long (1).png", "long - Copy.png", "long copy 2.png", "long 副本.png"]
    assert {*map(tuple, told.values())} == {("qr-missing",)}


def test_what_nobody_knows_is_named(tmp_path: Path) -> None:
    """Files of others are not judged; what a computer leaves in folders is none of them."""
    for name in ("plan.docx", "sub/holiday.jpg", ".DS_Store", "Thumbs.db"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(b"x")
    assert alone(tmp_path) == {"plan.docx": ["foreign"], "sub/holiday.jpg": ["foreign"]}
    assert check_folder(tmp_path).files == 0


@pytest.mark.parametrize(
    ("name", "data", "rule"),
    [
        ("leaflet.pdf", b"%PDF-1.7 no", "unreadable"),
        ("deck.pptx", b"PK no", "unreadable"),
        ("video.mp4", b"\0\0\0\x18ftypmp42", "unreadable"),
        ("page/index.html", b"", "whole"),
        ("page/index.html", PAGE[: len(PAGE) // 2].encode(), "whole"),
        ("page/index.html", PAGE.replace(" lang='zh-CN'", "").encode(), "whole"),
        ("page/index.html", PAGE.replace("a.svg", "b.svg").encode(), "page"),
        ("page/index.html", PAGE.replace("a.svg", "https://evil.example/x.js").encode(), "page"),
        ("page/index.html", PAGE.replace("a.svg", "//evil.example/x.js").encode(), "page"),
        ("captions.vtt", b"no captions", "whole"),
        ("captions.srt", b"\xff\xfe1\n00:00:01,000 --> 00:00:02,000\nx", "whole"),
        ("hotline-audio.mp3", b"no sound", "whole"),
    ],
)
def test_a_damaged_file_is_told_without_a_manifest(tmp_path: Path, name: str, data: bytes, rule: str) -> None:
    """Of every kind there is."""
    for path, words in (("page/index.html", PAGE.encode()), ("page/a.svg", b"<svg/>"), (name, data)):
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_bytes(words)
    told = alone(tmp_path)
    told.pop("", None)
    assert told == {name: [rule]}


def test_sound_pages_and_captions_pass_without_a_manifest(tmp_path: Path) -> None:
    """Drawings of a page are a part of it: nothing is asked of them, and they are no strangers."""
    (tmp_path / "page").mkdir()
    (tmp_path / "page/index.html").write_text(PAGE, "utf-8")
    (tmp_path / "page/a.svg").write_bytes(b"<svg/>")
    (tmp_path / "captions.vtt").write_text("WEBVTT\n\n00:00:01.000 --> 00:00:02.000\nx\n", "utf-8")
    (tmp_path / "captions.srt").write_text("1\n00:00:01,000 --> 00:00:02,000\nx\n", "utf-8")
    assert {*alone(tmp_path)} == {""}
    assert check_folder(tmp_path).files == 4
    (tmp_path / "gallery").mkdir()
    (tmp_path / "index.html").write_text(PAGE.replace("a.svg", "gallery/logo.svg"), "utf-8")
    assert alone(tmp_path)["index.html"] == ["page"]
    (tmp_path / "gallery/logo.svg").write_bytes(b"<svg/>")  # the gallery's own files are known, too
    assert {*alone(tmp_path)} == {""}


def test_an_unsound_label_is_told_without_a_manifest(tmp_path: Path) -> None:
    """One that is not as the standard says. Whether any is wanted, nobody knows."""
    for name, data in (("a.png", card(ai=OURS)), ("b.png", card(ai=None))):
        (tmp_path / name).write_bytes(data)
    assert {*alone(tmp_path)} == {""}
    assert aigc.unsound(aigc.stamp(card(ai=None), ".png", OURS), ".png") == []
    odd = json.dumps({"Label": "9", "ContentProducer": "x", "ProduceID": "y"})
    (tmp_path / "a.png").write_bytes(aigc.CONTAINERS[".png"].write(card(ai=None), odd))
    assert alone(tmp_path)["a.png"] == ["ai-label"]


def test_a_damaged_manifest_is_as_none(tmp_path: Path, put: Put) -> None:
    """It is told, and the files are judged all the same; strangers count only with --strict."""
    put("long.png", card(""))
    (tmp_path / manifest.NAME).write_text('{"schema": 2, "artefa', "utf-8")
    told = alone(tmp_path)
    assert "manifest" in told[manifest.NAME] and told["x/seniors/zh-CN/long.png"] == ["qr-missing"]
    put("long.png", card())
    (tmp_path / manifest.NAME).unlink()
    (tmp_path / "plan.docx").write_bytes(b"x")
    assert run("check", "--built", str(tmp_path)).exit_code == 0
    assert run("check", "--built", str(tmp_path), "--strict").exit_code == 1


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
