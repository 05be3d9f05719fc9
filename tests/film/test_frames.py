"""What a viewer sees: a coarse map of every kind of scene, codes that decode, labels that are large enough, words that
are marked while the trick is named, and nothing that flashes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import product

import numpy as np
import pytest
from films import SHAPES, Plan, flashing, halved, of_kind
from own import AUDIENCES
from typed import Golden

from outreach import film
from outreach.codes import qr
from outreach.film.motion import Sprite
from outreach.film.overlays.screen import status
from outreach.film.scene import DrawnSegment
from outreach.film.scene import picture as scene_picture
from outreach.film.segments import Segment, Slot
from outreach.layout import Layout
from outreach.signing import rehearsal
from outreach.storyboard import Branch, Shape, Storyboard
from outreach.timeline import FPS

CELL = 60  # px
LETTERS = {
    "chapter": "T",
    "brand": "B",
    "ribbon": "D",
    "slot": "S",
    "label": "A",
    "caption": "c",
    "device": "d",
    "bubble": "b",
    "mark": "m",
    "stamp": "x",
    "balance": "n",
    "question": "q",
    "option": "o",
    "right": "r",
    "wrong": "o",
    "dial": "z",
    "refusal": "y",
    "calls": "n",
    "lit": "n",
    "code": "Q",
    "series": "s",
}
# Each audience in each shape, each with the panel for an interpreter and without.
TRIPLES = [(who, shape, (n + k) % 2 == 0) for n, who in enumerate(AUDIENCES) for k, shape in enumerate(SHAPES)]


@pytest.mark.parametrize("shape", SHAPES)
def test_the_first_frame_is_a_whole_picture(plan: Plan, layout: Layout, shape: Shape) -> None:
    """A thumbnail, and a loop that begins again, show place and person; what lies over them is solid and in place."""
    first = plan("visitors", shape)[0]
    with scene_picture(first, layout) as drawn:
        seen = [(s, list(s.draws(0)), list(s.draws(FPS))) for s in drawn.sprites if s.kind != "caption"]
        assert drawn.ground(0).y[::40, ::40].std() > 20, "a picture, not a plain ground"
    assert {"chapter", "brand"} <= {sprite.kind for sprite, start, _ in seen if start}
    assert all(d.opacity == 255 and d.part is None for _, start, _ in seen for d in start)
    moved = [s.kind for s, start, later in seen if [(d.x, d.y) for d in start] != [(d.x, d.y) for d in later]]
    assert not moved, f"not there, or not in its place: {moved}"


def on_screen(segment: Segment) -> Segment:
    """The same talk in a chat, whose words are seen on a screen."""
    return replace(segment, scene=replace(segment.scene, channel="chat"))


def on_phone(drawn: DrawnSegment) -> tuple[Sprite, ...]:
    """What is seen on the phone of a scene, in its own px."""
    return drawn.handset.sprites if drawn.handset else ()


def held(drawn: DrawnSegment, frame: int) -> Iterator[tuple[str, float, float, float, float]]:
    """What is seen on a phone, as boxes of the frame, each with its letter."""
    cut = next(t.cut for t in reversed(drawn.takes) if t.cut.start <= frame)
    if drawn.handset is None or "phone" not in cut.shot.shows:
        return
    way = drawn.handset.held(cut, frame)
    for sprite in on_phone(drawn):
        for box in filter(None, (draw.box() for draw in sprite.draws(frame))):
            if sprite.kind in LETTERS:
                yield LETTERS[sprite.kind], *way.point(box.x, box.y), *way.point(box.right, box.bottom)


def grid(drawn: DrawnSegment, frame: int) -> list[str]:
    """The frame in cells of 60 px, a letter for what is on top in the middle of each; `.` is the ground."""
    rows = [["."] * (drawn.boxes.width // CELL) for _ in range(drawn.boxes.height // CELL)]
    for letter, x0, y0, x1, y1 in held(drawn, frame):
        for r, c in product(range(len(rows)), range(len(rows[0]))):
            if x0 <= c * CELL + CELL // 2 < x1 and y0 <= r * CELL + CELL // 2 < y1:
                rows[r][c] = letter
    for sprite in drawn.sprites:
        for draw in sprite.draws(frame):
            box = draw.box()
            if box is None or sprite.kind not in LETTERS:
                continue
            for r, c in product(range(len(rows)), range(len(rows[0]))):
                x, y = c * CELL + CELL // 2, r * CELL + CELL // 2
                if box.x <= x < box.right and box.y <= y < box.bottom and draw.layer.left[y - draw.y, x - draw.x] < 128:
                    rows[r][c] = LETTERS[sprite.kind]
    return ["".join(row) for row in rows]


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.usefixtures("still")
def test_captions_are_read_on_any_picture(plan: Plan, layout: Layout, shape: Shape) -> None:
    """White on a plate of their own: 4.5:1 (WCAG 1.4.3) even over a white picture, and no larger than the words."""
    with scene_picture(plan("elders", shape)[0], layout) as drawn:
        for caption in (s.layer for s in drawn.sprites if s.kind == "caption"):
            high, wide = caption.left.shape
            over_white = caption.y.astype(int) + caption.left.astype(int) * 235 // 255
            ground = np.median(over_white[high // 2 - 2 : high // 2 + 2, 4:16])  # left of the words
            linear = ((ground - 16) / 219) ** 2.2
            assert 1.05 / (linear + 0.05) >= 4.5
            columns = np.nonzero(over_white > 200)[1]
            assert columns.max() - columns.min() >= wide - 64 or wide < 300


@pytest.mark.usefixtures("still")
def test_frames_are_laid_out_as_the_golden_maps(plan: Plan, layout: Layout, golden: Golden) -> None:
    """The last word of each scene of the elders' film, as a map."""
    lines = []
    for segment in plan():
        at = segment.moments[-1].start + 12
        with film.picture(segment, layout) as drawn:
            lines += [f"{segment.scene.id} ({segment.scene.kind})", *grid(drawn, at), ""]
    told = "\n".join(lines)
    golden("frames-elders.txt", told)


