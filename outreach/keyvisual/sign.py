"""The prohibition sign: a red ring with its bar over what must not be done."""

from __future__ import annotations

from collections.abc import Mapping

from lxml import etree

from outreach.keyvisual.composer import Composer
from outreach.keyvisual.lines import INK
from outreach.keyvisual.parts import Point, clipped, group, node
from outreach.storyboard import Picture

RING, BAR, EDGE = 0.085, 0.06, 0.014  # of the sign: how wide its ring, its bar and the light round them are
ASIS = 0.84  # of the sign: how large a drawing is that was not made for it


def sign(
    stage: Composer, thing: Picture | None, large: Mapping[str, str], middle: Point, across: float, *, hangs: bool
) -> etree._Element:
    """The sign at a point of a picture. `large`: the drawing that shows another one large; `hangs`: on a line."""
    (x, y), r, mono = middle, across / 2, stage.look == "mono"
    red = INK if mono else "#D11F1A"
    made = group()
    if hangs:
        rope = f"M{x:.5g} -20 L{x:.5g} {y - r:.5g}"
        made.append(node("path", d=rope, stroke="#4A5573" if not mono else INK, stroke_width=across * 0.024))
    made.append(node("circle", cx=x, cy=y, r=r + EDGE * across, fill="#FFFFFF"))
    made.append(node("circle", cx=x, cy=y, r=r * 0.93, fill="#FFFFFF"))
    if thing is not None:
        shape = node("circle", cx=x, cy=y, r=r * 0.95)
        made.append(clipped(_inside(stage, thing, large.get(thing.name, ""), middle, across), shape, "sign"))
    ring, bar = RING * across, BAR * across
    far = (r - ring) * 0.7071 + ring * 0.3
    line = f"M{x - far:.5g} {y - far:.5g} L{x + far:.5g} {y + far:.5g}"
    made.append(node("path", d=line, stroke="#FFFFFF", stroke_width=bar + 2 * EDGE * across))
    made.append(node("path", d=line, stroke=red, stroke_width=bar))
    made.append(node("circle", cx=x, cy=y, r=r - ring / 2, fill="none", stroke=red, stroke_width=ring))
    return made


def _inside(stage: Composer, thing: Picture, large: str, middle: Point, across: float) -> etree._Element:
    name, _, state = (large or thing.name).partition(":")
    if name == thing.name and not state:
        state = thing.state
    return stage.thing(name, state, middle, across * (1.0 if large else ASIS))
