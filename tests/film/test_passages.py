"""From shot to shot: what is named is shown soon, nobody is seen through somebody, everybody is where they belong."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from films import SHAPES, Plan, of_kind, slower

from outreach import film
from outreach.film.holds import HEAD
from outreach.film.overlays import balance
from outreach.film.pieces import Balance, Piece
from outreach.film.scene import DrawnSegment
from outreach.film.segments import Segment
from outreach.film.shots import passage, shots
from outreach.film.shots.director import CLOSING, ShotCut, cuts, snap_frame
from outreach.film.shots.line import EAR, call_line
from outreach.film.shots.people import Actor, actor
from outreach.film.shots.take import Take, sets_of
from outreach.film.shots.words import sum_of
from outreach.film.stage import staged
from outreach.layout import Layout
from outreach.project import Project
from outreach.storyboard import Picture, Shape, Text
from outreach.timeline import FPS

# Every frame between two shots is drawn in full; upright shots are cut as those of a square are.
DRAWN = [pytest.param(one, marks=[pytest.mark.slow] if one == "portrait" else []) for one in SHAPES]
FROZEN = 2.5  # seconds that a picture may be grey, at most


@pytest.mark.parametrize("times", [1, 2, 4])
def test_what_freezes_goes_on_soon(plan: Plan, project: Project, times: int) -> None:
    """In a call the grey picture gives way to one that shows how the trick works, however long it is explained."""
    call = slower(of_kind(plan(), "dialogue"), times)
    assert call.scene.channel == "phone"
    made = cuts(call, shots(project))
    frozen = [n for n, cut in enumerate(made) if cut.shot.freeze]
    assert frozen
    for n in frozen:
        assert made[n].end - made[n].start <= FROZEN * FPS
        if made[n + 1].moments == made[n].moments:
            assert "tag" in made[n + 1].shot.shows and not made[n + 1].shot.freeze


@pytest.mark.every(2, 1)
@pytest.mark.parametrize("shape", DRAWN)
def test_from_one_picture_to_the_next(plan: Plan, layout: Layout, shape: Shape) -> None:
    """While a shot gives way to the next, every pixel is of the one or of the other, but at the edge between them. For
    six frames at least: the first is nearer to the old shot than to the new one; then only the new is seen.
    """
    with film.picture(of_kind(plan("elders", shape), "dialogue"), layout) as drawn:
        assert any(not one.cut.shot.freeze for one in drawn.takes[1:])
        for one, other in pairwise(drawn.takes):
            if not other.cut.shot.freeze:
                still_seen(drawn, one, other)
        for n, new in enumerate(drawn.takes):
            old = drawn.takes[n - 1] if n else drawn.before
            if old is None or passage.way(new, old) not in ("wipe", "iris"):
                continue
            frame = new.cut.start + passage.frames(new.cut, new.stage) // 2
            seen, after = drawn.ground(frame).y.astype(int), new.world(frame).y.astype(int)
            before = old.world(frame if n else old.cut.end + frame).y.astype(int)
            strange = np.minimum(np.abs(seen - after), np.abs(seen - before)) > 3
            assert strange.mean() < 0.06  # through each other: a third of the picture and more


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.usefixtures("outlines")
def test_an_end_card_is_laid_over_its_own_picture(plan: Plan, layout: Layout, shape: Shape) -> None:
    """Who ends the call is who says its sentence: as long as the shot before is seen, no number lies over it."""
    with film.picture(plan("elders", shape)[-2], layout) as drawn:
        first = drawn.takes[0]
        assert drawn.before and passage.way(first, drawn.before) == "match"
        begins = {s.kind: s.start for s in drawn.sprites if s.kind in ("refusal", "calls", "code")}
    assert begins and min(begins.values()) >= passage.frames(first.cut, first.stage)


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.usefixtures("outlines")
def test_a_balance_waits_until_its_shot_is_seen(plan: Plan, layout: Layout, shape: Shape) -> None:
    """It comes over no face of the shot before, whichever of a scene's shots begins to show it."""
    call = of_kind(plan("visitors", shape), "dialogue")
    going = replace(call.scene, channel="screen", pictures=(Picture("money-leaving", "plain", ""),))
    shared = replace(call, scene=going, first=False, stake=800.0)
    with film.picture(shared, layout) as drawn:
        (loss,) = (one.cut for one in drawn.takes if "balance" in one.cut.shot.shows)
        begins = [s.start for s in drawn.sprites if s.kind == "balance" and s.start < loss.end]
    assert loss.start and begins and min(begins) >= loss.start + passage.frames(loss, drawn.takes[0].stage)