@pytest.mark.every(3)
@pytest.mark.parametrize(("shape", "approved"), halved(SHAPES, (True, False)))
def test_the_code_on_the_end_card_decodes(plan: Plan, layout: Layout, shape: Shape, approved: bool) -> None:
    """From the frame itself, with and without the sign slot, also when the picture is half the size."""
    segment = of_kind(plan("elders", shape, approved), "endcard")
    pixels = film.frame(segment, segment.frames - 1, layout)
    assert qr.decode(pixels) == [segment.code]
    assert qr.decode(np.ascontiguousarray(pixels[::2, ::2])) == [segment.code]


@pytest.mark.every(3)
@pytest.mark.parametrize(("shape", "slot"), halved(SHAPES, ("none", "empty")))
@pytest.mark.usefixtures("still")
def test_the_hand_that_holds_the_code_leaves_its_edge_clear(
    plan: Plan, layout: Layout, shape: Shape, slot: Slot
) -> None:
    """Four white modules around it (ISO/IEC 18004 9.1), on the phone itself."""
    segment = replace(of_kind(plan("elders", shape), "endcard"), slot=slot)
    with film.picture(segment, layout) as drawn:
        pixels = next(s.layer.rgba for s in drawn.sprites if s.kind == "code")
    ((_, (left, top, right, low)),) = qr.locate(np.ascontiguousarray(pixels[..., :3]))
    quiet = round((right - left) * qr.QUIET / len(qr.matrix(segment.code))) - 2
    around = pixels[top - quiet : low + quiet, left - quiet : right + quiet, :3].copy()
    around[quiet:-quiet, quiet:-quiet] = 255
    assert (around > 250).all()


