"""Nobody's body and nobody's sleeve ends inside the frame; on the end card nobody's head lies under the numbers."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import numpy as np
import pytest
from films import SHAPES, Plan

from outreach import film
from outreach.film.geometry import Box, geometry
from outreach.film.motion import Motion
from outreach.film.pieces import Person
from outreach.film.planes import Plane, Put, lengthened, plane
from outreach.film.segments import Slot
from outreach.film.shots import Figure, Shot, shot, shots
from outreach.film.shots.camera import view
from outreach.film.shots.director import ShotCut
from outreach.film.shots.people import actor, pieces
from outreach.film.shots.tap import ARM, PHONE
from outreach.film.shots.uses import uses
from outreach.film.stage import Stage
from outreach.layout import Layout
from outreach.project import Project
from outreach.storyboard import Picture, Shape

SLOTS: tuple[Slot, ...] = ("none", "clip")
HAIR = 48  # px of the widest hair that the sheet with the numbers may lie over
PLACES = [*product(SHAPES, SLOTS)]


def stage_of(plan: Plan, project: Project, shape: Shape, slot: Slot) -> Stage:
    """The first scene of a film, about to be drawn."""
    segment = replace(plan("elders", shape)[0], slot=slot)
    boxes = geometry(project, shape, slot=slot == "clip")
    return Stage(segment, boxes, Motion.of(project, segment.style.motion), project)


@pytest.mark.parametrize(("shape", "slot"), PLACES)
def test_no_body_ends_inside_the_frame(plan: Plan, project: Project, shape: Shape, slot: Slot) -> None:
    """Whoever stands in a shot goes on below it, at its first frame and its last."""
    stage, file = stage_of(plan, project, shape, slot), shots(project)
    short = {
        (name, figure.who): end(stage, one, figure) - low
        for name, one in ((name, shot(file, name, shape)) for name in file.shots)
        for figure in one.people
        for low in lowest(stage, ShotCut(name, one, 0, 100), figure)
        if low < end(stage, one, figure)
    }
    assert not short


def end(stage: Stage, one: Shot, figure: Figure) -> float:
    """px down to which somebody is seen: to the frame's foot, a screen's, or the next panel."""
    if one.inset and figure.panel:
        return stage.boxes.height * (one.inset[1] + one.inset[3])
    if one.level and one.border and not (figure.over or figure.panel):
        return stage.boxes.height * max(one.border)
    return stage.boxes.height


def lowest(stage: Stage, cut: ShotCut, figure: Figure) -> list[float]:
    """px of the frame at which somebody ends, at the first and the last frame of a shot."""
    figure = figure.model_copy(update={"who": "victim"})  # whom every film has
    made = pieces(stage, figure, cut, range(cut.start, cut.end))
    planes = {name: flat(piece.h) for name, piece in made.items() if isinstance(piece, Person)}
    one, found = actor(stage, figure, cut, planes), list[float]()
    for frame in (cut.start, cut.end - 1) if one else ():
        seen = view(cut.shot.camera, frame / cut.end, "people", stage.boxes["area"], 1.0)
        assert one is not None
        found.append(max(put.y + put.plane.height * put.scale for put in one.puts(frame, seen)))
    return found


@pytest.mark.slow
@pytest.mark.parametrize(("shape", "slot"), [("landscape", "none"), ("landscape", "clip"), ("portrait", "none")])
def test_whoever_speaks_beside_the_numbers_is_clear_of_them(
    plan: Plan, layout: Layout, shape: Shape, slot: Slot
) -> None:
    """Also who has the widest hair of the library, until the card gives way."""
    segment = replace(plan("elders", shape)[-2], slot="empty" if slot == "clip" else slot)
    cast = tuple(
        replace(p, picture=Picture("foreign-resident", "plain", "")) for p in segment.cast if p.role == "victim"
    )
    with film.picture(replace(segment, cast=cast), layout) as drawn:
        (take,) = (one for one in drawn.takes if "calls" in one.cut.shot.shows)
        ((_, one),) = take.actors
        for frame in (take.cut.start, take.cut.end - 1):
            for put in one.puts(frame, take.view(frame, "people")):
                assert reach(put, drawn.boxes["calls"]) <= drawn.boxes["calls"].x + HAIR


def reach(put: Put, beside: Box) -> float:
    """px of the frame to which a picture reaches on the right, as far down as a box."""
    left, (x, y) = put.plane.left, put.plane.at
    assert left is not None
    first, last = (max(0, round((px - put.y) / put.scale - y)) for px in (beside.y, beside.bottom))
    seen = np.flatnonzero((left[first:last] < 128).any(axis=0))
    return put.x + (x + float(seen.max(initial=0))) * put.scale


def flat(high: int) -> Plane:
    """A picture of that height, all of it seen."""
    return plane(np.full((high // 2 * 2, 40, 4), 255, np.uint8))


@pytest.mark.parametrize(("shape", "slot"), PLACES)
def test_no_sleeve_ends_inside_the_frame(plan: Plan, project: Project, shape: Shape, slot: Slot) -> None:
    """A phone in use and the one that a card comes to are held by arms from beyond the lower edge."""
    boxes = stage_of(plan, project, shape, slot).boxes
    for name, use in uses(project).items():
        if use.below:
            box, lifts = boxes["use"], [key[2] for part in use.parts for key in part.way if part.show == "finger"]
            scale = min(box.w / use.size[0], box.h / use.size[1])
            least = min([0.0, *lifts, -use.tip.at[1] if use.tip else 0.0])
            assert box.y + (use.size[1] + use.below + least) * scale >= boxes.height, name
    assert boxes["touch"].y + boxes["touch"].h * ARM / PHONE[1] >= boxes.height


def test_what_goes_on_below_somebody_is_as_wide_and_as_opaque_as_their_last_rows() -> None:
    """So that no seam is seen."""
    rgba = np.zeros((60, 80, 4), np.uint8)
    rgba[10:, 20:60] = (200, 40, 40, 255)
    body = plane(rgba)
    more = lengthened(body, 101)
    assert more.height % 2 == 0 and more.height >= 100
    assert more.y.shape[0] == more.height and more.at == (body.at[0], 0)
    assert (more.y == body.y[-body.air - 8]).all()
    assert more.left is not None and body.left is not None and (more.left == body.left[-body.air - 8]).all()
