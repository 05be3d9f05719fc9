"""Things in use: somebody stands beside each, a number is typed as it is said, a tick comes when done; the end card."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Literal

import pytest
from edits import assert_refused, edited
from films import SHAPES, Plan

from outreach import film
from outreach.art import states
from outreach.channels import ChannelName
from outreach.diagnostics import OutreachError
from outreach.film.geometry import geometry
from outreach.film.overlays.endcard import lights
from outreach.film.pieces import Pad
from outreach.film.segments import Segment
from outreach.film.shots import shot, shots
from outreach.film.shots.director import ShotCut, cuts
from outreach.film.shots.in_use import InUse, in_use, use_pieces
from outreach.film.shots.uses import FILE, PAD, uses
from outreach.film.stage import Stage, staged
from outreach.layout import Layout
from outreach.project import Project
from outreach.storyboard import Picture, Shape

PLATFORM = 1500  # px from the top of a tall frame: below, a platform lays its own words


def with_things(segment: Segment, *names: str) -> Segment:
    """A scene whose items have these drawings."""
    items = [
        replace(item, picture=Picture(name, "plain", "")) if name else item
        for item, name in zip(segment.scene.items, (*names, *[""] * len(segment.scene.items)), strict=False)
    ]
    return replace(segment, scene=replace(segment.scene, items=tuple(items)))


def rescue(plan: Plan, project: Project, shape: Shape = "landscape") -> tuple[Stage, Sequence[ShotCut]]:
    """The steps of a rescue, the first with a number to dial, the second with a card to lock."""
    found = next(s for s in plan("elders", shape) if s.scene.kind == "rescue")
    segment = with_things(found, "hotline", "block-card")
    made = [cut for cut in cuts(segment, shots(project)) if "use" in cut.shot.shows]
    return staged(segment, project), made


def thing(stage: Stage, cut: ShotCut) -> InUse:
    """The thing of a shot, which has one."""
    found = in_use(stage, cut)
    assert found is not None
    return found


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.usefixtures("outlines")
def test_a_film_ends_where_it_begins(plan: Plan, project: Project, layout: Layout, shape: Shape) -> None:
    """The last moment is in the place and the pose of the first, with the code; what stood on the wall went with it.

    Both segments of the end card are cut alike, so that the camera goes on, and so is all of it, whose sound is told.
    """
    (first, *_, spoken, hold), file = plan("elders", shape), shots(project)
    begin, (*_, last) = cuts(first, file)[0].shot, cuts(hold, file)
    assert last.shot.sets == begin.sets
    assert [(p.who, p.pose, p.at, p.foot, p.tall) for p in last.shot.people] == [
        (p.who, p.pose, p.at, p.foot, p.tall) for p in begin.people
    ]
    whole = replace(hold, start=0, frames=hold.end)
    alike = [[(one.name, one.start) for one in cuts(part, file)] for part in (spoken, hold, whole)]
    assert alike[0] == alike[1] == alike[2]
    with film.picture(hold, layout) as drawn:
        seen = {s.kind for s in drawn.sprites if list(s.draws(hold.end - 1))}
        wall = {s.kind for s in drawn.sprites if list(s.draws(last.start - 1))}
    assert "code" in seen and not {"refusal", "calls", "lit"} & seen
    assert {"code", "refusal", "calls"} <= wall


def test_a_film_that_begins_with_the_caller_ends_on_its_card(plan: Plan, project: Project) -> None:
    """Its last moment is no room in which nobody was seen before: neither in what is spoken nor in what is held."""
    cases: tuple[tuple[ChannelName | Literal[""], bool], ...] = (("phone", True), ("", False))
    for whole in plan()[-2:]:
        for begins, back in cases:
            made = cuts(replace(whole, begins=begins), shots(project))
            assert ("again" in {cut.name for cut in made}) == back
            assert made[-1].end == whole.end + whole.later


def test_every_part_is_a_state_of_its_drawing(project: Project) -> None:
    """No use names what its drawing has not."""
    for name, use in uses(project).items():
        known = {*states(project, use.art), PAD}
        assert {part.show for part in use.parts} <= known, name


@pytest.mark.parametrize("shape", SHAPES)
def test_somebody_stands_in_every_shot_of_what_to_do(project: Project, shape: Shape) -> None:
    """Nobody vanishes while the steps are said."""
    file = shots(project)
    for rule in file.rules:
        if {"actions", "rescue"} & set(rule.kinds):
            assert shot(file, rule.shot, shape).people, rule.shot


@pytest.mark.parametrize("shape", SHAPES)
def test_a_number_is_typed_as_it_is_said(plan: Plan, project: Project, shape: Shape) -> None:
    """Its keys are pressed one after the other, not before the number is said, and all before the shot ends."""
    stage, (first, _) = rescue(plan, project, shape)
    found = thing(stage, first)
    assert found.number == "110"
    said = first.moments[0].beat.text
    assert said is not None
    share = said.said.index("110") / len(said.said)
    presses = found.presses()
    assert len(presses) == len("110") + 1
    assert presses == sorted(set(presses))
    assert presses[0] >= first.moments[0].start + share * first.moments[0].speech
    assert found.done < first.end
    pads = [piece for name, piece in use_pieces(stage, first).items() if f"-{PAD}-" in name]
    assert [piece.typed for piece in pads if isinstance(piece, Pad)] == ["", "1", "11", "110", "110"]


def test_it_is_done_within_its_shot_and_only_then_ticked(plan: Plan, project: Project) -> None:
    """Each step has its number among all of them, a tick for those before, and its own when it is done."""
    stage, made = rescue(plan, project)
    for n, cut in enumerate(made, 1):
        found = thing(stage, cut)
        assert cut.start <= found.start < found.done < cut.end
        assert found.past(found.start) == 0 and found.past(found.done) == 1
        discs = {name for name in use_pieces(stage, cut) if name.startswith("disc-")}
        before = {f"disc-{k}-past" for k in range(1, n)}
        assert discs == {
            "disc-done",
            f"disc-{n}-now",
            *before,
            *(f"disc-{k}-next" for k in range(n + 1, len(made) + 1)),
        }


def test_a_drawing_without_a_form_of_its_own_stands_beside_somebody(plan: Plan, project: Project) -> None:
    """In light, with its number; the same for words alone."""
    found = next(s for s in plan("elders") if s.scene.kind == "rescue")
    segment = with_things(found, "safe")
    for cut in (c for c in cuts(segment, shots(project)) if "use" in c.shot.shows):
        assert in_use(staged(segment, project), cut) is None
        assert cut.shot.people


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("when: 0.3", "when: 1.3"),
        ("[0, 1], [0.72, 1]", "[0.9, 1], [0.72, 1]"),
        ("tip: {show: finger", "tip: {show: fnger"),
        ("    pad: [56, 16, 148, 298]\n", ""),
        ("size: [250, 450]", "size: [0, 450]"),
    ],
)
def test_a_use_that_cannot_be_is_an_error(project: Project, tmp_path: Path, before: str, after: str) -> None:
    """At its line."""
    assert_refused(uses, project, tmp_path, FILE, before, after)


@pytest.mark.parametrize("shape", SHAPES)
def test_a_number_is_lit_as_it_is_said(plan: Plan, project: Project, shape: Shape) -> None:
    """Within the line that says it; then each in turn, one at a time, until the card ends."""
    segment = plan("elders", shape)[-1]
    stage = staged(segment, project)
    lit = lights(stage)
    line = next(m for m in segment.moments if m.beat.text and "96110" in m.beat.text.said)
    fraud = next(n for n, one in enumerate(segment.hotlines) if one.number == "96110")
    ((n, start, over),) = [one for one in lit if line.start <= one[1] < line.start + line.speech]
    assert n == fraud and over <= line.end  # what is said next may be about another number
    words = line.beat.text.said if line.beat.text else ""
    assert line.beat.text and start > line.start + line.speech * 0.3 * words.index("96110") / len(words)
    assert all(a[2] <= b[1] for a, b in pairwise(lit))
    assert lit[-1][2] <= segment.end


def test_the_end_card_is_read_across_a_room_and_clear_of_a_platform(project: Project) -> None:
    """A code of 560 px at least fits a wide frame; in a tall one what matters ends above a platform's own words."""
    wide = geometry(project, "landscape", slot=False)
    assert min(wide["code"].w, wide["code"].h) >= 600
    for slot in (True, False):
        tall = geometry(project, "portrait", slot=slot)
        assert all(tall[name].bottom <= PLATFORM for name in ("refusal", "calls", "end_caption"))


def test_a_happy_face_beside_a_step_is_an_error(project: Project, tmp_path: Path) -> None:
    """Who has lost money is told what to do by nobody who laughs."""
    before, after = ("pose: call-help, at: 0.19", "pose: relieved, at: 0.19")
    ours = edited(project, tmp_path, "templates/scenes/shots.yaml", before, after)
    with pytest.raises(OutreachError, match="does not fit the beat `rescue`"):
        shots(ours)
