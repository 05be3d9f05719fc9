"""Draws each kind of slide: fills the layout's placeholders and lays native shapes into its areas."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from outreach import qr
from outreach.diagnostics import fail
from outreach.links import payload
from outreach.renderers.deck import cards, ink, story
from outreach.renderers.deck.canvas import Canvas
from outreach.renderers.deck.cards import Card, Look
from outreach.renderers.deck.ink import Box, name_of
from outreach.renderers.deck.outline import story_head
from outreach.renderers.deck.pages import Page
from outreach.renderers.deck.typeset import TITLE_PITCH, Paragraph, height
from outreach.storyboard import Item, Storyboard, Text

Painter = Callable[[Canvas, Page, Storyboard], None]


_OPEN = {"cover": 1.5, "hook": 1.3}  # layouts whose title stands on the ground, not on the band, and is larger by this


def paint(canvas: Canvas, page: Page, board: Storyboard) -> None:
    """Draw one slide: title first, then its content, then the footer (reading order)."""
    _title(canvas, page)
    PAINTERS[page.layout](canvas, page, board)
    _footer(canvas, board)
    canvas.animate()


def _title(canvas: Canvas, page: Page) -> None:
    place = canvas.template.place(canvas.layout_name, "title")
    box, setter = place.box, canvas.setter
    own = setter.size("title")
    color = "ink" if page.layout in _OPEN else "on_primary"
    for size in (own * _OPEN.get(page.layout, 1.0), own, own * 0.88, setter.size("floor") + 2):
        text = setter.set(page.title, box.w, size, bold=True, color=color, pitch=TITLE_PITCH, part=page.part)
        if height(text) <= box.h:
            break
    canvas.write("title", text)


def _footer(canvas: Canvas, board: Storyboard) -> None:
    """Brand, draft mark and slide number; the draft mark says why it must not be shown yet."""
    size = 18.0  # standards §5: nothing on a slide under 18 pt
    own = board.brand.short
    canvas.write("footer", (Paragraph((own.shown,), own.lang, size, color="ink_soft"),))
    if not board.review.approved:
        draft = board.labels["draft"]
        canvas.write("draft", (Paragraph((draft.shown,), draft.lang, size, True, "danger", "ctr"),))
    place = canvas.template.place(canvas.layout_name, "slide number")
    look = canvas.pen.properties("en", size, False, "ink_soft")
    body = (
        '<p:txBody><a:bodyPr/><a:lstStyle/><a:p><a:pPr algn="r"/>'
        f'<a:fld id="{{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}}" type="slidenum">{look}<a:t>'
        f"{len(canvas.template.deck.slides)}</a:t></a:fld></a:p></p:txBody>"
    )
    canvas.add(ink.placeholder(name_of(canvas.number(), "slide number"), place.kind, place.index, body))


def _fill(canvas: Canvas, name: str, texts: Sequence[Text], bold: bool = False, color: str = "ink") -> int:
    """Write texts into a placeholder in the largest type that its box holds."""
    box = canvas.box(name)
    for size in cards.sizes(canvas.setter, len(texts)):
        rows = [p for t in texts for p in canvas.setter.set(t, box.w, size, bold=bold, color=color)]
        if height(rows) <= box.h:
            return canvas.write(name, rows)
    raise fail(
        "deck-overflow", texts[0].where, f"expected a text for {box.w:.0f} x {box.h:.0f} pt, found `{texts[0].shown}`",
        f"it does not fit at {canvas.setter.size('floor'):g} pt: shorten it",
    )  # fmt: skip


def _picture(canvas: Canvas, page: Page) -> None:
    if page.picture:
        canvas.show("picture", page.picture)


def _rows(canvas: Canvas, items: Sequence[Item], box: Box, look: Look, first: int = 1) -> list[int]:
    placed = cards.rows(canvas.setter, items, box, look)
    if placed is None:
        raise _too_long(canvas, items[0], box)
    return [canvas.card(card, look, n, f"{card.item.kind} {n}") for n, card in enumerate(placed, first)]


def _too_long(canvas: Canvas, item: Item, box: Box) -> Exception:
    return fail(
        "deck-overflow",
        item.text.where,
        f"expected a text for a card of {box.w:.0f} x {box.h:.0f} pt, found `{item.text.shown}`",
        f"it does not fit at {canvas.setter.size('floor'):g} pt: shorten it or make two of it",
    )


def _cover(canvas: Canvas, page: Page, board: Storyboard) -> None:
    _fill(canvas, "summary", page.texts["summary"], color="ink_soft")
    place = canvas.box("organisation")
    canvas.write(
        "organisation",
        canvas.setter.set(
            page.texts["organisation"][0], place.w, canvas.setter.size("floor"), bold=True, color="primary"
        ),
    )
    _picture(canvas, page)


def _agenda(canvas: Canvas, page: Page, board: Storyboard) -> None:
    """Numbered cards in two columns, read down the first and then the second."""
    area = canvas.box("cards")
    half = -(-len(page.items) // 2)
    wide, tall = (area.w - cards.GAP) / 2, (area.h - cards.GAP * (half - 1)) / half
    for size in cards.sizes(canvas.setter):
        inner = wide - 2 * cards.PAD - cards.BADGE - cards.PAD
        texts = [cards.words(canvas.setter, item, inner, size) for item in page.items]
        if all(height(t) + cards.ABOVE <= tall for t in texts):
            break
    else:
        raise _too_long(canvas, page.items[0], area)
    for n, (item, text) in enumerate(zip(page.items, texts, strict=True)):
        at = Box(area.x + n // half * (wide + cards.GAP), area.y + n % half * (tall + cards.GAP), wide, tall)
        canvas.card(Card(item, at, text), Look(), n + 1, f"topic {n + 1}")
    _picture(canvas, page)


def _hook(canvas: Canvas, page: Page, board: Storyboard) -> None:
    _fill(canvas, "body", page.texts["body"])
    _picture(canvas, page)


def _options(canvas: Canvas, page: Page, board: Storyboard) -> None:
    _fill(canvas, "question", page.texts["question"], bold=True, color="primary")
    _rows(canvas, page.items, canvas.box("cards"), Look(signs="letter"))
    _picture(canvas, page)


def _answer(canvas: Canvas, page: Page, board: Storyboard) -> None:
    _rows(canvas, page.items, canvas.box("cards"), Look("safe_soft", "safe", "safe", "✓"))
    canvas.clicks.append((_fill(canvas, "body", page.texts["body"]),))
    _picture(canvas, page)


def _steps(canvas: Canvas, page: Page, board: Storyboard) -> None:
    """Cards from left to right, an arrow between each two."""
    area = canvas.box("cards")
    placed = cards.columns(canvas.setter, page.items, area)
    if placed is None:
        raise _too_long(canvas, page.items[0], area)
    for n, card in enumerate(placed, 1):
        _step(canvas, card, n)
        if n < len(placed):
            at = Box(card.box.x + card.box.w + 3, area.y + area.h / 2 - 14, 24, 28)
            name = name_of(canvas.number(), f"arrow {n}", decorative=True)
            canvas.add(ink.shape(name, at, canvas.pen.body(()), geometry="rightArrow", ground="accent"))


def _step(canvas: Canvas, card: Card, n: int) -> None:
    group, ground, mark = canvas.number(), canvas.number(), canvas.number()
    half = cards.BADGE / 2
    box = Box(card.box.x, card.box.y + half, card.box.w, card.box.h - half)
    body = canvas.pen.body(card.text, "ctr", (cards.PAD - ink.CORNER, half - ink.CORNER))
    badge = Box(box.x + cards.PAD, card.box.y, cards.BADGE, cards.BADGE)
    members = [
        ink.shape(name_of(ground, f"step {n} text"), box, body, geometry="roundRect", ground="card", edge="line"),
        canvas.badge(mark, badge, Look(), n, f"step {n} number"),
    ]
    canvas.add(ink.group(name_of(group, f"step {n}"), card.box, members))


def _flags(canvas: Canvas, page: Page, board: Storyboard) -> None:
    scam = page.scene is not None and page.scene.kind == "flags"
    look = Look("card", "danger", "danger", "!") if scam else Look()
    _rows(canvas, page.items, canvas.box("cards"), look, page.first)
    _picture(canvas, page)


def _side(canvas: Canvas, items: Sequence[Item], box: Box, board: Storyboard) -> None:
    """One list under its heading strip: do in green with ticks, don't in red with crosses."""
    do = items[0].kind == "do"
    tone, label = ("safe", board.labels["do"]) if do else ("danger", board.labels["dont"])
    size = canvas.setter.size("body")
    text = canvas.setter.set(label, box.w - 28, size, bold=True, color=f"on_{tone}", align="ctr")
    if height(text) > 50:
        text = text[:1]
    strip = Box(box.x, box.y, box.w, 50)
    name = name_of(canvas.number(), f"{items[0].kind} heading")
    canvas.add(ink.shape(name, strip, canvas.pen.body(text, "ctr"), geometry="roundRect", ground=tone))
    _rows(canvas, items, story_head(box), Look("card", tone, tone, "✓" if do else "✕"))


