"""A face: eyes that look somewhere, brows that lift, and a mouth made of a few numbers."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from lxml import etree

from outreach.acting.poses import Eyes, Mouth
from outreach.svg import SVG

LEFT, RIGHT = 129.0, 171.0  # where the eyes of every person are, in the head
EYES, BROWS, MOUTH = 139.0, 115.5, 173.0  # and how high
LIP = 4.6

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


def brows(
    shapes: Mapping[str, etree._Element], numbers: Mapping[str, float], wide: str, copy: _Copy
) -> etree._Element:
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
    left, right = 150 - shape.half, 150 + shape.half
    edge = MOUTH - shape.corners - corners
    round_ = {"stroke_linecap": "round", "stroke_linejoin": "round", "stroke_width": f"{LIP:g}", "fill": "none"}
    if shape.lower is None:
        third, top = shape.half * 2 / 3, MOUTH + shape.upper
        d = (
            f"M{left:g} {edge:.4g} C{left + third / 2:.4g} {top - 2 * shape.wave:.4g} "
            f"{right - third / 2:.4g} {top + 2 * shape.wave:.4g} {right:g} {edge:.4g}"
        )
        node.append(path(d, stroke=colors["lip"], **round_))
        return node
    top, low = MOUTH + shape.upper, MOUTH + shape.lower
    inner = shape.half * min(0.35, max(-0.12, (shape.half - 10) / 14))  # a narrow mouth is round, a wide one pointed
    upper = f"C{left + inner:.4g} {top:.4g} {right - inner:.4g} {top:.4g} {right:g} {edge:.4g}"
    d = f"M{left:g} {edge:.4g} {upper} C{right - inner * 0.4:.4g} {low:.4g} {left + inner * 0.4:.4g} {low:.4g} {left:g} {edge:.4g} Z"
    node.append(path(d, fill=colors["mouth"]))
    floor = edge + (low - edge) * 0.75
    tongue = etree.SubElement(node, f"{{{SVG}}}ellipse", {"fill": colors["tongue"]})
    high = min(4.4, (floor - edge) * 0.22)
    for name, value in (("cx", 150.0), ("cy", floor - high - 0.4), ("rx", shape.half * 0.5), ("ry", high)):
        tongue.set(name, f"{value:.4g}")
    if shape.teeth:
        node.append(path(_teeth(left, right, edge, top, inner), fill=colors["teeth"]))
    return node


def _teeth(left: float, right: float, edge: float, top: float, inner: float) -> str:
    """The upper row: between the lip and a line a little below it."""
    l, r, e = left + 2.4, right - 2.4, edge + 0.2
    low = top + 6.5
    return (
        f"M{l:.4g} {e:.4g} C{l + inner:.4g} {top + 0.4:.4g} {r - inner:.4g} {top + 0.4:.4g} {r:.4g} {e:.4g} "
        f"C{r - inner / 2:.4g} {low:.4g} {l + inner / 2:.4g} {low:.4g} {l:.4g} {e:.4g} Z"
    )