@pytest.mark.parametrize(("audience", "shape"), [*product(AUDIENCES, SHAPES)])
@pytest.mark.usefixtures("still")
def test_the_ai_label_is_there_at_once_and_large(plan: Plan, layout: Layout, audience: str, shape: Shape) -> None:
    """From the first frame for at least 2 s, its glyphs at least 5 % of the short side high (GB 45438-2025 5.4)."""
    segment = plan(audience, shape)[0]
    with film.picture(segment, layout) as drawn:
        label = next(s for s in drawn.sprites if s.kind == "label")
        assert list(label.draws(0))
        assert list(label.draws(49))
        short = drawn.boxes.short
    inner = label.layer.rgba[8:-8, 40:-40]
    light = (inner[..., :3].min(axis=2) > 180) & (inner[..., 3] > 200)
    rows = np.flatnonzero(light.any(axis=1))
    assert rows[-1] - rows[0] + 1 >= 0.05 * short


@pytest.mark.parametrize(("audience", "shape", "approved"), TRIPLES)
@pytest.mark.usefixtures("outlines")
def test_no_bubble_stands_cut(plan: Plan, layout: Layout, audience: str, shape: Shape, approved: bool) -> None:
    """When a line ends, each bubble is seen whole or not at all."""
    for segment in (on_screen(s) for s in plan(audience, shape, approved) if s.scene.kind == "dialogue"):
        with film.picture(segment, layout) as drawn:
            ends = [
                (m.beat.id, d)
                for m in segment.moments
                for s in on_phone(drawn)
                for d in s.draws(m.end - 1)
                if s.kind == "bubble"
            ]
        assert [beat for beat, draw in ends if (box := draw.box()) and box.h < draw.layer.height] == []


@pytest.mark.slow
@pytest.mark.parametrize(("audience", "shape", "approved"), TRIPLES)
@pytest.mark.usefixtures("still")
def test_the_stamp_lies_on_nobodys_name(
    plan: Plan, layout: Layout, audience: str, shape: Shape, approved: bool
) -> None:
    """Once it has landed, the screen's head has no letter beneath it: all is of one colour."""
    for segment in (on_screen(s) for s in plan(audience, shape, approved) if s.scene.kind == "dialogue"):
        with film.picture(segment, layout) as drawn:
            phone, cut = drawn.handset, drawn.takes[-1].cut
            assert phone
            way = phone.held(cut, segment.frames - 1)
            (stamp,) = phone.stamp(way, segment.frames - 1)
            device = next(d.layer for s in phone.sprites if s.kind == "device" for d in s.draws(segment.frames - 1))
        head = phone.areas.bezel + status(phone.stage) + 8, phone.areas.view.y - phone.areas.face - 8
        x = round((stamp.x + 40 - way.point(0, 0)[0]) / way.scale)
        below = device.rgba[head[0] : head[1], x : phone.areas.body.w - phone.areas.bezel - 8, :3]
        assert below.size
        assert len(np.unique(below.reshape(-1, 3), axis=0)) == 1, segment.scene.id


@pytest.mark.usefixtures("outlines")
def test_without_a_synthetic_voice_there_is_no_label(plan: Plan, layout: Layout) -> None:
    """A human reading needs no AI label, neither large nor small."""
    first = replace(plan()[0], ai_label=False)
    with film.picture(first, layout) as drawn:
        assert not [s for s in drawn.sprites if s.kind == "label"]


@pytest.mark.slow
def test_a_draft_says_so_and_an_approved_film_does_not(plan: Plan, layout: Layout) -> None:
    """In every frame, across the corner, in red."""
    draft, approved = (of_kind(plan("elders", "landscape", a), "anatomy") for a in (False, True))
    for segment, wanted in ((draft, True), (approved, False)):
        with film.picture(segment, layout) as drawn:
            shown = {d.layer for n in (0, 30) for s in drawn.sprites if s.kind == "ribbon" for d in s.draws(n)}
        assert bool(shown) == wanted
    corner = film.frame(draft, 30, layout)[20:110, 1810:1900].astype(int)
    assert ((corner[..., 0] > 110) & (corner[..., 1] < 70)).mean() > 0.1


