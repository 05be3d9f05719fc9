"""Which slides a deck has: what has no room together comes apart, and what goes first where they are too many."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from stress import stressed

from outreach.layout import Layout
from outreach.renderers import deck
from outreach.storyboard import Storyboard


def test_tricks_of_one_line_that_have_no_room_together_come_apart(
    board: Callable[..., Storyboard], layout: Layout
) -> None:
    """The message comes again with its next trick; each trick is on a slide, each read out once."""
    full = stressed(board("nfc-skimming", "foreign-residents", "en"), 0.7, 3, tricks=3)
    made = replace(full, scenes=tuple(s for s in full.scenes if s.kind == "dialogue"))
    assert deck.overflow(made, layout, None)[0] == []
    outline = deck._outline(made, layout)
    pages = [p for p in outline.full() if p.layout == "story"]
    flags = [f.number for p in pages for i in p.items for f in i.flags]
    assert flags == [f.number for s in made.scenes if s.kind == "dialogue" for i in s.items for f in i.flags]


def test_questions_go_with_their_answers(board: Callable[..., Storyboard], layout: Layout) -> None:
    """Of a talk that is too long the last are left out, each whole: no answer stands without its question."""
    base = board("nfc-skimming", "foreign-residents", "en")
    assert len(base.quiz) > 2
    scenes = tuple(scene for scene in base.scenes if scene.kind != "dialogue")
    pages = deck._outline(replace(base, scenes=scenes, quiz=base.quiz * 3), layout).full()
    titles = [page.layout for page in pages]
    assert len(titles) == 16 and titles.count("quiz") >= 2
    assert all(titles[n - 1] in ("quiz", "pause") for n, name in enumerate(titles) if name == "answer")
