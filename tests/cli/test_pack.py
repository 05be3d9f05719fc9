"""`outreach pack`: outputs in one folder, each under a name of its own."""

from __future__ import annotations

import hashlib
import os
import shutil
import zipfile
from collections.abc import Sequence
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from outreach import manifest
from outreach.cli import main

ROOT = Path(__file__).parent.parent.parent
PATHS = (
    "a-scam/seniors/zh-CN/video.mp4",
    "a-scam/seniors/zh-CN/page/index.html",
    "a-scam/students/zh-CN/video.mp4",
    "a-scam/students/zh-CN/branches/JW0001/leaflet.pdf",
    "b-scam/students/en/leaflet.pdf",
)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with five outputs, as a build leaves them."""
    shutil.copytree(ROOT / "content", tmp_path / "content")
    rows: list[dict[str, Any]] = []
    for path in PATHS:
        scam, audience, lang = path.split("/")[:3]
        file = tmp_path / "out" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(path.encode())
        row = {"path": path, "sha256": hashlib.sha256(path.encode()).hexdigest(), "bytes": len(path)}
        row |= {"scam": scam, "audience": audience, "lang": lang, "title": "x", "state": "draft"}
        row |= {"branch": "JW0001" if "branches" in path else "", "format": file.stem}
        rows.append(row)
    manifest.write(tmp_path / "out", rows, {})
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("OUTREACH_LANG", "en")
    return tmp_path


def pack(*words: str) -> Result:
    """The command, into `usb`."""
    return CliRunner().invoke(main, ["pack", "usb", *words])


def names(home: Path) -> set[str]:
    """What lies in the folder."""
    return {p.relative_to(home / "usb").as_posix() for p in (home / "usb").rglob("*") if p.is_file()}


def test_every_output_has_a_name_of_its_own(home: Path) -> None:
    """Two films, two names; a page keeps its folder; drafts are said; branches come when asked for."""
    found = pack()
    assert found.exit_code == 0 and "4 files in `usb`, 4 of them drafts" in found.stderr
    assert names(home) == {
        "a-scam-seniors-zh-CN-video.mp4",
        "a-scam-seniors-zh-CN-page/index.html",
        "a-scam-students-zh-CN-video.mp4",
        "b-scam-students-en-leaflet.pdf",
    }
    assert (home / "usb/a-scam-students-zh-CN-video.mp4").read_bytes() == b"a-scam/students/zh-CN/video.mp4"


def test_what_is_wanted_is_chosen(home: Path) -> None:
    """By scam, audience, language, format and branch, as for build."""
    assert pack("a-scam", "-a", "students", "-b", "all").exit_code == 0
    assert names(home) == {"a-scam-students-zh-CN-JW0001-leaflet.pdf"}
    for words in (("nosuch",), ("-a", "nosuch"), ("-f", "nosuch"), ("-l", "nosuch"), ("-b", "nosuch")):
        assert pack(*words).exit_code == 2


def test_a_file_that_somebody_changed_is_left_out(home: Path) -> None:
    """Named, exit code 1; the others come."""
    (home / "out" / PATHS[0]).write_bytes(b"other")
    found = pack()
    assert found.exit_code == 1 and PATHS[0] in found.stderr
    assert "a-scam-seniors-zh-CN-video.mp4" not in names(home) and len(names(home)) == 3


# --- one zip a branch ------------------------------------------------------------------------------------------------

HEAD = "id,name,address,phone,region\n"


@pytest.fixture
def many(home: Path) -> Path:
    """Three branches, two files each; two have a region, of which one is Chinese."""
    return branch_files(home, ("B1", "B2", "B3"), ("a-scam",))


def branch_files(home: Path, branches: Sequence[str], scams: Sequence[str]) -> Path:
    """Files of branches, as a build leaves them, and the list of three."""
    rows: list[dict[str, Any]] = []
    for branch, scam in product(branches, scams):
        for kind in ("leaflet.pdf", "poster.pdf"):
            path = f"{scam}/students/zh-CN/branches/{branch}/{kind}"
            file = home / "out" / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(path.encode())
            row = {"path": path, "sha256": hashlib.sha256(path.encode()).hexdigest(), "bytes": len(path), "title": "x"}
            row |= {"scam": scam, "audience": "students", "lang": "zh-CN", "branch": branch, "format": kind[:-4]}
            rows.append(row | {"state": "approved"})
    manifest.write(home / "out", rows, {})
    lines = ("B1,甲支行,路 1 号,96110,北区", "B2,乙支行,路 2 号,96110,South", "B3,丙支行,路 3 号,96110,")
    (home / "content/branches.csv").write_text(HEAD + "\n".join(lines) + "\n", "utf-8")
    return home


def held(path: Path) -> dict[str, bytes]:
    """The files of an archive that is whole."""
    with zipfile.ZipFile(path) as file:
        assert file.testzip() is None
        return {name: file.read(name) for name in file.namelist()}


def test_every_branch_has_a_zip_in_the_folder_of_its_region(many: Path) -> None:
    """A branch without one stands beside the folders; the files are those that were built, under names of their own."""
    found = pack("--by", "region")
    assert found.exit_code == 0 and "3 zips in `usb`, 0 of them as before" in found.stderr
    assert names(many) == {"北区/B1.zip", "South/B2.zip", "B3.zip"}
    path = "a-scam/students/zh-CN/branches/B2/poster.pdf"
    assert held(many / "usb/South/B2.zip")["a-scam-students-zh-CN-B2-poster.pdf"] == path.encode()
    assert pack("--by", "branch", "-b", "B1").exit_code == 0
    assert "B1.zip" in names(many) and "B2.zip" not in names(many)


def test_a_run_that_was_stopped_goes_on(many: Path) -> None:
    """What is there and whole stays as it is, to the time of its file; what was cut off is written."""
    assert pack("--by", "branch").exit_code == 0
    before = {name: (many / "usb" / name).read_bytes() for name in names(many)}
    os.utime(many / "usb/B1.zip", (1, 1))
    (many / "usb/B2.zip").write_bytes(before["B2.zip"][:-9])
    (many / "usb/B3.zip").unlink()
    found = pack("--by", "branch")
    assert "3 zips in `usb`, 1 of them as before" in found.stderr
    assert {name: (many / "usb" / name).read_bytes() for name in names(many)} == before
    assert (many / "usb/B1.zip").stat().st_mtime == 1


def test_a_branch_with_a_changed_file_loses_only_itself(many: Path) -> None:
    """It is named, and no archive passes off half of its files as all."""
    (many / "out/a-scam/students/zh-CN/branches/B2/poster.pdf").write_bytes(b"other")
    found = pack("--by", "branch")
    assert found.exit_code == 1 and "branches/B2/poster.pdf: error: not as it was built" in found.stderr
    assert names(many) == {"B1.zip", "B3.zip"}


@pytest.mark.parametrize("region", ["../x", "a/b", "C:", "..", "nul", "a\\b"])
def test_a_region_is_the_name_of_a_folder(many: Path, region: str) -> None:
    """Of this one and of no other; the row is left out and named."""
    (many / "content/branches.csv").write_text(f"{HEAD}B1,甲支行,路 1 号,96110,{region}\n", "utf-8")
    found = pack("--by", "region")
    assert found.exit_code == 1 and "expected the name of a folder" in found.stderr
    assert names(many) == set()


def test_of_several_columns_of_a_region_the_first_counts(many: Path) -> None:
    """Lists have a province and a city."""
    text = "编号,名称,地址,电话,省份,城市\nB1,甲支行,路 1 号,96110,江省,湾市\n"
    (many / "content/branches.csv").write_text(text, "utf-8")
    assert pack("--by", "region").exit_code == 0
    assert names(many) == {"江省/B1.zip", "B2.zip", "B3.zip"}


# --- two variants by lot ---------------------------------------------------------------------------------------------

DRAW = ("--by", "branch", "--variants", "a-scam", "b-scam")


def sent(home: Path) -> dict[str, set[str]]:
    """The scams of the files in each branch's zip."""
    return {path.stem: {name[:6] for name in held(path)} for path in (home / "usb").glob("*.zip")}


