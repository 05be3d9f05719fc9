"""What slides, sheets, pages and cards show: nothing that is for short films alone."""

from __future__ import annotations

import pytest
from telling import CALL, Told

from outreach.adapt.mediums import shown_in
from outreach.kinds import MEDIA
from outreach.storyboard import Storyboard

LINES = (
    CALL
    + """\
    lines:
      - id: c1
        {c1}role: caller
        text: 今晚扣钱。
        flags: [{{id: rush, phrase: 今晚扣钱, trick: 催促, note: 他要您来不及问。}}]
      - id: c2
        {c2}role: caller
        text: 再转账过来。
        flags: [{{id: pay, phrase: 转账, trick: 要钱, note: 一转就没了。}}]
"""
)


@pytest.fixture
def call(told: Told) -> Storyboard:
    """A call whose first line is for the loop alone."""
    board, problems = told(LINES.format(c1="cuts: [loop]\n        ", c2=""))
    assert board is not None, problems
    return board


@pytest.mark.parametrize("medium", MEDIA)
def test_a_line_for_short_films_stands_in_no_other_medium(call: Storyboard, medium: str) -> None:
    """Neither seen nor said; the trick that stays is the first."""
    (scene,) = (s for s in shown_in(call, medium).scenes if s.id == "call")
    assert [item.id for item in scene.items] == ["c2"]
    assert "c1" not in {beat.item for beat in scene.beats}
    assert [flag.number for flag in scene.items[0].flags] == [1]


@pytest.mark.parametrize("medium", MEDIA)
def test_what_is_in_the_lesson_stands_everywhere(told: Told, medium: str) -> None:
    """`cuts: [talk, loop]` is the lesson's too; a scene of which nothing is left is no scene."""
    board, problems = told(LINES.format(c1="cuts: [talk, loop]\n        ", c2=""))
    assert board is not None, problems
    assert [[i.id for i in s.items] for s in shown_in(board, medium).scenes if s.id == "call"] == [["c1", "c2"]]
    board, problems = told(LINES.format(c1="cuts: [loop]\n        ", c2="cuts: [bumper]\n        "))
    assert board is not None, problems
    assert "call" not in {s.id for s in shown_in(board, medium).scenes}


def test_films_choose_for_themselves(call: Storyboard) -> None:
    """What shows the film's scenes gets all: the cut takes and leaves."""
    assert shown_in(call, "") == call
