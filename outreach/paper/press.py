"""Turns a PDF for the office printer's colours into one for the press: CMYK, BleedBox, black small text.

Every colour operator of every page is rewritten, drawings included, so no RGB is left. The black of a colour is taken
out fully (grey component replacement), which keeps the sum of inks at 300 % or less: one of C, M, Y is always 0
(coated paper: ECI's ISO Coated v2 300 %).
"""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import islice
from typing import Any

import numpy as np
import pikepdf

from outreach.diagnostics import NOWHERE, fail
from outreach.messages import msg
from outreach.paper.tags import head_rows

MM = 72 / 25.4
SMALL_TEXT = 12.0  # points; smaller letters print from the black plate alone: plates never meet exactly
DARK = 0.6  # relative lightness under which small text counts as dark
_PAINTS = {"sc", "scn", "rg", "g", "SC", "SCN", "RG", "G"}
_ENDS = {"f", "f*", "B", "B*", "b", "b*", "S", "s", "n", "Q", "Do", "ET"}


def to_press(data: bytes, bleed: float = 3.0) -> bytes:
    """The PDF with CMYK colours and a BleedBox `bleed` mm outside its TrimBox. Same input, same bytes."""
    with pikepdf.open(io.BytesIO(data)) as file:
        if not file.pages or any("/TrimBox" not in page.obj for page in file.pages):
            hint = msg("a sheet for the press is set with `bleed`, as in templates/print/lib.typ")
            raise fail("press", NOWHERE, msg("expected pages with their trimmed edges, found none"), hint)
        head_rows(file)
        for page in file.pages:
            page.obj.BleedBox = pikepdf.Array(_grown(page.obj.TrimBox, bleed * MM))
            program = converted(pikepdf.parse_content_stream(page), page.obj.Resources)
            page.obj.Contents = file.make_stream(pikepdf.unparse_content_stream(list(program)))
        masks = {one.SMask.objgen for one in file.objects if isinstance(one, pikepdf.Stream) and "/SMask" in one}
        for one in file.objects:
            if isinstance(one, pikepdf.Stream) and one.get("/Subtype") == "/Image" and one.objgen not in masks:
                _inks(one)
            if isinstance(one, pikepdf.Stream) and one.get("/Subtype") == "/Form":
                program = converted(pikepdf.parse_content_stream(one), one.get("/Resources", pikepdf.Dictionary()))
                one.write(pikepdf.unparse_content_stream(list(program)))
                if "/Group" in one:
                    one.Group.CS = pikepdf.Name.DeviceCMYK  # what is see-through blends in inks too
        out = io.BytesIO()
        file.save(out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return out.getvalue()


def _grown(box: Any, by: float) -> list[Decimal]:
    left, low, right, high = (float(n) for n in box)
    return [Decimal(f"{n:.4f}") for n in (left - by, low - by, right + by, high + by)]


def converted(steps: Iterable[Any], resources: Any) -> Iterator[Any]:
    """The operators of a page or a form with every colour in CMYK.

    Gradients would keep their RGB; drawings come here without them (`art.draw(flat=True)`), others are refused.
    """
    _refuse_others(resources)
    spaces = {name: _channels(space) for name, space in resources.get("/ColorSpace", pikepdf.Dictionary()).items()}
    program = list(steps)
    for n, step in enumerate(program):
        name = str(step.operator)
        if name in ("cs", "CS"):
            if spaces.get(str(step.operands[0])) not in (1, 3):
                raise fail(
                    "press",
                    NOWHERE,
                    msg("expected grey or RGB colours, found the space `{space}`", space=step.operands[0]),
                )
        elif name in _PAINTS:
            ink = cmyk(tuple(float(v) for v in step.operands))
            if _is_small_text(islice(program, n + 1, n + 40)) and _lightness(ink) < DARK:
                ink = (0.0, 0.0, 0.0, 1.0)
            operator = "K" if name.isupper() else "k"
            yield pikepdf.ContentStreamInstruction([Decimal(f"{v:.4f}") for v in ink], pikepdf.Operator(operator))
        else:
            yield step


def _refuse_others(resources: Any) -> None:
    found = [kind[1:].lower() for kind in ("/Shading", "/Pattern") if len(resources.get(kind, pikepdf.Dictionary()))]
    if found:
        raise fail("press", NOWHERE, msg("expected flat drawings for the press, found a {found}", found=found[0]))


def _inks(image: pikepdf.Stream) -> None:
    """A photo in inks, by the same rule as the colours; what is see-through stays so (its mask is grey)."""
    pixels = np.asarray(pikepdf.PdfImage(image).as_pil_image().convert("RGB")) / 255
    black = 1 - pixels.max(axis=2, keepdims=True)
    inks = np.where(black < 1, (1 - pixels - black) / np.maximum(1 - black, 1e-9), 0.0)
    plates = np.rint(np.concatenate([inks, black], axis=2) * 255).astype(np.uint8)
    for name in ("/Decode", "/DecodeParms", "/Filter", "/Mask"):
        if name in image:
            del image[name]
    image.ColorSpace, image.BitsPerComponent = pikepdf.Name.DeviceCMYK, 8
    image.write(zlib.compress(plates.tobytes(), 9), filter=pikepdf.Name.FlateDecode)


def _channels(space: Any) -> int:
    return int(space[1].N) if str(space[0]) == "/ICCBased" else 0


def _is_small_text(following: Iterable[Any]) -> bool:
    for step in following:
        name = str(step.operator)
        if name == "Tf":
            return float(step.operands[1]) < SMALL_TEXT
        if name in _ENDS or name in _PAINTS:
            return False
    return False


def cmyk(color: tuple[float, ...]) -> tuple[float, float, float, float]:
    """Inks from 0 to 1 of a grey or an RGB colour from 0 to 1, all common grey printed in black."""
    red, green, blue = color * 3 if len(color) == 1 else color
    black = 1 - max(red, green, blue)
    if black >= 1:
        return (0.0, 0.0, 0.0, 1.0)
    cyan, magenta, yellow = ((1 - v - black) / (1 - black) for v in (red, green, blue))
    return (cyan, magenta, yellow, black)


def _lightness(ink: tuple[float, float, float, float]) -> float:
    cyan, magenta, yellow, black = ink
    return (0.299 * (1 - cyan) + 0.587 * (1 - magenta) + 0.114 * (1 - yellow)) * (1 - black)
