"""A talk on a phone: it keeps clear of captions and interpreter, causes come before effects, sums are the story's."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import product

import numpy as np
import pytest
from films import SHAPES, Plan
from own import AUDIENCES
from telling import Told

from outreach import film
from outreach.channels import ChannelName
from outreach.film.frame import Frame
from outreach.film.overlays.handset import Handset
from outreach.film.overlays.screen import areas_of
from outreach.film.scene import DrawnSegment
from outreach.film.segments import Segment, Slot, stake
from outreach.film.shots import shots
from outreach.film.shots.director import cuts
from outreach.film.shots.tap import LIGHTS, tapped
from outreach.film.shots.words import flying
from outreach.film.stage import staged
from outreach.layout import Layout
from outreach.project import Project
from outreach.storyboard import Shape

SLOTS: tuple[Slot, ...] = ("none", "clip")


def dialogue(segments: tuple[Segment, ...], channel: ChannelName = "chat") -> Segment:
    """The first conversation, as if it were held on a channel."""
    one = next(s for s in segments if s.scene.kind == "dialogue")
    return replace(one, scene=replace(one.scene, channel=channel))


@pytest.mark.parametrize(("audience", "shape", "slot"), [*product(AUDIENCES, SHAPES, SLOTS)])
def test_what_is_said_keeps_clear(plan: Plan, project: Project, audience: str, shape: Shape, slot: Slot) -> None:
    """Bubbles stand above the captions and beside the interpreter, also where the phone is as wide as the frame."""
    stage = staged(replace(dialogue(plan(audience, shape)), slot=slot), project)
    areas = areas_of(stage)
    view = areas.view
    assert view.w > 200 and view.h > 200
    assert areas.device.y + view.bottom <= stage.boxes["caption"].y
    if slot == "clip":
        assert areas.device.x + view.right <= stage.boxes["slot"].x
    if shape == "portrait":  # it is the frame: as wide, and on below the picture
        assert areas.device.w > 0.9 * stage.boxes.width and areas.device.bottom >= stage.boxes.height


@pytest.fixture
def drawn(plan: Plan, layout: Layout, outlines: None) -> Iterator[tuple[DrawnSegment, Segment]]:
    """A chat."""
    segment = dialogue(plan())
    with film.picture(segment, layout) as picture:
        yield picture, segment


def held(picture: DrawnSegment) -> Handset:
    """Its phone."""
    assert picture.handset
    return picture.handset


def test_somebody_writes_before_a_message_comes(drawn: tuple[DrawnSegment, Segment]) -> None:
    """Dots end where a bubble of the other side begins; nobody watches himself write."""
    picture, segment = drawn
    first = {m.start: m.beat.item for m in reversed(segment.moments) if m.beat.item and not m.beat.flag}
    sides = {item.id: item.side for item in segment.scene.items}
    dots = [s for s in held(picture).sprites if s.kind == "typing"]
    assert all(sides[first[s.end]] == "left" and s.start < s.end for s in dots)


def test_a_finger_comes_with_the_words_and_goes_when_the_trick_is_named(drawn: tuple[DrawnSegment, Segment]) -> None:
    """Not there before the message, near while it is spoken, gone while the host explains."""
    picture, segment = drawn
    phone = held(picture)
    trick = next(m for m in segment.moments if m.beat.flag)
    said = next(m for m in segment.moments if m.beat.item == trick.beat.item and not m.beat.flag)
    cut = next(t.cut for t in picture.takes if "phone" in t.cut.shot.shows)

    def pointing(frame: int) -> list[float]:
        return [put.opacity for put in phone.pointing(phone.held(cut, frame), frame)]

    assert pointing(said.start) == []
    assert pointing(trick.start - 1)[0] > 0.9
    assert pointing(trick.start + 12) == []


@pytest.mark.parametrize(("audience", "shape"), [*product(AUDIENCES, SHAPES)])
def test_the_reader_lights_up_after_the_touch(plan: Plan, project: Project, audience: str, shape: Shape) -> None:
    """And both within the shot, however short it is."""
    every = [c for s in plan(audience, shape) for c in cuts(s, shots(project)) if "tap" in c.shot.shows]
    stage = staged(plan(audience, shape)[0], project)
    for cut in every:
        assert cut.start < tapped(stage, cut) < tapped(stage, cut) + LIGHTS < cut.end


@pytest.mark.slow
@pytest.mark.parametrize("shape", SHAPES)
def test_the_name_of_a_trick_lies_over_the_phone_and_under_the_message(
    plan: Plan, layout: Layout, shape: Shape
) -> None:
    """The plate is seen whole, whatever it lies on, and no message is behind it."""
    with film.picture(dialogue(plan("elders", shape)), layout) as picture:
        phone, takes = held(picture), [t for t in picture.takes if {"phone", "trick"} <= set(t.cut.shot.shows)]
        assert takes
        for take in takes:
            frame = take.cut.end - 1
            (plate,) = [put for put in flying(take, frame) if put.opacity > 0]
            low = max(b.bottom for n in range(len(take.stage.segment.scene.items)) if (b := phone.bubble(n, frame)))
            beside = plate.x >= phone.areas.device.right
            assert beside or phone.held(take.cut, frame).point(phone.areas.body.w / 2, low)[1] <= plate.y + 24
            alone = Frame.of(picture.boxes.width, picture.boxes.height)
            alone.put(plate)
            seen = np.s_[round(plate.y) + 30 : round(plate.y + plate.plane.height) - 30, round(plate.x) + 30 :]
            inside = seen[0], slice(seen[1].start, round(plate.x + plate.plane.width) - 30)
            assert np.abs(picture.ground(frame).y[inside].astype(int) - alone.y[inside]).max() <= 2


TALK = """\
  - id: talk
    kind: dialogue
    channel: phone
    title: 谈话
    contact: 某某
    lines:
      - id: t1
        role: caller
        text: 今晚扣您{claimed}。
        flags: [{{id: f, phrase: 今晚, trick: 吓人, note: 没有这种事。}}]
      - {{id: t2, role: victim, text: {answer}}}
"""


@pytest.mark.parametrize(
    ("claimed", "answer", "yuan"),
    [("800元", "我的3万元怎么办？", 30_000), ("5万元", "那我的800元呢？", 800), ("800元", "800元？我没有啊。", 0)],
)
def test_what_is_at_stake_is_what_the_story_says(told: Told, claimed: str, answer: str, yuan: float) -> None:
    """Not what the caller says, and no sum of our own."""
    board, problems = told(TALK.format(claimed=claimed, answer=answer), "{}", "seniors")
    assert board is not None, problems
    assert stake(board) == yuan
