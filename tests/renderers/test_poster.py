"""Poster and roll-up: fields laid over one picture, no words over a face, all of it readable and in reach."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pypdfium2 as pdfium
import pytest
from shipped import EACH, PACKS

from outreach.checks.built.paper_code import pages
from outreach.codes import qr
from outreach.colors import contrast
from outreach.keyvisual import Crop, key_visual
from outreach.layout import Layout
from outreach.paper.form import Sheet
from outreach.paper.printing import prints
from outreach.renderers import poster
from outreach.storyboard import Branch, Storyboard

BRANCH = Branch("JW0003", "江湾银行国际社区支行", "滨江大道 90 号", "400-000-0000")
CROPS: dict[str, Crop] = {"poster.pdf": "tall", "poster-mono.pdf": "tall", "rollup.pdf": "strip"}
MM = 72 / 25.4

Boards = Callable[..., Storyboard]


def only(name: str) -> list[Sheet]:
    """The sheet of one file, without its other prints."""
    return [replace(one, files={name: one.files[name]}) for one in poster.SHEETS if name in one.files]


@pytest.mark.every(3)
@pytest.mark.parametrize("name", CROPS)
def test_no_words_lie_over_a_face(board: Boards, layout: Layout, name: str) -> None:
    """Neither of fields nor of the code's card: of every scam, also with a branch's card where one is kept."""
    for n, pack in enumerate(EACH):
        story = board(*pack)
        branched = replace(story, branch=BRANCH) if n == 0 and name != "rollup.pdf" else story
        with pdfium.PdfDocument(prints(branched, layout, only(name))[name]) as document:
            page = document[0]
            box = page.get_trimbox() if name == "rollup.pdf" else (0, 0, *page.get_size())
            text = page.get_textpage()
            letters = [text.get_charbox(k, loose=False) for k in range(text.count_chars())]
        visual = key_visual(layout.project, story, CROPS[name])
        width, height = box[2] - box[0], box[3] - box[1]
        shown = height * visual.width / visual.height  # as high as the sheet, cut at both sides
        for x, y, wide, high in visual.faces:
            left = box[0] + x * shown - (shown - width) / 2
            low = box[3] - (y + high) * height
            over = [
                one
                for one in letters
                if one[2] > left and one[0] < left + wide * shown and one[3] > low and one[1] < low + high * height
            ]
            assert not over, (name, pack)


def test_words_on_the_fields_are_readable(board: Boards) -> None:
    """White and yellow on red and on night blue, in every look: 4.5 : 1 (WCAG 1.4.3), though they are large."""
    for pack in {pack[1]: pack for pack in PACKS}.values():
        colors = board(*pack).style.colors
        for ground, ink in (("danger", "on_danger"), ("caption_ground", "caption_ink")):
            for token in (ink, "mark"):
                assert contrast(colors[token], colors[ground]) >= 4.5, (pack, token, ground)


def test_the_code_of_the_roll_up_is_in_reach(board: Boards, layout: Layout) -> None:
    """Where hands and eyes are, 110 to 130 cm over the floor, whichever side the face leaves free."""
    for pack in EACH:
        (page,) = pages(prints(board(*pack), layout, only("rollup.pdf"))["rollup.pdf"], 20)
        (found,) = qr.locate(page)
        _, (_, top, _, low) = found
        middle = 200 - (top + low) / 2 / 20 * 2.54
        assert 110 <= middle <= 130, (pack, middle)
