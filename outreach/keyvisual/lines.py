"""A drawing for a copier: every shape has a dark outline, grounds go white, what was dark stays dark."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator

from lxml import etree

from outreach.colors import grey, lightness
from outreach.svg import SVG

INK = "#000000"
LIFT = 0.62  # how far light fills move to white: an outline says what they are
DARK = 0.32  # relative lightness under which a fill is kept as it is
PALE = 0.8  # relative lightness over which a stroke is not seen on paper
SOLID = 0.6  # opacity under which a shape is a shade or a gleam and gets no outline
_SHAPES = {f"{{{SVG}}}{tag}" for tag in ("path", "rect", "circle", "ellipse", "polygon")}
_STROKES = {f"{{{SVG}}}{tag}" for tag in ("line", "polyline")}
_COLOR = re.compile(r"#[0-9A-Fa-f]{6}")


def lined(root: etree._Element, width: float) -> None:
    """Turns a drawing into one that a copier keeps; `width` of the outlines in its own px."""
    for one in root.iter():
        for kind, lift in (("fill", LIFT), ("stroke", 0.0), ("stop-color", LIFT)):
            if _COLOR.fullmatch(one.get(kind, "")):
                one.set(kind, copied(one.get(kind, ""), lift))
    for one, wide in _pale(root, width):
        case = copy.copy(one)
        for name, value in (("fill", "none"), ("stroke", INK), ("stroke-width", f"{wide + 2 * width:.4g}")):
            case.set(name, value)
        one.addprevious(case)
    for one in _outlined(root):
        one.set("stroke", INK)
        one.set("stroke-width", f"{width:.4g}")
        one.set("stroke-linejoin", "round")


def _pale(root: etree._Element, width: float) -> Iterator[tuple[etree._Element, float]]:
    """The pale strokes that are wide enough to be shapes, and how wide: a copy has no ground to see them on."""
    for one in [*root.iter(*_SHAPES, *_STROKES)]:
        stroke = _told(one, "stroke", "none")
        wide = float(_told(one, "stroke-width", "1"))
        if _COLOR.fullmatch(stroke) and lightness(stroke) > PALE and wide > 1.5 * width and not _hidden(one):
            yield one, wide


def _told(one: etree._Element, name: str, default: str) -> str:
    """What an element or the nearest that it is in says."""
    return next((value for a in (one, *one.iterancestors()) if (value := a.get(name))), default)


def _hidden(one: etree._Element) -> bool:
    """Is it what others are cut by?"""
    return any(a.tag == f"{{{SVG}}}clipPath" for a in one.iterancestors())


def _outlined(root: etree._Element) -> Iterator[etree._Element]:
    """The shapes that are filled and have no line of their own."""
    for one in root.iter(*_SHAPES):
        chain = [one, *one.iterancestors()]
        solid = 1.0
        for each in chain:
            solid *= float(each.get("opacity", "1")) * float(each.get("fill-opacity", "1"))
        filled = _told(one, "fill", INK) != "none" and _told(one, "stroke", "none") == "none"
        if filled and solid >= SOLID and not _hidden(one):
            yield one


def copied(color: str, lift: float) -> str:
    """`#RRGGBB` as the grey of a copy; what is drawn as a line is not lifted."""
    light = lightness(color)
    return grey(light if light < DARK else light + (1 - light) * lift)
