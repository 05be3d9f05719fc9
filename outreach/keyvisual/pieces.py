"""What pictures are put together of, each as an SVG of its own: a place, and somebody in a pose."""

from __future__ import annotations

from collections.abc import Mapping

from lxml import etree

from outreach import svg
from outreach.acting import can_act, draw_pose
from outreach.art import draw, holder, states
from outreach.keyvisual.parts import placed
from outreach.keyvisual.table import table
from outreach.project import Project
from outreach.storyboard import Picture, Storyboard

PLACE = ("far", "wall", "mid")  # of a set, the farthest first; what is near lies over people


def home_of(project: Project, board: Storyboard) -> str:
    """The set in which the person called lives."""
    file = table(project)
    victim = next((p.picture.name for p in board.cast if p.role == "victim"), "")
    return file.homes.get(victim, file.home)


def place(project: Project, name: str, colors: Mapping[str, str]) -> str:
    """A set without what is near, all its planes in one drawing."""
    drawing = f"sets/{name}"
    here = holder(project, drawing)
    planes = [state for state in PLACE if state in states(here, drawing)]
    drawn = [etree.fromstring(draw(here, drawing, state, colors)) for state in planes]
    _, _, wide, high = svg.view(drawn[0])
    root = etree.Element(f"{{{svg.SVG}}}svg", {"viewBox": f"0 0 {wide:g} {high:g}"}, nsmap={None: svg.SVG})  # type: ignore[dict-item]
    root.extend(placed(one, state, 0, 0, 1) for state, one in zip(planes, drawn, strict=True))
    return etree.tostring(root, encoding="unicode")


def posed(project: Project, picture: Picture, pose: str, colors: Mapping[str, str]) -> str:
    """Somebody in a pose; one whose drawing has no limbs as worried as it can be."""
    if can_act(project, picture.name):
        return draw_pose(project, picture.name, pose, colors=colors)
    known = states(project, picture.name)
    state = next((one for one in ("worried", picture.state) if one in known), (*known, "plain")[0])
    return draw(project, picture.name, state, colors)
