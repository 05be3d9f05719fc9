"""What a frame or a slide shows at once: long lines in bubbles, long scenes in parts; all else is one as written."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from outreach.adapt import passes
from outreach.adapt.flagging import cut
from outreach.lang import phrases
from outreach.paginate import Part, bubbles, parts
from outreach.storyboard import Flag, Item, Scene, Storyboard, Text

Board = Callable[..., Storyboard]


def text(words: str) -> Text:
    """A text of these words."""
    return Text(words, words, words, "zh-CN", phrases(words, "zh-CN"), phrases(words, "zh-CN"))


def item(name: str, kind: str = "line", words: str = "话", flags: tuple[Flag, ...] = ()) -> Item:
    """An item; a line is the caller's."""
    role, own = "caller" if kind == "line" else "", text(words)
    return Item(name, kind, own, role=role, flags=flags, runs=cut(own, flags))  # type: ignore[arg-type]


def divided(board: Storyboard, kind: str, *items: Item, at_once: int = 3, chars: int = 44) -> list[Part]:
    """The parts of a scene with these items, for an audience that takes in so much at once."""
    limits = {**board.style.limits, "items": at_once, "bubbles": at_once, "item_chars": chars}
    one = replace(board, style=replace(board.style, limits=limits))
    scene = Scene("s", kind, text("题"), items)
    if kind == "pause":
        scene = replace(scene, question=text("问"), answer=text("答"))
    laid = passes.add_pauses(passes.lay_beats(replace(one, scenes=(scene,))))
    return parts(laid.scenes[0], laid)


@pytest.mark.parametrize(
    ("kind", "count", "limit", "expected"),
    [
        ("dialogue", 4, 4, [4]),
        ("dialogue", 5, 4, [3, 2]),
        ("anatomy", 7, 3, [3, 2, 2]),
        ("flags", 3, 3, [3]),
        ("endcard", 9, 3, [9]),
        ("hook", 9, 3, [9]),
    ],
)
def test_a_long_scene_becomes_parts(board: Board, kind: str, count: int, limit: int, expected: list[int]) -> None:
    """Even parts with the same title, numbered; the opening and the end card stay whole."""
    found = divided(board(), kind, *(item(f"i{n}") for n in range(count)), at_once=limit)
    assert [len(one.scene.items) for one in found] == expected
    assert [(one.number, one.of) for one in found] == [(n, len(expected)) for n in range(1, len(expected) + 1)]
    assert [one.scene.id for one in found] == ["s", *(f"s-{n}" for n in range(2, len(expected) + 1))]


@pytest.mark.parametrize("count", range(2, 10))
@pytest.mark.parametrize("kind", ["anatomy", "rescue"])
def test_steps_keep_their_numbers_over_the_parts_of_a_scene(board: Board, kind: str, count: int) -> None:
    """1 2 3 / 4 5, however the parts are shared out; a step that is said in two pieces is one."""
    steps = [replace(item(f"s{n}", "step", f"第{n}句话。"), number=n) for n in range(1, count + 1)]
    steps[1] = replace(steps[1], text=text("第二步前一半。第二步后一半。"))
    found = divided(board(), kind, *steps, chars=8)
    assert [one for part in found for one in part.scene.items] == steps
    beats = [beat for part in found for beat in part.scene.beats]
    assert [b.id for b in beats][:3] == ["s.s1", "s.s2", "s.s2-2"] and beats[1].item == beats[2].item == "s2"


def test_do_and_dont_keep_apart_when_they_do_not_fit(board: Board) -> None:
    """Two do and two don't with room for three: one part each, never mixed."""
    kinds = ("do", "do", "dont", "dont")
    found = divided(board(), "actions", *(item(f"i{n}", kind) for n, kind in enumerate(kinds)))
    assert [[i.kind for i in one.scene.items] for one in found] == [["do", "do"], ["dont", "dont"]]


def test_a_part_has_the_beats_of_its_items_and_ends_like_a_scene(board: Board) -> None:
    """Nothing said is lost or said twice; after the last word of each part comes the longer pause."""
    base = board()
    found = divided(base, "anatomy", *(item(f"i{n}", "step") for n in range(5)))
    assert [[beat.id for beat in one.scene.beats] for one in found] == [["s.i0", "s.i1", "s.i2"], ["s.i3", "s.i4"]]
    short, long = base.pace.sentence_pause, base.pace.scene_pause
    assert [[beat.pause for beat in one.scene.beats] for one in found] == [[short, short, long], [short, long]]


def test_a_long_line_is_a_bubble_a_piece_with_its_marks(board: Board) -> None:
    """A flag goes where its phrase is, and what is said of it points there; the runs are the bubble's words."""
    flags = tuple(Flag(f, n, p, text("套路"), text("说明")) for n, f, p in ((1, "a", "马上办，别问"), (2, "b", "转账")))
    long = item("i", words="您马上办，别问别人。转账就好，转账就行。", flags=flags)
    (one,) = divided(board(), "dialogue", long, at_once=4, chars=8)
    assert [(i.id, i.text.shown, [f.id for f in i.flags]) for i in one.scene.items] == [
        ("i", "您马上办，别问别人。", ["a"]),
        ("i-2", "转账就好，", ["b"]),
        ("i-3", "转账就行。", []),
    ]
    marked = ["".join(run.words for run in i.runs if run.flag) for i in one.scene.items]
    assert marked == ["马上办，别问", "转账", ""]
    assert all("".join(run.words for run in i.runs) == i.text.shown for i in one.scene.items if i.runs)
    assert [(b.id, b.item) for b in one.scene.beats] == [
        ("s.i", "i"),
        ("s.i.a", "i"),
        ("s.i-2", "i-2"),
        ("s.i-2.b", "i-2"),
        ("s.i-3", "i-3"),
    ]


def test_a_scene_without_long_lines_is_itself(board: Board) -> None:
    """Every scene of the starter."""
    assert all(bubbles(scene) is scene for scene in board().scenes)
