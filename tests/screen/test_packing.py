"""`outreach screen pack`: revisions that never change, and what other players read. Others' readers look at it."""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import xml.etree.ElementTree as ET
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from screens import CAPTIONS, FILMS, PLAYER, change, film, lying, row

from outreach import aigc, manifest
from outreach.codes import qr

Run = Callable[..., Result]


def current(packed: Path) -> tuple[Path, dict[str, Any]]:
    """The revision that is shown, and its playlist."""
    here = packed / json.loads((packed / "current.json").read_text("utf-8"))["rev"]
    return here, json.loads((here / "playlist.json").read_text("utf-8"))


def probed(path: Path) -> dict[str, Any]:
    """What ffprobe reads of a film, by kind of track."""
    command = [
        "ffprobe",
        "-v",
        "error",
        "-of",
        "json",
        "-show_entries",
        "stream=codec_type,start_time,duration,nb_frames",
    ]
    told = json.loads(subprocess.run([*command, str(path)], check=True, capture_output=True).stdout)
    return {one["codec_type"]: one for one in told["streams"]}


def test_a_revision_is_named_by_its_playlist(packed: Path) -> None:
    """Its digest without the revision; both scripts say the same as their JSON."""
    here, playlist = current(packed)
    told = {name: value for name, value in playlist.items() if name != "rev"}
    plain = json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert here.name == playlist["rev"] == hashlib.sha256(plain.encode()).hexdigest()[:12]
    script = (here / "playlist.js").read_text("utf-8")
    assert json.loads(script.partition(f'["{here.name}"]=')[2].rstrip(";\n")) == playlist
    assert (packed / "current.js").read_text("utf-8").startswith("window.OUTREACH_CURRENT={")
    assert [p.name for p in packed.iterdir() if p.name.endswith(".part")] == []


def test_the_items_are_the_films_that_were_built(packed: Path, home: Path) -> None:
    """Byte by byte, under their digests; with title, captions, a still; the fallback is one of them."""
    here, playlist = current(packed)
    assert [item["id"] for item in playlist["items"]] == ["parcel-elders-zh-cn", "parcel-visitors-en"]
    for item, path in zip(playlist["items"], FILMS, strict=True):
        assert (here / item["src"]).read_bytes() == (home / "out" / path).read_bytes()
        assert item["src"] == f"media/{item['sha256'][:16]}.mp4" and item["duration_ms"] == 2400
    assert (here / playlist["items"][0]["captions"]).read_bytes() == CAPTIONS
    assert playlist["items"][1]["captions"] is None
    assert playlist["canvas"] == {"w": 320, "h": 180, "orientation": "landscape"}
    assert (here / playlist["fallback"]).read_bytes().startswith(b"\xff\xd8")
    assert {name: (packed / name).read_bytes() for name in PLAYER} == PLAYER


@pytest.mark.skipif(shutil.which("sha256sum") is None, reason="needs coreutils")
def test_the_sums_are_coreutils_own(packed: Path) -> None:
    """No tool of ours is needed to see that a copy is whole; each file is in one of the lists."""
    here, _ = current(packed)
    named = set()
    for folder in (here, here / "adapters"):
        subprocess.run(["sha256sum", "-c", "--quiet", "sha256sums.txt"], cwd=folder, check=True)
        start = "" if folder == here else "adapters/"
        named |= {start + line[66:] for line in (folder / "sha256sums.txt").read_text("utf-8").splitlines()}
    assert named == {name for name in lying(here) if not name.endswith("sha256sums.txt")}


