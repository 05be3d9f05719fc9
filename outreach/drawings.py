"""Is every drawing of art.yaml one that the build can draw, on a screen and on plates, and does none hold a code?"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import Any

from PIL import Image

from outreach.adapt import style
from outreach.art import OneDrawing, draw, faults, file_of
from outreach.diagnostics import Diagnostic, OutreachError, Where, error, errors
from outreach.keys import job_key
from outreach.layout import Layout
from outreach.messages import msg
from outreach.profiles import Profiles
from outreach.project import Project, starter_of
from outreach.store import Store
from outreach.svg import aspect

SIDE = 1200  # pixels on the longer side
FEW = 100  # numbers: the smallest code has 21 x 21 modules, whatever shapes they are drawn with
SHARES = (1.0, 0.5, 0.25)
_FORMATS = "QRCode,MicroQRCode,RMQRCode,Aztec,DataMatrix,PDF417"


def check_drawings(project: Project, profiles: Profiles, cache: Store | None = None) -> list[Diagnostic]:
    """Every problem of the drawings, at its place in the drawing or, for one that is not there, in art.yaml.

    `cache`: what a drawing was found to hold is kept there, for looking at one takes a tenth of a second and more, and
    that all of them together are fine.
    """
    palettes = _palettes(profiles)
    starters = starter_of(project).digest("media/art")
    fine = job_key("drawings", project, ("media/art", "media/fonts"), palettes=palettes, starters=starters)
    if cache and cache.get(fine):
        return []
    found = _all(project, profiles, palettes, cache)
    if cache and not found:
        with suppress(OSError):
            cache.put(fine, {}, {"drawings": len(profiles.art.art)})
    return found


def _all(
    project: Project, profiles: Profiles, palettes: list[Mapping[str, str]], cache: Store | None
) -> list[Diagnostic]:
    places = profiles.sources["media/art/art.yaml"].places
    layout = Layout(starter_of(project))  # a project's own templates cannot hide a code
    found: list[Diagnostic] = []
    for name, model in profiles.art.art.items():
        at = places.at(("art", name, "file"))
        own = list(_faults(project, name, tuple(model.states), at, places.at(("art", name, "states"))))
        if not errors(own) and not _is_starters(project, file_of(project, name)):
            own += _codes(project, layout, name, tuple(model.states), palettes, cache)
        found += own
    return list(dict.fromkeys(found))


def _faults(project: Project, name: str, states: tuple[str, ...], at: Where, of_states: Where) -> Iterator[Diagnostic]:
    file = file_of(project, name)
    try:
        if not project.exists(file):
            yield error("art", at, msg("expected the drawing {file}, found none", file=file))
            return
        yield from faults(project, name, states, of_states)
    except OutreachError as problem:
        yield from problem.diagnostics


def _is_starters(project: Project, file: str) -> bool:
    """The starter's drawings are read by its own tests, in all states and colours; the others here."""
    starter = starter_of(project)
    return starter.exists(file) and starter.digest(file) == project.digest(file)


def _palettes(profiles: Profiles) -> list[Mapping[str, str]]:
    """The colours of every look in use: a pattern may show in one and not in another."""
    return [style(profiles, who, who.languages[0]).colors for who in profiles.audiences.values()]


def _codes(
    project: Project,
    layout: Layout,
    name: str,
    states: tuple[str, ...],
    palettes: list[Mapping[str, str]],
    cache: Store | None,
) -> Iterator[Diagnostic]:
    """Codes that a phone would read out of a drawing, as a screen shows it or as the press prints it: they lead away
    from what was checked.
    """
    file = file_of(project, name)
    looks = [(state, colors, flat) for state in states for colors in palettes for flat in (False, True)]
    try:
        drawn = sorted({draw(project, name, state, colors, flat=flat) for state, colors, flat in looks})
        key = job_key("drawing-codes", project, (), drawn=drawn)
        known = cache.get(key) if cache else None
        text = str(known.facts["code"]) if known else _first_code(layout, drawn)
    except OutreachError as problem:
        why = problem.diagnostics[0].message
        yield error("art", Where(file), msg("this drawing cannot be drawn: {why}", why=why))
        return
    if cache and not known:
        with suppress(OSError):  # whoever has no room for it looks again the next time
            cache.put(key, {}, {"code": text})
    if text:
        hint = msg("take it out of the drawing: every sheet, page and film gets its own, checked code")
        shown = text if len(text) <= 80 else text[:77] + "…"
        yield error("art-code", Where(file), msg("found a code in this drawing: `{text}`", text=shown), hint)


def _first_code(layout: Layout, drawn: list[str]) -> str:
    """The text of the first code in these pictures, "" when there is none."""
    for svg in drawn:
        if "<image" in svg or len(re.findall(r"\d+", svg)) >= FEW:
            codes = read_codes(rasterised(layout, svg))
            if codes:
                return codes[0]
    return ""


def rasterised(layout: Layout, svg: str) -> Image.Image:
    """The drawing with its alpha, SIDE pixels on its longer side."""
    wide = aspect(svg)
    share = SIDE / max(wide, 1.0)
    png = layout.png("deck/picture.typ", OneDrawing(svg, wide * share, share))[0]
    return Image.open(io.BytesIO(png), formats=("PNG",)).convert("RGBA")


def read_codes(picture: Image.Image) -> list[str]:
    """The texts of all codes in a picture, on a light and on a dark ground, at several sizes."""
    import numpy as np  # noqa: PLC0415 - both cost a tenth of a second, and drawings that are known need neither
    import zxingcpp  # noqa: PLC0415

    formats: Any = zxingcpp.barcode_formats_from_str(_FORMATS)
    found: dict[str, None] = {}
    for ground in ("#FFFFFF", "#202020"):
        flat = Image.new("RGBA", picture.size, ground)
        flat.alpha_composite(picture)
        for share in SHARES:
            wide, high = (max(1, round(side * share)) for side in picture.size)
            pixels = np.ascontiguousarray(np.asarray(flat.convert("L").resize((wide, high), Image.Resampling.BOX)))
            found |= {str(one.text): None for one in zxingcpp.read_barcodes(pixels, formats=formats)}
    return [text for text in found if text]
