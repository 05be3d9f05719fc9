"""Drawings for plates and copiers: a gradient becomes the one colour between its ends, a photo its greys."""

from __future__ import annotations

import base64
import re
from itertools import pairwise

from lxml import etree

from outreach.svg.pixels import grey
from outreach.svg.reading import local
from outreach.svg.values import PAINTS, reference

_COLOR = re.compile(r"#([0-9A-Fa-f]{2})([0-9A-Fa-f]{2})([0-9A-Fa-f]{2})")
_PICTURE = re.compile(r"data:image/(?:png|jpeg);base64,([A-Za-z0-9+/=]+)")

Tone = tuple[tuple[float, float, float], float]  # colour, how solid


def flattened(root: etree._Element) -> None:
    """Paints what has a gradient in the gradient's mean colour: the press takes flat inks only."""
    gradients = {node.get("id", ""): node for node in root.iter() if local(node).endswith("Gradient")}
    tones = {name: _mean(node, gradients) for name, node in gradients.items()}
    for node in root.iter():
        for name, opacity in PAINTS.items():
            tone = tones.get(reference(node.get(name, "")))
            if tone is not None:
                node.set(name, "#" + "".join(f"{round(v):02X}" for v in tone[0]))
                node.set(opacity, f"{tone[1] * _number(node.get(opacity, '1')):.4g}")


def _mean(node: etree._Element, gradients: dict[str, etree._Element]) -> Tone:
    """The mean over a gradient's length, of its own stops or of those of the gradient it names."""
    seen = {node}
    while not any(local(child) == "stop" for child in node):
        other = gradients.get(node.get("href", "#")[1:])
        if other is None or other in seen:
            return (0.0, 0.0, 0.0), 0.0  # without stops nothing is painted (SVG 2 §14.2.4)
        node = other
        seen.add(node)
    stops = [(_number(s.get("offset", "0")), _tone(s)) for s in node if local(s) == "stop"]
    ends = [(0.0, stops[0][1]), *stops, (1.0, stops[-1][1])]
    color, solid, length = [0.0, 0.0, 0.0], 0.0, 0.0
    for (start, a), (end, b) in pairwise(ends):
        share = max(0.0, min(end, 1.0) - max(start, 0.0))
        for red_green_blue, alpha in (a, b):
            color = [c + share / 2 * v * alpha for c, v in zip(color, red_green_blue, strict=True)]
            solid += share / 2 * alpha
        length += share
    return tuple(c / solid if solid else 0.0 for c in color), solid / (length or 1.0)  # type: ignore[return-value]


def _tone(stop: etree._Element) -> Tone:
    found = _COLOR.fullmatch(stop.get("stop-color", "#000000"))
    red, green, blue = (float(int(part, 16)) for part in (found.groups() if found else ("0", "0", "0")))
    return (red, green, blue), _number(stop.get("stop-opacity", "1"))


def _number(value: str) -> float:
    return float(value[:-1]) / 100 if value.endswith("%") else float(re.sub(r"[a-z]+$", "", value))


def greyed(svg: str, lift: float) -> str:
    """The drawing's source with its pixel pictures in grey."""
    return _PICTURE.sub(lambda found: grey(base64.b64decode(found[1]), lift).link, svg)
