"""What stands in a place of a slide: words on a line or in the largest type it holds, else an error; a drawing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from outreach.diagnostics import Diagnostic, OutreachError, error
from outreach.messages import msg
from outreach.renderers.deck import cards
from outreach.renderers.deck.canvas import Canvas
from outreach.renderers.deck.ink import Box, around
from outreach.renderers.deck.pages import Page
from outreach.renderers.deck.typeset import SMALLEST, Paragraph, height
from outreach.storyboard import Text


class TextTooLongError(OutreachError):
    """A text that does not fit even at the audience's floor: which, and how many points it is too high at least."""

    def __init__(self, diagnostics: Sequence[Diagnostic], words: str = "", over: float = 0.0) -> None:
        super().__init__(diagnostics)
        self.words, self.over = words, over


def too_long(canvas: Canvas, text: Text, box: Box) -> TextTooLongError:
    """The error of a text that does not fit even at the audience's floor."""
    floor = canvas.setter.size("floor")
    over = max(1.0, height(canvas.setter.set(text, box.w, floor)) - box.h)
    shown = text.shown if len(text.shown) <= 40 else text.shown[:39] + "…"
    found = error(
        "deck-overflow",
        text.where,
        msg("expected a text for {w} x {h} pt, found `{text}`", w=f"{box.w:.0f}", h=f"{box.h:.0f}", text=shown),
        msg("it does not fit at {size} pt: shorten it, or make two of it", size=f"{floor:g}"),
    )
    return TextTooLongError([found], text.shown, round(over, 1))


def picture(canvas: Canvas, page: Page) -> None:
    """The page's drawing in its placeholder, if it has one and its ground does not show it."""
    if page.picture and not canvas.peopled:
        canvas.show("picture", page.picture)


def whole_width(box: Box, picture: Box) -> Box:
    """The box with the room of the drawing beside it."""
    wide = around(box, picture)
    return Box(wide.x, box.y, wide.w, box.h)


def tries(canvas: Canvas, box: Box, count: int = 3) -> Iterator[tuple[Box, float, bool]]:
    """(room, type size, with its drawing): the box beside the drawing, then all the width without it."""
    sizes = cards.sizes(canvas.setter, count)
    yield from ((box, size, True) for size in sizes)
    yield from ((whole_width(box, canvas.box("picture")), size, False) for size in sizes)


def fill(
    canvas: Canvas, name: str, texts: Sequence[Text], box: Box | None = None, bold: bool = False, color: str = "ink"
) -> int:
    """Write texts into a placeholder in the largest type that its box (or `box`) holds; the shape's number."""
    room = box or canvas.box(name)
    for size in cards.sizes(canvas.setter, len(texts)):
        rows = [p for t in texts for p in canvas.setter.set(t, room.w, size, bold=bold, color=color)]
        if height(rows) <= room.h:
            return canvas.write(name, rows, box)
    raise too_long(canvas, texts[0], room)


def on_a_line(canvas: Canvas, text: Text, box: Box, size: float, **look: Any) -> Paragraph:
    """A name on one line, with its companion where there is room, set smaller when it is long."""
    line = canvas.setter.line(text, box.w, size, **look)
    while canvas.setter.ruler.width(line.lines[0] + line.tail, size, line.bold) > box.w:
        size -= 1
        if size < SMALLEST:
            raise too_long(canvas, text, box)
        line = canvas.setter.line(text, box.w, size, **look)
    return line


def in_box(canvas: Canvas, text: Text, box: Box) -> tuple[Paragraph, ...]:
    """A text in a box of its own: with its companion behind it, below it, or alone; smaller when it is long."""
    floor = canvas.setter.size("floor")
    for size in (floor, floor * 0.9, floor * 0.8, SMALLEST):
        line = canvas.setter.line(text, box.w, size)
        if canvas.setter.ruler.width(line.lines[0] + line.tail, size) <= box.w and line.height <= box.h:
            return (line,)
        rows = canvas.setter.set(replace(text, beside=None), box.w, size)
        if height(rows) <= box.h:
            return rows
    raise too_long(canvas, text, box)


def lines_in(canvas: Canvas, texts: tuple[Text, Text], box: Box) -> tuple[Paragraph, ...]:
    """What the code is for, in bold, and what it promises, in the largest type that the box holds."""
    floor = canvas.setter.size("floor")
    for size in (floor, floor * 0.9, floor * 0.8, SMALLEST):
        scan = canvas.setter.line(texts[0], box.w, size, bold=True, color="primary")
        rows = (scan, *canvas.setter.set(texts[1], box.w, size))
        if height(rows) <= box.h and canvas.setter.ruler.width(scan.lines[0] + scan.tail, size, True) <= box.w:
            return rows
    raise too_long(canvas, texts[1], box)
