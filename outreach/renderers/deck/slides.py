"""Draws each kind of slide: title first, then its content, then the footer (reading order)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from outreach.codes import qr
from outreach.codes.links import payload
from outreach.lang import LATIN
from outreach.renderers.deck import cards, ink, lists, story
from outreach.renderers.deck.canvas import Canvas
from outreach.renderers.deck.cards import BADGE, GAP, PAD, Card, Look
from outreach.renderers.deck.ink import Box, name_of
from outreach.renderers.deck.pages import Page
from outreach.renderers.deck.typeset import SMALLEST, TITLE_PITCH, Align, Paragraph, height
from outreach.storyboard import Hotline, Storyboard

Painter = Callable[[Canvas, Page, Storyboard], None]
# Long numbers stand below one another; of more than three the code is smaller and the host stays away.
COLUMNS, NUMBERS = 18.0, 0.6  # points between numbers side by side; share of a row that a number takes at most
ROWS, CODE, PROMISE, ROW = Box(48, 112, 864, 236), Box(48, 356, 138, 138), Box(204, 356, 708, 138), 48.0
MANY = 99
BLOCK = 20.0  # points between a large title and its text
# The titles of cover and hook stand on the ground instead of the band, this much larger.
COVER, HOOK = (1.5, 1.35, 1.2), 1.3


def paint(canvas: Canvas, page: Page, board: Storyboard) -> None:
    """Draw one slide."""
    if page.layout != "hook":
        _title(canvas, page)
    PAINTERS[page.layout](canvas, page, board)
    _footer(canvas, board)
    canvas.animate()


def _title(canvas: Canvas, page: Page) -> None:
    box, setter = canvas.box("title"), canvas.setter
    own, cover = setter.size("title"), page.layout == "cover"
    color = "ink" if cover else "on_primary"
    for size in (
        *(own * by for by in (COVER if cover else ())),
        own,
        own * 0.88,
        setter.size("floor") + 2,
        setter.size("floor"),
    ):
        text = setter.set(
            page.title, box.w, size, bold=True, color=color, pitch=TITLE_PITCH, part=page.part, second=0.67
        )
        if height(text) <= box.h:
            canvas.write("title", text)
            return
    raise lists.too_long(canvas, page.title, box)


def _footer(canvas: Canvas, board: Storyboard) -> None:
    """Brand, draft mark and slide number."""
    own = board.brand.short
    canvas.write("footer", (Paragraph((own.shown,), own.lang, SMALLEST, color="ink_soft"),))
    if not board.review.approved:
        draft = board.labels["draft"]
        width = canvas.box("draft").w
        line = canvas.setter.line(draft, width, SMALLEST, bold=True, color="danger", align="ctr")
        canvas.write("draft", (line,))
    place = canvas.template.placeholder(canvas.layout_name, "slide number")
    look = canvas.pen.properties(LATIN, SMALLEST, False, "ink_soft")
    body = (
        '<p:txBody><a:bodyPr/><a:lstStyle/><a:p><a:pPr algn="r"/>'
        f'<a:fld id="{{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}}" type="slidenum">{look}<a:t>'
        f"{len(canvas.template.deck.slides)}</a:t></a:fld></a:p></p:txBody>"
    )
    canvas.add(ink.placeholder(name_of(canvas.number(), "slide number"), place.kind, place.index, body))


def _cover(canvas: Canvas, page: Page, board: Storyboard) -> None:
    if page.texts.get("summary"):
        lists.fill(canvas, "summary", page.texts["summary"], color="ink_soft")
    else:
        canvas.write("summary", _numbers(canvas, board))
    box, floor = canvas.box("organisation"), canvas.setter.size("floor")
    name = lists.on_a_line(canvas, board.brand.name, box, floor, bold=True, color="primary")
    canvas.write("organisation", (name,))
    lists.picture(canvas, page)


def _numbers(canvas: Canvas, board: Storyboard) -> tuple[Paragraph, ...]:
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


def _agenda(canvas: Canvas, page: Page, board: Storyboard) -> None:
    """Numbered cards in two columns, read down the first and then the second, each on one line where it can be."""
    half, floor = -(-len(page.items) // 2), canvas.setter.size("floor")
    for area, size, pictured in lists.tries(canvas, canvas.box("cards")):
        wide, tall = (area.w - GAP) / 2, (area.h - GAP * (half - 1)) / half
        texts = [cards.words(canvas.setter, item, wide - 3 * PAD - BADGE, size) for item in page.items]
        whole = size <= floor or all(len(p.lines) == 1 for t in texts for p in t)
        if whole and all(height(t) + 4 <= tall for t in texts):
            for n, (item, text) in enumerate(zip(page.items, texts, strict=True)):
                at = Box(area.x + n // half * (wide + GAP), area.y + n % half * (tall + GAP), wide, tall)
                canvas.card(Card(item, at, text), Look(), n + 1, f"topic {n + 1}")
            return lists.picture(canvas, page) if pictured else None
    raise lists.too_long(canvas, page.items[0].text, canvas.box("cards"))


def _hook(canvas: Canvas, page: Page, board: Storyboard) -> None:
    """A large title and a few sentences as one block, centred on the height they share."""
    setter, room = canvas.setter, ink.around(canvas.box("title"), canvas.box("body"))
    own, sizes = setter.size("title"), cards.sizes(setter, len(page.texts["body"]))
    large = [(own * HOOK, size) for size in sizes]
    # no phrase is torn, or else one of them is
    tries = (*((*one, 0) for one in large[:-1]), *((*one, MANY) for one in large),
             *((own, size, MANY) for size in sizes[-2:]))  # fmt: skip
    for big, size, torn in tries:
        title = setter.set(page.title, room.w, big, bold=True, pitch=TITLE_PITCH, part=page.part)
        body = [p for t in page.texts["body"] for p in setter.set(t, room.w, size)]
        tall, rest = height(title), height(body)
        if tall + BLOCK + rest <= room.h and sum(p.torn for p in body) <= torn:
            y = room.y + (room.h - tall - BLOCK - rest) / 2
            canvas.write("title", title, Box(room.x, y, room.w, tall))
            canvas.write("body", body, Box(room.x, y + tall + BLOCK, room.w, rest))
            lists.picture(canvas, page)
            return
    raise lists.too_long(canvas, page.texts["body"][0], room)


def _hotlines(canvas: Canvas, page: Page, board: Storyboard) -> None:
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
        words = lists.in_box(canvas, line.purpose, room)
        _hotline(canvas, line, at, (Box(at.x, at.y, left, tall), size, "l"), (room, words, "ctr"))
    _code(canvas, board, None if few else CODE)
    if few:
        _promise(canvas, page)
    else:
        scan, promise = page.texts["promise"]
        canvas.write("promise", lists.lines_in(canvas, (scan, promise), PROMISE), PROMISE)


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
    tries = (*lists.tries(canvas, canvas.box("promise")),)
    for said, (box, size, pictured) in ((said, one) for said in (page.texts.get("said", ()), ()) for one in tries):
        rows = (
            *(p for text in said for p in canvas.setter.set(text, box.w, size, bold=True, color="safe")),
            canvas.setter.line(scan, box.w, size, bold=True, color="primary"),
            *canvas.setter.set(promise, box.w, size),
        )
        if height(rows) <= box.h:
            canvas.write("promise", rows, None if pictured else box)
            return lists.picture(canvas, page) if pictured else None
    raise lists.too_long(canvas, promise, canvas.box("promise"))


def _reviewed(canvas: Canvas, board: Storyboard, size: float, color: str) -> list[Paragraph]:
    """When a person last read the content, in each language."""
    label = board.labels["reviewed"]
    return [
        Paragraph((f"{one.shown} {board.reviewed}",), one.lang, size, color == "primary", color)
        for one in (label, label.beside)
        if one
    ]


def _sources(canvas: Canvas, page: Page, board: Storyboard) -> None:
    """Where the facts come from, that the people are invented, when a person last read it."""
    texts = page.texts["body"]
    box, setter = canvas.box("body"), canvas.setter
    for size in cards.sizes(setter):
        rows = [p for t in texts for p in setter.set(t, box.w, size)]
        rows += _reviewed(canvas, board, size, "primary")
        if height(rows) <= box.h:
            canvas.write("body", rows)
            lists.picture(canvas, page)
            return
    raise lists.too_long(canvas, texts[0], box)


def _film(canvas: Canvas, page: Page, board: Storyboard) -> None:
    """The title only: the film itself comes from outside."""


PAINTERS: dict[str, Painter] = {
    "cover": _cover,
    "agenda": _agenda,
    "hook": _hook,
    "story": story.paint,
    "pause": lists.options,
    "quiz": lists.options,
    "answer": lists.answer,
    "steps": lists.steps,
    "flags": lists.flags,
    "do-dont": lists.do_dont,
    "one-side": lists.one_side,
    "rescue": lists.rescue,
    "hotlines": _hotlines,
    "sources": _sources,
    "film": _film,
}
