"""A person in a pose: the marked parts of a drawing moved, arms and hands drawn anew, eyes and mouth put in."""

from __future__ import annotations

import copy
import math
from collections.abc import Mapping
from typing import Literal, TypeVar

from lxml import etree

from outreach.acting import face, limbs
from outreach.acting import person as people
from outreach.acting.limbs import MIDDLE
from outreach.acting.poses import FILE, Pose, acting
from outreach.diagnostics import Where, fail
from outreach.messages import msg
from outreach.project import Project
from outreach.svg import SVG

Part = Literal["all", "body", "eyes", "mouth"]
T = TypeVar("T")

_G = f"{{{SVG}}}g"
BASE = 400.0  # people end at the lower edge
NECK = 216.0  # where a head turns, before it is put on its body
REST = 14.0  # how far a head is put down on its body
TURN = 7.0  # px that a face moves in a head that turns


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
    who = people.person(project, person, colors)
    root = copy.deepcopy(who.root)
    places = {node.get("data-part"): node for node in root.iter(_G) if node.get("data-part")}
    face_ = places["face"]
    turn = known.numbers["head.turn"]
    if turn:
        face_.set("transform", f"translate({turn * TURN:.4g} {abs(turn) * -0.6:.4g})")
    places["eyes"].append(face.eyes(who.shapes, look, who.copied))
    places["brows"].append(face.brows(who.shapes, known.numbers, who.brow, who.copied))
    places["mouth"].append(face.mouth(lips, known.numbers["corners"] if lips.speaks else 0.0, who.colors))
    order = ("right", "left") if known.words["arms.front"] == "left" else ("left", "right")
    for side in order:
        places["arms"].append(limbs.arm(who, known, side))
    _place(root, known)
    if part != "all":
        _only(root, face_, places, part)
    for node in root.iter():
        node.attrib.pop("data-part", "")
    return etree.tostring(root, encoding="unicode")


def _named(table: Mapping[str, T], name: str) -> T:
    if name not in table:
        message = msg("expected one of {wanted}, found {found}", wanted=", ".join(table), found=f"`{name}`")
        raise fail("acting", Where(FILE), message)
    return table[name]


def _place(root: etree._Element, pose: Pose) -> None:
    """Turns the head, leans what is below it, and brings the whole nearer. The lower edge stays where it is."""
    numbers = pose.numbers
    lean, near = numbers["body.lean"], numbers["body.near"]
    slope = math.tan(math.radians(lean))
    figure = root[0]
    across = slope * (BASE - NECK - REST) + numbers["head.right"]
    turn = f"rotate({numbers['head.tilt'] + lean:.5g} {MIDDLE:g} {NECK:g})"
    for node in figure:
        if node.get("data-part") == "head":
            node.set("transform", f"translate({across:.5g} {REST + numbers['head.down']:.5g}) {turn}")
        elif lean:
            own = node.get("transform", "")
            node.set("transform", f"matrix(1 0 {-slope:.5g} 1 {slope * BASE:.5g} 0) {own}".strip())
    if near != 1:
        whole = face.group(f"translate({MIDDLE * (1 - near):.5g} {BASE * (1 - near):.5g}) scale({near:.5g})")
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
