"""Codes in a finished picture: what each says, how wide it is, and whether its quiet zone is clear."""

from __future__ import annotations

import io
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

import numpy as np
import zxingcpp
from PIL import Image

from outreach.codes import qr
from outreach.codes.least import Least as Least
from outreach.diagnostics import NOWHERE, Diagnostic, Spot, error, warning
from outreach.messages import msg

Pixels = np.ndarray[Any, Any]
Box = tuple[float, float, float, float]  # left, top, right, low
# Whatever a phone opens: a drawing or a template may bring one that is none of ours.
_ANY: Any = zxingcpp.barcode_formats_from_str("QRCode,MicroQRCode,RMQRCode,Aztec,DataMatrix,PDF417")
_BLEMISH = 0.003  # of the quiet zone: grains of a coder or of a screen are smaller than any line or letter
_SLACK = 1.02  # corners are found to about a fiftieth of a symbol


@dataclass(frozen=True)
class Symbol:
    """A code that was read."""

    text: str
    box: Box  # pixels, without the quiet zone
    side: float  # pixels: the shorter of its sides
    clear: bool = True  # light modules on all sides; looked at for wanted codes only


Wanted = Collection[str] | None  # what codes may say; None: nobody knows, so each is judged for its size and room only


def symbols(picture: bytes | Pixels, wanted: Wanted = (), quiet: float = qr.QUIET) -> list[Symbol]:
    """Every code in a picture that a phone would open, also an inverted one, in reading order.

    `quiet`: how many light modules on all sides make one clear.
    """
    pixels = qr.grey(picture)
    found = []
    for one in zxingcpp.read_barcodes(pixels, formats=_ANY, text_mode=zxingcpp.TextMode.Plain):
        text, at = str(one.text), one.position
        corners = [(c.x, c.y) for c in (at.top_left, at.top_right, at.bottom_right, at.bottom_left)]
        across, down = [x for x, _ in corners], [y for _, y in corners]
        box = (min(across), min(down), max(across), max(down))
        sides = [float(np.hypot(a[0] - b[0], a[1] - b[1])) for a, b in pairwise(corners)]
        if wanted is None and one.format != zxingcpp.BarcodeFormat.QRCode:
            continue  # of what kind and size it should be is not ours to say
        asked = wanted is None or text in wanted
        found.append(Symbol(text, box, min(sides), not asked or _is_clear(pixels, box, text, quiet)))
    return sorted((one for one in found if one.text), key=lambda one: (one.box[1], one.box[0]))


def flattened(data: bytes, formats: tuple[str, ...] = ("PNG", "JPEG")) -> Iterator[Pixels]:
    """A picture's grey pixels; one with alpha on a light ground and on a dark one, where other parts of it show."""
    with Image.open(io.BytesIO(data), formats=formats) as image:
        qr.bounded(image)
        if "A" not in image.getbands() and "transparency" not in image.info:
            yield np.asarray(image.convert("L"))
            return
        picture = image.convert("RGBA")
    if picture.getextrema()[3] == (255, 255):
        yield np.asarray(picture.convert("L"))
        return
    for ground in ("#FFFFFF", "#202020"):
        flat = Image.new("RGBA", picture.size, ground)
        flat.alpha_composite(picture)
        yield np.asarray(flat.convert("L"))


def _is_clear(pixels: Pixels, box: Box, text: str, quiet: float) -> bool:
    """Is all light within so many modules of the symbol, and inside the picture?"""
    module = (box[2] - box[0]) / len(qr.matrix(text))
    near, far = 0.6 * module, (quiet - 0.6) * module  # edges are blurred by less than half a module
    left, top, right, low = (round(n) for n in (box[0] - far, box[1] - far, box[2] + far, box[3] + far))
    if left < 0 or top < 0 or right > pixels.shape[1] or low > pixels.shape[0]:
        return False
    around = pixels[top:low, left:right]
    x, y, past_x, past_y = (
        round(n) for n in (far - near, far - near, right - left - far + near, low - top - far + near)
    )
    inside = np.zeros(around.shape, dtype=bool)
    inside[y:past_y, x:past_x] = True
    dark, light = np.percentile(around[inside], (10, 90))
    return bool((around[~inside] < (dark + light) / 2).mean() <= _BLEMISH)


