"""Puts the film into a finished deck: one slide after the agenda, with its first picture as poster frame."""

from __future__ import annotations

import io
from typing import Any

from pptx import Presentation

from outreach.lang import units
from outreach.layout import Layout
from outreach.renderers.deck import notes, slides
from outreach.renderers.deck.canvas import Canvas
from outreach.renderers.deck.ink import Pen, emu
from outreach.renderers.deck.package import P14, pack
from outreach.renderers.deck.pages import Page
from outreach.renderers.deck.template import Template, placeholders_of
from outreach.renderers.deck.typeset import TextSetter
from outreach.storyboard import Storyboard


def embed(deck: bytes, board: Storyboard, layout: Layout, setter: TextSetter, film: bytes, poster: bytes) -> bytes:
    """`deck` with the MP4 `film` on a slide of its own behind the opening slides; `poster` is a PNG or JPEG.

    A click plays it. The film travels inside the package, so it also plays where there is no internet.
    """
    opened = Presentation(io.BytesIO(deck))
    layouts = {one.name: one for one in opened.slide_layouts}
    template = Template(opened, layouts, {name: placeholders_of(one) for name, one in layouts.items()})
    page = Page("film", board.labels["page_film"], "opening", say=(board.summary,), seconds=_length(board))
    canvas = Canvas(template, "film", layout, setter, Pen(board.style))
    slides.paint(canvas, page, board)
    _play(canvas, board, film, poster)
    notes.write(canvas.slide, list(notes.lines(page, board)), Pen(board.style))
    _move(opened, canvas.slide)
    return pack(opened)


def _length(board: Storyboard) -> float:
    """A guess of the film's length for the notes: its words at the audience's pace."""
    rate = sum(board.pace.rate) / 2 / 60
    said = [b.text for s in board.scenes for b in s.beats if b.text]
    return sum(units(t.spoken, t.lang) for t in said) / rate


def _play(canvas: Canvas, board: Storyboard, film: bytes, poster: bytes) -> None:
    box = canvas.box("film")
    shape = canvas.slide.shapes.add_movie(
        io.BytesIO(film),
        *(emu(v) for v in box),
        poster_frame_image=io.BytesIO(poster),
        mime_type="video/mp4",
    )
    shape.name = "film"
    canvas.slide.shapes.title._element.addnext(shape._element)  # read after the title, before the footer
    shape._element.nvPicPr.cNvPr.set("descr", f"{board.labels['page_film'].shown}: {board.title.shown}")


def _move(deck: Any, slide: Any) -> None:
    """Bring the new slide, now last, behind the opening slides, in the list of slides and in its section."""
    first = deck.part._element.find(f".//{{{P14}}}section/{{{P14}}}sldIdLst")
    count = len(first)
    ids = deck.part._element.sldIdLst
    ids.insert(count, ids[-1])
    member = first.makeelement(f"{{{P14}}}sldId", {"id": str(slide.slide_id)})
    first.append(member)
