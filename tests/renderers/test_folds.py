"""Folded sheets keep their answers for whoever opens them: the cover asks, what is behind the fold answers."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import pairwise

import pypdfium2 as pdfium
import pytest

from outreach.layout import Layout
from outreach.paper.form import Sheet
from outreach.paper.printing import prints
from outreach.renderers import leaflet, trifold
from outreach.storyboard import Branch, Storyboard

Boards = Callable[[str, str], Storyboard]
BRANCH = Branch("JW0003", "江湾银行国际社区支行", "滨江大道 90 号", "400-000-0000")
FLAP, WIDE = 97 / 297, 100 / 297  # panels of the trifold's outside, from the left: flap, back, cover


def panels(board: Storyboard, layout: Layout, sheet: Sheet, shares: tuple[float, ...]) -> Iterator[list[str]]:
    """Of the prints for offices and copiers the words without spaces: of the outside's parts, then of the inside."""
    kept = {name: form for name, form in sheet.files.items() if form.print_ != "press"}
    for data in prints(board, layout, [replace(sheet, files=kept)]).values():
        outside, inside = pdfium.PdfDocument(data)
        wide, high = outside.get_size()
        text = outside.get_textpage()
        edges = [wide * share for share in (0.0, *shares, 1.0)]
        parts = [text.get_text_bounded(left, 0, right, high) for left, right in pairwise(edges)]
        yield [re.sub(r"\s", "", words) for words in (*parts, inside.get_textpage().get_text_range())]


def halves(board: Storyboard) -> tuple[str, str]:
    """The question of a leaflet and its answer, without spaces."""
    title = next(scene.title.shown for scene in board.scenes if scene.kind == "hook")
    asks, answers = re.split(r"(?<=[?？])", re.sub(r"\s", "", title), maxsplit=1)
    assert asks and answers
    return asks, answers


@pytest.mark.slow
@pytest.mark.parametrize("branch", [None, BRANCH])
def test_a_leaflet_answers_when_it_is_opened(leaflet_board: Boards, layout: Layout, branch: Branch | None) -> None:
    """Its cover, the right half, asks and says that there is more; the answer is inside."""
    board = replace(leaflet_board("seniors", "zh-CN"), branch=branch)
    asks, answers = halves(board)
    cue = board.labels["fold_open"].shown
    for back, cover, inside in panels(board, layout, leaflet.FOLDS["half-fold"], (0.5,)):
        assert asks in cover and cue in cover
        assert answers not in cover + back
        assert answers in inside


@pytest.mark.slow
@pytest.mark.parametrize(("audience", "lang"), [("students", "zh-CN"), ("foreign-residents", "en")])
def test_a_trifold_answers_twice(leaflet_board: Boards, layout: Layout, audience: str, lang: str) -> None:
    """The flap behind the cover has its answer and asks the next; what is right stands under the flap."""
    board = leaflet_board(audience, lang)
    asks, answers = halves(board)
    pause = next(scene for scene in board.scenes if scene.kind == "pause")
    question, right = (re.sub(r"\s", "", text.shown) for text in (pause.question, pause.answer) if text)
    for flap, back, cover, inside in panels(board, layout, trifold.SHEET, (FLAP, FLAP + WIDE)):
        assert asks in cover and answers not in cover
        assert answers in flap and question in flap
        assert right not in flap + back + cover
        assert right in inside
