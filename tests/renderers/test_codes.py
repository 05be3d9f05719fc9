"""Codes of finished files: the wanted one at its real size with a clear quiet zone, and no other in any picture."""

from __future__ import annotations

import io
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import zxingcpp
from PIL import Image, ImageDraw
from pptx import Presentation
from pptx.util import Pt

from outreach.checks.built import Built, run
from outreach.codes import links, qr
from outreach.diagnostics import Diagnostic
from outreach.formats import FORMATS
from outreach.layout import Layout
from outreach.project import Project
from outreach.renderers import deck, poster
from outreach.storyboard import Storyboard

CODE = "HTTPS://FZ.JIANGWANBANK.EXAMPLE/Q/0123456789"
EVIL = "HTTPS://EVIL.EXAMPLE/LOGIN"
DOTS = 300 / 25.4  # a mm
Boards = Callable[[str, str], Storyboard]


def sheet(mm: float, line: int = 0) -> Image.Image:
    """A page of 100 x 150 mm at 300 dpi: a code `mm` wide without its quiet zone, perhaps a line in that."""
    page = Image.new("L", (1181, 1772), 255)
    side, at = round(mm * DOTS * qr.modules(CODE) / (qr.modules(CODE) - 8)), 400
    page.paste(_code(CODE).resize((side, side)), (at, at))
    if line:
        ImageDraw.Draw(page).line((0, at + line, 1180, at + line), 0, 2)
    return page


def _code(text: str) -> Image.Image:
    return Image.open(io.BytesIO(qr.png(text, 12))).convert("L")


def saved(picture: Image.Image, kind: str) -> bytes:
    """The picture as a file."""
    out = io.BytesIO()
    picture.save(out, kind, resolution=300)
    return out.getvalue()


def codes_of(files: dict[str, bytes], format: str, wanted: str) -> list[Diagnostic]:
    """What a job says of a format's files before they count as built."""
    return run([Built(name, data, format, {"codes": [wanted]}) for name, data in files.items()])[0]


def found(data: bytes, format: str, name: str, wanted: str = CODE) -> str:
    """What a job says of a file before it counts as built."""
    return "\n".join(str(one) for one in codes_of({name: data}, format, wanted))


FLOORS = [("leaflet", "leaflet.pdf", 20), ("trifold", "trifold.pdf", 20), ("checklist", "checklist.pdf", 25),
          ("comic", "comic-mono.pdf", 25), ("poster", "poster.pdf", 40),
          ("poster", "poster-press.pdf", 50), ("flow", "flow.pdf", 40),
          ("roundels", "roundels.pdf", 20)]  # fmt: skip


@pytest.mark.parametrize(("format", "name", "mm"), FLOORS)
def test_a_code_on_paper_is_measured_in_mm_of_the_page(format: str, name: str, mm: int) -> None:
    """A little more than the least passes; a little less names the file, the least and what was measured."""
    assert found(saved(sheet(mm + 0.2), "PDF"), format, name) == ""
    said = found(saved(sheet(mm - 2), "PDF"), format, name)
    measured = re.search(rf"`{name}`, page 1: expected a QR code of at least {mm} mm, found ([\d.]+) mm", said)
    assert measured and abs(float(measured[1]) - (mm - 2)) < 0.2, said


def test_every_paper_format_has_a_floor() -> None:
    """A format whose files carry a code says how large it is."""
    assert {name for name, one in FORMATS.items() if any(file.least for file in one.files)} == {
        "deck", "deck-film", "leaflet", "trifold", "poster", "checklist", "comic", "cards", "flow", "roundels",
    }  # fmt: skip


@pytest.mark.parametrize("line", [8, 20], ids=["outer module", "inner module"])
def test_a_line_in_the_quiet_zone_is_told(line: int) -> None:
    """The code is read all the same, by this reader; a phone's may not."""
    page = sheet(40, line=line)
    assert qr.decode(np.asarray(page)) == [CODE]
    assert "4 clear modules" in found(saved(page, "PDF"), "leaflet", "leaflet.pdf")


def test_a_code_at_the_edge_is_told() -> None:
    """Outside the page lies a table, not paper."""
    page = sheet(40).crop((420, 300, 1181, 1772))
    assert "4 clear modules" in found(saved(page, "PDF"), "leaflet", "leaflet.pdf")


FILES = [("leaflet", "leaflet.pdf"), ("cards", "long.png"), ("cards", "banner.png"), ("cards", "card-01-cover.png"),
         ("page", "page/picture.png"), ("deck", "session-plan.pdf")]  # fmt: skip


