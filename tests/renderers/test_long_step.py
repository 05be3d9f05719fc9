"""A step longer than its audience takes in at once is one step, with one number and whole words, in every medium."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from typing import Any

import pypdfium2 as pdfium
import pytest
from pptx import Presentation
from pptx.enum.shapes import MSO_SHAPE_TYPE
from telling import Told

from outreach.film.overflow import Extent, measured
from outreach.film.painter import Misfit
from outreach.film.pieces import Piece, Thing
from outreach.film.scene import laid_out, looks
from outreach.film.segments import plan
from outreach.film.shots import shots
from outreach.film.shots.director import cuts
from outreach.layout import Layout
from outreach.renderers import cards, deck, leaflet, page
from outreach.renderers.captions import transcript
from outreach.storyboard import Scene, Shape, Storyboard
from outreach.timeline import rehearsal

STEP = (
    "先打报警电话，再打银行电话，请他们马上冻结银行卡；"
    "然后把通话记录、短信和软件都留着，一样也不要删，到派出所给警察看，用得上。"
)
OTHERS = ("请家人陪您一起去", "记下时间和金额")
SCENES = f"""\
  - {{id: help, kind: rescue, title: 已经被骗了, steps: [
      {{id: a, text: {STEP}}}, {{id: b, text: {OTHERS[0]}}}, {{id: c, text: {OTHERS[1]}}}]}}
"""


@pytest.fixture
def board(told: Told) -> Storyboard:
    """Seniors take in 44 characters at once."""
    one, problems = told(SCENES)
    assert one is not None, problems
    assert len(STEP) == 62 > one.style.limits["item_chars"]
    return one


def scene(board: Storyboard) -> Scene:
    """The scene with the long step."""
    return next(s for s in board.scenes if s.id == "help")


def squeezed(text: str) -> str:
    """Letters without what a line break leaves."""
    return re.sub(r"[\s\ufffe\x02-]", "", text)


def test_the_storyboard_has_it_whole(board: Storyboard) -> None:
    """Said in two breaths, one item."""
    assert [i.text.shown for i in scene(board).items] == [STEP, *OTHERS]
    assert [b.id for b in scene(board).beats] == ["help.a", "help.a-2", "help.b", "help.c"]


@pytest.mark.parametrize("shape", ["landscape", "portrait", "square"])
def test_in_the_film(board: Storyboard, layout: Layout, shape: Shape) -> None:
    """Three things 1 2 3 in one part, each with room for its words; the first is there for both breaths."""
    segments = plan(rehearsal(board), shape, bearer="video", ai_label=True, sign_clips={})
    (segment,) = (s for s in segments if s.scene.id == "help")
    drawn: dict[str, Any] = {}

    def paint(pieces: Mapping[str, Piece], bad: list[Misfit]) -> dict[str, Extent]:
        drawn.update(pieces)
        return measured(layout, looks(segment), pieces, bad)

    laid = laid_out(segment, layout.project, paint)
    things = [one for one in drawn.values() if isinstance(one, Thing)]
    assert [("".join(one.words or ()), one.number) for one in things] == [
        (words, n) for n, words in enumerate((STEP, *OTHERS), 1)
    ]
    assert laid.misfits == []
    first = cuts(segment, shots(layout.project))[0]
    assert [m.beat.id for m in first.moments] == ["help.a", "help.a-2"]
    assert segment.parts == 1 and laid.stage.first("a") == segment.moments[0].start


@pytest.mark.slow
def test_in_the_deck(board: Storyboard, layout: Layout) -> None:
    """Its words stand in one shape, beside the number 1, which no other shape of its slides has."""
    shapes = []
    for slide in Presentation(io.BytesIO(deck.render(board, layout)["deck.pptx"])).slides:
        if slide.shapes.title is not None and "已经被骗了" in slide.shapes.title.text_frame.text:
            members = [
                one for group in slide.shapes if group.shape_type == MSO_SHAPE_TYPE.GROUP for one in group.shapes
            ]
            shapes += [squeezed(s.text_frame.text) for s in members if s.has_text_frame]
    assert [words for words in shapes if words in (STEP, *OTHERS)] == [STEP, *OTHERS]
    assert [words for words in shapes if words in ("1", "2", "3", "4", "…")] == ["1", "2", "3"]


@pytest.mark.slow
def test_in_print(board: Storyboard, layout: Layout) -> None:
    """Its words follow the number 1, and what follows them is the number 2."""
    document = pdfium.PdfDocument(leaflet.render(board, layout)["leaflet.pdf"])
    text = "".join(squeezed(sheet.get_textpage().get_text_range()) for sheet in document)
    before, after = text.split(STEP)
    assert before[-1] == "1" and after[0] == "2"


def test_on_the_cards(board: Storyboard, layout: Layout) -> None:
    """One row with the number 1, and the card has room for it."""
    data = cards.picture_data(board, layout.project)
    (one,) = (s for s in data.scenes if s.id == "help")
    assert [(i.text.plain, i.number) for i in one.items] == [(words, n) for n, words in enumerate((STEP, *OTHERS), 1)]
    assert cards.overflow(board, layout, None)[0] == []


def test_on_the_page(board: Storyboard, layout: Layout) -> None:
    """A numbered list of three."""
    html = page.render(board, layout)["page/index.html"].decode()
    own = html.replace("<wbr>", "").split("已经被骗了")[1].split("</section>")[0]
    assert re.findall(r'<p class="big">(.*?)</p>', own) == [STEP, *OTHERS]
    assert own.count("<ol") == 1 and own.count("<li") == 3


def test_in_the_transcript(board: Storyboard) -> None:
    """Both breaths are there, and nothing of it a second time."""
    told = transcript(rehearsal(board)).split("已经被骗了")[1]
    assert squeezed(told).count(STEP[:20]) == 1 and squeezed(told).count(STEP[-10:]) == 1
