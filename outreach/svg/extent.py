"""Which part of its picture a drawing takes: the rest is empty and need not be drawn.

Never less than what is seen: a curve is taken to reach as far as the points that bend it, a line's corner as far as it
may. A drawing that holds anything but plain shapes, such as words, takes its whole picture.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping

from lxml import etree

from outreach.svg.values import NUMBER
from outreach.svg.window import view

WHOLE = (0.0, 0.0, 1.0, 1.0)
END = math.sqrt(0.5)  # of its width, how far from its middle the corner of a line's square end is
_SILENT = frozenset(("defs", "linearGradient", "radialGradient", "clipPath", "mask", "symbol", "title", "desc"))
_COUNTS = {"M": 2, "L": 2, "T": 2, "H": 1, "V": 1, "S": 4, "Q": 4, "C": 6, "A": 7, "Z": 0}
_STEP = re.compile(r"([MmZzLlHhVvCcSsQqTtAa])([^MmZzLlHhVvCcSsQqTtAa]*)")
_NUMBERS = re.compile(NUMBER)
_Point = tuple[float, float]
_Matrix = tuple[float, float, float, float, float, float]
_Shares = tuple[float, float, float, float]


class _UnknownError(Exception):
    """What has no plain extent."""


def extent(svg: str) -> _Shares:
    """The part that a drawing takes of its picture, in shares: left, top, right, bottom."""
    root = etree.fromstring(svg.encode())
    x, y, wide, high = view(root)
    try:
        points = list(_points(root, (1, 0, 0, 1, 0, 0), {}))
    except (_UnknownError, ValueError, IndexError):
        return WHOLE
    if not points:
        return WHOLE
    across, down = [(p[0] - x) / wide for p in points], [(p[1] - y) / high for p in points]
    left, top, right, bottom = (min(1.0, max(0.0, n)) for n in (min(across), min(down), max(across), max(down)))
    return (left, top, right, bottom) if left < right and top < bottom else WHOLE


def _points(node: etree._Element, matrix: _Matrix, style: Mapping[str, str]) -> Iterator[_Point]:
    """Points between which all lies that a part of a drawing shows."""
    kind = etree.QName(node).localname if isinstance(node.tag, str) else "title"
    if kind in _SILENT:
        return
    matrix = _moved(node.get("transform", ""), matrix)
    style = {**style, **{str(name): str(one) for name, one in node.attrib.items() if str(name).startswith("stroke")}}
    if kind == "g" or (kind == "svg" and node.getparent() is None):
        for one in node:
            yield from _points(one, matrix, style)
        return
    around = _around(style, pointed=_pointed(kind, node))
    a, b, c, d, e, f = matrix
    wide, high = around * (abs(a) + abs(c)), around * (abs(b) + abs(d))
    for x, y in _corners(kind, node):
        at = a * x + c * y + e, b * x + d * y + f
        yield at[0] - wide, at[1] - high
        yield at[0] + wide, at[1] + high


def _around(style: Mapping[str, str], *, pointed: bool) -> float:
    """How far a line reaches beyond its middle, where its corners may be `pointed`: at most half its width times the
    limit of its miter (SVG 2 §13.5.5), and no less than the corner of a square end."""
    if style.get("stroke", "none") == "none":
        return 0.0
    limit = float(style.get("stroke-miterlimit", "4")) / 2
    pointed = pointed and style.get("stroke-linejoin") != "round"
    return float(style.get("stroke-width", "1")) * (max(limit, END) if pointed else END)


def _pointed(kind: str, node: etree._Element) -> bool:
    """Has a shape corners? Round ones have none, nor has a path of one step."""
    if kind != "path":
        return kind not in ("circle", "ellipse", "line")
    steps = [(letter.upper(), len(_NUMBERS.findall(written))) for letter, written in _STEP.findall(node.get("d", ""))]
    return len(steps) != 2 or steps[0] != ("M", 2) or steps[1][1] != _COUNTS[steps[1][0]]


def _corners(kind: str, node: etree._Element) -> Iterator[_Point]:
    """Points between which the middle of a shape's outline lies."""

    def of(name: str) -> float:
        return float(node.get(name, "0"))

    if kind == "path":
        yield from _path(node.get("d", ""))
    elif kind in ("circle", "ellipse"):
        rx, ry = (of("r"), of("r")) if kind == "circle" else (of("rx"), of("ry"))
        yield from ((of("cx") + n * rx, of("cy") + m * ry) for n in (-1, 1) for m in (-1, 1))
    elif kind == "rect":
        yield from ((of("x") + n * of("width"), of("y") + m * of("height")) for n in (0, 1) for m in (0, 1))
    elif kind == "line":
        yield from ((of(f"x{n}"), of(f"y{n}")) for n in (1, 2))
    elif kind in ("polyline", "polygon"):
        flat = [float(one) for one in _NUMBERS.findall(node.get("points", ""))]
        yield from zip(flat[::2], flat[1::2], strict=True)
    else:
        raise _UnknownError