@pytest.mark.parametrize("audience", AUDIENCES)
@pytest.mark.usefixtures("still")
def test_the_chapter_of_an_end_card_ends_before_the_label(plan: Plan, layout: Layout, audience: str) -> None:
    """Also of a draft beside an interpreter, where mark and label stand farther left; and above the sentence."""
    segment = replace(of_kind(plan(audience), "endcard"), slot="empty")
    with film.picture(segment, layout) as drawn:
        found = {s.kind: s for s in drawn.sprites if s.kind in ("chapter", "brand", "refusal")}
    chapter, brand = found["chapter"], found["brand"]
    begins = brand.x + int(np.flatnonzero((brand.layer.left < 255).any(axis=0))[0])
    assert chapter.x + chapter.layer.width <= begins
    assert chapter.y + chapter.layer.height <= found["refusal"].y


@pytest.mark.usefixtures("outlines")
def test_people_make_room_for_an_interpreter_and_only_for_her(plan: Plan, layout: Layout) -> None:
    """Without a clip the whole frame is for acting; a draft shows the corners of her place over it."""
    cases: list[tuple[bool, Slot, bool]] = [(True, "none", True), (False, "reserved", True), (False, "empty", False)]
    for approved, slot, wide in cases:
        segment = replace(of_kind(plan("elders", "landscape", approved), "flags"), slot=slot)
        with film.picture(segment, layout) as drawn:
            assert (drawn.boxes["area"].w == drawn.boxes.width) == wide
            assert bool([s for s in drawn.sprites if s.kind == "slot"]) == (slot == "reserved")


@pytest.mark.slow
def test_the_marker_runs_while_the_trick_is_named(plan: Plan, layout: Layout) -> None:
    """Before the host's beat nothing is marked; the marker grows in it and stays, the trick's name stands beside it."""
    segment = on_screen(of_kind(plan(), "dialogue"))
    moment = next(m for m in segment.moments if m.beat.flag)

    def marked(drawn: DrawnSegment, frame: int) -> int:
        boxes = [d.box() for s in on_phone(drawn) if s.kind == "mark" for d in s.draws(frame)]
        return sum(b.w for b in boxes if b)

    with film.picture(segment, layout) as drawn:
        assert marked(drawn, moment.start - 1) == 0
        grows = [marked(drawn, moment.start + n) for n in (0, 5, 10)]
        assert 0 < grows[0] < grows[1] < grows[2]
        assert marked(drawn, moment.end) >= grows[2]
        named = next(t for t in drawn.takes if any(m is moment for m in t.cut.moments))
        assert (
            len(named.fore(moment.start + 12)) == len(named.before.fore(moment.start - 1) if named.before else ()) + 1
        )


@pytest.mark.usefixtures("outlines")
def test_bubbles_come_with_their_words(plan: Plan, layout: Layout) -> None:
    """A bubble is not there before its beat, and is there a few frames after it began."""
    segment = on_screen(of_kind(plan(), "dialogue"))
    starts = [m.start for m in segment.moments if m.beat.item and not m.beat.flag]
    with film.picture(segment, layout) as drawn:
        assert [s.start for s in on_phone(drawn) if s.kind == "bubble"] == starts


@pytest.mark.usefixtures("outlines")
def test_the_answer_opens_only_after_the_time_to_think(plan: Plan, layout: Layout) -> None:
    """No option is ticked while the ring runs."""
    segment = of_kind(plan(), "pause")
    wait = next(m for m in segment.moments if m.beat.kind == "wait")
    with film.picture(segment, layout) as drawn:
        shown = [{s.kind for s in drawn.sprites if list(s.draws(n))} for n in (wait.end - 1, wait.end + 10)]
    assert "dial" in shown[0]
    assert "right" not in shown[0]
    assert "right" in shown[1]
    assert "dial" not in shown[1]


