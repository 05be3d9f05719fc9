"""Poster, roll-up, trifold, tick-box sheet and comic strip: what is on them, how large, and that nothing collides."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from dataclasses import replace

import numpy as np
import pikepdf
import pypdfium2 as pdfium
import pytest
from collisions import Rect, collisions
from drafts import covered
from sheets import BRANCH, LANGS

from outreach.checks.built.paper_code import pages, verify
from outreach.codes import links, qr
from outreach.storyboard import Storyboard

Boards = Callable[[str, str], Storyboard]
MADE = [(f, a) for f in ("poster", "checklist", "comic", "trifold", "leaflet") for a in LANGS]
MADE.remove(("trifold", "seniors"))  # large print does not go on narrow panels
MM = 72 / 25.4


def rects(data: bytes) -> Iterator[tuple[tuple[float, float], list[Rect]]]:
    """Of every page its size and the boxes of its letters (left, low, right, high), in points."""
    document = pdfium.PdfDocument(data)
    for page in document:
        text = page.get_textpage()
        boxes = [text.get_charbox(n, loose=False) for n in range(text.count_chars())]
        yield page.get_size(), [b for b in boxes if b[2] > b[0] and b[3] > b[1]]


def test_collisions_are_found() -> None:
    """The measure of the next test sees two lines set over each other."""
    assert collisions([(0, 0, 10, 10), (20, 0, 30, 10), (22, 2, 32, 12)]) == [((20, 0, 30, 10), (22, 2, 32, 12))]


BRANCHED = [(f, a, True) for f, a in MADE if a == "students" or (f, a) == ("comic", "seniors")]


@pytest.mark.every(5)
@pytest.mark.parametrize(("format", "audience", "branch"), [*((f, a, False) for f, a in MADE), *BRANCHED])
def test_no_letters_collide_or_leave_the_page(
    made: Callable[..., dict[str, bytes]], format: str, audience: str, branch: bool
) -> None:
    """No two letters lie over each other and every letter is at least 5 mm inside the sheet."""
    files = made(format, audience, branch)
    name = f"{format}.pdf"
    for (width, height), boxes in rects(files[name]):
        assert not collisions(boxes), name
        assert all(b[0] > 5 * MM and b[1] > 5 * MM and b[2] < width - 5 * MM and b[3] < height - 5 * MM for b in boxes)


@pytest.mark.every(4, 1)
@pytest.mark.parametrize(("format", "audience"), [*MADE, ("trifold", "seniors")])
def test_the_mark_of_a_draft_lies_over_no_words(
    made: Callable[..., dict[str, bytes]], leaflet_board: Boards, format: str, audience: str
) -> None:
    """Also on the narrow panels in large print, which nobody gets unasked."""
    mark = leaflet_board(audience, LANGS[audience]).labels["draft"].shown
    for name, data in made(format, audience).items():
        found = [*covered(data, mark)]
        assert found, name
        assert [one for one in found if one[1]] == [], name


def quotes(data: bytes) -> Iterator[tuple[str, float]]:
    """Of curly quotes beside a Latin letter: neighbours, advance as a share of the line's height."""
    for page in pdfium.PdfDocument(data):
        text = page.get_textpage()
        said = text.get_text_range()
        for found in re.finditer(r"(?<=[A-Za-z.?!])[’”]|[‘“](?=[A-Za-z])", said):
            left, low, right, high = text.get_charbox(found.start(), loose=True)
            yield said[max(0, found.start() - 8) : found.end() + 8], (right - left) / (high - low)


@pytest.mark.slow
@pytest.mark.parametrize("format", ["leaflet", "poster", "trifold", "comic", "deck"])
def test_quotes_of_spaced_languages_are_narrow(made: Callable[..., dict[str, bytes]], format: str) -> None:
    """Not as wide as a Hanzi, which tears a sentence apart: on every sheet, the speaker's plan among them."""
    files = made(format, "foreign-residents")
    found = [one for name, data in files.items() if name.endswith(".pdf") for one in quotes(data)]
    assert found
    assert [one for one in found if one[1] > 0.8] == []


@pytest.mark.every(4, 3)
@pytest.mark.parametrize(("format", "audience"), MADE)
def test_sheet_says_what_matters(
    made: Callable[..., dict[str, bytes]], leaflet_board: Boards, format: str, audience: str
) -> None:
    """Hook, slogan or promise, every hotline, the domain in clear: on each sheet, in each print."""
    board = leaflet_board(audience, LANGS[audience])
    for name, data in made(format, audience).items():
        document = pdfium.PdfDocument(data)
        text = re.sub(r"\s", "", "".join(page.get_textpage().get_text_range() for page in document))
        hook = next(s for s in board.scenes if s.kind == "hook")
        # the question, and where the sheet is folded the answer behind the fold
        wanted = [*re.split(r"(?<=[?？])", hook.title.shown), board.link.domain, board.labels["scan_promise"].shown]
        # what stands under a very large number is read phrase by phrase: pdfium takes both for one line
        wanted += [h.number for h in board.hotlines] + [one for h in board.hotlines for one in h.purpose.phrases]
        wanted.append(board.labels["draft"].shown)
        missing = [w for w in wanted if re.sub(r"\s", "", w) not in text]
        assert not missing, (name, missing)


