"""A sheet for the press is made as a print shop takes it: boxes and bleed, inks, fonts, words clear of the cut.

Why: a shop that gets colours of a screen, or a picture that ends at the cut, calls back, or prints it wrong.
Source: bleed of 3 mm, text 5 mm inside the cut (usual at print shops; webforma.co.uk/bleed.asp); at most 300 % of ink
(ECI, ISO Coated v2 300 %); small letters from the black plate alone, for plates never meet exactly; all fonts embedded
(PDF/X-4, ISO 15930-7). A sheet is for the press when its pages have a BleedBox.
PASS: TrimBox, 3 mm of bleed round it, marks outside; grey and CMYK only; letters under 12 pt black; all fonts embedded
FAIL: a colour in RGB; 340 % of ink; a bleed of 2 mm; words 2 mm from the cut; a font that is not in the file
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import pikepdf
import pypdfium2 as pdfium

from outreach.checks.built import Built
from outreach.diagnostics import NOWHERE, Diagnostic, Spot, error
from outreach.messages import Message, msg

MM = 72 / 25.4  # points
EXACT = 0.1  # mm
DARK = 0.6  # relative lightness under which letters are dark
GREY = {"g", "G", "k", "K"}
COLORED = {"rg", "RG", "sc", "SC", "scn", "SCN", "cs", "CS"}
_FONT_FILES = ("/FontFile", "/FontFile2", "/FontFile3")

Fault = tuple[int, Message, str]  # the page, from 1; 0: of the whole file. What is wanted, what was measured


def check(built: Built) -> Iterator[Diagnostic]:
    """Yields what a print shop would send back; nothing of a sheet that an office prints."""
    with pikepdf.open(io.BytesIO(built.bytes)) as file:
        if not any("/BleedBox" in page.obj for page in file.pages):
            return
        found = [
            *_boxes(file, built.limit("paper_press.bleed")),
            *_colors(file, built),
            *_fonts(file),
            *_words(built, file),
        ]
    for page, wanted, measured in dict.fromkeys(found):
        values = {"name": built.path, "wanted": wanted, "found": measured, "n": page}
        whole = msg("`{name}`: expected {wanted}, found {found}", **values)
        told = msg("`{name}`, page {n}: expected {wanted}, found {found}", **values) if page else whole
        spot = Spot(built.path, "page", page) if page else Spot(built.path)
        hint = msg("take the sheet from the build again, or export it as the print shop asks")
        yield error("paper-press", NOWHERE, told, hint, wanted=wanted, measured=measured, spot=spot)


def _boxes(file: pikepdf.Pdf, wide: float) -> Iterator[Fault]:
    """The cut, the bleed round it, and paper round both."""
    for n, page in enumerate(file.pages, 1):
        missing = [name for name in ("/TrimBox", "/BleedBox") if name not in page.obj]
        if missing:
            yield n, msg("a TrimBox and a BleedBox"), msg("no {name}", name=missing[0][1:])
            continue
        media, bleed, trim = (_mm(page.obj[name]) for name in ("/MediaBox", "/BleedBox", "/TrimBox"))
        sides = [abs(outer - inner) for outer, inner in zip(bleed, trim, strict=True)]
        if any(side < wide - EXACT for side in sides):
            yield n, msg("{n} mm of bleed on each side", n=f"{wide:g}"), " / ".join(f"{side:.1f}" for side in sides)
        if any(a > b for a, b in zip(media[:2], bleed[:2], strict=True)) or media[2] < bleed[2] or media[3] < bleed[3]:
            yield n, msg("paper round the bleed"), msg("a bleed that leaves the page")


def _mm(box: Any) -> list[float]:
    return [float(side) / MM for side in box]


def _colors(file: pikepdf.Pdf, built: Built) -> Iterator[Fault]:
    """Every colour of every page, drawing and photo."""
    ink, small = built.limit("paper_press.ink"), built.limit("paper_press.black_below")
    for n, page in enumerate(file.pages, 1):
        yield from ((n, *fault) for fault in _painted(pikepdf.parse_content_stream(page), ink, small))
    for one in file.objects:
        if not isinstance(one, pikepdf.Stream):
            continue
        if one.get("/Subtype") == "/Form":
            yield from ((0, *fault) for fault in _painted(pikepdf.parse_content_stream(one), ink, small))
        elif one.get("/Subtype") == "/Image" and one.get("/ColorSpace") not in ("/DeviceCMYK", "/DeviceGray"):
            yield 0, msg("pictures in grey or CMYK"), str(one.get("/ColorSpace"))[:40]


def _painted(program: Any, ink: float, small: float) -> Iterator[tuple[Message, str]]:
    inks: tuple[float, ...] = (0.0, 0.0, 0.0, 1.0)  # a page begins with black (ISO 32000-2 §8.4.2)
    for step in program:
        name = str(step.operator)
        if name in COLORED:
            yield msg("colours in grey or CMYK"), f"`{name}`"
        elif name in GREY:
            told = tuple(float(ink) for ink in step.operands)
            painted = told if len(told) == 4 else (0.0, 0.0, 0.0, 1 - told[0])
            if sum(painted) * 100 > ink:
                yield msg("at most {n} % of ink", n=f"{ink:g}"), f"{sum(painted) * 100:.0f} %"
            inks = painted if name.islower() else inks
        elif name == "Tf" and float(step.operands[1]) < small and max(inks[:3]) > 0 and _lightness(inks) < DARK:
            yield msg("dark letters under {n} pt in black alone", n=f"{small:g}"), f"{float(step.operands[1]):g} pt"


def _lightness(inks: tuple[float, ...]) -> float:
    cyan, magenta, yellow, black = inks
    return (0.299 * (1 - cyan) + 0.587 * (1 - magenta) + 0.114 * (1 - yellow)) * (1 - black)


def _fonts(file: pikepdf.Pdf) -> Iterator[Fault]:
    """Each font whose letters are not in the file. One of the standard fourteen has not even a description."""
    for one in (one for one in file.objects if isinstance(one, pikepdf.Dictionary)):
        described = one.get("/Type") == "/FontDescriptor" and not any(name in one for name in _FONT_FILES)
        plain = one.get("/Type") == "/Font" and one.get("/Subtype") not in ("/Type0", "/Type3")
        if described or (plain and "/FontDescriptor" not in one):
            yield 0, msg("fonts that are in the file"), f"`{str(one.get('/FontName', one.get('/BaseFont', '')))[1:]}`"


def _words(built: Built, file: pikepdf.Pdf) -> Iterator[Fault]:
    """Words that the cut could take with it; those outside of it are the printer's."""
    trims = [_mm(page.obj.TrimBox) if "/TrimBox" in page.obj else None for page in file.pages]
    safe, bleed = built.limit("paper_press.safe"), built.limit("paper_press.bleed")
    document = pdfium.PdfDocument(built.bytes)
    try:
        for n, (page, trim) in enumerate(zip(document, trims, strict=True), 1):
            text = page.get_textpage()
            rects = [text.get_rect(k) for k in range(text.count_rects())] if trim else []
            near = [_clear([side / MM for side in rect], trim) for rect in rects if trim]
            least = min((room for room in near if room > -bleed), default=safe)
            if least < safe - EXACT:
                yield n, msg("words at least {n} mm inside the cut", n=f"{safe:g}"), f"{least:.1f} mm"
    finally:
        document.close()


def _clear(rect: list[float], trim: list[float]) -> float:
    """How far inside the cut a line of words is, mm; below zero: outside."""
    left, low, right, top = rect
    return min(left - trim[0], low - trim[1], trim[2] - right, trim[3] - top)
