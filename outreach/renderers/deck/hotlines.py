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
from outreach.renderers.deck.ink import Box, around, name_of
from outreach.renderers.deck.pages import Page
from outreach.renderers.deck.typeset import SMALLEST, TITLE_PITCH, Align, Paragraph, height
from outreach.storyboard import Hotline, Storyboard

# Numbers stand side by side in one size; long ones below one another; where their rows would be lower than ROW, over
# all the slide, above a smaller code and without the host.
COLUMNS, EDGE = 18.0, 12.0  # points between numbers side by side; beside a number in its card
GAP, ROW = 6.0, 48.0  # points between rows; height of one at least, while the code keeps its size
NUMBERS, TALL = 0.6, 0.74  # shares of a row's width and height that a number takes at most
AROUND = 6.0  # points of paper around the code and its promise
ROWS, CODE, PROMISE = Box(48, 112, 864, 236), Box(48, 356, 138, 138), Box(204, 356, 708, 138)


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
    area = canvas.box("cards")
    if _columns_hold(canvas, board, area):
        _columns(canvas, board, area)
    elif _row_height(board, area) >= ROW:
        _rows(canvas, board, area)
    else:
        _rows(canvas, board, ROWS)
        _code(canvas, board, CODE)
        scan, promise = page.texts["promise"]
        canvas.write("promise", places.lines_in(canvas, (scan, promise), PROMISE), PROMISE, paper=True)
        _paper(canvas, CODE, PROMISE)
        return
    _code(canvas, board)
    _promise(canvas, page)


def _columns(canvas: Canvas, board: Storyboard, area: Box) -> None:
    """Numbers side by side, what each is for below it."""
    lines, size = board.hotlines, canvas.setter.size("number")
    wide, top = _column(area, len(lines)), size * TITLE_PITCH
    words = [_purpose(canvas, line, wide) for line in lines]
    above = max(0.0, area.h - top - max(map(height, words), default=0.0)) / 2
    for n, line in enumerate(lines):
        at = Box(area.x + n * (wide + COLUMNS), area.y, wide, area.h)
        below = Box(at.x, at.y + above + top, wide, at.h - above - top)
        number = (_number(line, size, "ctr"), Box(at.x, at.y + above, wide, top))
        _card(canvas, line, at, number, (canvas.pen.body(words[n], "t", (PAD, 0)), below))


def _column(area: Box, count: int) -> float:
    return (area.w - COLUMNS * (count - 1)) / max(1, count)


def _purpose(canvas: Canvas, line: Hotline, wide: float) -> tuple[Paragraph, ...]:
    return canvas.setter.set(line.purpose, wide - 2 * PAD, canvas.setter.size("floor"), align="ctr")


def _columns_hold(canvas: Canvas, board: Storyboard, area: Box) -> bool:
    """Do the numbers stand side by side, each in the size that numbers have?"""
    wide, lines = _column(area, len(board.hotlines)), board.hotlines
    setter, size, floor = canvas.setter, canvas.setter.size("number"), canvas.setter.size("floor")
    if any(setter.ruler.width(line.number, size, True) > wide - 2 * EDGE for line in lines):
        return False
    if any(setter.ruler.width(p.strip(), floor) > wide - 2 * PAD for line in lines for p in line.purpose.phrases):
        return False
    return all(size * TITLE_PITCH + height(_purpose(canvas, line, wide)) <= area.h for line in lines)


def _row_height(board: Storyboard, area: Box) -> float:
    return (area.h - GAP * (len(board.hotlines) - 1)) / len(board.hotlines)


def _rows(canvas: Canvas, board: Storyboard, area: Box) -> None:
    """Numbers below one another, as large as the rows allow, what each is for beside it."""
    setter, tall = canvas.setter, _row_height(board, area)
    longest = max(setter.ruler.width(line.number, 1.0, True) for line in board.hotlines)
    size = min(setter.size("number"), tall * TALL, area.w * NUMBERS / longest)
    while size > setter.size("floor") and not _lines_hold(canvas, board, area.w - longest * size - 3 * PAD, tall):
        size -= 1
    left = longest * size + 2 * PAD
    for n, line in enumerate(board.hotlines):
        at = Box(area.x, area.y + n * (tall + GAP), area.w, tall)
        beside = Box(at.x + left, at.y, at.w - left - PAD, tall)
        number = (_number(line, size, "l"), Box(at.x, at.y, left, tall))
        _card(canvas, line, at, number, (canvas.pen.body(places.in_box(canvas, line.purpose, beside), "ctr"), beside))


def _lines_hold(canvas: Canvas, board: Storyboard, wide: float, tall: float) -> bool:
    """Is there room for what each number is for, in the audience's type?"""
    setter, floor = canvas.setter, canvas.setter.size("floor")
    return all(height(setter.set(replace(line.purpose, beside=None), wide, floor)) <= tall for line in board.hotlines)


def _number(line: Hotline, size: float, align: Align) -> Paragraph:
    return Paragraph((line.number,), LATIN, size, True, _tone(line), align, pitch=1.1)


def _tone(line: Hotline) -> str:
    return "danger" if line.urgent else "primary"


def _card(canvas: Canvas, line: Hotline, at: Box, number: tuple[Paragraph, Box], purpose: tuple[str, Box]) -> None:
    """A card with a number, which no font breaks, and what it is for."""
    ground, first, second = canvas.number(), canvas.number(), canvas.number()
    dialled = canvas.pen.body((number[0],), "ctr", (PAD, 0), wrap=False)
    card = name_of(ground, f"hotline {line.id} card", decorative=True)
    members = [
        ink.shape(card, at, canvas.pen.body(()), geometry="roundRect", ground="card", edge=_tone(line)),
        ink.shape(name_of(first, f"hotline {line.id}"), number[1], dialled),
        ink.shape(name_of(second, f"hotline {line.id} purpose"), purpose[1], purpose[0]),
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


def _paper(canvas: Canvas, *boxes: Box) -> None:
    """A card under the code and its promise, which would else stand on the picture."""
    name = name_of(canvas.number(), "promise card", decorative=True)
    card = around(*boxes).inset(-AROUND, -AROUND)
    canvas.add(ink.shape(name, card, canvas.pen.body(()), geometry="roundRect", ground="card", edge="line"), first=True)


def _promise(canvas: Canvas, page: Page) -> None:
    """The sentence to say where there is room, and what the code opens: beside the pointing host or, when it is long,
    over all the width.
    """
    scan, promise = page.texts["promise"]
    tries = [one for one in places.tries(canvas, canvas.box("promise")) if not (one[2] and canvas.peopled)]
    for said, (box, size, pictured) in ((said, one) for said in (page.texts.get("said", ()), ()) for one in tries):
        rows = (
            *(p for text in said for p in canvas.setter.set(text, box.w, size, bold=True, color="safe")),
            canvas.setter.line(scan, box.w, size, bold=True, color="primary"),
            *canvas.setter.set(promise, box.w, size),
        )
        if height(rows) <= box.h:
            canvas.write("promise", rows, None if pictured else box, paper=True)
            _paper(canvas, canvas.box("qr"), box)
            return places.picture(canvas, page) if pictured else None
    raise places.too_long(canvas, promise, canvas.box("promise"))
