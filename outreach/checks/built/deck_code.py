"""The code of a finished deck is read out of the PPTX: where it stands, as large as it is shown.

Why: a code that was drawn right is still lost when a template shows it too small, covers it or sets another beside it.
Source: as for paper (outreach.checks.built.paper_code); a slide is read at 1920 pixels, the usual projector's.
PASS: the wanted payload on a slide at the size it has there, with nothing in its quiet zone or on it; every other
picture of the file without a code.
FAIL: a code of 8 points on a slide; a logo with somebody's code in the slide master.
"""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Iterator
from typing import Any

import numpy as np
from PIL import Image, UnidentifiedImageError
from pptx import Presentation

from outreach.checks.built import Built
from outreach.codes.symbol import Box, Shown, Symbol, compared, flattened, missing, symbols
from outreach.diagnostics import NOWHERE, Diagnostic, Spot, error
from outreach.kept import Kept
from outreach.messages import msg

WIDE = 1920  # pixels of a projector
HIGH = 540.0  # points that a slide counts as high, whatever paper its file names
_VECTORS = (".emf", ".wmf", ".svg", ".svgz", ".pict", ".eps")
_MEDIA = ("PNG", "JPEG", "GIF", "BMP", "TIFF", "WEBP")


def check(built: Built) -> Iterator[Diagnostic]:
    """Yields what is wrong with the codes of every picture in the package, and of those that a slide shows."""
    wanted, rule = built.codes, built.coded
    side, module, quiet = (built.limit(f"deck_code.{one}") for one in ("side", "module", "quiet"))
    least = rule.least.held(side=side, module=module, quiet=quiet) if rule and rule.least else None
    yield from _package(built, wanted)
    deck = Presentation(io.BytesIO(built.bytes))
    size, read = (int(deck.slide_width or 1), int(deck.slide_height or 1)), set[str]()
    for number, slide in enumerate(deck.slides, 1):
        place = msg("`{name}`, slide {n}", name=built.path, n=number)
        shapes = list(slide.shapes)
        for n, shape in enumerate(shapes):
            own = _codes(shape.image.blob) if hasattr(shape, "image") else ()
            if not any(wanted is None or code in wanted for code in own):
                continue
            found = symbols(_shown(shape, size[0]), wanted, quiet)
            read |= {one.text for one in found}
            shown = Shown(place, Spot(built.path, "slide", number, _share(shape, size)))
            yield from compared(found, wanted, least, HIGH / (size[1] / size[0] * WIDE), shown)
            yield from _hidden(shape, shapes[n + 1 :], size, shown)
    if rule:
        yield from missing(read, wanted, Shown(f"`{built.path}`", Spot(built.path)))


def _package(built: Built, wanted: tuple[str, ...] | None) -> Iterator[Diagnostic]:
    """Codes in any part that is a picture, also in the slide master's and the package's own."""
    package = zipfile.ZipFile(io.BytesIO(built.bytes))
    for part in package.namelist():
        if part.endswith((".xml", ".rels", ".mp4")):
            continue
        place = msg("`{part}` in `{name}`", part=part, name=built.path)
        try:
            codes = _codes(package.read(part))
        except (UnidentifiedImageError, ValueError, OSError, Image.DecompressionBombError):
            if part.startswith("ppt/media/") or part.endswith(_VECTORS):
                hint = msg("save it as PNG in templates/deck/deck.pptx")
                message = msg("{place}: expected a picture in which codes can be looked for, found none", place=place)
                yield error("qr-decode", NOWHERE, message, hint, spot=Spot(built.path))
            continue
        foreign = [Symbol(code, (0, 0, 0, 0), 0.0) for code in codes if wanted is not None and code not in wanted]
        yield from compared(foreign, wanted, None, 1.0, Shown(place, Spot(built.path)))


def _codes(data: bytes) -> tuple[str, ...]:
    """The codes of a picture; the same drawing stands in many decks."""

    def read() -> tuple[str, ...]:
        return tuple(dict.fromkeys(one.text for flat in flattened(data, _MEDIA) for one in symbols(flat)))

    return _known.of(hashlib.sha256(data).digest(), read)


_known: Kept[bytes, tuple[str, ...]] = Kept(4096)


def _shown(shape: Any, slide_width: int) -> np.ndarray[Any, Any]:
    """A picture of a slide as a projector shows it, cropped and stretched as the slide says, on white."""
    flat = Image.fromarray(next(flattened(shape.image.blob, _MEDIA)))
    wide, high = flat.size
    cut = (shape.crop_left * wide, shape.crop_top * high, (1 - shape.crop_right) * wide, (1 - shape.crop_bottom) * high)
    size = [max(1, round(side / slide_width * WIDE)) for side in (shape.width, shape.height)]
    return np.asarray(flat.resize((size[0], size[1]), Image.Resampling.BOX, box=cut))


def _hidden(shape: Any, above: list[Any], size: tuple[int, int], shown: Shown) -> Iterator[Diagnostic]:
    """Something lies on the picture, or it leaves the slide."""
    box = _box(shape)
    inside = box[0] >= 0 and box[1] >= 0 and box[2] <= size[0] and box[3] <= size[1]
    on_it = [one.name for one in above if _meet(box, _box(one))]
    if on_it or not inside:
        what = ", ".join(f"`{one}`" for one in on_it) or msg("the edge of the slide")
        message = msg(
            "{place}: expected the QR code free of everything, found {what} on it", place=shown.place, what=what
        )
        yield error(
            "qr-quiet",
            NOWHERE,
            message,
            msg("move the placeholders apart in templates/deck/deck.pptx"),
            spot=shown.spot,
        )


def _box(shape: Any) -> Box:
    return (shape.left, shape.top, shape.left + shape.width, shape.top + shape.height)


def _share(shape: Any, size: tuple[int, int]) -> Box:
    """Its box on the slide, from 0 to 1."""
    left, top, right, low = _box(shape)
    return (left / size[0], top / size[1], right / size[0], low / size[1])


def _meet(one: Box, other: Box) -> bool:
    return max(one[0], other[0]) < min(one[2], other[2]) and max(one[1], other[1]) < min(one[3], other[3])
