"""Slides that ask: a question and its options, the answer on the same slide or on one of its own."""

from __future__ import annotations

from dataclasses import dataclass

from outreach.renderers.deck import cards, lists, message, places
from outreach.renderers.deck.canvas import Canvas
from outreach.renderers.deck.cards import ABOVE, GAP, PAD, Card, Look
from outreach.renderers.deck.ink import Box, around
from outreach.renderers.deck.pages import Page
from outreach.renderers.deck.typeset import Paragraph, TextSetter, height
from outreach.storyboard import Storyboard

LETTER = 34.0  # side of the badges where question, options and answer share a slide


def options(canvas: Canvas, page: Page, board: Storyboard) -> None:
    """A question and lettered answers; they share their room, the question takes what it needs."""
    asked, look = canvas.box("question"), Look(signs="letter")
    both = around(asked, canvas.box("cards"))
    if page.texts.get("body"):
        return _answered(canvas, page, both)
    phone = message.measured(canvas.setter, page.screen, canvas.box("picture"))
    for room, size, pictured in places.tries(canvas, both, 2):
        rows = [
            p
            for text in page.texts["question"][1 if phone and pictured else 0 :]
            for p in canvas.setter.set(text, room.w, size, bold=True, color="primary")
        ]
        top = max(asked.h, height(rows) + 2 * ABOVE)
        rest = Box(room.x, room.y + top + ABOVE, room.w, room.h - top - ABOVE)
        placed = cards.rows(canvas.setter, page.items, rest, look)
        if placed:
            canvas.write("question", rows, Box(room.x, room.y, room.w, top))
            lists.draw(canvas, placed, look)
            canvas.covered = not pictured
            return _beside(canvas, page, phone, board) if pictured else None
    raise places.too_long(canvas, page.texts["question"][0], both)


def _beside(canvas: Canvas, page: Page, phone: message.Message | None, board: Storyboard) -> None:
    """The phone with the message, or whoever the page shows."""
    if phone:
        message.draw(canvas, phone, board)
    else:
        places.picture(canvas, page)


@dataclass(frozen=True)
class Answered:
    """A question, its options and, for a click, why one of them is right, on one slide."""

    question: tuple[Paragraph, ...]
    top: Box
    options: tuple[Card, ...]
    reason: Card
    pictured: bool


def answered(setter: TextSetter, page: Page, box: Box, picture: Box) -> Answered | None:
    """The parts of such a slide, beside its drawing or over all the width; None when the floor does not hold them."""
    right = next(n for n, item in enumerate(page.items) if item.right)
    for room in (box, places.whole_width(box, picture)):
        for size in cards.sizes(setter)[-2:]:
            rows = [p for t in page.texts["question"] for p in setter.set(t, room.w, size, bold=True, color="primary")]
            inner = room.w - 3 * PAD - LETTER
            why = tuple(p for t in page.texts["body"] for p in setter.set(t, inner, size))
            top, low = height(rows) + ABOVE, max(height(why), LETTER) + 2 * ABOVE
            rest = Box(room.x, room.y + top, room.w, room.h - top - low - GAP)
            placed = cards.rows(setter, page.items, rest, Look(signs="letter", side=LETTER))
            if placed:
                at = Box(room.x, room.y + room.h - low, room.w, low)
                reason = Card(page.items[right], at, why)
                return Answered(tuple(rows), Box(room.x, room.y, room.w, top), placed, reason, room is box)
    return None


def _answered(canvas: Canvas, page: Page, box: Box) -> None:
    found = answered(canvas.setter, page, box, canvas.box("picture"))
    if found is None:
        raise places.too_long(canvas, page.texts["body"][0], box)
    canvas.write("question", found.question, found.top)
    lists.draw(canvas, found.options, Look(signs="letter", side=LETTER))
    letter = next(n for n, item in enumerate(page.items, 1) if item.right)
    canvas.clicks.append(
        canvas.card(found.reason, Look("safe_soft", "safe", "safe", "letter", LETTER), letter, "answer")
    )
    canvas.covered = not found.pictured
    if found.pictured:
        places.picture(canvas, page)


def answer(canvas: Canvas, page: Page, board: Storyboard) -> None:
    """The right option, ticked, and why; the reason comes on a click."""
    box, look = canvas.box("cards"), Look("safe_soft", "safe", "safe", "✓")
    room = around(box, canvas.box("body"))
    placed = cards.rows(canvas.setter, page.items, box, look)
    if placed is None:
        raise places.too_long(canvas, page.items[0].text, box)
    lists.draw(canvas, placed, look)
    top = placed[-1].box.y + placed[-1].box.h + 2 * GAP
    rest = Box(room.x, top, room.w, room.y + room.h - top)
    phone = message.measured(canvas.setter, page.screen, canvas.box("picture"))
    reason = places.fill(canvas, "body", page.texts["body"][1 if phone else 0 :], rest)
    canvas.clicks.append(reason)
    canvas.texts.append(reason)
    _beside(canvas, page, phone, board)