def still_seen(drawn: DrawnSegment, old: Take, new: Take) -> None:
    """The old picture, at a cut."""
    at, length = new.cut.start, passage.frames(new.cut, new.stage)
    assert length >= 6
    first, last = drawn.ground(at).y.astype(int), drawn.ground(at + length).y.astype(int)
    before, after = old.world(at).y.astype(int), new.world(at).y.astype(int)
    assert np.abs(first - before).mean() < np.abs(first - after).mean()
    assert np.array_equal(last, new.world(at + length).y)


@pytest.mark.slow
@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.usefixtures("outlines")
def test_nobody_is_seen_twice_while_an_edge_moves(plan: Plan, layout: Layout, shape: Shape) -> None:
    """Whoever is in the shot before and in the one after it, of the scene before too: the old picture comes nearer."""
    opened = 0
    for segment in plan("elders", shape):
        with film.picture(segment, layout) as drawn:
            before = [drawn.before] if drawn.before else []
            for old, new in pairwise([*before, *drawn.takes]):
                both = {a.person.role for _, a in old.held.actors} & {b.person.role for _, b in new.held.actors}
                assert not both or passage.way(new, old) not in ("wipe", "iris"), (old.cut.name, new.cut.name)
                opened += passage.way(new, old) == "iris"
    assert opened


@pytest.mark.slow
@pytest.mark.parametrize("shape", DRAWN)
def test_a_circle_is_wide_when_it_is_first_seen(plan: Plan, layout: Layout, shape: Shape) -> None:
    """A small one would be a ring on the eye of whoever the scene before ended with."""
    with film.picture(of_kind(plan("elders", shape), "rescue"), layout) as drawn:
        assert drawn.before and passage.way(drawn.takes[0], drawn.before) == "iris"
        seen, old = drawn.ground(0).y.astype(int), drawn.before.world(drawn.before.cut.end).y.astype(int)
        assert (np.abs(seen - old) > 8).mean() > 0.06


@pytest.mark.parametrize("saved", [True, False])
def test_what_was_not_lost_does_not_run_out(plan: Plan, project: Project, saved: bool) -> None:
    """It waits on its way, and fills beside a shield in the ending; where it was sent, nothing is left."""
    call, ending = of_kind(plan(), "dialogue"), of_kind(plan(), "outcome")
    seen = replace(call, saved=saved, scene=replace(call.scene, pictures=(Picture("money-leaving", "plain", ""),)))
    stage = staged(seen, project)
    _, last = _ends(balance.pieces(stage))
    assert balance.amount(stage) == 0 or last.sum
    assert (last.share, last.held) == ((pytest.approx(balance.HELD), True) if saved else (0, False))
    after = staged(replace(ending, saved=saved, lead=seen), project)
    assert bool(balance.pieces(after)) is saved
    if saved:
        begins, full = _ends(balance.pieces(after))
        assert begins.share == pytest.approx(balance.HELD)
        assert (begins.held, begins.shield) == (True, "")
        assert (full.share, full.held) == (1, False) and full.shield
        assert balance.amount(after) == balance.amount(stage)
        assert not balance.pieces(staged(replace(ending, saved=True, lead=call), project))  # nothing was seen to go


def _ends(made: Mapping[str, Piece]) -> tuple[Balance, Balance]:
    first, last = made["balance-0"], made[f"balance-{balance.STEPS}"]
    assert isinstance(first, Balance) and isinstance(last, Balance)
    return first, last


@pytest.mark.usefixtures("outlines")
def test_whoever_hangs_up_is_relieved_a_moment_later(plan: Plan, layout: Layout) -> None:
    """The line has snapped and fallen first; the one on its other end starts at once."""
    with film.picture(of_kind(plan(), "actions"), layout) as drawn:
        take = next(t for t in drawn.takes if "snap" in t.cut.shot.shows)
        turns = {one.figure.who: one.turn for _, one in take.actors}
        assert turns["caller"] == snap_frame(take.cut)
        assert turns["victim"] > turns["caller"] and turns["victim"] < take.cut.end - FPS / 2


@pytest.mark.usefixtures("outlines")
def test_a_line_between_two_above_each_other_is_clear_of_a_face(plan: Plan, layout: Layout) -> None:
    """It ends at the headset, beside the caller's face."""
    with film.picture(of_kind(plan("elders", "portrait"), "dialogue"), layout) as drawn:
        take = next(t for t in drawn.takes if "line" in t.cut.shot.shows)
        assert take.cut.shot.level
        caller = next(one for _, one in take.actors if one.figure.who == "caller")
        area = take.stage.boxes["area"]
        for frame in range(take.cut.start, take.cut.start + FPS):
            seen = take.view(frame, "people")
            middle = area.x + caller.spot[0] * area.w
            side, chin = seen.point(middle + (EAR[0] - 0.02) * caller.high, caller.foot - HEAD[1] * caller.high)
            dots = [put for put in call_line(take, frame, seen) if put.y < chin]
            assert dots and all(put.x > side - put.plane.width for put in dots)


