"""Slide decks: a storyboard on the PowerPoint template, native and editable throughout."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from outreach.diagnostics import Diagnostic, OutreachError
from outreach.kept import Kept
from outreach.kinds import Section
from outreach.layout import Layout
from outreach.messages import msg
from outreach.overflow import Cause, Fault
from outreach.renderers import session_plan
from outreach.renderers.deck import notes, package, slides
from outreach.renderers.deck.canvas import Canvas
from outreach.renderers.deck.film import embed as with_film
from outreach.renderers.deck.ink import Pen
from outreach.renderers.deck.measure import Ruler
from outreach.renderers.deck.outline import SECTION_LABEL, Outline
from outreach.renderers.deck.pages import Page
from outreach.renderers.deck.places import TextTooLongError
from outreach.renderers.deck.template import open_template
from outreach.renderers.deck.typeset import TextSetter
from outreach.renderers.session_plan import Part
from outreach.storyboard import Storyboard, Text


def render(board: Storyboard, layout: Layout) -> dict[str, bytes]:
    """`deck.pptx`, the whole talk; `deck-short.pptx`, five slides for a lobby; `session-plan.pdf`, the speaker's page.

    Raises OutreachError when the template lacks a placeholder or a text fits no slide at the audience's floor size.
    """
    outline, problems = _outline(board, layout), list[Diagnostic]()
    pages = outline.full()
    parts = _plan(board, pages)
    files = {
        "deck.pptx": _deck(outline, layout, pages, parts, problems),
        "deck-short.pptx": _short(board, layout, problems),
        "session-plan.pdf": session_plan.page(board, parts, layout),
    }
    _refuse(problems)
    return files


def overflow(board: Storyboard, layout: Layout, branches: object) -> tuple[list[Fault], list[str]]:
    """Every text that no slide of the two decks holds at the audience's floor size; a deck leaves no scene out."""
    faults: dict[Fault, None] = {}
    full, short = _outline(board, layout), _outline(board, layout)
    for outline, pages in ((full, full.full()), (short, short.short())):
        for page in pages:
            canvas = Canvas(outline.template, page.layout, layout, outline.setter, Pen(board.style))
            try:
                slides.paint(canvas, page, board)
            except TextTooLongError as problem:
                cause = Cause("most", problem.words)
                faults[Fault("slide", page.title.shown, problem.over, "pt", causes=(cause,))] = None
    return [*faults], []


def _refuse(problems: Sequence[Diagnostic]) -> None:
    if problems:
        raise OutreachError(list(dict.fromkeys(problems)))


def full_deck(board: Storyboard, layout: Layout) -> bytes:
    """The whole talk; its cover's notes hold the session plan."""
    outline, problems = _outline(board, layout), list[Diagnostic]()
    pages = outline.full()
    made = _deck(outline, layout, pages, _plan(board, pages), problems)
    _refuse(problems)
    return made


def short_deck(board: Storyboard, layout: Layout) -> bytes:
    """Five slides for a talk in the lobby."""
    problems: list[Diagnostic] = []
    made = _short(board, layout, problems)
    _refuse(problems)
    return made


def _short(board: Storyboard, layout: Layout, problems: list[Diagnostic]) -> bytes:
    outline = _outline(board, layout)
    return _deck(outline, layout, outline.short(), (), problems)


def _outline(board: Storyboard, layout: Layout) -> Outline:
    return Outline(board, open_template(layout, board.style), TextSetter(board.style, _ruler(layout)))


def _plan(board: Storyboard, pages: Sequence[Page]) -> tuple[Part, ...]:
    return session_plan.plan(board, [(kind, _name(kind, board), count) for kind, count in _sections(pages)])


def _deck(
    outline: Outline, layout: Layout, pages: Sequence[Page], parts: Sequence[Part], problems: list[Diagnostic]
) -> bytes:
    """The deck; what no slide holds is added to `problems`, and the deck is then worth nothing."""
    board, template = outline.board, outline.template
    _painted(outline, layout, pages, parts, problems)
    package.sections(template.deck, [(_name(kind, board).shown, count) for kind, count in _sections(pages)])
    package.properties(template.deck, board)
    return package.pack(template.deck)


def _painted(
    outline: Outline, layout: Layout, pages: Sequence[Page], parts: Sequence[Part], problems: list[Diagnostic]
) -> None:
    """Every slide and its notes; a slide that cannot hold its words is told of, and the next one is tried."""
    board, pen = outline.board, Pen(outline.board.style)
    for n, page in enumerate(pages):
        canvas = Canvas(outline.template, page.layout, layout, outline.setter, pen)
        try:
            slides.paint(canvas, page, board)
        except OutreachError as problem:
            if problem.diagnostics[0].code == "layout":
                raise  # a template's own fault is the same on every slide
            whose = msg(
                "on the slide `{title}` of the deck for {audience} ({lang})",
                title=page.title.shown,
                audience=board.audience,
                lang=board.lang,
            )
            problems += [replace(one, hints=(*one.hints, whose)) for one in problem.diagnostics]
        rows = list(notes.lines(page, board))
        rows += session_plan.lines(board, parts) if n == 0 and parts else ()
        rows += session_plan.help_lines(board) if page.layout == "hotlines" else ()
        notes.write(canvas.slide, rows, pen)


def _sections(pages: Sequence[Page]) -> list[tuple[Section, int]]:
    """Each run of slides that belong together, and how many they are."""
    return [(kind, len(list(run))) for kind, run in groupby(pages, key=lambda page: page.section)]


def _name(section: Section, board: Storyboard) -> Text:
    return board.labels[SECTION_LABEL[section]]


def embed(deck: bytes, board: Storyboard, layout: Layout, film: bytes, poster: bytes) -> bytes:
    """A finished deck with the MP4 `film` on a slide after the agenda; `poster` (PNG or JPEG) stands till a click."""
    return with_film(deck, board, layout, TextSetter(board.style, _ruler(layout)), film, poster)


_rulers: Kept[str, Ruler] = Kept(4)


def _ruler(layout: Layout) -> Ruler:
    """One ruler a font folder: it remembers the widths it has measured."""
    folder = layout.project.path("media/fonts")
    return _rulers.of(str(folder), lambda: Ruler(folder))
