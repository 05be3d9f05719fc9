"""What a drawing of a person says: its parts, the joints and layers of an arm, its skin, sleeve and brows."""

from __future__ import annotations

import copy
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from lxml import etree

from outreach.acting.poses import FILE, SHAPES, Acting, acting, home
from outreach.art import file_of, marked
from outreach.diagnostics import Where, fail
from outreach.messages import msg
from outreach.project import Project
from outreach.svg import SVG

NEEDED = ("head", "face", "eyes", "brows", "mouth", "arms", "sleeve", "skin", "skin-shade")  # values of `data-part`
BROW = "5"  # px, where a drawing has no brows of its own

_G = f"{{{SVG}}}g"
_NUMBER = r"-?\d+(?:\.\d+)?"


@dataclass(frozen=True)
class Person:
    """A drawing without the parts that a pose draws, and what these are drawn with."""

    root: etree._Element
    shapes: Mapping[str, etree._Element]
    colors: Mapping[str, str]
    brow: str  # width
    sleeve: tuple[Sleeve, ...]
    cuffs: tuple[Cuff, ...]
    joints: tuple[tuple[float, float], ...]

    def copied(self, shape: etree._Element, transform: str) -> etree._Element:
        """A shared shape in this person's colours, put somewhere."""
        node = copy.deepcopy(shape)
        node.set("transform", transform)
        for one in node.iter():
            for kind in ("fill", "stroke"):
                token = str(one.attrib.pop(f"data-{kind}", ""))
                if token in self.colors:
                    one.set(kind, self.colors[token])
        return node


@dataclass(frozen=True)
class Sleeve:
    """One of the layers of a sleeve."""

    wide: float
    style: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Cuff:
    """What lies across the end of a sleeve: from and to, along the arm."""

    start: float
    end: float
    wide: float
    color: str


def can_act(project: Project, person: str) -> bool:
    """Are the parts of this drawing marked? Somebody's own drawing may be one picture."""
    found = {node.get("data-part") for node in marked(project, file_of(project, person), {}).iter()}
    return set(NEEDED) <= found


def person(project: Project, name: str, colors: Mapping[str, str]) -> Person:
    """A drawing, ready to be posed. Raises OutreachError at a file whose parts are not marked."""
    file, theme = file_of(project, name), tuple(sorted(colors.items()))
    return _person(project, name, file, theme, drawn_of(project, name))


def drawn_of(project: Project, name: str) -> str:
    """The digests of all that somebody is drawn of: the drawing, the shared shapes and the table."""
    here = home(project)
    return project.digest(file_of(project, name)) + here.digest(SHAPES) + here.digest(FILE)


def tones(project: Project, name: str, colors: Mapping[str, str]) -> Mapping[str, str]:
    """Colours of somebody's hand and sleeve, for what shows them alone; none where parts are not marked."""
    if not can_act(project, name):
        return {}
    who = person(project, name, colors)
    sleeve = [dict(layer.style)["fill"] for layer in who.sleeve]
    own = {part: who.colors[part] for part in ("skin", "skin-shade")}
    return own | {"sleeve": sleeve[0], "sleeve-shade": sleeve[-1]}


@lru_cache(maxsize=64)
def _person(project: Project, name: str, file: str, colors: tuple[tuple[str, str], ...], digests: str) -> Person:
    theme = dict(colors)
    root = copy.deepcopy(marked(project, file, theme))
    found = {node.get("data-part"): node for node in reversed(list(root.iter())) if node.get("data-part")}
    missing = [part for part in NEEDED if part not in found]
    if missing:
        names = ", ".join(missing)
        message = msg("expected a person whose parts are marked, found no `data-part` {names}", names=names)
        raise fail("acting", Where(file), message, msg("look at `data-part` in the starter's grandmother.svg"))
    sleeve, cuffs, joints = _sleeve(found["sleeve"])
    brow = next((node for node in found["brows"].iter() if node.get("stroke")), None)
    own = _colors(acting(project), name, found, brow)
    wide = brow.get("stroke-width", BROW) if brow is not None else BROW
    _empty(root)
    shapes = {node.get("data-part", ""): node for node in marked(home(project), SHAPES, theme)}
    return Person(root, shapes, own, wide, sleeve, cuffs, joints)


def _colors(
    table: Acting, name: str, found: Mapping[str | None, etree._Element], brow: etree._Element | None
) -> Mapping[str, str]:
    """The usual colours of a face, the drawing's skin and brows, and what the table says of this person."""
    own = {str(tint): color for tint, color in table.file.colors.items()}
    own |= {part: found[part].get("fill", "") for part in ("skin", "skin-shade")}
    if brow is not None:
        own["brow"] = brow.get("stroke", "")
    known = table.file.people.get(name)
    return own | {str(tint): color for tint, color in (known.colors if known else {}).items()}


def _empty(root: etree._Element) -> None:
    """Takes out every state of eyes, brows, mouth and arms, and leaves one empty place for each."""
    seen: set[str] = set()
    for node in list(root.iter(_G)):
        part, parent = node.get("data-part"), node.getparent()
        if parent is None or node.getroottree().getroot() is not root:
            continue
        if part in ("eyes", "brows", "mouth", "arms") and part not in seen:
            seen.add(part)
            for child in list(node):
                node.remove(child)
            for name in ("data-state", "display"):
                node.attrib.pop(name, "")
        elif part in seen or node.get("data-state") is not None:
            parent.remove(node)


def _sleeve(sample: etree._Element) -> tuple[tuple[Sleeve, ...], tuple[Cuff, ...], tuple[tuple[float, float], ...]]:
    """What the sample of a right arm says: joints, layers of the sleeve (lines of three points) and cuffs (of two)."""
    layers: list[Sleeve] = []
    cuffs: list[Cuff] = []
    joints: tuple[tuple[float, float], ...] = ()
    for node in sample.iter(f"{{{SVG}}}path"):
        points = _points(node.get("d", ""))
        wide, color = float(node.get("stroke-width", "1")), node.get("stroke", "")
        if len(points) == 3:
            joints = joints or points
            style = {"fill": color} | {k: node.get(k, "") for k in ("opacity", "transform") if node.get(k)}
            layers.append(Sleeve(wide, tuple(style.items())))
        elif joints:
            along = [_along(joints[1], joints[2], point) for point in points]
            cuffs.append(Cuff(along[0], along[1], wide, color))
    return tuple(layers), tuple(cuffs), joints


def _points(d: str) -> tuple[tuple[float, float], ...]:
    numbers = [float(n) for n in re.findall(_NUMBER, d)]
    return tuple(zip(numbers[::2], numbers[1::2], strict=True))


def _along(start: tuple[float, float], end: tuple[float, float], point: tuple[float, float]) -> float:
    """How far beyond `end` a point lies, in the direction from `start`."""
    long = math.dist(start, end)
    return sum((p - e) * (e - s) for s, e, p in zip(start, end, point, strict=True)) / long
