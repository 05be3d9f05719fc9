"""Which slides a deck has: what has no room together comes apart, and what goes first where they are too many."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from stress import asked, said, stressed, words

from outreach.layout import Layout
from outreach.renderers import deck
from outreach.storyboard import Storyboard


def test_tricks_of_one_line_that_have_no_room_together_come_apart(
    own_board: Callable[..., Storyboard], layout: Layout
) -> None:
    """The message comes again with its next trick; each trick is on a slide, each read out once."""
    full = stressed(own_board("visitors"), 0.7, 3, tricks=3)
    made = replace(full, scenes=tuple(s for s in full.scenes if s.kind == "dialogue"))
    assert deck.overflow(made, layout, None)[0] == []
    outline = deck._outline(made, layout)
    pages = [p for p in outline.full() if p.layout == "story"]
    flags = [f.number for p in pages for i in p.items for f in i.flags]
    assert flags == [f.number for s in made.scenes if s.kind == "dialogue" for i in s.items for f in i.flags]


@pytest.mark.parametrize("told", ["hook pause anatomy flags actions rescue", "hook anatomy flags actions rescue"])
def test_questions_go_with_their_answers(own_board: Callable[..., Storyboard], layout: Layout, told: str) -> None:
    """Of a talk that is too long the last are left out, each whole: no answer stands without its question."""
    base, reason = asked(own_board("visitors")), said(words("en", 400), "en")  # too long for the slide of its question
    quiz = (replace(one, options=tuple(replace(o, detail=reason) for o in one.options)) for one in base.quiz * 4)
    scenes = tuple(scene for scene in base.scenes if scene.kind in told.split())
    pages = deck._outline(replace(base, scenes=scenes, quiz=tuple(quiz)), layout).full()
    titles = [page.layout for page in pages]
    assert 16 - 2 < len(titles) <= 16  # no room for another and its answer
    assert titles.count("quiz") == titles.count("answer") >= 2
    assert all(titles[n - 1] == "quiz" for n, name in enumerate(titles) if name == "answer")
