"""A press sheet: ours passes; each thing that a print shop would send back is told."""

from __future__ import annotations

import pikepdf
import pytest
from judged import faults, judged
from planting import MM, Plant, changed, drawn, letters


def _said(data: bytes) -> list[tuple[str, str]]:
    return [(one.wanted, one.measured) for one in judged("a/leaflet-press.pdf", data, "paper_press")]


def _box(name: str, by: float) -> Plant:
    """A box that is so many mm larger to all sides."""

    def change(file: pikepdf.Pdf) -> None:
        sides = [float(side) for side in file.pages[0].obj[name]]
        file.pages[0].obj[name] = [sides[0] - by * MM, sides[1] - by * MM, sides[2] + by * MM, sides[3] + by * MM]

    return change


def _unboxed(file: pikepdf.Pdf) -> None:
    del file.pages[0].obj["/TrimBox"]


def _lost_font(file: pikepdf.Pdf) -> None:
    one = next(o for o in file.objects if isinstance(o, pikepdf.Dictionary) and o.get("/Type") == "/FontDescriptor")
    for name in [str(name) for name in one if str(name).startswith("/FontFile")]:
        del one[name]


PLANTED: dict[str, tuple[Plant, str, str]] = {
    "a colour of the screen": (drawn(b"1 0 0 rg 0 0 10 10 re f"), "colours in grey or CMYK", "`rg`"),
    "too much ink": (drawn(b"1 .8 .9 .7 k 0 0 10 10 re f"), "at most 300 % of ink", "340 %"),
    "a narrow bleed": (_box("/BleedBox", -1), "3 mm of bleed on each side", "2.0 / 2.0 / 2.0 / 2.0"),
    "no cut": (_unboxed, "a TrimBox and a BleedBox", "no TrimBox"),
    "a page that ends at the bleed": (_box("/MediaBox", -12), "paper round the bleed", "a bleed that leaves the page"),
    "words at the cut": (letters(60, 2, 14, b"0 0 0 1 k"), "words at least 5 mm inside the cut", ""),
    "small letters in colours": (
        letters(60, 60, 9, b"1 .5 0 .1 k"),
        "dark letters under 12 pt in black alone",
        "9 pt",
    ),
    "a font that is not there": (_lost_font, "fonts that are in the file", "`"),
}


@pytest.mark.slow
def test_our_sheets_pass(sheets: dict[str, bytes]) -> None:
    """Those for the press, and nothing is asked of those for the office."""
    assert len([name for name in sheets if "press" in name]) == 2
    assert {name: found for name, data in sheets.items() if (found := _said(data))} == {}


@pytest.mark.parametrize("fault", faults(PLANTED, "too much ink", "words at the cut"))
def test_each_fault_is_told_and_no_other(sheets: dict[str, bytes], fault: str) -> None:
    """Planted in a good sheet."""
    plant, wanted, measured = PLANTED[fault]
    ((found, value),) = _said(changed(sheets["leaflet-press.pdf"], plant))
    assert found == wanted and value.startswith(measured)


@pytest.mark.slow
def test_a_photo_of_the_screen_is_told(sheets: dict[str, bytes]) -> None:
    """A picture in RGB that somebody put on it."""

    def plant(file: pikepdf.Pdf) -> None:
        photo = file.make_stream(b"\\0" * 12, Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image, Width=2, Height=2)
        photo.ColorSpace, photo.BitsPerComponent = pikepdf.Name.DeviceRGB, 8
        file.pages[0].add_resource(photo, pikepdf.Name.XObject)

    ((wanted, found),) = _said(changed(sheets["leaflet-press.pdf"], plant))
    assert (wanted, found) == ("pictures in grey or CMYK", "/DeviceRGB")
