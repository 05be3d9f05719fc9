"""Drawings put into one picture: each keeps its own names, so that two that call a gradient alike do not mix."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from lxml import etree

from outreach.svg import SVG, view

Point = tuple[float, float]
_NAMED = re.compile(r"url\(#([^)]+)\)")


def node(tag: str, **how: object) -> etree._Element:
    """An element; `stroke_width=2` is `stroke-width="2"`."""
    return etree.Element(f"{{{SVG}}}{tag}", {key.replace("_", "-"): _text(value) for key, value in how.items()})


def _text(value: object) -> str:
    return f"{value:.5g}" if isinstance(value, float) else str(value)


def group(*inside: etree._Element, **how: object) -> etree._Element:
    """A group of elements."""
    made = node("g", **how)
    made.extend(inside)
    return made


def placed(root: etree._Element, prefix: str, x: float, y: float, scale: float, flip: bool = False) -> etree._Element:
    """A drawing's content with the corner of its frame at a point; `prefix` keeps its names its own."""
    left, top, wide, _ = view(root)
    names = {one.get("id"): f"{prefix}-{one.get('id')}" for one in root.iter() if one.get("id")}
    for one in root.iter():
        for key, value in one.attrib.items():
            one.set(key, _renamed(str(key), str(value), names))
    across = f"translate({x + wide * scale:.5g} {y:.5g}) scale({-scale:.5g} {scale:.5g})" if flip else ""
    move = across or f"translate({x:.5g} {y:.5g}) scale({scale:.5g})"
    made = group(transform=f"{move} translate({-left:.5g} {-top:.5g})")
    made.extend(list(root))
    return made


def _renamed(key: str, value: str, names: Mapping[str | None, str]) -> str:
    if key == "id":
        return names[value]
    if key.rpartition("}")[2] == "href" and value[1:] in names:
        return f"#{names[value[1:]]}"
    return _NAMED.sub(lambda found: f"url(#{names.get(found[1], found[1])})", value)


def polygon(points: Sequence[Point], **how: object) -> etree._Element:
    """A filled shape through points."""
    return node("polygon", points=" ".join(f"{x:.5g},{y:.5g}" for x, y in points), **how)


def clipped(inside: etree._Element, shape: etree._Element, name: str) -> etree._Element:
    """A picture, seen only inside a shape."""
    path = node("clipPath", id=name)
    path.append(shape)
    return group(path, group(inside, clip_path=f"url(#{name})"))
