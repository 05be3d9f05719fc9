"""The numbers to call: a slide of their own with the code, and in short on the cover."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from outreach.codes import qr
from outreach.codes.links import payload
from outreach.lang import LATIN
from outreach.renderers.deck import ink, places
from outreach.renderers.deck.canvas import Canvas
from outreach.renderers.deck.cards import PAD
from outreach.renderers.deck.ink import Box, name_of
from outreach.renderers.deck.pages import Page
from outreach.renderers.deck.typeset import SMALLEST, TITLE_PITCH, Align, Paragraph, height
from outreach.storyboard import Hotline, Storyboard

# Long numbers stand below one another; of more than three the code is smaller and the host stays away.
COLUMNS, NUMBERS = 18.0, 0.6  # points between numbers side by side; share of a row that a number takes at most
ROWS, CODE, PROMISE, ROW = Box(48, 112, 864, 236), Box(48, 356, 138, 138), Box(204, 356, 708, 138), 48.0


def in_short(canvas: Canvas, board: Storyboard) -> tuple[Paragraph, ...]:
    """The hotlines in short, for a cover whose summary has a slide of its own: it stands while people come in."""
    size, box = canvas.setter.size("floor"), canvas.box("summary")
    heading = canvas.setter.line(board.labels["hotlines"], box.w, size, color="ink_soft")
    while True:
        lines = _rows_of([line.number for line in board.hotlines], canvas, box.w, size)
        rows = (heading, *(Paragraph((line,), board.lang, size, True, "primary") for line in lines))
        if height(rows) <= box.h or size <= SMALLEST:
            return rows
        size -= 1


def _rows_of(numbers: Sequence[str], canvas: Canvas, width: float, size: float) -> list[str]:
    """Numbers on lines, a dot between those of one line and none at its end."""
    rows: list[str] = []
    for number in numbers:
        longer = f"{rows[-1]} · {number}" if rows else ""
        if rows and canvas.setter.ruler.width(longer, size, True) <= width * 0.98:
            rows[-1] = longer
        else:
            rows.append(number)
    return rows


def paint(canvas: Canvas, page: Page, board: Storyboard) -> None:
    """The numbers across the top, all in one size, the code and what it promises below."""
    area, lines = canvas.box("cards"), board.hotlines
    if not _columns_hold(canvas, board, area):
        _hotline_rows(canvas, page, board)
        return
    size, wide = canvas.setter.size("number"), _column(area, len(lines))
    top, words = size * TITLE_PITCH, [_purpose(canvas, line, wide) for line in lines]
    above = max(0.0, area.h - top - max(map(height, words), default=0.0)) / 2
    for n, line in enumerate(lines):
        at = Box(area.x + n * (wide + COLUMNS), area.y, wide, area.h)
        number, rest = Box(at.x, at.y + above, wide, top), at.y + above + top
        _hotline(canvas, line, at, (number, size, "ctr"), (Box(at.x, rest, wide, at.y + at.h - rest), words[n], "t"))
    _code(canvas, board)
    _promise(canvas, page)


def _column(area: Box, count: int) -> float:
    return (area.w - COLUMNS * (count - 1)) / max(1, count)


def _purpose(canvas: Canvas, line: Hotline, wide: float) -> tuple[Paragraph, ...]:
    return canvas.setter.set(line.purpose, wide - 2 * PAD, canvas.setter.size("floor"), align="ctr")


def _columns_hold(canvas: Canvas, board: Storyboard, area: Box) -> bool:
    """Do the numbers stand side by side, each in the size that numbers have?"""
    wide = _column(area, len(board.hotlines))
    setter, size = canvas.setter, canvas.setter.size("number")
    if any(setter.ruler.width(line.number, size, True) > wide - 24 for line in board.hotlines):
        return False
    if any(setter.ruler.width(p.strip(), setter.size("floor")) > wide - 2 * PAD
           for line in board.hotlines for p in line.purpose.phrases):  # fmt: skip
        return False
    return all(size * TITLE_PITCH + height(_purpose(canvas, line, wide)) <= area.h for line in board.hotlines)


def _hotline_rows(canvas: Canvas, page: Page, board: Storyboard) -> None:
    """Long numbers: below one another over all the width, as large as the rows allow."""
    area, count = canvas.box("cards"), len(board.hotlines)
    few = (area.h - 6 * (count - 1)) / count >= ROW
    area = area if few else ROWS
    tall = (area.h - 6 * (count - 1)) / count
    longest = max(canvas.setter.ruler.width(line.number, 1.0, True) for line in board.hotlines)
    size = min(canvas.setter.size("number"), tall * 0.74, area.w * NUMBERS / longest)
    while size > canvas.setter.size("floor") and not _lines_hold(
        canvas, board, area.w - longest * size - 3 * PAD, tall
    ):
        size -= 1
    left = longest * size + 2 * PAD
    for n, line in enumerate(board.hotlines):
        at = Box(area.x, area.y + n * (tall + 6), area.w, tall)
        room = Box(at.x + left, at.y, at.w - left - PAD, tall)
        words = places.in_box(canvas, line.purpose, room)
        _hotline(canvas, line, at, (Box(at.x, at.y, left, tall), size, "l"), (room, words, "ctr"))
    _code(canvas, board, None if few else CODE)
    if few:
        _promise(canvas, page)
    else:
        scan, promise = page.texts["promise"]
        canvas.write("promise", places.lines_in(canvas, (scan, promise), PROMISE), PROMISE)


def _lines_hold(canvas: Canvas, board: Storyboard, wide: float, tall: float) -> bool:
    """Is there room for what each number is for, in the audience's type?"""
    setter, floor = canvas.setter, canvas.setter.size("floor")
    return all(height(setter.set(replace(line.purpose, beside=None), wide, floor)) <= tall for line in board.hotlines)