def _do_dont(canvas: Canvas, page: Page, board: Storyboard) -> None:
    for kind in ("do", "dont"):
        _side(canvas, [i for i in page.items if i.kind == kind], canvas.box(kind), board)


def _one_side(canvas: Canvas, page: Page, board: Storyboard) -> None:
    _side(canvas, page.items, canvas.box("cards"), board)
    _picture(canvas, page)


def _rescue(canvas: Canvas, page: Page, board: Storyboard) -> None:
    _fill(canvas, "comfort", page.texts["comfort"][:1], bold=True, color="safe")
    _rows(canvas, page.items, canvas.box("cards"), Look(), page.first)
    _picture(canvas, page)


def _hotlines(canvas: Canvas, page: Page, board: Storyboard) -> None:
    """The numbers across the top, the code and what it promises below."""
    area, gap = canvas.box("cards"), 18.0
    wide = (area.w - gap * (len(board.hotlines) - 1)) / len(board.hotlines)
    for n, line in enumerate(board.hotlines):
        box = Box(area.x + n * (wide + gap), area.y, wide, area.h)
        tone = "danger" if line.id == "police" else "primary"
        size = canvas.setter.size("number")
        while canvas.setter.ruler.width(line.number, size, True) > wide - 24:
            size -= 1
        inner = wide - 2 * cards.PAD
        number = Paragraph((line.number,), "en", size, True, tone, "ctr", pitch=TITLE_PITCH)
        purpose = canvas.setter.set(line.purpose, inner, canvas.setter.size("floor"), align="ctr")
        body = canvas.pen.body((number, *purpose), "ctr", (cards.PAD - ink.CORNER, 0))
        name = name_of(canvas.number(), f"hotline {line.id}")
        canvas.add(ink.shape(name, box, body, geometry="roundRect", ground="card", edge=tone))
    _code(canvas, board)
    scan, promise = page.texts["promise"]
    box, floor = canvas.box("promise"), canvas.setter.size("floor")
    rows = (
        *canvas.setter.set(scan, box.w, floor, bold=True, color="primary"),
        *canvas.setter.set(promise, box.w, floor),
    )
    canvas.write("promise", rows)