@pytest.mark.slow
@pytest.mark.parametrize("format", ["poster", "checklist", "comic", "trifold"])
def test_branch_copies_have_a_code_of_their_own(
    made: Callable[..., dict[str, bytes]], leaflet_board: Boards, format: str
) -> None:
    """The branch's sheet carries its token, not the one of the plain sheet."""
    board = replace(leaflet_board("students", "zh-CN"), branch=BRANCH)
    assert verify(made(format, "students", True)[f"{format}.pdf"], (links.payload(board, format),)) == []


@pytest.mark.slow
def test_large_sheets_have_their_size_and_a_code_read_from_their_distance(
    made: Callable[..., dict[str, bytes]], leaflet_board: Boards
) -> None:
    """A3, A2 and 80 x 200 cm as trimmed; the roll-up's code is read at the dots a camera sees from afar."""
    board = leaflet_board("seniors", "zh-CN")
    wanted = {"poster.pdf": (297, 420), "poster-press.pdf": (420, 594), "rollup.pdf": (800, 2000)}
    for name, size in wanted.items():
        data = made("poster", "seniors")[name]
        with pikepdf.open(io.BytesIO(data)) as file:
            box = [float(n) for n in file.pages[0].obj.get("/TrimBox", file.pages[0].obj.MediaBox)]
        assert ((box[2] - box[0]) / MM, (box[3] - box[1]) / MM) == pytest.approx(size, abs=0.1)
        if name != "poster.pdf":  # that one below
            assert verify(data, (links.payload(board, "poster"),)) == [], name


def test_trifold_panels_fold_into_each_other(made: Callable[..., dict[str, bytes]]) -> None:
    """Fold marks at 97 and 197 mm outside, at 100 and 200 mm inside: the panel folded in is 3 mm narrower."""
    for page, folds in zip(
        pages(made("trifold", "students")["trifold-press.pdf"], 254), ((97, 197), (100, 200)), strict=True
    ):
        slug = page[: 90 - 2, 130:-130]  # above the bleed, between the corner marks: 10 dots a millimetre
        marks = list(np.flatnonzero((slug < 128).any(axis=0)) + 130)
        groups = [m for n, m in enumerate(marks) if n == 0 or m - marks[n - 1] > 5]
        assert [round(m / 10 - 13) for m in groups] == list(folds)


SYMBOLS = {  # millimetres, the code without its quiet zone: a tenth of the distance, 20 at least, 30 for seniors
    ("leaflet", "seniors"): 30,
    ("leaflet", "students"): 22,
    ("leaflet", "foreign-residents"): 25,
    ("trifold", "students"): 25,
    ("checklist", "seniors"): 28,
    ("comic", "students"): 28,
    ("comic", "seniors"): 40,
    ("poster", "seniors"): 42,
}


@pytest.mark.slow
@pytest.mark.parametrize(("format", "audience"), MADE)
def test_each_sheet_has_its_own_code_large_enough_for_its_distance(
    made: Callable[..., dict[str, bytes]], leaflet_board: Boards, format: str, audience: str
) -> None:
    """Its own and no other; the symbol's width by paper and reader, and modules of at least 0.5 mm."""
    seen = [code for page in pages(made(format, audience)[f"{format}.pdf"]) for code in qr.locate(page)]
    assert {text for text, _ in seen} == {links.payload(leaflet_board(audience, LANGS[audience]), format)}
    for _, (left, _top, right, _low) in seen if (format, audience) in SYMBOLS else ():
        width = (right - left) / 300 * 25.4
        assert width >= SYMBOLS[format, audience] - 0.4
        assert width / 33 > 0.5, "version 4 has 33 modules"


@pytest.mark.parametrize(
    ("name", "audience", "duplex"),
    [
        ("leaflet", "seniors", "/DuplexFlipShortEdge"),
        ("leaflet", "students", "/DuplexFlipLongEdge"),
        ("leaflet", "foreign-residents", "/DuplexFlipLongEdge"),
        ("trifold", "students", "/DuplexFlipShortEdge"),
        ("poster", "students", "/Simplex"),
        ("checklist", "students", "/Simplex"),
    ],
)
def test_each_office_print_says_how_it_is_printed(
    made: Callable[..., dict[str, bytes]], name: str, audience: str, duplex: str
) -> None:
    """What a print dialogue starts with, for colour and copier alike: the edge, the true size, the title that PDF/UA
    wants shown; a press decides itself.
    """
    files = made(name, audience)
    for file in (f"{name}.pdf", f"{name}-mono.pdf"):
        with pikepdf.open(io.BytesIO(files[file])) as found:
            wishes = found.Root.ViewerPreferences
            assert (str(wishes.Duplex), str(wishes.PrintScaling)) == (duplex, "/None")
            assert str(wishes.DisplayDocTitle) == "True"
    with pikepdf.open(io.BytesIO(files[f"{name}-press.pdf"])) as found:
        assert "/Duplex" not in found.Root.get("/ViewerPreferences", pikepdf.Dictionary())