def _hotline(
    canvas: Canvas,
    line: Hotline,
    at: Box,
    dialled: tuple[Box, float, Align],
    meant: tuple[Box, Sequence[Paragraph], str],
) -> None:
    """A card with a number, which no font breaks, and what it is for."""
    ground, first, second = canvas.number(), canvas.number(), canvas.number()
    tone = "danger" if line.id == "police" else "primary"
    number = canvas.pen.body(
        (Paragraph((line.number,), LATIN, dialled[1], True, tone, dialled[2], pitch=1.1),), "ctr", (PAD, 0), wrap=False
    )
    purpose = canvas.pen.body(meant[1], meant[2], (PAD if meant[2] == "t" else 0, 0))
    card = name_of(ground, f"hotline {line.id} card", decorative=True)
    members = [
        ink.shape(card, at, canvas.pen.body(()), geometry="roundRect", ground="card", edge=tone),
        ink.shape(name_of(first, f"hotline {line.id}"), dialled[0], number),
        ink.shape(name_of(second, f"hotline {line.id} purpose"), meant[0], purpose),
    ]
    canvas.add(ink.group(name_of(canvas.number(), f"hotline {line.id} row"), at, members))


def _code(canvas: Canvas, board: Storyboard, box: Box | None = None) -> None:
    """The QR code in its placeholder: square, whole, with its quiet zone. The finished slide is read back."""
    png = qr.png(payload(board, "deck"), 12)
    place = canvas.template.placeholder(canvas.layout_name, "qr")
    room = box or place.box
    side = min(room.w, room.h)
    name = name_of(canvas.number(), "qr", f"{board.labels['scan'].shown}: {board.link.domain}")
    canvas.add(ink.picture(name, Box(room.x, room.y, side, side), canvas.embed(png), place.index))


def _promise(canvas: Canvas, page: Page) -> None:
    """The sentence to say where there is room, and what the code opens: beside the pointing host or, when it is long,
    over all the width.
    """
    scan, promise = page.texts["promise"]
    tries = (*places.tries(canvas, canvas.box("promise")),)
    for said, (box, size, pictured) in ((said, one) for said in (page.texts.get("said", ()), ()) for one in tries):
        rows = (
            *(p for text in said for p in canvas.setter.set(text, box.w, size, bold=True, color="safe")),
            canvas.setter.line(scan, box.w, size, bold=True, color="primary"),
            *canvas.setter.set(promise, box.w, size),
        )
        if height(rows) <= box.h:
            canvas.write("promise", rows, None if pictured else box)
            return places.picture(canvas, page) if pictured else None
    raise places.too_long(canvas, promise, canvas.box("promise"))
