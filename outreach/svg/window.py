"""A part of a drawing: what is empty or never seen need not be drawn."""

from __future__ import annotations

from lxml import etree


def view(root: etree._Element) -> tuple[float, float, float, float]:
    """Where a drawing begins and its width and height, in its own px."""
    x, y, wide, high = (float(n) for n in root.get("viewBox", "").replace(",", " ").split())
    return x, y, wide, high


def aspect(svg: str) -> float:
    """How many times as wide as high a drawing is."""
    _, _, wide, high = view(etree.fromstring(svg.encode()))
    return wide / high


def window(svg: str, left: float, top: float, right: float, bottom: float) -> str:
    """The part of a drawing between shares of its width and height, as large as it was."""
    root = etree.fromstring(svg.encode())
    x, y, wide, high = view(root)
    size = wide * (right - left), high * (bottom - top)
    root.set("viewBox", f"{x + wide * left:.9g} {y + high * top:.9g} {size[0]:.9g} {size[1]:.9g}")
    root.set("width", f"{size[0]:.9g}")
    root.set("height", f"{size[1]:.9g}")
    return etree.tostring(root, encoding="unicode")
