"""Which part of its picture a drawing takes: the rest is empty and need not be drawn.

Never less than what is seen: a curve is taken to reach as far as the points that bend it, a line's corner as far as it
may. A drawing that holds anything but plain shapes, such as words, takes its whole picture. fontTools reads the paths.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from fontTools.misc.transform import Identity, Transform
from fontTools.pens.boundsPen import ControlBoundsPen
from fontTools.pens.recordingPen import RecordingPen
from fontTools.svgLib.path import parse_path
from fontTools.svgLib.path.shapes import PathBuilder
from lxml import etree

from outreach.svg.values import NUMBER
from outreach.svg.window import view

WHOLE = (0.0, 0.0, 1.0, 1.0)
END = math.sqrt(0.5)  # of its width, how far from its middle the corner of a line's square end is
_SILENT = frozenset(("defs", "linearGradient", "radialGradient", "clipPath", "mask", "symbol", "title", "desc"))
_NUMBERS = re.compile(NUMBER)
_SHAPE = frozenset("d points x y x1 y1 x2 y2 width height rx ry r cx cy".split())
_Box = tuple[float, float, float, float]  # left, top, right, bottom
_Step = tuple[str, tuple[tuple[float, float], ...]]  # a method of a pen, and its points


def extent(svg: str) -> _Box:
    """The part that a drawing takes of its picture, in shares: left, top, right, bottom."""
    root = etree.fromstring(svg.encode())
    x, y, wide, high = view(root)
    try:
        boxes = list(_boxes(root, Identity, {}))
    except (ValueError, IndexError, KeyError, TypeError):  # not plain, or not a number
        return WHOLE
    if not boxes:
        return WHOLE
    left, top, right, bottom = zip(*boxes, strict=True)
    sides = ((min(left) - x) / wide, (min(top) - y) / high, (max(right) - x) / wide, (max(bottom) - y) / high)
    left, top, right, bottom = (min(1.0, max(0.0, side)) for side in sides)
    return (left, top, right, bottom) if left < right and top < bottom else WHOLE


def _boxes(node: etree._Element, matrix: Transform, style: Mapping[str, str]) -> Iterator[_Box]:
    """Boxes that hold all that a part of a drawing shows. Raises ValueError for what is no plain shape."""
    kind = etree.QName(node).localname if isinstance(node.tag, str) else "title"
    if kind in _SILENT:
        return
    matrix = _moved(node.get("transform", ""), matrix)
    style = {**style, **{str(name): str(one) for name, one in node.attrib.items() if str(name).startswith("stroke")}}
    if kind == "g" or (kind == "svg" and node.getparent() is None):
        for one in node:
            yield from _boxes(one, matrix, style)
        return
    shape = frozenset((str(name), str(value)) for name, value in node.attrib.items() if name in _SHAPE)
    outline, pen = _outline(kind, shape), ControlBoundsPen(None)
    for step, points in outline:
        getattr(pen, step)(*matrix.transformPoints(points))
    if pen.bounds:
        left, top, right, bottom = pen.bounds
        around = _around(style, pointed=_pointed(kind, outline))
        wide, high = around * (abs(matrix.xx) + abs(matrix.yx)), around * (abs(matrix.xy) + abs(matrix.yy))
        yield left - wide, top - high, right + wide, bottom + high


@lru_cache(maxsize=2048)  # the parts of a person come again in every pose
def _outline(kind: str, shape: frozenset[tuple[str, str]]) -> tuple[_Step, ...]:
    """The middle of a shape's line, step by step, in the px of the shape itself."""
    builder, pen = PathBuilder(), RecordingPen()
    if not builder.add_path_from_element(etree.Element(kind, dict(shape))):
        raise ValueError(kind)
    for path in builder.paths:
        parse_path(path, pen)
    return tuple(pen.value)


def _around(style: Mapping[str, str], *, pointed: bool) -> float:
    """How far a line reaches beyond its middle, where its corners may be `pointed`: at most half its width times the
    limit of its miter (SVG 2 §13.5.5), and no less than the corner of a square end."""
    if style.get("stroke", "none") == "none":
        return 0.0
    limit = float(style.get("stroke-miterlimit", "4")) / 2
    pointed = pointed and style.get("stroke-linejoin") != "round"
    return float(style.get("stroke-width", "1")) * (max(limit, END) if pointed else END)


def _pointed(kind: str, outline: tuple[_Step, ...]) -> bool:
    """Has a shape corners? Round ones have none, nor has a path of one step."""
    drawn = [step for step, _ in outline if step in ("lineTo", "curveTo", "qCurveTo")]
    return kind not in ("circle", "ellipse") and len(drawn) > 1


def _moved(transform: str, matrix: Transform) -> Transform:
    """A matrix after what a `transform` does. Raises KeyError or TypeError for what it does not know."""
    for kind, written in re.findall(r"(\w+)\(([^)]*)\)", transform):
        matrix = matrix.transform(_STEPS[kind](*(float(one) for one in _NUMBERS.findall(written))))
    return matrix


def _rotate(degrees: float, x: float = 0.0, y: float = 0.0) -> Transform:
    return Identity.translate(x, y).rotate(math.radians(degrees)).translate(-x, -y)


_STEPS = {"translate": Identity.translate, "scale": Identity.scale, "matrix": Transform, "rotate": _rotate}