@pytest.mark.parametrize(("format", "name"), FILES)
@pytest.mark.parametrize("kind", ["QRCode", "Aztec", "DataMatrix", "PDF417", "inverted"])
def test_no_file_holds_another_code(format: str, name: str, kind: str) -> None:
    """Whatever kind of code a phone opens, and light on dark too: the foreign one is named, and its file."""
    page = sheet(40)
    other: Any = zxingcpp.barcode_format_from_str("QRCode" if kind == "inverted" else kind)
    pixels = np.array(zxingcpp.create_barcode(EVIL, other).to_image(scale=6))
    if kind == "inverted":
        pixels = 255 - np.pad(pixels, 30, constant_values=255)
    page.paste(Image.fromarray(pixels), (100, 1200))
    said = found(saved(page, name[-3:].upper()), format, name)
    assert f"`{name}`" in said and f"found the code `{EVIL}`" in said


def test_a_card_goes_on_over_pictures() -> None:
    """The code is on one of the last card's pictures; on none is an error, a small one too."""
    blank, whole, small = (saved(p, "PNG") for p in (Image.new("L", (1080, 1440), 255), sheet(20), sheet(8)))
    first, second = "card-08-last.png", "card-09-last.png"
    assert not codes_of({first: blank, second: whole}, "cards", CODE)
    assert [one.code for one in codes_of({first: blank, second: blank}, "cards", CODE)] == ["qr-missing"]
    assert "at least 160 px, found" in str(codes_of({first: blank, second: small}, "cards", CODE)[0])


# --- with the templates ---


@pytest.fixture
def own(project: Project, tmp_path: Path) -> Project:
    """The starter with templates that may be changed."""
    shutil.copytree(project.path("templates"), tmp_path / "templates")
    shutil.copytree(project.path("content"), tmp_path / "content", ignore=shutil.ignore_patterns("scams"))
    return Project(tmp_path, project.date)


@pytest.mark.slow  # three large sheets with a template of its own; the slide below is quick
def test_a_small_code_on_the_poster_is_refused(own: Project, leaflet_board: Boards) -> None:
    """Five millimetres on A3: the reader at 300 dpi reads it, nobody in the lobby does."""
    file = own.path("templates/print/poster.typ")
    file.write_text(file.read_text("utf-8").replace("symbol = 42mm", "symbol = 9mm"), "utf-8")
    board = leaflet_board("students", "zh-CN")
    files = poster.render(board, Layout(own))
    said = [str(one) for one in codes_of(files, "poster", links.payload(board, "poster"))]
    told = re.compile(r"`poster.pdf`, page 1: expected a QR code of at least 40 mm, found (8\.9|9\.[01])")
    assert any(told.search(one) for one in said), said


def _deck(own: Project, board: Storyboard, change: Callable[[Any], None]) -> list[Diagnostic]:
    file = own.path("templates/deck/deck.pptx")
    template = Presentation(str(file))
    change(template)
    template.save(str(file))
    made = deck.render(board, Layout(own))
    return codes_of(made, "deck", links.payload(board, "deck"))


def _hotlines(template: Any) -> dict[str, Any]:
    layout = next(one for one in template.slide_layouts if one.name == "hotlines")
    return {shape.name: shape for shape in layout.placeholders}


@pytest.mark.slow
def test_a_code_on_a_slide_is_measured_where_it_stands(own: Project, leaflet_board: Boards) -> None:
    """Of the starter nothing is said; of a placeholder of 60 points its size is; one of 8 points is not read at all."""
    board = leaflet_board("students", "zh-CN")

    def sized(points: float) -> Callable[[Any], None]:
        def change(template: Any) -> None:
            shape = _hotlines(template)["qr"]
            shape.width = shape.height = Pt(points)

        return change

    assert _deck(own, board, lambda template: None) == []
    small = [str(one) for one in _deck(own, board, sized(60))]
    assert any("`deck.pptx`, slide" in one and "at least 81 pt, found 4" in one for one in small), small
    assert "qr-missing" in {one.code for one in _deck(own, board, sized(8))}


@pytest.mark.slow
def test_nothing_lies_on_the_code_of_a_slide(own: Project, leaflet_board: Boards) -> None:
    """A placeholder that a designer pushed over it is named."""

    def change(template: Any) -> None:
        shapes = _hotlines(template)
        shapes["promise"].left, shapes["promise"].top = shapes["qr"].left, shapes["qr"].top

    said = [str(one) for one in _deck(own, leaflet_board("students", "zh-CN"), change)]
    assert any("free of everything, found `promise`" in one for one in said), said


@pytest.mark.every(3, 2)
@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF"])
def test_a_picture_of_the_slide_master_holds_no_code(own: Project, leaflet_board: Boards, kind: str) -> None:
    """A bank's logo with a code in it goes on every slide."""

    def change(template: Any) -> None:
        template.slide_master.part.get_or_add_image_part(io.BytesIO(saved(_code(EVIL), kind)))

    said = [str(one) for one in _deck(own, leaflet_board("students", "zh-CN"), change)]
    assert any("ppt/media/" in one and f"found the code `{EVIL}`" in one for one in said), said
