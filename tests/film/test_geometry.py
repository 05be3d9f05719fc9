"""The boxes of every frame: the slot is large, on the right and left alone; text keeps away from the edges."""

from __future__ import annotations

from dataclasses import replace
from itertools import product
from pathlib import Path

import pytest
from edits import assert_refused, edited
from films import SHAPES, Plan, halved
from own import AUDIENCES

from outreach import film
from outreach.diagnostics import OutreachError
from outreach.film import motion, shots
from outreach.film.geometry import FILE, LABEL_SHARE, SLOT_SHARE, geometry
from outreach.kinds import KINDS
from outreach.layout import Layout
from outreach.project import Project
from outreach.storyboard import Shape

AIR = 26  # px: a box may begin this near to the safe edge where its words stand in its middle
WORDS = ("chapter", "brand", "caption", "end_caption", "label", "question", "refusal", "calls")


@pytest.mark.parametrize("shape", SHAPES)
def test_the_slot_is_large_and_on_the_right(project: Project, shape: Shape) -> None:
    """At least a sixth of the picture, its middle right of the picture's (Ofcom: a sixth)."""
    boxes = geometry(project, shape, slot=True)
    slot = boxes["slot"]
    assert slot.w * slot.h >= SLOT_SHARE * boxes.width * boxes.height
    assert slot.x + slot.w / 2 > boxes.width / 2
    assert slot.right <= boxes.width and slot.bottom <= boxes.height


@pytest.mark.parametrize("shape", SHAPES)
def test_nothing_that_matters_has_a_box_in_the_slot(project: Project, shape: Shape) -> None:
    """With an interpreter: words and things. A phone that is the frame lies behind her, what is said on it does not."""
    boxes = geometry(project, shape, slot=True)
    inside = [n for n, box in boxes.boxes.items() if n not in ("slot", "area", "phone") and box.overlaps(boxes["slot"])]
    assert inside == []


@pytest.mark.parametrize(("shape", "slot"), [*product(SHAPES, (True, False))])
def test_words_keep_five_percent_from_the_edges(project: Project, shape: Shape, slot: bool) -> None:
    """Every box with words lies inside the safe area, but for the air around what stands in its middle."""
    boxes = geometry(project, shape, slot=slot)
    for name in WORDS:
        box = boxes[name]
        assert box.x >= boxes.width * 0.05 - AIR - 10, name
        assert box.right <= boxes.width * 0.95 + AIR, name
        assert box.y >= boxes.height * 0.05 - 5, name
        assert box.bottom <= boxes.height * 0.98 + 1, name


@pytest.mark.parametrize(("shape", "slot"), [*product(SHAPES, (True, False))])
def test_the_ai_label_has_room_for_its_letters(project: Project, shape: Shape, slot: bool) -> None:
    """Type of 6.9 % of the short side fits the label's box (GB 45438-2025 5.4)."""
    boxes = geometry(project, shape, slot=slot)
    assert boxes["label"].h >= boxes.short * LABEL_SHARE


@pytest.mark.parametrize("shape", SHAPES)
def test_captions_of_a_phone_keep_clear_of_its_own_words(project: Project, shape: Shape) -> None:
    """A tall frame's captions end above the lowest third, where a platform lays names and buttons."""
    boxes = geometry(project, shape, slot=False)
    if shape == "portrait":
        assert boxes["caption"].y >= 1100 and boxes["caption"].bottom <= 1350


@pytest.mark.parametrize(
    ("before", "after", "message"),
    [
        ("  size: [1920, 1080]", "  size: [1921, 1080]", "AT THE LINE"),
        ("  size: [1920, 1080]", "  size: [0, 0]", "AT THE LINE"),
        ("    words:", "    wrods:", "expected a box for each of words"),
        ("area: [0, 0, 1440, 1080]", "area: 5", "AT THE LINE"),
        ("slot: [1440, 230, 480, 750]", "slot: [1440, 184, 10, 10]", "at least a sixth of the picture"),
        ("slot: [1440, 230, 480, 750]", "slot: [1800, 184, 480, 752]", "`slot` leaves the picture of 1920x1080"),
        ("caption: [60, 862, 1380, 164]", "caption: [-500, 770, 1212, 170]", "`caption` leaves the picture"),
    ],
)
def test_a_frame_that_cannot_be_is_an_error(
    project: Project, tmp_path: Path, before: str, after: str, message: str
) -> None:
    """Whoever changes the boxes is told with file and line, before anything is drawn."""
    ours = edited(project, tmp_path, FILE, before, after)
    with pytest.raises(OutreachError) as caught:
        geometry(ours, "landscape", slot=True)
    assert str(caught.value).startswith(f"{FILE}:")
    changed = ours.read_text(FILE).split(after)[0].count("\n") + 1
    assert message.replace("AT THE LINE", f"{FILE}:{changed}:") in str(caught.value)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("blink: {every: 3.6, seconds: 0.16}", "blink: {every: , seconds: 0.16}"),
        ("blink: {every: 3.6, seconds: 0.16}", "blink: [3.6, 0.16]"),
        ("blink: {every: 3.6, seconds: 0.16}", "blink: {every: 0, seconds: 0.16}"),
        ("turns: 9}", "distance: 9}"),
        ("bubble: {enter: pop, time: pop}", "bubble: {enter: pop, time: nope}"),
        ("near: 0.7", "near: -0.7"),
    ],
)
def test_a_movement_that_cannot_be_is_an_error(project: Project, tmp_path: Path, before: str, after: str) -> None:
    """The same for the table of movements."""
    assert_refused(lambda ours: motion.Motion.of(ours, {}), project, tmp_path, motion.FILE, before, after)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("border: [0.585, 0.5]", "border: [5, 0.5]"),
        ("    border: [0.585, 0.5]\n", ""),
        ("shows: [line, words]", "shows: [lines]"),
        ("when: [trick], shot: named}", "when: [trick], shot: nemed}"),
        ("push: 0.05", "push: 0.9"),
        ("{who: victim, pose: ring", "{who: nobody, pose: ring"),
        ("like: snap", "like: snpa"),
        ("like: snap", "like: named-sharing"),
    ],
)
def test_a_shot_that_cannot_be_is_an_error(project: Project, tmp_path: Path, before: str, after: str) -> None:
    """And for the shots."""
    assert_refused(shots.shots, project, tmp_path, shots.FILE, before, after)


@pytest.mark.every(3, 1)
@pytest.mark.parametrize(("audience", "shape"), halved(AUDIENCES, SHAPES))
@pytest.mark.usefixtures("outlines")
def test_nothing_lies_over_the_interpreter(plan: Plan, layout: Layout, audience: str, shape: Shape) -> None:
    """In every kind of scene, at the start, middle and end of every beat, no words and no screen lie in her place."""
    kinds = {segment.scene.kind: segment for segment in plan(audience, shape)}
    assert set(kinds) == set(KINDS)
    for kind, segment in kinds.items():
        with film.picture(replace(segment, slot="empty"), layout) as drawn:
            slot = drawn.boxes["slot"]
            frames = {n for m in segment.moments for n in (m.start, m.start + 6, (m.start + m.end) // 2, m.end - 1)}
            seen = [
                (sprite.kind, frame)
                for frame in sorted(frames)
                for sprite in drawn.sprites
                for draw in sprite.draws(frame)
                if sprite.kind not in ("veil", "slot", "sign", "ribbon") and (box := draw.box()) and box.overlaps(slot)
            ]
        assert seen == [], f"{kind}: {seen}"