def _code(canvas: Canvas, board: Storyboard) -> None:
    """The QR code in its placeholder: square, whole, with its quiet zone."""
    place = canvas.template.place(canvas.layout_name, "qr")
    side = min(place.box.w, place.box.h)
    name = name_of(canvas.number(), "qr", f"{board.labels['scan'].shown}: {board.link.domain}")
    relation = canvas.embed(qr.png(payload(board, "deck"), 12))
    canvas.add(ink.picture(name, Box(place.box.x, place.box.y, side, side), relation, place.index))


def _sources(canvas: Canvas, page: Page, board: Storyboard) -> None:
    """Where the facts come from, that the people are invented, when a person last read it."""
    *sources, fictional, reviewed = page.texts["body"]
    box, floor = canvas.box("body"), canvas.setter.size("floor")
    rows = [p for t in (*sources, fictional) for p in canvas.setter.set(t, box.w, floor)]
    for label in (reviewed, reviewed.beside):
        if label is not None:
            rows.append(Paragraph((f"{label.shown} {board.reviewed}",), label.lang, floor, True, "primary"))
    canvas.write("body", rows)
    _picture(canvas, page)


PAINTERS: dict[str, Painter] = {
    "cover": _cover,
    "agenda": _agenda,
    "hook": _hook,
    "story": story.paint,
    "pause": _options,
    "quiz": _options,
    "answer": _answer,
    "steps": _steps,
    "flags": _flags,
    "do-dont": _do_dont,
    "one-side": _one_side,
    "rescue": _rescue,
    "hotlines": _hotlines,
    "sources": _sources,
}
