"""Slide decks: a storyboard on the PowerPoint template, native and editable throughout."""

from __future__ import annotations

from itertools import groupby

from outreach.layout import Layout
from outreach.renderers.deck import notes, package, slides
from outreach.renderers.deck.canvas import Canvas
from outreach.renderers.deck.ink import Pen, tidy
from outreach.renderers.deck.measure import Ruler
from outreach.renderers.deck.outline import SECTION_LABEL, Outline
from outreach.renderers.deck.pages import Page
from outreach.renderers.deck.template import open_template
from outreach.renderers.deck.typeset import Typesetter
from outreach.storyboard import Storyboard


def render(board: Storyboard, layout: Layout) -> dict[str, bytes]:
    """`deck.pptx`: the whole talk.

    Raises OutreachError when the template lacks a placeholder or a text cannot fit a slide at the audience's floor size.
    """
    return {"deck.pptx": _deck(board, layout)}


def _deck(board: Storyboard, layout: Layout) -> bytes:
    template = open_template(layout, board.style)
    setter, pen = Typesetter(board.style, _ruler(layout)), Pen(board.style)
    pages = Outline(board, template, setter).full()
    for page in pages:
        canvas = Canvas(template, page.layout, layout, setter, pen)
        slides.paint(canvas, page, board)
        notes.write(canvas.slide, list(notes.lines(page, board)), pen)
        tidy(canvas.slide._element)
    package.sections(template.deck, _sections(pages, board))
    package.properties(template.deck, board, layout.project.date)
    return package.pack(template.deck)


def _sections(pages: tuple[Page, ...], board: Storyboard) -> list[tuple[str, int]]:
    return [
        (board.labels[SECTION_LABEL[section]].shown, len(list(run)))
        for section, run in groupby(pages, key=lambda page: page.section)
    ]


_rulers: dict[str, Ruler] = {}


def _ruler(layout: Layout) -> Ruler:
    """One ruler a font folder: it remembers the widths it has measured."""
    folder = layout.project.path("media/fonts")
    return _rulers.setdefault(str(folder), Ruler(folder))
