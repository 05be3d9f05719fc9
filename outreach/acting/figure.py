"""A person in a pose: the marked parts of a drawing moved, arms and hands drawn anew, eyes and mouth put in."""

from __future__ import annotations

import copy
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, TypeVar

from lxml import etree

from outreach.acting import face
from outreach.acting.poses import SHAPES, Acting, Mouth, Pose, acting, home
from outreach.art import file_of, marked
from outreach.diagnostics import Where, fail
from outreach.messages import msg
from outreach.project import Project
from outreach.svg import SVG

Part = Literal["all", "body", "eyes", "mouth"]
T = TypeVar("T")

_G = f"{{{SVG}}}g"
NEEDED = ("head", "face", "eyes", "brows", "mouth", "arms", "sleeve", "skin", "skin-shade")
BASE = 400.0  # people end at the lower edge
HIP = 150.0  # the middle of a person
NECK = 216.0  # where a head turns, before it is put on its body
REST = 14.0  # how far a head is put down on its body
FACE = {"eye": "#2A2440", "white": "#FFFFFF", "gleam": "#FFFFFF", "lip": "#9A3B3B", "mouth": "#7C2730"}
FACE |= {"teeth": "#FFFFFF", "tongue": "#E8756F", "brow": "#2F2A3E"}
_NUMBER = r"-?\d+(?:\.\d+)?"
# An arm grows thinner from the shoulder to the wrist: half of its width at each joint, in sleeves of the drawing.
_TAPER = (0.5, 0.46, 0.37)
_TURN = 7.0  # px that a face moves in a head that turns


def can_act(project: Project, person: str) -> bool:
    """Are the parts of this drawing marked? Somebody's own drawing may be one picture."""
    found = {node.get("data-part") for node in marked(project, file_of(project, person), {}).iter()}
    return set(NEEDED) <= found


def draw_pose(
    project: Project,
    person: str,
    pose: str | Pose,
    *,
    colors: Mapping[str, str],
    mouth: str = "",
    eyes: str = "",
    part: Part = "all",
) -> str:
    """The SVG of a person in a pose; `mouth` and `eyes` are names of the table, by default the pose's own.

    `part`: `body` has no eyes and no mouth; `eyes` and `mouth` have nothing else, at the same place on an empty ground
    (the eyes with what lies over them: glasses and brows). Body, mouth and eyes over each other are the whole.
    Raises OutreachError for a drawing whose parts are not marked and for a name that the table does not have.
    """
    table = acting(project)
    known = _named(table.poses, pose) if isinstance(pose, str) else pose
    look = _named(table.file.eyes, eyes or known.words["eyes"])
    lips = _named(table.file.mouths, mouth or known.words["mouth"])
    figure = _figure(project, person, file_of(project, person), tuple(sorted(colors.items())), _digests(project, person))
    root = copy.deepcopy(figure.root)
    places = {node.get("data-part"): node for node in root.iter(_G) if node.get("data-part")}
    face_ = places["face"]
    turn = known.numbers["head.turn"]
    if turn:
        face_.set("transform", f"translate({turn * _TURN:.4g} {abs(turn) * -0.6:.4g})")
    places["eyes"].append(face.eyes(figure.shapes, look, figure.copied))
    places["brows"].append(face.brows(figure.shapes, known.numbers, figure.brow, figure.copied))
    places["mouth"].append(face.mouth(lips, known.numbers["corners"] if lips.speaks else 0.0, figure.colors))
    order = ("right", "left") if known.words["arms.front"] == "left" else ("left", "right")
    for side in order:
        places["arms"].append(_arm(figure, known, side))
    _pose_body(root, known)
    if part != "all":
        _only(root, face_, places, part)
    for node in root.iter():
        node.attrib.pop("data-part", None)
    return etree.tostring(root, encoding="unicode")


def _named(table: Mapping[str, T], name: str) -> T:
    if name not in table:
        message = msg("expected one of {wanted}, found {found}", wanted=", ".join(table), found=f"`{name}`")
        raise fail("acting", Where("media/art/poses.yaml"), message)
    return table[name]


# --- the drawing ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Figure:
    """A drawing without the parts that a pose draws, and what these are drawn with."""

    root: etree._Element
    shapes: Mapping[str, etree._Element]
    colors: Mapping[str, str]
    brow: str  # width
    sleeve: tuple[_Sleeve, ...]
    cuffs: tuple[_Cuff, ...]
    joints: tuple[tuple[float, float], ...]

    def copied(self, shape: etree._Element, transform: str) -> etree._Element:
        """A shared shape in this person's colours, put somewhere."""
        node = copy.deepcopy(shape)
        node.set("transform", transform)
        for one in node.iter():
            for kind in ("fill", "stroke"):
                token = one.attrib.pop(f"data-{kind}", None)
                if token in self.colors:
                    one.set(kind, self.colors[token])
        return node