@pytest.mark.usefixtures("outlines")
def test_each_step_is_a_picture_of_its_own(plan: Plan, layout: Layout) -> None:
    """While it is spoken of, with its number; the host cares before, and does not smile."""
    segment = of_kind(plan(), "rescue")
    with film.picture(segment, layout) as drawn:
        shown = [t.cut.item for t in drawn.takes if "use" in t.cut.shot.shows]
        assert shown == [item.id for item in segment.scene.items]
        for one in (t for t in drawn.takes if "use" in t.cut.shot.shows):
            assert one.fore(one.cut.start + 12)
            spoken = [m for m in segment.moments if m.beat.item == one.cut.item]
            assert one.cut.start <= spoken[0].start and spoken[-1].start < one.cut.end


@pytest.mark.every(3)
@pytest.mark.parametrize("shape", SHAPES)
def test_the_end_card_moves_to_its_last_second(plan: Plan, layout: Layout, shape: Shape) -> None:
    """Nothing dies before the loop begins again."""
    segment = plan("elders", shape)[-1]
    with film.picture(segment, layout) as drawn:
        last = segment.start + segment.frames - 1
        before, after = (drawn.ground(n).y.astype(int) for n in (last - FPS, last))
    assert (np.abs(before - after) > 8).mean() > 0.001


@pytest.mark.slow
def test_a_branch_is_on_its_end_card_beside_the_refusal(board: Callable[..., Storyboard], layout: Layout) -> None:
    """Its own number is one to call; the sentence to say stays."""
    branch = Branch("B001", "江湾银行人民路支行", "人民路 1 号", "400-000-0001")
    made = replace(board("elders"), branch=branch)
    ends = film.plan(rehearsal(made), "landscape", bearer="video", ai_label=True, sign_clips={})[-2:]
    with film.picture(ends[-1], layout) as own, film.picture(ends[0], layout) as shared:
        both = [{s.kind: s.layer for s in drawn.sprites} for drawn in (own, shared)]
    assert all("refusal" in one for one in both)
    assert (both[0]["calls"].rgba.shape, both[0]["code"].rgba.tobytes()) != (
        both[1]["calls"].rgba.shape,
        both[1]["code"].rgba.tobytes(),
    )
    assert both[0]["calls"].height != both[1]["calls"].height


@pytest.mark.usefixtures("outlines")
def test_a_mouth_is_shut_between_lines(plan: Plan, layout: Layout) -> None:
    """It moves with the levels it is given: open on loud frames, at rest on quiet ones; nobody else's moves."""
    segment = of_kind(plan(), "dialogue")
    first = segment.moments[0]
    levels = tuple(0.9 if n < first.speech // 2 else 0.0 for n in range(first.speech))
    louder = replace(segment, moments=(replace(first, levels=levels), *segment.moments[1:]))
    with film.picture(louder, layout) as drawn:
        take = next(t for t in drawn.takes if first.beat.role in {a.person.role for _, a in t.actors} and t.cut.moments)
        mouths = {}
        for _, actor in take.actors:
            loud, quiet = (actor.keys(first.start + n)[1] for n in (first.speech // 4, first.speech - 3))
            mouths[actor.person.role] = loud != quiet
    assert mouths[first.beat.role]
    assert not any(moves for role, moves in mouths.items() if role != first.beat.role)


def test_a_light_that_goes_on_and_off_flashes() -> None:
    """Four times in a second is too often, three times is not; what passes by is no flash."""

    def lit(times: int) -> np.ndarray:
        frames = np.zeros((2 * FPS, 10, 10))
        for n in range(times):
            frames[3 + 6 * n : 6 + 6 * n, 2:4, 2:5] = 1.0
        return frames

    passing = np.zeros((2 * FPS, 10, 2 * FPS))
    for n in range(2 * FPS):
        passing[n, :, n] = 1.0
    assert flashing(lit(4)) == 0.06 and flashing(lit(3)) == 0.0 and flashing(passing) == 0.0
