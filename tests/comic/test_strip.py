"""The comic strip: six frames with an end, nobody glad at a loss, each frame told to whoever does not see it."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from dataclasses import replace
from itertools import combinations
from pathlib import Path
from typing import get_args

import numpy as np
import pikepdf
import pypdfium2 as pdfium
import pytest
from edits import assert_told
from hypothesis import given
from hypothesis import strategies as st

from outreach.acting import acting
from outreach.comic import frames, table
from outreach.comic.story import paired
from outreach.comic.table import FILE, Part
from outreach.keyvisual.table import REACHED
from outreach.layout import Layout
from outreach.overflow import UnmadeError
from outreach.paper.form import filled
from outreach.paper.views import Strip
from outreach.project import Project
from outreach.renderers import comic
from outreach.storyboard import Item, Storyboard, Text

Boards = Callable[..., Storyboard]
PARTS = get_args(Part)


def _strip(board: Storyboard, layout: Layout, name: str = "comic.pdf") -> Strip:
    (sheet,) = comic.sheets(board)
    found = filled(board, layout, sheet, name).strip
    assert found
    return found


def _line(n: int, side: str, flags: int = 0) -> Item:
    text = Text(f"{n}", f"{n}", f"{n}", "zh-CN", (f"{n}",), (f"{n}",))
    return Item(id=f"l{n}", kind="line", text=text, role="caller", side=side, flags=(None,) * flags)  # type: ignore[arg-type]


# --- what is told -----------------------------------------------------------------------------------------------------


def test_a_story_is_told_in_six_frames_to_its_end(own_board: Boards) -> None:
    """How it begins, three moments of the talk in their order, then the outcome; every line is the script's own."""
    board = own_board()
    told = dict(frames(board))
    assert tuple(told) == PARTS
    assert [told[part].tells for part in PARTS] == ["opening", *["dialogue"] * 3, "refusal", "outcome"]
    spoken = [one for part in PARTS[1:4] for one in told[part].said]
    lines = [item for scene in board.scenes if scene.kind == "dialogue" for item in scene.items]
    assert [one.item for one in spoken] == lines
    ending = [item for scene in board.scenes if scene.kind == "outcome" for item in scene.items]
    assert [one.item for one in told["end"].said] == ending


def test_a_story_without_an_outcome_ends_with_its_refusal(own_board: Boards) -> None:
    """The question to think about, then the sentence that ends the call, said by whoever was called."""
    board = own_board()
    told = dict(frames(replace(board, scenes=tuple(s for s in board.scenes if s.kind != "outcome"))))
    assert (told["turn"].tells, told["end"].tells) == ("pause", "refusal")
    assert board.refusal
    assert [(one.text, one.who) for one in told["end"].said] == [(board.refusal, "victim")]


def test_a_bare_story_has_its_frames_all_the_same(own_board: Boards) -> None:
    """Nobody speaks, nothing is asked: the frames are there, and none has words."""
    told = dict(frames(replace(own_board(), scenes=(), refusal=None)))
    assert tuple(told) == PARTS
    assert not any(one.said for one in told.values())


@given(st.lists(st.tuples(st.sampled_from(["left", "right"]), st.integers(0, 2)), max_size=12))
def test_lines_are_paired_in_their_order(sides: list[tuple[str, int]]) -> None:
    """None is lost or moved, no frame has more than two, and two in a frame are of two people."""
    lines = [_line(n, side, flags) for n, (side, flags) in enumerate(sides)]
    pairs = paired(lines)
    assert [line for pair in pairs for line in pair] == lines
    assert all(len(pair) == 1 or (len(pair) == 2 and pair[0].side != pair[1].side) for pair in pairs)


def test_the_lines_with_tricks_are_kept(own_board: Boards) -> None:
    """Of a talk that is too long for three frames, those that play no trick go, but for the last."""
    board = own_board()
    scene = next(s for s in board.scenes if s.kind == "dialogue")
    flag = next(flag for item in scene.items for flag in item.flags)
    items = tuple(replace(_line(n, "left"), flags=(flag,) if n in (1, 3) else (), id=f"x{n}") for n in range(6))
    long = tuple(
        replace(s, items=items) if s is scene else s for s in board.scenes if s.kind != "dialogue" or s is scene
    )
    told = dict(frames(replace(board, scenes=long)))
    assert [told[part].said[0].text.shown for part in PARTS[1:4]] == ["1", "3", "5"]


# --- how it is drawn --------------------------------------------------------------------------------------------------


def test_nobody_is_glad_at_a_loss(project: Project) -> None:
    """Every face of every shot fits what its moment bears; at a threat or a loss only the caller has a happy mouth."""
    file, people = table(project), acting(project)
    for name, shot in file.shots.items():
        assert all(people.fits(one.pose, shot.beat) for one in shot.people), name
        if shot.beat in ("threat", "loss"):
            mouths = [people.poses[one.pose].words["mouth"] for one in shot.people if one.who != "caller"]
            assert not any(people.file.mouths[mouth].happy for mouth in mouths), name


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("pose: shock", "pose: thanks", "does not fit the beat `loss`"),
        ("pose: shock", "pose: dance", "found `dance`"),
        ("written: read", "written: thanks", "does not fit the beat `question`"),
        ("beat: loss", "beat: party", "found `party`"),
        ("art: key/tap", "art: key/nothing", "found `key/nothing`"),
        ("sets: [den, home]", "sets: [nowhere, home]", "found `sets/nowhere`"),
        ("shot: cornered", "shot: nothing", "found `nothing`"),
    ],
)
def test_a_fault_of_the_table_is_told_at_its_line(
    project: Project, tmp_path: Path, old: str, new: str, said: str
) -> None:
    """A pose, a beat, a drawing, a place or a shot that there is not, and a smile at a loss."""
    assert_told(table, project, tmp_path, FILE, old, new, said)


