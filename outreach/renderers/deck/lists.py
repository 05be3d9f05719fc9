"""Slides that are lists: options, the answer, steps, warning signs, do and don't, what to do after paying."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from outreach.diagnostics import Diagnostic, OutreachError, error
from outreach.kinds import KINDS
from outreach.messages import msg
from outreach.renderers.deck import cards, ink
from outreach.renderers.deck.canvas import Canvas
from outreach.renderers.deck.cards import ABOVE, BADGE, GAP, PAD, Card, Look
from outreach.renderers.deck.ink import Box, around, name_of
from outreach.renderers.deck.pages import Page
from outreach.renderers.deck.typeset import SMALLEST, Paragraph, TextSetter, height
from outreach.storyboard import Item, Storyboard, Text

LETTER = 34.0  # side of the badges where question, options and answer share a slide
STRIP = 50.0  # height of the coloured strip over a list of dos or don'ts


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


def below_strip(box: Box) -> Box:
    """The room of a list under its strip."""
    return Box(box.x, box.y + STRIP + 12, box.w, box.h - STRIP - 12)


def picture(canvas: Canvas, page: Page) -> None:
    """The page's drawing in its placeholder, if it has one."""
    if page.picture:
        canvas.show("picture", page.picture)


def options(canvas: Canvas, page: Page, board: Storyboard) -> None:
    """A question and lettered answers; they share their room, the question takes what it needs."""
    asked, look = canvas.box("question"), Look(signs="letter")
    both = around(asked, canvas.box("cards"))
    if page.texts.get("body"):
        return _answered(canvas, page, both)
    for room, size, pictured in tries(canvas, both, 2):
        rows = [
            p
            for text in page.texts["question"]
            for p in canvas.setter.set(text, room.w, size, bold=True, color="primary")
        ]
        top = max(asked.h, height(rows) + 2 * ABOVE)
        rest = Box(room.x, room.y + top + ABOVE, room.w, room.h - top - ABOVE)
        placed = cards.rows(canvas.setter, page.items, rest, look)
        if placed:
            canvas.write("question", rows, Box(room.x, room.y, room.w, top))
            _draw(canvas, placed, look)
            return picture(canvas, page) if pictured else None
    raise too_long(canvas, page.texts["question"][0], both)


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
    for room in (box, whole_width(box, picture)):
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
        raise too_long(canvas, page.texts["body"][0], box)
    canvas.write("question", found.question, found.top)
    _draw(canvas, found.options, Look(signs="letter", side=LETTER))
    letter = next(n for n, item in enumerate(page.items, 1) if item.right)
    canvas.clicks.append(
        canvas.card(found.reason, Look("safe_soft", "safe", "safe", "letter", LETTER), letter, "answer")
    )
    if found.pictured:
        picture(canvas, page)


def whole_width(box: Box, picture: Box) -> Box:
    """The box with the room of the drawing beside it."""
    wide = around(box, picture)
    return Box(wide.x, box.y, wide.w, box.h)


def tries(canvas: Canvas, box: Box, count: int = 3) -> Iterator[tuple[Box, float, bool]]:
    """(room, type size, with its drawing): the box beside the drawing, then all the width without it."""
    sizes = cards.sizes(canvas.setter, count)
    yield from ((box, size, True) for size in sizes)
    yield from ((whole_width(box, canvas.box("picture")), size, False) for size in sizes)


def answer(canvas: Canvas, page: Page, board: Storyboard) -> None:
    """The right option, ticked, and why; the reason comes on a click."""
    box, look = canvas.box("cards"), Look("safe_soft", "safe", "safe", "✓")
    room = around(box, canvas.box("body"))
    placed = cards.rows(canvas.setter, page.items, box, look)
    if placed is None:
        raise too_long(canvas, page.items[0].text, box)
    _draw(canvas, placed, look)
    top = placed[-1].box.y + placed[-1].box.h + 2 * GAP
    rest = Box(room.x, top, room.w, room.y + room.h - top)
    reason = fill(canvas, "body", page.texts["body"], rest)
    canvas.clicks.append(reason)
    canvas.texts.append(reason)
    picture(canvas, page)


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


def _draw(canvas: Canvas, placed: Sequence[Card], look: Look) -> None:
    for n, card in enumerate(placed, 1):
        position = card.item.number if look.signs == "number" else n
        canvas.card(card, look, position, f"{card.item.kind} {n}")


def _rows(canvas: Canvas, items: Sequence[Item], box: Box, look: Look) -> None:
    placed = cards.rows(canvas.setter, items, box, look)
    if placed is None:
        raise too_long(canvas, max(items, key=lambda i: len(i.text.shown)).text, box)
    _draw(canvas, placed, look)


def _rows_or_wide(canvas: Canvas, page: Page, box: Box, look: Look) -> None:
    """Cards beside the drawing, or over all the width without it when they are many."""
    placed = cards.rows(canvas.setter, page.items, box, look)
    if placed is None and (
        wide := cards.rows(canvas.setter, page.items, whole_width(box, canvas.box("picture")), look)
    ):
        _draw(canvas, wide, look)
        return
    _rows(canvas, page.items, box, look)
    picture(canvas, page)


def steps(canvas: Canvas, page: Page, board: Storyboard) -> None:
    """Cards from left to right, an arrow between each two."""
    area = canvas.box("cards")
    placed = cards.columns(canvas.setter, page.items, area)
    if placed is None:
        raise too_long(canvas, page.items[0].text, area)
    for n, card in enumerate(placed, 1):
        _step(canvas, card, n)
        if n < len(placed):
            at = Box(card.box.x + card.box.w + 3, area.y + area.h / 2 - 14, 24, 28)
            name = name_of(canvas.number(), f"arrow {n}", decorative=True)
            canvas.add(ink.shape(name, at, canvas.pen.body(()), geometry="rightArrow", ground="accent"))


def _step(canvas: Canvas, card: Card, n: int) -> None:
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
    canvas.add(ink.group(name_of(group, f"step {n}"), card.box, members))


def flags(canvas: Canvas, page: Page, board: Storyboard) -> None:
    """Warning signs in red; the steps of a scam too long for columns come here as well, numbered."""
    warning = page.scene is not None and KINDS[page.scene.kind].shown["deck"] == "flags"
    look = Look("card", "danger", "danger", "!") if warning else Look()
    _rows_or_wide(canvas, page, canvas.box("cards"), look)


def _side(canvas: Canvas, items: Sequence[Item], box: Box, board: Storyboard) -> Look:
    """The strip over a list, and its look: do in green with ticks, don't in red with the bar of “no entry”: a cross
    beside “do not” would be a second no."""
    do = items[0].kind == "do"
    tone, label = ("safe", board.labels["do"]) if do else ("danger", board.labels["dont"])
    room, size = Box(box.x, box.y, box.w - 28, STRIP), canvas.setter.size("body")
    text = on_a_line(canvas, label, room, size, bold=True, color=f"on_{tone}", align="ctr")
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