def _path(d: str) -> Iterator[_Point]:
    """The points of a path, with those that bend it."""
    at = begun = bent = (0.0, 0.0)  # where the pen is, where its line began, the last point that bent a curve
    for letter, written in _STEP.findall(d):
        kind, numbers = letter.upper(), [float(one) for one in _NUMBERS.findall(written)]
        if kind == "Z":
            at = bent = begun
            continue
        if not numbers or len(numbers) % _COUNTS[kind]:
            raise _UnknownError  # such as the flags of an arc written without spaces
        for n in range(0, len(numbers), _COUNTS[kind]):
            points = _step(kind, numbers[n : n + _COUNTS[kind]], at, (0.0, 0.0) if letter.isupper() else at)
            if kind in "ST":
                points.insert(0, (2 * at[0] - bent[0], 2 * at[1] - bent[1]))
            yield from points
            bent = points[-2] if kind in "CSQ" else points[0] if kind == "T" else points[-1]
            at = points[-1]
            if kind == "M" and n == 0:
                begun = at


def _step(kind: str, numbers: list[float], at: _Point, base: _Point) -> list[_Point]:
    """The points of one step of a path; the last is where it ends."""
    if kind == "H":
        return [(base[0] + numbers[0], at[1])]
    if kind == "V":
        return [(at[0], base[1] + numbers[0])]
    if kind == "A":
        end = base[0] + numbers[5], base[1] + numbers[6]
        return [*_bow(at, end, max(abs(numbers[0]), abs(numbers[1])), large=bool(numbers[3])), end]
    return [(base[0] + x, base[1] + y) for x, y in zip(numbers[::2], numbers[1::2], strict=True)]


def _bow(start: _Point, end: _Point, radius: float, *, large: bool) -> list[_Point]:
    """Corners round an arc: half a circle or less is nowhere farther than its radius from the middle of its ends."""
    far = max(radius, math.dist(start, end) / 2) * (2 if large else 1)
    x, y = (start[0] + end[0]) / 2, (start[1] + end[1]) / 2
    return [(x + n * far, y + m * far) for n in (-1, 1) for m in (-1, 1)]


def _moved(transform: str, matrix: _Matrix) -> _Matrix:
    """A matrix after what a `transform` does."""
    for kind, written in re.findall(r"(\w+)\(([^)]*)\)", transform):
        n = [float(one) for one in _NUMBERS.findall(written)]
        if kind == "rotate":
            turned = _turned(n[0])
            x, y = (*n[1:], 0.0, 0.0)[:2]
            matrix = _times(_times(_times(matrix, (1, 0, 0, 1, x, y)), turned), (1, 0, 0, 1, -x, -y))
        else:
            matrix = _times(matrix, _plain(kind, n))
    return matrix


def _plain(kind: str, n: list[float]) -> _Matrix:
    if kind == "translate":
        return (1, 0, 0, 1, n[0], (*n, 0.0)[1])
    if kind == "scale":
        return (n[0], 0, 0, n[-1], 0, 0)
    if kind == "matrix" and len(n) == 6:
        return (n[0], n[1], n[2], n[3], n[4], n[5])
    raise _UnknownError


def _turned(degrees: float) -> _Matrix:
    cos, sin = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    return (cos, sin, -sin, cos, 0, 0)


def _times(m: _Matrix, n: _Matrix) -> _Matrix:
    a, b, c, d, e, f = m
    return (
        *(a * n[0] + c * n[1], b * n[0] + d * n[1], a * n[2] + c * n[3], b * n[2] + d * n[3]),
        *(a * n[4] + c * n[5] + e, b * n[4] + d * n[5] + f),
    )
