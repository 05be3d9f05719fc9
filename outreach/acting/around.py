"""Where in a person's picture eyes or a mouth are: the rest of such a picture is empty and need not be drawn."""

from __future__ import annotations

import math
import re

import numpy as np
from lxml import etree
from numpy.typing import NDArray

from outreach.svg import view

FACE = (80.0, 75.0, 220.0, 215.0)  # of a head: eyes, brows and mouth, wherever they look and however wide it is open
WHOLE = (0.0, 0.0, 1.0, 1.0)
OURS = 2  # groups of a picture of eyes, eyes and brows: what else lies over them may be of any size
_Matrix = NDArray[np.float64]


def around(svg: str) -> tuple[float, float, float, float]:
    """The part that eyes or a mouth take of their picture, in shares: left, top, right, bottom."""
    node = root = etree.fromstring(svg.encode())
    matrix = np.eye(3)
    while len(node) == 1:
        node = node[0]
        matrix = matrix @ _moved(node.get("transform", ""))
    if len(node) > OURS:
        return WHOLE
    left, top, right, bottom = FACE
    corners = np.array([[x, y, 1] for x in (left, right) for y in (top, bottom)]).T
    x, y, wide, high = view(root)
    shares = ((matrix @ corners)[:2].T - (x, y)) / (wide, high)
    (left, top), (right, bottom) = shares.min(axis=0).clip(0, 1), shares.max(axis=0).clip(0, 1)
    return float(left), float(top), float(right), float(bottom)


def _moved(transform: str) -> _Matrix:
    """What a `transform` does, of the kinds that poses write."""
    matrix = np.eye(3)
    for kind, numbers in re.findall(r"(\w+)\(([^)]*)\)", transform):
        n = [float(one) for one in numbers.replace(",", " ").split()]
        own = np.eye(3)
        if kind == "translate":
            own[:2, 2] = (*n, 0.0)[:2]
        elif kind == "scale":
            own[0, 0], own[1, 1] = n[0], n[-1]
        elif kind == "matrix":
            own[:2] = np.array(n).reshape(3, 2).T
        elif kind == "rotate":
            cos, sin = math.cos(math.radians(n[0])), math.sin(math.radians(n[0]))
            middle = np.array((*n[1:], 0.0, 0.0)[:2])
            own[:2, :2] = (cos, -sin), (sin, cos)
            own[:2, 2] = middle - own[:2, :2] @ middle
        matrix = matrix @ own
    return matrix