def test_every_branch_gets_one_of_two_variants(home: Path) -> None:
    """By lot, which is kept beside the zips; other scams go to all; done again, or in a new folder, it is the same."""
    branch_files(home, [f"B{n}" for n in range(10)], ("a-scam", "b-scam", "c-scam"))
    found = pack(*DRAW)
    assert found.exit_code == 0, found.stderr
    text = (home / "usb/variants.csv").read_text("utf-8-sig")
    drawn = dict(line.split(",")[:2] for line in text.splitlines()[1:])
    assert sorted(drawn.values()) == ["a-scam"] * 5 + ["b-scam"] * 5
    assert sent(home) == {branch: {"c-scam", variant} for branch, variant in drawn.items()}
    assert "10 of them as before" in pack(*DRAW).stderr
    shutil.rmtree(home / "usb")
    assert pack(*DRAW).exit_code == 0 and (home / "usb/variants.csv").read_text("utf-8-sig") == text
    refused = pack(*DRAW, "--seed", "2")
    assert refused.exit_code == 1 and "a lot was drawn before" in refused.stderr


def test_a_branch_without_both_variants_takes_no_part(home: Path) -> None:
    """It is told and gets nothing; the others have their lot."""
    branch_files(home, ("B1", "B2"), ("a-scam", "b-scam"))
    found = manifest.read(home / "out").rows
    kept = [row for row in found if (row["scam"], row["branch"]) != ("b-scam", "B2")]
    manifest.write(home / "out", kept, {})
    done = pack(*DRAW)
    assert done.exit_code == 1 and "B2: error: expected files of `a-scam` and of `b-scam`" in done.stderr
    assert names(home) == {"variants.csv", "B1.zip"}


@pytest.mark.parametrize(
    "words",
    [
        ("--variants", "a-scam", "b-scam"),
        ("--by", "branch", "--variants", "a-scam", "a-scam"),
        (*DRAW[:3], "a-scam", "x"),
    ],
)
def test_a_lot_needs_branches_and_two_scams(many: Path, words: tuple[str, ...]) -> None:
    """Anything else is wrong usage."""
    assert pack(*words).exit_code == 2
