"""Draws each kind of slide: title first, then its content, then the footer (reading order)."""

from __future__ import annotations

from collections.abc import Callable

from outreach.lang import LATIN
from outreach.renderers.deck import cards, closing, grounds, hotlines, ink, lists, places, questions, story
from outreach.renderers.deck.canvas import Canvas
from outreach.renderers.deck.cards import BADGE, GAP, PAD, Card, Look
from outreach.renderers.deck.ink import Box, name_of
from outreach.renderers.deck.pages import Page
from outreach.renderers.deck.typeset import SMALLEST, TITLE_PITCH, Paragraph, height
from outreach.storyboard import Storyboard

Painter = Callable[[Canvas, Page, Storyboard], None]
BLOCK = 20.0  # points between a large title and its text
# The titles of cover and hook stand on the ground instead of the band, this much larger.
COVER, HOOK = (1.5, 1.35, 1.2), 1.3


def paint(canvas: Canvas, page: Page, board: Storyboard) -> None:
    """Draw one slide."""
    grounds.begin(canvas, page, board)
    if page.layout != "hook":
        _title(canvas, page)
    PAINTERS[page.layout](canvas, page, board)
    _footer(canvas, board)
    grounds.end(canvas, page, board)
    canvas.animate()


def _title(canvas: Canvas, page: Page) -> None:
    box, setter = canvas.box("title"), canvas.setter
    own, cover = setter.size("title"), page.layout == "cover"
    color = "ink" if cover else "on_primary"
    floor = setter.size("floor")
    large = (*(own * by for by in (COVER if cover else ())), own, own * 0.88)
    # First without a torn phrase, then as the lines come.
    for size, whole in (*((one, True) for one in large), *((one, False) for one in (*large[-2:], floor + 2, floor))):
        text = setter.set(
            page.title, box.w, size, bold=True, color=color, pitch=TITLE_PITCH, part=page.part, second=0.67
        )
        if height(text) <= box.h and not (whole and any(p.torn for p in text)):
            canvas.write("title", text)
            return
    raise places.too_long(canvas, page.title, box)


def _footer(canvas: Canvas, board: Storyboard) -> None:
    """Brand, which the cover has above, draft mark and slide number."""
    own, moved = board.brand.short, grounds.feet(canvas)
    if canvas.layout_name != "cover":
        line = Paragraph((own.shown,), own.lang, SMALLEST, color="ink_soft")
        canvas.write("footer", (line,), moved.get("footer"))
    if board.review.approved:
        short = f"{board.review.number} · {board.review.until}"  # without words: beside a picture is half a line
        line = Paragraph((short,), own.lang, SMALLEST, color="ink_soft", align="ctr")
    else:
        width = moved.get("draft", canvas.box("draft")).w
        line = canvas.setter.line(board.labels["draft"], width, SMALLEST, bold=True, color="danger", align="ctr")
    canvas.write("draft", (line,), moved.get("draft"))
    place = canvas.template.placeholder(canvas.layout_name, "slide number")
    look = canvas.pen.properties(LATIN, SMALLEST, False, canvas.tone("ink_soft"))
    body = (
        '<p:txBody><a:bodyPr/><a:lstStyle/><a:p><a:pPr algn="r"/>'
        f'<a:fld id="{{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}}" type="slidenum">{look}<a:t>'
        f"{len(canvas.template.deck.slides)}</a:t></a:fld></a:p></p:txBody>"
    )
    name, box = name_of(canvas.number(), "slide number"), moved.get("slide number")
    canvas.add(ink.placeholder(name, place.kind, place.index, body, box))


def _cover(canvas: Canvas, page: Page, board: Storyboard) -> None:
    if page.texts.get("summary"):
        places.fill(canvas, "summary", page.texts["summary"], color="ink_soft")
    else:
        canvas.write("summary", hotlines.in_short(canvas, board))
    box, floor = canvas.box("organisation"), canvas.setter.size("floor")
    name = places.on_a_line(canvas, board.brand.name, box, floor, bold=True, color="primary")
    canvas.write("organisation", (name,))
    places.picture(canvas, page)


def _agenda(canvas: Canvas, page: Page, board: Storyboard) -> None:
    """Numbered cards in two columns, read down the first and then the second, each on one line where it can be."""
    half, floor = -(-len(page.items) // 2), canvas.setter.size("floor")
    for area, size, pictured in places.tries(canvas, canvas.box("cards")):
        wide, tall = (area.w - GAP) / 2, (area.h - GAP * (half - 1)) / half
        texts = [cards.words(canvas.setter, item, wide - 3 * PAD - BADGE, size) for item in page.items]
        whole = size <= floor or all(len(p.lines) == 1 for t in texts for p in t)
        if whole and all(height(t) + 4 <= tall for t in texts):
            for n, (item, text) in enumerate(zip(page.items, texts, strict=True)):
                at = Box(area.x + n // half * (wide + GAP), area.y + n % half * (tall + GAP), wide, tall)
                canvas.card(Card(item, at, text), Look(), n + 1, f"topic {n + 1}")
            return places.picture(canvas, page) if pictured else None
    raise places.too_long(canvas, page.items[0].text, canvas.box("cards"))


def _hook(canvas: Canvas, page: Page, board: Storyboard) -> None:
    """A large title and a few sentences as one block, centred on the height they share."""
    setter, room = canvas.setter, ink.around(canvas.box("title"), canvas.box("body"))
    own, sizes = setter.size("title"), cards.sizes(setter, len(page.texts["body"]))
    large = [(own * HOOK, size) for size in sizes]
    every = [*large, *((own, size) for size in sizes[-2:])]
    # First without a torn phrase, in type above the smallest; then as the lines come.
    for (big, size), whole in (*((one, True) for one in large[:-1]), *((one, False) for one in every)):
        title = setter.set(page.title, room.w, big, bold=True, pitch=TITLE_PITCH, part=page.part)
        body = [p for t in page.texts["body"] for p in setter.set(t, room.w, size)]
        tall, rest = height(title), height(body)
        if tall + BLOCK + rest <= room.h and not (whole and any(p.torn for p in body)):
            y = room.y + (room.h - tall - BLOCK - rest) / 2
            canvas.write("title", title, Box(room.x, y, room.w, tall))
            canvas.write("body", body, Box(room.x, y + tall + BLOCK, room.w, rest))
            places.picture(canvas, page)
            return
    raise places.too_long(canvas, page.texts["body"][0], room)


def _film(canvas: Canvas, page: Page, board: Storyboard) -> None:
    """The title only: the film itself comes from outside."""


PAINTERS: dict[str, Painter] = {
    "cover": _cover,
    "agenda": _agenda,
    "hook": _hook,
    "story": story.paint,
    "pause": questions.options,
    "quiz": questions.options,
    "answer": questions.answer,
    "steps": lists.steps,
    "flags": lists.flags,
    "do-dont": lists.do_dont,
    "one-side": lists.one_side,
    "rescue": lists.rescue,
    "hotlines": hotlines.paint,
    "help-card": closing.help_card,
    "sources": closing.sources,
    "film": _film,
}
