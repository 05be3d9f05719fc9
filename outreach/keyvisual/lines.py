"""A drawing for a copier: every shape has a dark outline, grounds go white, what was dark stays dark."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from outreach.colors import grey, lightness
from outreach.svg import SVG

INK = "#000000"
LIFT = 0.62  # how far light fills move to white: an outline says what they are
DARK = 0.32  # relative lightness under which a fill is kept as it is
SOLID = 0.6  # opacity under which a shape is a shade or a gleam and gets no outline
_SHAPES = {f"{{{SVG}}}{tag}" for tag in ("path", "rect", "circle", "ellipse", "polygon")}
_COLOR = re.compile(r"#[0-9A-Fa-f]{6}")


def lined(root: etree._Element, width: float) -> None:
    """Turns a drawing into one that a copier keeps; `width` of the outlines in its own px."""
    for one in root.iter():
        for kind, lift in (("fill", LIFT), ("stroke", 0.0), ("stop-color", LIFT)):
            if _COLOR.fullmatch(one.get(kind, "")):
                one.set(kind, copied(one.get(kind, ""), lift))
    for one in _outlined(root):
        one.set("stroke", INK)
        one.set("stroke-width", f"{width:.4g}")
        one.set("stroke-linejoin", "round")


def _outlined(root: etree._Element) -> Iterator[etree._Element]:
    """The shapes that are filled and have no line of their own."""
    for one in root.iter(*_SHAPES):
        chain = [one, *one.iterancestors()]
        fill = next((a.get("fill") for a in chain if a.get("fill")), INK)
        stroke = next((a.get("stroke") for a in chain if a.get("stroke")), "none")
        solid = 1.0
        for each in chain:
            solid *= float(each.get("opacity", "1")) * float(each.get("fill-opacity", "1"))
        hidden = any(a.tag == f"{{{SVG}}}clipPath" for a in chain)
        if fill != "none" and stroke == "none" and solid >= SOLID and not hidden:
            yield one


def copied(color: str, lift: float) -> str:
    """`#RRGGBB` as the grey of a copy; what is drawn as a line is not lifted."""
    light = lightness(color)
    return grey(light if light < DARK else light + (1 - light) * lift)
