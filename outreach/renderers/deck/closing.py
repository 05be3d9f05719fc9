"""The last slide: where the facts come from; in a talk of two languages also the card to show to somebody."""

from __future__ import annotations

from dataclasses import replace

from outreach.renderers.deck import cards, ink, places
from outreach.renderers.deck.canvas import Canvas
from outreach.renderers.deck.cards import PAD
from outreach.renderers.deck.ink import CORNER, Box, name_of
from outreach.renderers.deck.pages import Page
from outreach.renderers.deck.typeset import SMALLEST, Paragraph, height
from outreach.storyboard import Storyboard, Text

CARD = ("card_title", "card_text", "card_say")  # the words of the leaflet's card
STRIP = 54.0  # points: height of the card's red head
LARGEST = 1.5  # times the title: what is read by somebody across a counter


def sources(canvas: Canvas, page: Page, board: Storyboard) -> None:
    """Where the facts come from, that the people are invented, when a person last read it."""
    texts, box = page.texts["body"], canvas.box("body")
    for size in cards.sizes(canvas.setter):
        rows = [p for t in texts for p in canvas.setter.set(t, box.w, size)]
        rows += _reviewed(board, size)
        if height(rows) <= box.h:
            canvas.write("body", rows)
            return
    raise places.too_long(canvas, texts[0], box)


def help_card(canvas: Canvas, page: Page, board: Storyboard) -> None:
    """The card, large in the language of the place, and below it the sources in the reader's own."""
    _card(canvas, page.texts["card"], canvas.box("card"))
    floor, box = canvas.setter.size("floor"), canvas.box("body")
    texts = [replace(text, beside=None) for text in page.texts["body"]]
    rows = [p for t in texts for p in canvas.setter.set(t, box.w, floor, color="ink_soft")]
    rows += _reviewed(board, floor)[:1]
    if height(rows) > box.h:
        raise places.too_long(canvas, texts[0], box)
    canvas.write("body", rows)


def _reviewed(board: Storyboard, size: float) -> list[Paragraph]:
    """When a person last read the content, in each language."""
    label = board.labels["reviewed"]
    return [
        Paragraph((f"{one.shown} {board.reviewed}",), one.lang, size, True, "primary")
        for one in (label, label.beside)
        if one
    ]


def _card(canvas: Canvas, texts: tuple[Text, ...], box: Box) -> None:
    """A red head with what it asks for, below it the request and how to say it."""
    title, *words = texts
    ground, head, told = canvas.number(), canvas.number(), canvas.number()
    strip = Box(box.x, box.y, box.w, STRIP)
    below = Box(box.x, box.y + STRIP, box.w, box.h - STRIP)
    asked = places.on_a_line(
        canvas, _turned(title), strip.inset(PAD, 0), canvas.setter.size("title") * 0.9, bold=True, color="on_danger"
    )
    rows = _request(canvas, words, below.inset(PAD, PAD / 2))
    members = [
        ink.shape(name_of(ground, "help card ground", decorative=True), box, canvas.pen.body(()),
                  geometry="roundRect", ground="card", edge="danger", weight=3),
        ink.shape(name_of(head, "help card title"), strip, canvas.pen.body((asked,), "ctr", (PAD - CORNER, 0)),
                  geometry="round2SameRect", ground="danger"),
        ink.shape(name_of(told, "help card text"), below, canvas.pen.body(rows, "ctr", (PAD, 0))),
    ]  # fmt: skip
    canvas.add(ink.group(name_of(canvas.number(), "help card"), box, members))


def _turned(text: Text) -> Text:
    """The language of the place first, the reader's own beside it."""
    assert text.beside
    return replace(text.beside, beside=replace(text, beside=None))


def _request(canvas: Canvas, words: list[Text], box: Box) -> list[Paragraph]:
    """What somebody across a counter reads, as large as the card holds; then the reader's own and how to say it."""
    setter, floor = canvas.setter, canvas.setter.size("floor")
    shown, *rest = (_turned(words[0]), *(replace(one, beside=None) for one in words))
    own = [p for text in rest for p in setter.set(text, box.w, floor, color="ink_soft")]
    size = setter.size("title") * LARGEST
    while size >= SMALLEST:
        rows = [*setter.set(replace(shown, beside=None), box.w, size, bold=True), *own]
        if height(rows) <= box.h and not (size > floor and any(p.torn for p in rows)):
            return rows
        size -= 1
    raise places.too_long(canvas, words[0], box)
