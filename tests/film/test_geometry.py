"""The boxes of every frame: the slot is large, on the right and left alone; text keeps away from the edges."""

from __future__ import annotations

import shutil
from itertools import product
from pathlib import Path

import pytest
from films import SHAPES, Plan
from own import AUDIENCES

from outreach import film
from outreach.diagnostics import OutreachError
from outreach.film import motion
from outreach.film.geometry import FILE, LABEL_SHARE, SLOT_SHARE, geometry
from outreach.kinds import KINDS
from outreach.layout import Layout
from outreach.project import Project
from outreach.storyboard import Shape

GROUNDS = ("band", "strip")  # colour to the edges of the frame; their words have boxes of their own
TEXTS = ("heading", "brand", "content", "caption", "hotlines", "note", "draft", "label", "host")


@pytest.mark.parametrize(("shape", "label"), [*product(SHAPES, (True, False))])
def test_the_slot_is_large_and_on_the_right(project: Project, shape: Shape, label: bool) -> None:
    """At least a sixth of the picture, its middle right of the picture's, inside the safe area (Ofcom: a sixth)."""
    boxes = geometry(project, shape, slot=True, label=label)
    slot = boxes["slot"]
    assert slot.w * slot.h >= SLOT_SHARE * boxes.width * boxes.height
    assert slot.x + slot.w / 2 > boxes.width / 2
    assert slot.right <= boxes.width * 0.95


@pytest.mark.parametrize(("shape", "label"), [*product(SHAPES, (True, False))])
def test_no_box_enters_the_slot(project: Project, shape: Shape, label: bool) -> None:
    """Neither words nor people nor bands have a box that touches the slot's."""
    boxes = geometry(project, shape, slot=True, label=label)
    assert [name for name, box in boxes.boxes.items() if name != "slot" and box.overlaps(boxes["slot"])] == []


@pytest.mark.parametrize(("shape", "slot", "label"), [*product(SHAPES, (True, False), (True, False))])
def test_words_keep_five_percent_from_the_edges(project: Project, shape: Shape, slot: bool, label: bool) -> None:
    """Every box with words lies inside the safe area. The heading's air above its letters may not."""
    boxes = geometry(project, shape, slot=slot, label=label)
    for name in TEXTS:
        if name in boxes:
            box = boxes[name]
            assert box.x >= boxes.width * 0.05 - 1, name
            assert box.right <= boxes.width * 0.95 + 1, name
            assert box.y >= boxes.height * 0.05 - 5, name
            assert box.bottom <= boxes.height * 0.95 + 1, name


@pytest.mark.parametrize(("shape", "slot"), [*product(SHAPES, (True, False))])
def test_the_ai_label_has_room_for_its_letters(project: Project, shape: Shape, slot: bool) -> None:
    """Type of 6.9 % of the short side fits the label's box (GB 45438-2025 5.4)."""
    boxes = geometry(project, shape, slot=slot, label=True)
    assert boxes["label"].h >= boxes.short * LABEL_SHARE


@pytest.mark.parametrize(("audience", "shape"), [*product(AUDIENCES, SHAPES)])
def test_nothing_is_drawn_in_the_slot(plan: Plan, layout: Layout, audience: str, shape: Shape) -> None:
    """In every kind of scene, at the start, middle and end of every beat, only the ground and the panel are there."""
    kinds = {segment.scene.kind: segment for segment in plan(audience, shape)}
    assert set(kinds) == set(KINDS)
    for kind, segment in kinds.items():
        with film.picture(segment, layout) as drawn:
            slot = drawn.boxes["slot"]
            frames = {n for m in segment.moments for n in (m.start, m.start + 6, (m.start + m.end) // 2, m.end - 1)}
            seen = [
                (sprite.kind, frame)
                for frame in sorted(frames)
                for sprite in drawn.sprites
                for draw in sprite.draws(frame)
                if sprite.kind not in ("ground", "title", "before", "slot", "sign")
                and (box := draw.box())
                and box.overlaps(slot)
            ]
        assert seen == [], f"{kind}: {seen}"


def edited(project: Project, tmp_path: Path, file: str, before: str, after: str) -> Project:
    """A project whose template says something else."""
    shutil.copytree(project.path("templates"), tmp_path / "templates")
    (tmp_path / "content").mkdir()
    path = tmp_path / file
    text = path.read_text("utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), "utf-8")
    return Project(tmp_path, project.date)


@pytest.mark.parametrize(
    ("before", "after", "message"),
    [
        ("  size: [1920, 1080]", "  size: [1921, 1080]", "AT THE LINE"),
        ("  size: [1920, 1080]", "  size: [0, 0]", "AT THE LINE"),
        ("    strip:", "    strpi:", "expected a box for each of strip"),
        ("band: [0, 0, 1920, 160]", "band: 5", "AT THE LINE"),
        ("slot: [1344, 184, 480, 752]", "slot: [1344, 184, 10, 10]", "at least a sixth of the picture"),
        ("slot: [1344, 184, 480, 752]", "slot: [1800, 184, 480, 752]", "`slot` leaves the picture of 1920x1080"),
        ("caption: [96, 770, 1212, 170]", "caption: [-500, 770, 1212, 170]", "`caption` leaves the picture"),
    ],
)
def test_a_frame_that_cannot_be_is_an_error(
    project: Project, tmp_path: Path, before: str, after: str, message: str
) -> None:
    """Whoever changes the boxes is told with file and line, before anything is drawn."""
    ours = edited(project, tmp_path, FILE, before, after)
    with pytest.raises(OutreachError) as caught:
        geometry(ours, "landscape", slot=True, label=False)
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
    ours = edited(project, tmp_path, motion.FILE, before, after)
    with pytest.raises(OutreachError, match=rf"^{motion.FILE}:\d+:\d+: error: "):
        motion.Motion.of(ours, {})