@pytest.mark.slow
def test_each_frame_says_who_does_what(own_board: Boards, layout: Layout) -> None:
    """In the tagged PDF a figure for each, in the language of the board, and no two frames alike."""
    for audience in ("elders", "visitors"):
        board = own_board(audience)
        strip = _strip(board, layout)
        assert len({frame.alt for frame in strip.frames}) == 6
        does = [label.shown for name, label in board.labels.items() if name.startswith("does_")]
        assert all(any(one in frame.alt for one in does) for frame in strip.frames)
        with pikepdf.open(io.BytesIO(comic.render(board, layout)["comic.pdf"])) as file:
            alts = [str(one.Alt) for one in file.objects if isinstance(one, pikepdf.Dictionary) and "/Alt" in one]
        assert [frame.alt for frame in strip.frames if frame.alt not in alts] == []


@pytest.mark.slow
def test_a_line_that_is_too_long_is_named(own_board: Boards, layout: Layout) -> None:
    """The frame, by how much, and the words."""
    board = own_board()
    long = "很长的话" * 60
    text = Text(long, long, long, "zh-CN", tuple(["很长的话"] * 60), tuple(["很长的话"] * 60))
    scenes = tuple(
        replace(s, items=tuple(replace(i, text=text, flags=(), runs=()) for i in s.items)) if s.id == "chat" else s
        for s in board.scenes
    )
    with pytest.raises(UnmadeError) as problem:
        comic.render(replace(board, scenes=scenes), layout)
    (fault,) = problem.value.faults
    assert fault.panel.startswith("frame-") and fault.over > 0
    assert long in [cause.words for cause in fault.causes]


def test_only_the_press_goes_over_the_trim(own_board: Boards, layout: Layout) -> None:
    """The first frame lies on the paper's edges; where it is trimmed it goes 3 mm beyond them."""
    board = own_board("visitors")
    assert _strip(board, layout).frames[0].box[:2] == (0, 0)
    assert _strip(board, layout, "comic-press.pdf").frames[0].box[:2] == (-3, -3)


@pytest.mark.slow
def test_night_is_dark_and_day_is_light(own_board: Boards, layout: Layout) -> None:
    """A student is called in a dorm at night, a newcomer at home by day: the first frame shows it."""
    board = own_board("visitors")

    def light(person: str) -> float:
        cast = tuple(
            replace(p, picture=replace(p.picture, name=person)) if p.role == "victim" else p for p in board.cast
        )
        with pdfium.PdfDocument(comic.render(replace(board, cast=cast), layout)["comic.pdf"]) as file:
            page = file[0].render(scale=0.3).to_pil().convert("L")
        wide, high = page.size
        top = page.crop((wide // 2, 0, wide, high // 5))
        return float(np.asarray(top, float).mean())

    assert light("student") < light("foreign-resident") - 30


def test_no_two_people_speak_in_one_place(project: Project) -> None:
    """The boxes for the words of a shot do not lie over each other, so that no balloon hides another."""
    for name, shot in table(project).shots.items():
        for (x, y, w, h), (left, top, wide, high) in combinations(shot.says.values(), 2):
            assert x + w <= left or left + wide <= x or y + h <= top or top + high <= y, name


def test_no_pose_is_left_to_the_story(project: Project) -> None:
    """The strip says every pose itself."""
    assert not [one for shot in table(project).shots.values() for one in shot.people if one.pose == REACHED]


@pytest.mark.parametrize("begins", ["victim", "caller"])
@pytest.mark.parametrize("part", PARTS)
def test_nobody_listens_to_a_chat(project: Project, part: Part, begins: str) -> None:
    """Whatever a frame tells of a story in writing: whoever was reached holds no phone to the ear."""
    file, people = table(project), acting(project)
    for tells in ("dialogue", "pause", "refusal"):
        shot = file.shot(part, tells, begins, "chat" if tells == "dialogue" else "", ())
        reached = [people.poses[one.written or one.pose] for one in shot.people if one.who == "victim"] if shot else []
        assert shot and not [pose.name for pose in reached if "phone-ear" in pose.words.values()], tells


def test_every_label_of_the_table_is_there(project: Project) -> None:
    """What people do and what is heard has words in each language that the starter speaks."""
    file = table(project)
    names = {one.does for shot in file.shots.values() for one in shot.people}
    names |= {shot.sound.word for shot in file.shots.values() if shot.sound}
    for path in project.names("content/languages", ".yaml"):
        text = project.read_text(f"content/languages/{path}")
        assert [name for name in names if not re.search(rf"(?m)^  {name}: \S", text)] == []
