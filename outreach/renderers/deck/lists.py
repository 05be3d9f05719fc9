"""Slides that are lists: steps, warning signs, do and don't, what to do after paying."""

from __future__ import annotations

from collections.abc import Sequence

from outreach.kinds import KINDS
from outreach.renderers.deck import cards, ink, places
from outreach.renderers.deck.canvas import Canvas
from outreach.renderers.deck.cards import BADGE, PAD, Card, Look
from outreach.renderers.deck.ink import Box, name_of
from outreach.renderers.deck.pages import Page
from outreach.storyboard import Item, Storyboard

STRIP = 50.0  # height of the coloured strip over a list of dos or don'ts


def below_strip(box: Box) -> Box:
    """The room of a list under its strip."""
    return Box(box.x, box.y + STRIP + 12, box.w, box.h - STRIP - 12)


def draw(canvas: Canvas, placed: Sequence[Card], look: Look, *, told: bool = False) -> None:
    """Cards that were placed, numbered as their items are, or lettered; `told` one after another, each on a click."""
    for n, card in enumerate(placed, 1):
        position = card.item.number if look.signs == "number" else n
        group = canvas.card(card, look, position, f"{card.item.kind} {n}")
        if told and n > 1:
            canvas.clicks.append(group)


def _rows(canvas: Canvas, items: Sequence[Item], box: Box, look: Look) -> None:
    placed = cards.rows(canvas.setter, items, box, look)
    if placed is None:
        raise _no_room(canvas, items, box)
    draw(canvas, placed, look)


def _rows_or_wide(canvas: Canvas, page: Page, box: Box, look: Look, *, told: bool = False) -> None:
    """Cards beside the drawing, or over all the width without it when they are many."""
    beside = cards.rows(canvas.setter, page.items, box, look)
    placed = beside or cards.rows(canvas.setter, page.items, places.whole_width(box, canvas.box("picture")), look)
    if placed is None:
        raise _no_room(canvas, page.items, box)
    draw(canvas, placed, look, told=told)
    canvas.covered = not beside
    if beside:
        places.picture(canvas, page)


def _no_room(canvas: Canvas, items: Sequence[Item], box: Box) -> places.TextTooLongError:
    return places.too_long(canvas, max(items, key=lambda i: len(i.text.shown)).text, box)


def steps(canvas: Canvas, page: Page, board: Storyboard) -> None:
    """Cards from left to right; at a click the next one and the arrow to it."""
    area = canvas.box("cards")
    placed = cards.columns(canvas.setter, page.items, area)
    if placed is None:
        raise places.too_long(canvas, page.items[0].text, area)
    for n, card in enumerate(placed, 1):
        group = _step(canvas, card, n, Box(card.box.x - 27, area.y + area.h / 2 - 14, 24, 28))
        if n > 1:
            canvas.clicks.append(group)


def _step(canvas: Canvas, card: Card, n: int, arrow: Box) -> int:
    """A card, with the arrow that leads to it from the one before."""
    group, ground, mark = canvas.number(), canvas.number(), canvas.number()
    half = BADGE / 2
    box = Box(card.box.x, card.box.y + half, card.box.w, card.box.h - half)
    top = card.drawing.y + card.drawing.h - box.y + PAD / 2 if card.drawing else half
    body = canvas.pen.body(card.text, "t" if card.drawing else "ctr", (PAD - ink.CORNER, 0), top=top - ink.CORNER)
    badge = Box(box.x + PAD, card.box.y, BADGE, BADGE)
    members = [
        ink.shape(name_of(ground, f"step {n} text"), box, body, geometry="roundRect", ground="card", edge="line")
    ]
    if card.drawing and card.item.picture:
        members.append(canvas.drawn(canvas.number(), card.drawing, card.item.picture, f"step {n} picture"))
    members.append(canvas.badge(mark, badge, Look(), card.item.number, f"step {n} number"))
    if n > 1:
        name = name_of(canvas.number(), f"arrow {n - 1}", decorative=True)
        members.append(ink.shape(name, arrow, canvas.pen.body(()), geometry="rightArrow", ground="accent"))
    canvas.add(ink.group(name_of(group, f"step {n}"), ink.around(card.box, arrow) if n > 1 else card.box, members))
    return group


def flags(canvas: Canvas, page: Page, board: Storyboard) -> None:
    """Warning signs in red; the steps of a scam too long for columns come here as well, numbered."""
    warning = page.scene is not None and KINDS[page.scene.kind].shown["deck"] == "flags"
    look = Look("card", "danger", "danger", "!") if warning else Look()
    _rows_or_wide(canvas, page, canvas.box("cards"), look, told=True)


def _side(canvas: Canvas, items: Sequence[Item], box: Box, board: Storyboard) -> Look:
    """The strip over a list, and its look: do in green with ticks, don't in red with the bar of “no entry”: a cross
    beside “do not” would be a second no."""
    do = items[0].kind == "do"
    tone, label = ("safe", board.labels["do"]) if do else ("danger", board.labels["dont"])
    room, size = Box(box.x, box.y, box.w - 28, STRIP), canvas.setter.size("body")
    text = places.on_a_line(canvas, label, room, size, bold=True, color=f"on_{tone}", align="ctr")
    name = name_of(canvas.number(), f"{items[0].kind} heading")
    strip = Box(box.x, box.y, box.w, STRIP)
    canvas.add(ink.shape(name, strip, canvas.pen.body((text,), "ctr"), geometry="roundRect", ground=tone))
    return Look("card", tone, tone, "✓" if do else "–")


def do_dont(canvas: Canvas, page: Page, board: Storyboard) -> None:
    """Both lists side by side."""
    for kind in ("do", "dont"):
        items, box = [i for i in page.items if i.kind == kind], canvas.box(kind)
        _rows(canvas, items, below_strip(box), _side(canvas, items, box, board))


def one_side(canvas: Canvas, page: Page, board: Storyboard) -> None:
    """One of the two lists, and a drawing."""
    box = canvas.box("cards")
    look = _side(canvas, page.items, box, board)
    _rows_or_wide(canvas, page, below_strip(box), look)


def rescue(canvas: Canvas, page: Page, board: Storyboard) -> None:
    """A kind word first, then what to do, numbered."""
    box, size = canvas.box("comfort"), canvas.setter.size("body")
    kind = canvas.setter.line(page.texts["comfort"][0], box.w, size, bold=True, color="safe")
    canvas.write("comfort", (kind,))
    _rows_or_wide(canvas, page, canvas.box("cards"), Look())