@dataclass(frozen=True)
class _Sleeve:
    """One of the layers of a sleeve."""

    wide: float
    style: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class _Cuff:
    """What lies across the end of a sleeve: from and to, along the arm."""

    start: float
    end: float
    wide: float
    color: str


def _digests(project: Project, person: str) -> str:
    here = home(project)
    return project.digest(file_of(project, person)) + here.digest(SHAPES) + here.digest("media/art/poses.yaml")


@lru_cache(maxsize=64)
def _figure(
    project: Project, person: str, file: str, colors: tuple[tuple[str, str], ...], digests: str
) -> _Figure:
    theme = dict(colors)
    root = copy.deepcopy(marked(project, file, theme))
    found = {node.get("data-part"): node for node in reversed(list(root.iter())) if node.get("data-part")}
    missing = [part for part in NEEDED if part not in found]
    if missing:
        message = msg("expected a person whose parts are marked, found no `data-part` {names}", names=", ".join(missing))
        raise fail("acting", Where(file), message, msg("look at `data-part` in the starter's grandmother.svg"))
    sleeve, cuffs, joints = _sleeve(found["sleeve"])
    known = acting(project).file.people.get(person)
    own = FACE | {"skin": found["skin"].get("fill", ""), "skin-shade": found["skin-shade"].get("fill", "")}
    brow = next((node for node in found["brows"].iter() if node.get("stroke")), None)
    if brow is not None:
        own["brow"] = brow.get("stroke", "")
    own |= dict(known.colors) if known else {}
    width = brow.get("stroke-width", "5") if brow is not None else "5"
    _empty(root)
    shapes = {node.get("data-part", ""): node for node in marked(home(project), SHAPES, theme)}
    return _Figure(root, shapes, own, width, sleeve, cuffs, joints)


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
                node.attrib.pop(name, None)
        elif part in seen or node.get("data-state") is not None:
            parent.remove(node)


def _sleeve(sample: etree._Element) -> tuple[tuple[_Sleeve, ...], tuple[_Cuff, ...], tuple[tuple[float, float], ...]]:
    """What the sample of a right arm says: joints, layers of the sleeve (lines of three points) and cuffs (of two)."""
    layers: list[_Sleeve] = []
    cuffs: list[_Cuff] = []
    joints: tuple[tuple[float, float], ...] = ()
    for node in sample.iter(f"{{{SVG}}}path"):
        points = _points(node.get("d", ""))
        wide, color = float(node.get("stroke-width", "1")), node.get("stroke", "")
        if len(points) == 3:
            joints = joints or points
            style = {"fill": color} | {k: node.get(k, "") for k in ("opacity", "transform") if node.get(k)}
            layers.append(_Sleeve(wide, tuple(style.items())))
        elif joints:
            along = [_along(joints[1], joints[2], point) for point in points]
            cuffs.append(_Cuff(along[0], along[1], wide, color))
    return tuple(layers), tuple(cuffs), joints


def _points(d: str) -> tuple[tuple[float, float], ...]:
    numbers = [float(n) for n in re.findall(_NUMBER, d)]
    return tuple(zip(numbers[::2], numbers[1::2], strict=True))


def _along(start: tuple[float, float], end: tuple[float, float], point: tuple[float, float]) -> float:
    """How far beyond `end` a point lies, in the direction from `start`."""
    long = math.dist(start, end)
    return sum((p - e) * (e - s) for s, e, p in zip(start, end, point, strict=True)) / long


# --- arms -------------------------------------------------------------------------------------------------------------


