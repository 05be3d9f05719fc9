"""The shots: every face fits its beat, words come when they are heard, nothing is lost at a cut, furniture is small."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise, product
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from edits import edited
from films import SHAPES, Plan, of_kind
from own import AUDIENCES

from outreach import acting as acting_
from outreach import film
from outreach.acting import acting
from outreach.diagnostics import OutreachError
from outreach.film.compositor import FrameBuffer
from outreach.film.shots import FILE, passage, people, shot, shots
from outreach.film.shots.director import cuts, snap_frame
from outreach.film.shots.take import Take, pieces
from outreach.film.shots.words import flags_of, flying, sized, words_box
from outreach.film.stage import staged
from outreach.layout import Layout
from outreach.project import Project
from outreach.storyboard import Shape

FURNITURE = ("chapter", "imprint", "brand", "ribbon", "slot", "label")
ANY_SPEECH = 15  # frames: 0.6 s


@pytest.mark.parametrize("shape", SHAPES)
def test_no_face_contradicts_its_beat(project: Project, shape: Shape) -> None:
    """For every rule: nobody smiles at a loss."""
    file, table = shots(project), acting(project)
    for rule in file.rules:
        one = shot(file, rule.shot, shape)
        for figure in one.people:
            assert table.fits(figure.pose, one.beats[0]), (rule.shot, figure.pose)
            assert not figure.then or table.fits(figure.then, one.beats[-1]), (rule.shot, figure.then)


@pytest.mark.parametrize(
    ("before", "after", "message"),
    [
        ("pose: listen-worried, at: 0.225", "pose: thanks, at: 0.225", "does not fit the beat `threat`"),
        ("{who: victim, pose: ring", "{who: victim, pose: rnig", "expected a pose of"),
        ("    beats: [ring]\n", "    beats: [rnig]\n", "expected a beat of"),
        ("    beats: [ring]\n", "", "expected the beat that"),
    ],
)
def test_a_face_that_does_not_fit_is_an_error(
    project: Project, tmp_path: Path, before: str, after: str, message: str
) -> None:
    """At its line in the shots."""
    with pytest.raises(OutreachError, match=message) as caught:
        shots(edited(project, tmp_path, FILE, before, after))
    assert str(caught.value).startswith(f"{FILE}:")


@pytest.mark.parametrize(("audience", "shape"), [*product(AUDIENCES, SHAPES)])
def test_shots_follow_each_other_without_a_gap(plan: Plan, project: Project, audience: str, shape: Shape) -> None:
    """From a scene's first frame to its last, each line in one of them."""
    for segment in plan(audience, shape):
        made = cuts(segment, shots(project))
        assert made[0].start == 0 and made[-1].end >= segment.end
        assert [a.end for a in made[:-1]] == [b.start for b in made[1:]]
        heard = [m for cut in made for m in cut.moments]
        assert list(dict.fromkeys(m.beat.id for m in heard)) == [m.beat.id for m in segment.moments]


def words_at(take: Take, frame: int) -> list[int]:
    """The planes of words that are seen."""
    return [id(put.plane) for put in flying(take, frame) if put.opacity > 0]


@pytest.mark.usefixtures("outlines")
def test_flagged_words_appear_as_they_are_heard(plan: Plan, layout: Layout) -> None:
    """Not before, and at most 0.6 s after."""
    with film.picture(of_kind(plan(), "dialogue"), layout) as drawn:
        found = 0
        for take in (t for t in drawn.takes if "words" in t.cut.shot.shows):
            for flag, at in flags_of(take.stage, take.cut):
                plane = id(take.plane(sized(f"words-{flag.id}", words_box(take.stage, take.cut))))
                assert plane not in words_at(take, at - 1)
                assert plane in words_at(take, at + ANY_SPEECH)
                found += 1
    assert found


@pytest.mark.parametrize("shape", SHAPES)
def test_the_line_snaps_inside_the_refusal(plan: Plan, project: Project, shape: Shape) -> None:
    """While the sentence that ends the call is spoken, and not at its first word."""
    made = cuts(of_kind(plan("elders", shape), "actions"), shots(project))
    (snap,) = (cut for cut in made if "snap" in cut.shot.shows)
    said = snap.moments[0]
    assert said.start < snap_frame(snap) < said.start + said.speech


def test_people_are_posed_once_for_all_shapes(plan: Plan, project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """In a second shape nearly everybody is known, and the second time everybody."""
    posed, real = list[str](), acting_.draw_pose

    def draw_pose(project: Project, person: str, *pose: Any, **more: Any) -> str:
        posed.append(person)
        return real(project, person, *pose, **more)

    def laid_out(shape: Shape) -> int:
        before = len(posed)
        for stage in (staged(segment, project) for segment in plan("elders", shape)):
            assert all(pieces(stage, shots(project), cut) for cut in cuts(stage.segment, shots(project)))
        return len(posed) - before

    monkeypatch.setattr(people, "draw_pose", draw_pose)
    people._posed.cache_clear()
    first, second = laid_out("landscape"), laid_out("portrait")
    assert second < first / 4 and laid_out("landscape") == 0


def test_a_scene_begins_over_the_one_before(plan: Plan, layout: Layout) -> None:
    """Its first frame is not what it would be if the film began there; after the overlap it is."""
    segment = plan()[1]
    assert segment.lead is not None and segment.lead.scene.id == plan()[0].scene.id
    alone = replace(segment, lead=None)
    with film.picture(segment, layout) as led, film.picture(alone, layout) as bare:
        assert not np.array_equal(led.ground(0).y, bare.ground(0).y)
        after = passage.frames(led.takes[0].cut, led.takes[0].stage)
        assert np.array_equal(led.ground(after).y, bare.ground(after).y)


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.usefixtures("still")
def test_furniture_is_small(plan: Plan, layout: Layout, shape: Shape) -> None:
    """Chapter, mark and ribbon cover at most 12 % of a frame; captions are no furniture."""
    for kind in ("dialogue", "flags"):
        with film.picture(of_kind(plan("elders", shape), kind), layout) as drawn:
            covered = np.zeros((drawn.boxes.height, drawn.boxes.width), bool)
            for sprite in (s for s in drawn.sprites if s.kind in FURNITURE):
                for draw in sprite.draws(60):
                    high, wide = draw.layer.left.shape
                    seen = covered[draw.y : draw.y + high, draw.x : draw.x + wide]
                    seen |= draw.layer.left[: seen.shape[0], : seen.shape[1]] < 128
        assert 0 < covered.mean() <= 0.12


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["hook", "dialogue", "flags", "endcard"])
def test_the_picture_keeps_moving(plan: Plan, layout: Layout, kind: str) -> None:
    """In no two seconds does less than a thousandth of it change."""
    segment = of_kind(plan(), kind)
    small = []
    with film.picture(segment, layout) as drawn:
        buffer = FrameBuffer(drawn.boxes.width, drawn.boxes.height)
        for frame in range(segment.start, segment.end, 10):
            buffer.show(drawn.draws(frame), drawn.ground(frame))
            small.append(buffer.y[::4, ::4].astype(int))
    still = 0
    for a, b in pairwise(small):
        still = still + 1 if (np.abs(a - b) > 2).mean() < 0.001 else 0
        assert still < 5, segment.scene.id