def cut_of(project: Project, segment: Segment, name: str) -> ShotCut:
    """A shot over the whole scene."""
    return ShotCut(name, getattr(shots(project).shots[name], segment.shape), 0, segment.end, tuple(segment.moments))


@pytest.mark.parametrize(
    ("who", "place"), [("clerk", "lobby"), ("police", "police-desk"), ("classmate", "dorm-night"), ("host", "lobby")]
)
def test_whoever_helps_is_where_they_belong(plan: Plan, project: Project, who: str, place: str) -> None:
    """At their desk, or at home."""
    ending = of_kind(plan(), "outcome")
    cast = tuple(replace(p, picture=Picture(who, "plain", "")) if p.role != "victim" else p for p in ending.cast)
    helped = replace(
        ending, cast=tuple(replace(p, role="friend", plays="friend") if p.role == "host" else p for p in cast)
    )
    stage = staged(helped, project)
    for name in ("counter", "told-there"):  # the face of whoever was called, alone, too
        assert sets_of(stage, shots(project), cut_of(project, helped, name)) == (place,)


@pytest.mark.usefixtures("outlines")
def test_nobody_is_relieved_before_all_is_said(plan: Plan, layout: Layout) -> None:
    """An ending is cut to the face of whoever speaks of what happened, and back; then she hears that all is well."""
    ending = of_kind(plan(), "outcome")
    said, helper = ending.moments[0], next(p.role for p in ending.cast if p.role not in ("victim", "host", "caller"))
    lines = tuple(
        replace(said, beat=replace(said.beat, role=role, item=""), start=100 * n, end=100 * n + 90, speech=80)
        for n, role in enumerate((helper, "victim", helper))
    )
    scene = replace(ending.scene, beats=tuple(one.beat for one in lines))
    with film.picture(replace(ending, scene=scene, moments=lines, cues=(), frames=320), layout) as drawn:
        asked, told, answered = drawn.takes
        assert told.cut.name.startswith("told") and asked.cut.name == answered.cut.name
        turns = [one.turn for take in (asked, answered) for _, one in take.actors if one.figure.who == "victim"]
        assert all(turn > lines[-1].start + 40 for turn in turns)


@pytest.mark.parametrize("shape", SHAPES)
def test_nobody_is_relieved_before_it_is_said(plan: Plan, project: Project, shape: Shape) -> None:
    """In the first half of the last line of an ending the victim's face is still that of the loss."""
    ending = of_kind(plan("elders", shape), "outcome")
    stage, last = staged(ending, project), ending.moments[-1]
    for cut in cuts(ending, shots(project)):
        for figure in (f for f in cut.shot.people if f.who == "victim" and f.then):
            one = actor(stage, figure, cut, {})
            assert isinstance(one, Actor)
            assert one.turn > last.start + last.speech / 2


def test_a_film_that_ends_with_the_call_shows_how_it_should_end(plan: Plan, project: Project) -> None:
    """Where the end card follows the call, the line snaps in its last seconds; where something else does, it stays."""
    call = of_kind(plan(), "dialogue")
    alone = replace(call, moments=call.moments[:1], leads="last")
    file = shots(project)
    assert not any("snap" in cut.shot.shows for cut in cuts(call, file))
    *_, end = cuts(alone, file)
    assert "snap" in end.shot.shows and end.end - end.start == round(CLOSING * FPS)


@pytest.mark.parametrize(
    ("parts", "lang", "spaced", "told"),
    [
        (("您的", "会员，", "今晚", "自动", "扣800元。"), "zh-CN", False, "今晚自动扣800元"),
        (("卡没离手，", "差点", "被刷走", "10万港币。"), "zh-CN", False, "10万港币"),
        (("85岁老人", "差点", "转走", "165万元。"), "zh-CN", False, "165万元"),
        (("“Pay ", "800 yuan ", "tonight, ", "or ", "cancel."), "en", True, "800 yuan tonight"),
        (("They ", "took ", "100,000 ", "Hong ", "Kong ", "dollars."), "en", True, "100,000 Hong Kong dollars"),
        (("“Pay ", "800 yuan ", "tonight.” ", "Seen ", "it?"), "en", True, "800 yuan tonight"),
        (("Do ", "not ", "wait."), "en", True, ""),
        (("等", "一下。"), "zh-CN", False, ""),
    ],
)
def test_the_sum_of_a_line_is_found(parts: tuple[str, ...], lang: str, spaced: bool, told: str) -> None:
    """With the short clause it stands in, without its full stop; a line without numbers has none."""
    words = "".join(parts)
    text = Text(words, words, words, lang, parts, parts)
    assert "".join(sum_of(text, spaced=spaced)) == told