def _arm(figure: _Figure, pose: Pose, side: str) -> etree._Element:
    """Sleeve, cuff and hand of one side. The pose is measured on the right; the left is its mirror."""
    numbers, at = pose.numbers, f"arms.{side}."
    flip = 1 if side == "right" else -1
    sample, elbow_, _ = figure.joints
    unit = math.dist(sample, elbow_)
    shoulder = (sample[0], sample[1] - numbers["body.shrug"])
    elbow = _towards(shoulder, numbers[at + "shoulder"], numbers[at + "reach.0"] * unit)
    wrist = _towards(elbow, numbers[at + "elbow"], numbers[at + "reach.1"] * unit)
    joints = [(HIP + flip * (x - HIP), y) for x, y in (shoulder, elbow, wrist)]
    arm = face.group()
    thin = min(layer.wide for layer in figure.sleeve)
    for layer in figure.sleeve:  # the layers meet at the shoulder: no rim between arm and body
        arm.append(face.path(_tapered(joints, layer.wide, thin + 2), **dict(layer.style)))
    turn = 180 - numbers[at + "elbow"]
    (ex, ey), (wx, wy) = joints[1:]
    far = math.dist(joints[1], joints[2])
    dx, dy = (wx - ex) / far, (wy - ey) / far
    hand = figure.shapes[f"hand-{pose.words[at + 'hand']}"]
    place = f"translate({wx:.5g} {wy:.5g}) scale({flip} 1) rotate({turn + numbers[at + 'wrist']:.5g})"
    arm.append(figure.copied(hand, place))
    for cuff in figure.cuffs:
        wide = f"{2 * _TAPER[2] * cuff.wide + 4:.4g}"
        d = f"M{wx + dx * cuff.start:.5g} {wy + dy * cuff.start:.5g} L{wx + dx * cuff.end:.5g} {wy + dy * cuff.end:.5g}"
        arm.append(face.path(d, fill="none", stroke=cuff.color, stroke_width=wide))
    return arm


def _towards(start: tuple[float, float], degrees: float, far: float) -> tuple[float, float]:
    """0 degrees is down, 90 to the right."""
    turn = math.radians(degrees)
    return start[0] + far * math.sin(turn), start[1] + far * math.cos(turn)


def _tapered(joints: list[tuple[float, float]], wide: float, shoulder: float) -> str:
    """One outline for an arm: round at shoulder and elbow, straight at the wrist."""
    a, b, c = (side * share for side, share in zip((min(wide, shoulder), wide, wide), _TAPER, strict=True))
    return f"{_limb(joints[0], joints[1], a, b, closed=True)} {_limb(joints[1], joints[2], b, c, closed=False)}"


def _limb(start: tuple[float, float], end: tuple[float, float], a: float, b: float, *, closed: bool) -> str:
    """From a circle round `start` to one round `end`, or to a straight edge there; always clockwise."""
    far = math.dist(start, end)
    dx, dy = (end[0] - start[0]) / far, (end[1] - start[1]) / far
    points = [
        (start[0] + dy * a, start[1] - dx * a),
        (end[0] + dy * b, end[1] - dx * b),
        (end[0] - dy * b, end[1] + dx * b),
        (start[0] - dy * a, start[1] + dx * a),
    ]
    p, q, r, s = (f"{x:.5g} {y:.5g}" for x, y in points)
    last = f"A{b:.4g} {b:.4g} 0 0 1 {r}" if closed else f"L{r}"
    return f"M{p} L{q} {last} L{s} A{a:.4g} {a:.4g} 0 0 1 {p} Z"


# --- the whole --------------------------------------------------------------------------------------------------------


def _pose_body(root: etree._Element, pose: Pose) -> None:
    """Turns the head, leans what is below it, and brings the whole nearer. The lower edge stays where it is."""
    numbers = pose.numbers
    lean, near = numbers["body.lean"], numbers["body.near"]
    slope = math.tan(math.radians(lean))
    figure = root[0]
    across = slope * (BASE - NECK - REST) + numbers["head.right"]
    turn = f"rotate({numbers['head.tilt'] + lean:.5g} {HIP:g} {NECK:g})"
    for node in figure:
        if node.get("data-part") == "head":
            node.set("transform", f"translate({across:.5g} {REST + numbers['head.down']:.5g}) {turn}")
        elif lean:
            own = node.get("transform", "")
            node.set("transform", f"matrix(1 0 {-slope:.5g} 1 {slope * BASE:.5g} 0) {own}".strip())
    if near != 1:
        whole = face.group(f"translate({HIP * (1 - near):.5g} {BASE * (1 - near):.5g}) scale({near:.5g})")
        whole.append(figure)
        root.append(whole)


def _only(root: etree._Element, face_: etree._Element, places: Mapping[str | None, etree._Element], part: Part) -> None:
    """Takes out the eyes and the mouth, or all but one of them."""
    kids = list(face_)
    first, last = kids.index(places["eyes"]), kids.index(places["mouth"])
    eyes, mouth = set(kids[first:last]), {kids[last]}
    kept = {"eyes": eyes, "mouth": mouth}
    if part == "body":
        for node in eyes | mouth:
            face_.remove(node)
        return
    chain = {face_, *face_.iterancestors()}
    wanted = kept[part]
    for node in list(chain):
        for child in list(node):
            if child not in chain and child not in wanted:
                node.remove(child)


__all__ = ["NEEDED", "Acting", "Mouth", "Part", "can_act", "draw_pose"]