@pytest.mark.slow
def test_packed_again_nothing_is_written(packed: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also on another day: what is shown stays what it was."""
    before = {p: (p.stat().st_mtime_ns, p.stat().st_ino) for p in packed.rglob("*") if p.is_file()}
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795651200")
    assert run("pack", "pack").exit_code == 0
    assert {p: (p.stat().st_mtime_ns, p.stat().st_ino) for p in packed.rglob("*") if p.is_file()} == before


def test_another_input_is_another_revision(packed: Path, run: Run) -> None:
    """The former one stays as it was."""
    here, _ = current(packed)
    before = lying(here)
    found = run("pack", "pack", "-a", "visitors")
    assert found.exit_code == 0, found.output
    there, playlist = current(packed)
    assert there != here and lying(here) == before and len(playlist["items"]) == 1


def test_a_damaged_revision_is_made_anew(packed: Path, run: Run) -> None:
    """Whoever packs again gets it whole."""
    here, playlist = current(packed)
    whole = lying(here)
    (here / playlist["items"][0]["src"]).write_bytes(b"x")
    assert run("pack", "pack").exit_code == 0
    assert lying(here) == whole


def test_drafts_are_said_and_days_are_bounded(home: Path, run: Run) -> None:
    """By the approval of each film; the pack goes on until the last of them."""
    change(home, FILMS[0], state="approved", until="2026-12-15")
    change(home, FILMS[1], state="approved", until="2027-06-01")
    found = run("pack", "pack", "--from", "2026-12-01", "--to", "2026-12-31")
    assert found.exit_code == 0 and "draft" not in found.output
    _, playlist = current(home / "pack")
    assert [item["valid"] for item in playlist["items"]] == [
        {"from": "2026-12-01", "to": "2026-12-15"},
        {"from": "2026-12-01", "to": "2026-12-31"},
    ]
    assert playlist["valid"] == {"from": "2026-12-01", "to": "2026-12-31"}
    change(home, FILMS[0], state="draft", until=None)
    assert "1 of these files are drafts" in run("pack", "pack").output


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (lambda home: change(home, FILMS[0], until="2026-11-01"), "ends on 2026-11-01"),
        (lambda home: (home / "out" / FILMS[0]).write_bytes(b"x"), "not as it was built"),
    ],
)
def test_what_may_not_be_shown_stops_it(home: Path, run: Run, wrong: Callable[[Path], None], said: str) -> None:
    """No half pack: nothing is written."""
    wrong(home)
    found = run("pack", "pack")
    assert found.exit_code == 1 and FILMS[0] in found.output and said in found.output
    assert not (home / "pack").exists()


def test_the_odd_film_is_named(home: Path, run: Run) -> None:
    """A player that changes its decoder shows black: sizes, rates and sound are alike."""
    out = home / "out"
    other = "parcel/elders/en/video-loop.mp4"
    film(out / other, size="640x360", rate=44100)
    rows = [*manifest.read(out).rows, row(out, other, cut="loop", shape="landscape")]
    manifest.write(out, rows, {})
    found = run("pack", "pack")
    assert found.exit_code == 1 and other in found.output and FILMS[0] not in found.output
    assert "expected 320x180, aac (LC), 48000 Hz" in found.output


def test_the_wishes_are_known_names(home: Path, run: Run) -> None:
    """What was not built cannot be packed."""
    assert run("pack", "pack", "nosuch").exit_code == 2
    assert "no scam is called `nosuch`" in run("pack", "pack", "nosuch").output
    assert run("pack", "pack", "--shape", "portrait").exit_code == 1
    assert run("pack", "pack", "--from", "2026-12-02", "--to", "2026-12-01").exit_code == 2


def test_stills_in_place_of_films(home: Path, run: Run) -> None:
    """A picture a scene, once all it says stands there; no film is packed."""
    assert run("pack", "pack", "--stills", "8").exit_code == 0
    here, playlist = current(home / "pack")
    assert [item["id"] for item in playlist["items"]][:3] == [f"parcel-elders-zh-cn-{n}" for n in (1, 2, 3)]
    assert {(item["type"], item["duration_ms"]) for item in playlist["items"]} == {("still", 8000)}
    assert not list(here.rglob("*.mp4")) and run("verify", "pack").exit_code == 0


def test_a_branch_is_told_beside_the_revision(home: Path, run: Run) -> None:
    """Its code leads where the register says; the revision is everybody's."""
    assert run("pack", "all").exit_code == 0 and run("pack", "one", "-b", "TB01").exit_code == 0
    assert current(home / "all")[0].name == current(home / "one")[0].name
    told = json.loads((home / "one/branch.json").read_text("utf-8"))
    assert (told["id"], told["name"], told["phone"]) == ("TB01", "试行银行一号支行", "400-000-0001")
    token = told["url"].removeprefix("https://go.trialbank.example/q/")
    assert told["qr_svg"] == qr.svg(f"HTTPS://GO.TRIALBANK.EXAMPLE/Q/{token}")
    assert (home / "one/branch.js").read_text(
        "utf-8"
    ) == f"window.OUTREACH_BRANCH={json.dumps(told, ensure_ascii=False, sort_keys=True)};\n"
    assert not (home / "all/branch.json").exists()


def test_files_for_a_stick(packed: Path) -> None:
    """In order, ASCII; piSignage and Anthias name the same files."""
    here, playlist = current(packed)
    names = ["01_parcel-elders-zh-cn.mp4", "02_parcel-visitors-en.mp4"]
    assert sorted(p.name for p in (here / "adapters/usb").iterdir()) == names
    assert (here / "adapters/usb" / names[0]).read_bytes() == (here / playlist["items"][0]["src"]).read_bytes()
    plain = json.loads((here / "adapters/pisignage/__trial.json").read_text("utf-8"))
    assert [one["filename"] for one in plain["assets"]] == names and plain["layout"] == "1"
    assert all((here / "adapters/pisignage" / name).is_file() for name in names)
    bodies = json.loads((here / "adapters/anthias/assets.json").read_text("utf-8"))
    assert [(one["play_order"], one["uri"], one["duration"]) for one in bodies] == [(0, names[0], 3), (1, names[1], 3)]
    assert bodies[0]["start_date"] == "2026-11-24T00:00:00Z" and bodies[0]["play_days"] == [1, 2, 3, 4, 5, 6, 7]


def test_smil_is_well_formed_and_leads_to_the_films(packed: Path) -> None:
    """An XML parser reads it; titles with `&` too."""
    here, playlist = current(packed)
    root = ET.parse(here / "adapters/smil/playlist.smil").getroot()
    films = root.findall("./body/par/seq/video")
    assert [(here / "adapters/smil" / one.attrib["src"]).resolve() for one in films] == [
        (here / item["src"]).resolve() for item in playlist["items"]
    ]
    assert films[0].attrib["title"] == "parcel & co"
    assert [one.attrib for one in root.findall("./body/par/seq")] == [{"repeatCount": "indefinite"}]


def test_the_html_package_has_its_page_in_the_root(packed: Path) -> None:
    """Unpacked, it is a pack that plays."""
    here, playlist = current(packed)
    with zipfile.ZipFile(here / "adapters/xibo/trial.zip") as archive:
        assert archive.testzip() is None
        names = set(archive.namelist())
        assert archive.read("index.html") == PLAYER["index.html"]
    assert {"current.js", f"{here.name}/playlist.js", f"{here.name}/{playlist['items'][0]['src']}"} <= names


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("ffprobe") is None, reason="needs ffprobe")
def test_the_baked_loop_has_no_gap(home: Path, run: Run) -> None:
    """All frames, from second 0; its sound ends before its picture; it bears the label of what it is made of."""
    assert run("pack", "pack", "--bake", "1").exit_code == 0
    file = current(home / "pack")[0] / "adapters/loop/loop_1min.mp4"
    found = probed(file)
    assert int(found["video"]["nb_frames"]) == 26 * 60 and float(found["video"]["start_time"]) == 0
    assert 62.2 < float(found["audio"]["duration"]) < float(found["video"]["duration"]) == 62.4
    assert [one["ContentProducer"] for one in aigc.read(file.read_bytes(), ".mp4")] == ["TRIALBANK"]
    assert run("verify", "pack").exit_code == 0
