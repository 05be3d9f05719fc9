"""The decks that ship: a talk in two languages is short; test_library.py opens all with fonts wider than Arial."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest
from pptx import Presentation
from shipped import PACKS, PROFILES

from outreach.layout import Layout
from outreach.renderers import deck
from outreach.storyboard import Storyboard

P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
IN_TWO = [pack for pack in PACKS if PROFILES.audiences[pack[1]].companion not in ("", pack[2])]


@pytest.mark.every(3, 2)
@pytest.mark.parametrize(("scam", "audience", "lang"), IN_TWO)
def test_a_talk_in_two_languages_is_short(
    board: Callable[..., Storyboard], layout: Layout, scam: str, audience: str, lang: str
) -> None:
    """At most 16 slides, an answer on the slide of its question, for a click."""
    made = board(scam, audience, lang)
    slides = Presentation(io.BytesIO(deck.full_deck(made, layout))).slides
    assert len(slides) <= 16
    asked = next(slide for slide in slides if slide.slide_layout.name == "pause")
    answer = next(shape for shape in asked.shapes if shape.name == "answer")
    assert {node.get("spid") for node in asked._element.iter(f"{P}spTgt")} == {str(answer.shape_id)}
    pause = next(scene for scene in made.scenes if scene.kind == "pause")
    assert pause.answer and pause.answer.said in asked.notes_slide.notes_text_frame.text
