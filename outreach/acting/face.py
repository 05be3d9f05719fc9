"""A face: eyes that look somewhere, brows that lift, and a mouth made of a few numbers."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from lxml import etree

from outreach.acting.poses import Eyes, Mouth
from outreach.svg import SVG

LEFT, RIGHT = 129.0, 171.0  # where the eyes of every person are, in the head
EYES, BROWS, MOUTH = 139.0, 115.5, 173.0  # and how high
LIP = "4.6"

_Copy = Callable[[etree._Element, str], etree._Element]


def group(transform: str = "") -> etree._Element:
    """A group of our own."""
    node = etree.Element(f"{{{SVG}}}g")
    if transform:
        node.set("transform", transform)
    return node


def path(d: str, **style: str) -> etree._Element:
    """A path: `stroke_width="3"` for `stroke-width`."""
    node = etree.Element(f"{{{SVG}}}path", {"d": d})
    for name, value in style.items():
        node.set(name.replace("_", "-"), value)
    return node


def eyes(shapes: Mapping[str, etree._Element], look: Eyes, copy: _Copy) -> etree._Element:
    """Both eyes."""
    both = group()
    for x in (LEFT, RIGHT):
        place = f"translate({x:g} {EYES:g})"
        if look.line:
            both.append(copy(shapes[f"eye-{look.line}"], place))
            continue
        eye = copy(shapes["eye"], f"{place} scale({min(1.12, 0.5 + look.open / 2):.4g} {look.open:.4g})")
        for ball in eye.iter():
            if ball.get("data-part") == "ball":
                ball.set("transform", f"translate({look.right:g} {look.down:g})")
        both.append(eye)
    return both


def brows(shapes: Mapping[str, etree._Element], numbers: Mapping[str, float], wide: str, copy: _Copy) -> etree._Element:
    """Both brows, each lifted and turned by the pose; the right one is the left one's mirror."""
    both = group()
    for side, x, flip in (("left", LEFT - 1, 1), ("right", RIGHT + 1, -1)):
        up, worry = numbers[f"brows.{side}.up"], numbers[f"brows.{side}.worry"]
        at = f"translate({x:g} {BROWS - up:.4g}) scale({flip} 1) rotate({-worry:.4g})"
        brow = copy(shapes["brow"], at)
        for line in brow.iter(f"{{{SVG}}}path"):
            line.set("stroke-width", wide)
        both.append(brow)
    return both


def mouth(shape: Mouth, corners: float, colors: Mapping[str, str]) -> etree._Element:
    """A mouth, its corners lifted by the pose: a closed one is a line, an open one has a dark inside."""
    node = group(f"rotate({shape.aslant:g} 150 {MOUTH:g})" if shape.aslant else "")
    edge = MOUTH - shape.corners - corners
    if shape.lower is None:
        node.append(_line(shape, edge, colors["lip"]))
        return node
    top, low = MOUTH + shape.upper, MOUTH + shape.lower
    # How far in from its corners a lip bends: a narrow mouth is round, a wide one pointed.
    bend = shape.half * min(0.35, max(-0.12, (shape.half - 10) / 14))
    node.append(path(_lens(shape.half, edge, (top, bend), (low, bend * 0.4)), fill=colors["mouth"]))
    deep = (low - edge) * 0.75
    thick = min(4.4, deep * 0.22)
    at = {"cx": 150.0, "cy": edge + deep - thick * 1.5 - 0.8, "rx": shape.half * 0.42, "ry": thick}
    tongue = {name: f"{value:.4g}" for name, value in at.items()}
    etree.SubElement(node, f"{{{SVG}}}ellipse", {**tongue, "fill": colors["tongue"]})
    if shape.teeth:
        row = _lens(shape.half - 2.4, edge + 0.2, (top + 0.4, bend), (top + 6.5, bend / 2))
        node.append(path(row, fill=colors["teeth"]))
    return node


def _line(shape: Mouth, edge: float, color: str) -> etree._Element:
    left, right, bend, top = 150 - shape.half, 150 + shape.half, shape.half / 3, MOUTH + shape.upper
    d = (
        f"M{left:g} {edge:.4g} C{left + bend:.4g} {top - 2 * shape.wave:.4g} "
        f"{right - bend:.4g} {top + 2 * shape.wave:.4g} {right:g} {edge:.4g}"
    )
    return path(d, stroke=color, stroke_width=LIP, stroke_linecap="round", fill="none")


def _lens(half: float, edge: float, *lips: tuple[float, float]) -> str:
    """Two lips between two corners, each by the height and the bend of its curve."""
    left, right = 150 - half, 150 + half
    (top, a), (low, b) = lips
    return (
        f"M{left:g} {edge:.4g} C{left + a:.4g} {top:.4g} {right - a:.4g} {top:.4g} {right:g} {edge:.4g} "
        f"C{right - b:.4g} {low:.4g} {left + b:.4g} {low:.4g} {left:g} {edge:.4g} Z"
    )
