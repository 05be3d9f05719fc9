"""A sheet for the office: ours passes; faults of codes, tags, letters, edges, pictures and addresses are told."""

from __future__ import annotations

import io
from collections.abc import Callable

import numpy as np
import pikepdf
import pytest
from judged import faults, judged
from PIL import Image
from planting import MM, Plant, changed, drawn, letters

from outreach.codes import qr
from outreach.codes.links import payload
from outreach.storyboard import Storyboard

EVIL = "HTTPS://EVIL.EXAMPLE/LOGIN"
FLOOR = 9.0  # of the audience of these sheets
BLACK = b"0 0 0 rg"


@pytest.fixture(scope="module")
def code(own_board: Callable[..., Storyboard]) -> str:
    """What the leaflet's code says."""
    return payload(own_board("visitors"), "leaflet")


def _placed(picture: Image.Image, x: float, y: float, side: float) -> Plant:
    """A picture, mm from the lower left corner of the first page."""

    def change(file: pikepdf.Pdf) -> None:
        grey = np.asarray(picture.convert("L"))
        one = file.make_stream(grey.tobytes(), Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image)
        one.Width, one.Height, one.ColorSpace, one.BitsPerComponent = *picture.size, pikepdf.Name.DeviceGray, 8
        name = file.pages[0].add_resource(one, pikepdf.Name.XObject)
        size, left, low = side * MM, x * MM, y * MM
        drawn(f"{size:.2f} 0 0 {size:.2f} {left:.2f} {low:.2f} cm {name} Do".encode())(file)

    return change


def _qr(scale: int = 12) -> Image.Image:
    return Image.open(io.BytesIO(qr.png(EVIL, scale)))


def _everywhere(program: bytes) -> Plant:
    def change(file: pikepdf.Pdf) -> None:
        for page in file.pages:
            page.contents_add(file.make_stream(b"q " + program + b" Q"))

    return change


def _elements(file: pikepdf.Pdf, kind: str) -> pikepdf.Dictionary:
    return next(one for one in file.objects if isinstance(one, pikepdf.Dictionary) and one.get("/S") == kind)


def _untagged(file: pikepdf.Pdf) -> None:
    del file.Root["/StructTreeRoot"]


def _speechless(file: pikepdf.Pdf) -> None:
    del file.Root["/Lang"]


def _untitled(file: pikepdf.Pdf) -> None:
    with file.open_metadata(set_pikepdf_as_editor=False) as about:
        del about["dc:title"]


def _file_name(file: pikepdf.Pdf) -> None:
    file.Root.ViewerPreferences.DisplayDocTitle = False


def _wordless(file: pikepdf.Pdf) -> None:
    figure = _elements(file, "/Figure")
    figure.Alt = pikepdf.String(" ")


def _deep(file: pikepdf.Pdf) -> None:
    _elements(file, "/H1").S = pikepdf.Name.H3


def _headless(file: pikepdf.Pdf) -> None:
    for one in file.objects:
        if isinstance(one, pikepdf.Dictionary) and one.get("/S") == "/TH":
            one.S = pikepdf.Name.TD


# name -> the check, what is done to the sheet, what is wanted, what is found
SHEETS: dict[str, tuple[str, Plant, str, str]] = {
    "a sheet with another's code": ("paper_code", _placed(_qr(), 60, 120, 30), "", EVIL),
    "a sheet whose code is covered": ("paper_code", _everywhere(b"1 g 0 0 900 900 re f"), "", "none"),
    "a sheet without tags": ("paper_tags", _untagged, "tags", "none"),
    "a sheet in no language": ("paper_tags", _speechless, "a language", "none"),
    "a sheet without a title": ("paper_tags", _untitled, "a title", "none"),
    "a sheet called by its file": ("paper_tags", _file_name, "a window that shows the title", "the name of the file"),
    "a picture on a sheet without words": ("paper_tags", _wordless, "words for every picture", "a picture without"),
    "a heading out of order": ("paper_tags", _deep, "headings in steps of one", "level 3 after level 0"),
    "a table without heads": ("paper_tags", _headless, "tables with header cells", "a table without any"),
    "small print": ("paper_letters", letters(60, 60, 6, BLACK), "letters of 8.1 pt and more", "6.0 pt: `"),
    "a word at the edge": ("paper_edges", letters(60, 2, 12, BLACK), "words at least 5 mm from the edge", ""),
    "a picture of a web page": (
        "paper_pictures",
        _placed(Image.new("L", (72, 72), 128), 60, 60, 50.8),
        "pictures of 150 dots an inch and more",
        "36",
    ),
}


def _office(data: bytes, check: str, code: str) -> list[tuple[str, str]]:
    found = judged("a/leaflet.pdf", data, check, codes=[code], format="leaflet", floor=FLOOR)
    return [(one.wanted, one.measured) for one in found]


@pytest.mark.slow
def test_our_sheets_pass(sheets: dict[str, bytes], code: str) -> None:
    """In colour, and for a copier."""
    for name in ("leaflet.pdf", "leaflet-mono.pdf"):
        assert _office(sheets[name], "paper_tags", code) == []


@pytest.mark.slow
@pytest.mark.parametrize("fault", faults(SHEETS, "a sheet without tags", "small print", "a word at the edge"))
def test_each_fault_is_told_and_no_other(sheets: dict[str, bytes], code: str, fault: str) -> None:
    """Planted in a good sheet."""
    check, plant, wanted, measured = SHEETS[fault]
    ((found, value), *more) = _office(changed(sheets["leaflet.pdf"], plant), check, code)
    assert more == [] or check == "paper_code"
    assert (found == wanted or not wanted) and value.startswith(measured)


def test_a_code_without_its_address() -> None:
    """Nothing but a code on a sheet; it is asked also where nobody knows what the code should say."""
    out, page = io.BytesIO(), Image.new("L", (900, 900), 255)
    page.paste(_qr(), (200, 200))
    page.save(out, "PDF", resolution=150)
    ((one),) = judged("theirs.pdf", out.getvalue(), "paper_address")
    assert (one.severity, one.wanted) == ("warning", "`evil.example` in letters beside the code")
