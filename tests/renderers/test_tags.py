"""The tags of printed sheets: what a screen reader makes of headings, pictures and tables; and that faults are seen."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pdf_tags import faults, tree
from sheets import BRANCH, LANGS
from verapdf import needs_verapdf, verdicts

from outreach.storyboard import Storyboard

Boards = Callable[[str, str], Storyboard]


@pytest.fixture(scope="module")
def sheets(made: Callable[[str, str, bool], dict[str, bytes]]) -> dict[str, bytes]:
    """The leaflets of three audiences in all prints, one of a branch, and a stall's sheet that lists the numbers."""
    found: dict[str, bytes] = {}
    asked = [("leaflet", audience, False) for audience in LANGS]
    for format, audience, branch in [*asked, ("leaflet", "foreign-residents", True), ("flow", "students", False)]:
        of = f"{audience} {BRANCH.id} " if branch else f"{audience} "
        found |= {of + name: data for name, data in made(format, audience, branch).items()}
    return found


def changed(data: bytes, change: Callable[[pikepdf.Pdf], object]) -> bytes:
    """The file with one thing in it changed."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as file:
        change(file)
        file.save(out)
    return out.getvalue()


def elements(file: pikepdf.Pdf, *kinds: str) -> list[Any]:
    """The elements of some kinds, as they lie in the file."""
    return [one for one in file.objects if isinstance(one, pikepdf.Dictionary) and str(one.get("/S", "")) in kinds]


def test_a_screen_reader_finds_its_way(sheets: dict[str, bytes]) -> None:
    """Title and language, one first heading and none left out, words for pictures, heads for rows: in every print."""
    assert {name: found for name, data in sheets.items() if (found := faults(data))} == {}


def test_each_number_heads_its_row(sheets: dict[str, bytes], leaflet_board: Boards) -> None:
    """In the table of the numbers, whether for an office or a press, also in the copy of a branch."""
    numbers = len(leaflet_board("foreign-residents", "en").hotlines)
    seen = 0
    for name, data in sheets.items():
        with pikepdf.open(io.BytesIO(data)) as file:
            for one in tree(file).all("Table"):
                seen += 1
                assert len([*one.all("TH")]) == numbers, name
    assert seen >= 4 + 4 + 3


def test_lists_are_read_aloud_as_lists(sheets: dict[str, bytes], leaflet_board: Boards) -> None:
    """What to do, step by step, and what gives the scam away: each an item of its list, on every leaflet."""
    for audience, lang in LANGS.items():
        scenes = [s for s in leaflet_board(audience, lang).scenes if s.kind in ("flags", "actions", "rescue")]
        wanted = sum(len(scene.items) for scene in scenes)
        for name in (name for name in sheets if name.startswith(audience) and "leaflet" in name):
            with pikepdf.open(io.BytesIO(sheets[name])) as file:
                lists = [*tree(file).all("L")]
                assert len(lists) >= len(scenes), name
                assert sum(len([*one.all("LI")]) for one in lists) >= wanted, name


def _no_heads(file: pikepdf.Pdf) -> None:
    for one in elements(file, "/TH"):
        one.S = pikepdf.Name.TD
        del one.A


def _less(name: str, *kinds: str) -> Callable[[pikepdf.Pdf], None]:
    def change(file: pikepdf.Pdf) -> None:
        del elements(file, *kinds)[0][name]

    return change


def _other(kind: str, *kinds: str) -> Callable[[pikepdf.Pdf], None]:
    def change(file: pikepdf.Pdf) -> None:
        elements(file, *kinds)[-1].S = pikepdf.Name(kind)

    return change


def _untitled(file: pikepdf.Pdf) -> None:
    with file.open_metadata(set_pikepdf_as_editor=False) as told:
        del told["dc:title"]


PLANTED: dict[str, tuple[Callable[[pikepdf.Pdf], object], str]] = {
    "no header cells": (_no_heads, "a table has no header cells"),
    "a header without a scope": (_less("/A", "/TH"), "a header cell does not say what it heads"),
    "a row of something else": (_other("/P", "/TR"), "a table is not made of rows with cells"),
    "a picture without words": (_less("/Alt", "/Figure"), "a picture has no words"),
    "a heading left out": (_other("/H4", "/H2"), "a heading goes from level 2 to 4"),
    "no first heading": (_other("/H2", "/H1"), "expected one heading of level 1, the first"),
    "a second title": (_other("/H1", "/H2"), "expected one heading of level 1, the first"),
    "no language": (lambda file: file.Root.__delitem__("/Lang"), "it names no language"),
    "no title": (_untitled, "it has no title"),
    "no tab order": (lambda file: file.pages[0].obj.__delitem__("/Tabs"), "page 1: the tabulator"),
    "untagged": (lambda file: file.Root.__delitem__("/StructTreeRoot"), "it is not tagged"),
}


@pytest.mark.parametrize("fault", PLANTED)
def test_the_reader_sees_what_is_wrong(sheets: dict[str, bytes], fault: str) -> None:
    """Each planted fault alone."""
    change, told = PLANTED[fault]
    found = faults(changed(sheets["foreign-residents leaflet.pdf"], change))
    assert found and found[0].startswith(told), found


@pytest.mark.slow  # quick: our own reader sees it
@needs_verapdf
def test_verapdf_sees_what_is_wrong(sheets: dict[str, bytes], tmp_path: Path) -> None:
    """It passes a sheet, and refuses a picture without words and a sheet without a title."""
    good = sheets["foreign-residents leaflet.pdf"]
    bad = {name: changed(good, PLANTED[name][0]) for name in ("a picture without words", "no title")}
    found = verdicts({"good": good, **bad}, tmp_path)
    assert found["good"].broken == [] and found["good"].looked > 1000
    assert all(found[name].broken for name in bad)
