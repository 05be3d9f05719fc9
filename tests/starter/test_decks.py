"""The decks that ship: they hold with fonts that are wider than Arial, and a talk in two languages is short."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import fonts
import office
import pypdfium2
import pytest
from pptx import Presentation
from shipped import PACKS, PROFILES
from slide_text import outside

from outreach.layout import Layout
from outreach.renderers import deck
from outreach.storyboard import Storyboard

P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
IN_TWO = [pack for pack in PACKS if PROFILES.audiences[pack[1]].companion not in ("", pack[2])]


@pytest.mark.slow
@pytest.mark.skipif(office.SOFFICE is None or not fonts.installed(), reason="LibreOffice or a set of fonts is missing")
def test_text_stays_in_its_box(board: Callable[..., Storyboard], layout: Layout, tmp_path: Path) -> None:
    """DejaVu Sans, the widest, in place of Arial; the tests' own decks meet the other machines."""
    files = []
    for n, pack in enumerate(PACKS):
        files.append(tmp_path / f"{n}.pptx")
        files[-1].write_bytes(deck.full_deck(board(*pack), layout))
    for file, pdf in zip(files, office.convert(files, tmp_path, machine="DejaVu and Noto"), strict=True):
        with pypdfium2.PdfDocument(pdf) as drawn:
            assert [*outside(file.read_bytes(), drawn)] == [], PACKS[int(file.stem)]


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