@dataclass(frozen=True)
class Shown:
    """One page, slide, picture or moment of a finished file: what messages call it, and where it is."""

    place: str
    spot: Spot
    size: tuple[int, int] = (0, 0)  # its pixels, width and height; (0, 0): the spot has the box already, or none

    def at(self, one: Symbol) -> Spot:
        """Where a code is on it."""
        wide, high = self.size
        if not wide or not high:
            return self.spot
        left, top, right, low = one.box
        return replace(self.spot, box=(left / wide, top / high, right / wide, low / high))


def compared(
    found: Sequence[Symbol], wanted: Wanted, least: Least | None, scale: float, shown: Shown
) -> list[Diagnostic]:
    """What is wrong with the codes of one page, slide or picture; `scale`: of a pixel, in the unit of `least`."""
    problems = []
    for one in found:
        if wanted is not None and one.text not in wanted:
            problems.append(_foreign(one, wanted, shown))
        elif least is not None:
            problems += [*_small(one, least, scale, shown), *_covered(one, least, shown)]
    return problems


MISSING = "qr-missing"
_LARGER = msg("print the code larger, dark on white, with four clear modules around it")


def missing(found: Collection[str], wanted: Wanted, shown: Shown) -> list[Diagnostic]:
    """An error for each wanted code that was read nowhere in what is shown."""
    if wanted is None:
        return _some(found, shown)
    problems = []
    for code in wanted:
        if code not in found:
            read = listed(found)
            message = msg(
                "{place}: expected the QR code `{code}`, found {read}", place=shown.place, code=code, read=read
            )
            problems.append(error(MISSING, NOWHERE, message, _LARGER, wanted=code, measured=read, spot=shown.spot))
    return problems


def _some(found: Collection[str], shown: Shown) -> list[Diagnostic]:
    """Where nobody knows which code is meant: one and no other."""
    if len(found) == 1:
        return []
    values = {"place": shown.place, "read": listed(found)}
    message = msg("{place}: expected one QR code, found {read}", **values)
    if found:
        hint = msg("scan them: one may be somebody else's")
        return [warning("qr-several", NOWHERE, message, hint, measured=listed(found), spot=shown.spot)]
    return [error(MISSING, NOWHERE, message, _LARGER, measured=listed(found), spot=shown.spot)]


def _foreign(one: Symbol, wanted: Collection[str], shown: Shown) -> Diagnostic:
    code = one.text if len(one.text) <= 80 else one.text[:77] + "…"
    values = {"place": shown.place, "code": code, "wanted": listed(wanted)}
    message = msg("{place}: found the code `{code}`, expected {wanted}", **values)
    hint = msg("a template or a drawing brings it: take it out there")
    return error("qr-decode", NOWHERE, message, hint, wanted=listed(wanted), measured=code, spot=shown.at(one))


def _small(one: Symbol, least: Least, scale: float, shown: Shown) -> Iterator[Diagnostic]:
    side = one.side * scale
    module = side / len(qr.matrix(one.text))
    hint = msg("give the code more room in the template: a tenth of the distance it is read from")
    most = f"{least.side:g} {least.unit}", f"{least.module:g} {least.unit}"
    found = f"{side:.3g} {least.unit}", f"{module:.3g} {least.unit}"
    if side * _SLACK < least.side:
        message = msg("{place}: expected a QR code of at least {least}, found {found}",
                      place=shown.place, least=most[0], found=found[0])  # fmt: skip
        yield error("qr-size", NOWHERE, message, hint, wanted=most[0], measured=found[0], spot=shown.at(one))
    elif module * _SLACK < least.module:
        message = msg("{place}: expected modules of the QR code of at least {least}, found {found}",
                      place=shown.place, least=most[1], found=found[1])  # fmt: skip
        yield error("qr-size", NOWHERE, message, hint, wanted=most[1], measured=found[1], spot=shown.at(one))


def _covered(one: Symbol, least: Least, shown: Shown) -> Iterator[Diagnostic]:
    if not one.clear:
        values = {"place": shown.place, "n": f"{least.quiet:g}"}
        message = msg("{place}: expected {n} clear modules around the QR code, found something in them", **values)
        hint = msg("move what is near away from the code, or the code away from the edge")
        yield error("qr-quiet", NOWHERE, message, hint, spot=shown.at(one))


def listed(codes: Collection[str]) -> str:
    """Codes as a person reads them."""
    return ", ".join(f"`{one}`" for one in sorted(codes)) or msg("none")
