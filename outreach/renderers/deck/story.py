"""The re-enacted call or chat: a phone with native bubbles on the left, the tricks named on the right."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from outreach.channels import CHANNELS
from outreach.renderers.deck import ink
from outreach.renderers.deck.canvas import Canvas
from outreach.renderers.deck.cards import BADGE, Look, both_beside, sizes
from outreach.renderers.deck.ink import Box, name_of
from outreach.renderers.deck.pages import Page
from outreach.renderers.deck.places import too_long
from outreach.renderers.deck.typeset import SMALLEST, Paragraph, TextSetter, height
from outreach.storyboard import Flag, Item, Scene, Storyboard, Text

BEZEL, HEAD, GAP = 9.0, 50.0, 14.0
HIGH = 540.0  # of a slide
BUBBLE = 0.86  # a bubble's greatest share of the screen's width
PAD = 14.0
ROOM = 150.0  # points of height below which the person beside the phone is left out
MARK = 34.0  # side of a trick's number on a message
LITTLE = 95.0  # the same for a drawing under the messages


@dataclass(frozen=True)
class Bubble:
    """A measured message."""

    item: Item
    text: tuple[Paragraph, ...]
    width: float
    height: float


def bubbles(setter: TextSetter, items: Sequence[Item], screen: Box, size: float) -> list[Bubble]:
    """The messages at a type size."""
    made = []
    for item in items:
        most = screen.w * (BUBBLE if item.side else 1.0)
        text = setter.set(item.text, most - 2 * PAD, size, runs=item.runs)
        if item.named:  # in a group: whose words these are
            text = (*setter.set(item.named, most - 2 * PAD, setter.size("floor"), bold=True, color="primary"), *text)
        text = text if item.side else tuple(replace(p, bold=False, color="ink_soft", align="ctr") for p in text)
        wide = min(most, setter.widest(text) * 1.01 + 2 * PAD + 3)
        if item.side:
            text = tuple(replace(p, margin=max(0.0, p.margin - most + wide)) for p in text)
        made.append(Bubble(item, text, wide if item.side else most, height(text) + 2 * (PAD - 4)))
    return made


def screen_of(phone: Box) -> Box:
    """Where messages go: inside the phone, below the contact's name."""
    foot = 0.0 if _goes_on(phone) else BEZEL
    return Box(
        phone.x + BEZEL + 12,
        phone.y + BEZEL + HEAD + 14,
        phone.w - 2 * (BEZEL + 12),
        phone.h - HEAD - BEZEL - foot - 26,
    )


def _goes_on(phone: Box) -> bool:
    """Does the phone reach the foot of the slide? Then it is held lower than the slide shows: a tall one."""
    return phone.y + phone.h >= HIGH - 1


def tricks(setter: TextSetter, flags: Sequence[Flag], width: float, size: float) -> list[tuple[Paragraph, ...]]:
    """What each trick card says: its short name and why it works."""
    inner = width - 2 * PAD
    made = list[tuple[Paragraph, ...]]()
    for flag in flags:
        name, note, second = flag.trick, flag.note, tuple[Paragraph, ...]()
        if name.beside and note.beside:
            second = both_beside(setter, name, note, inner, size)
            name, note = replace(name, beside=None), replace(note, beside=None)
        head = setter.set(name, inner - BADGE - PAD, max(size, setter.size("body")), bold=True, color="danger")
        made.append((*head, *setter.set(note, inner, size), *second))
    return made


def trick_heights(texts: Sequence[tuple[Paragraph, ...]]) -> list[float]:
    """The height of each trick card."""
    return [max(height(t), BADGE) + 2 * (PAD - 3) for t in texts]


def fits(setter: TextSetter, board: Storyboard, items: Sequence[Item], phone: Box, side: Box) -> bool:
    """Do these messages and their tricks fit on one slide, at the floor size and within the audience's limits?"""
    floor, limits = setter.size("floor"), board.style.limits
    rows = bubbles(setter, items, screen_of(phone), floor)
    flags = [f for item in items for f in item.flags]
    texts = tricks(setter, flags, side.w, floor)
    letters = sum(len(i.text.shown) for i in items) + sum(len(f.note.shown) for f in flags)
    lines = sum(len(r.text[-1].lines) for r in rows)
    return (
        sum(r.height for r in rows) + GAP * (len(rows) - 1) <= screen_of(phone).h
        and sum(trick_heights(texts)) + GAP * (len(texts) - 1) <= side.h
        and lines <= limits["slide_lines"]
        and (letters <= limits["slide_chars"] or len(items) == 1)
    )


def paint(canvas: Canvas, page: Page, board: Storyboard) -> None:
    """The phone, its bubbles one click each, and the trick cards."""
    scene = page.scene
    assert scene is not None
    phone, side = canvas.box("phone"), canvas.box("tricks")
    device(canvas, scene.channel, scene.contact or board.labels["unknown_number"], phone, board)
    screen = screen_of(phone)
    size = _largest(canvas, page.items, screen)
    shapes, pins, free = _bubbles(canvas, page.items, screen, size, board)
    _below(canvas, scene, free, board)
    cards, foot = _tricks(canvas, page.items, side, pins, page.picture is not None)
    for item in page.items:
        canvas.clicks.append(shapes[item.id])
        canvas.clicks += [cards[flag.id] for flag in item.flags]
    room = Box(side.x, foot + GAP, side.w, side.y + side.h - foot - GAP)
    canvas.covered = bool(cards)
    if page.picture and room.h >= ROOM and (canvas.covered or not canvas.peopled):
        canvas.draw(room, page.picture, "picture")


def _largest(canvas: Canvas, items: Sequence[Item], screen: Box) -> float:
    """The largest type size at which the bubbles fit on the screen, if there is one above the floor without torn
    phrases."""
    fit, floor = list[tuple[int, float]](), canvas.setter.size("floor")
    for size in sizes(canvas.setter, len(items)):
        rows = bubbles(canvas.setter, items, screen, size)
        if sum(r.height for r in rows) + GAP * (len(rows) - 1) <= screen.h:
            fit.append((sum(p.torn for r in rows for p in r.text), size))
    if not fit:
        raise too_long(canvas, items[0].text, screen)
    least = min(torn for torn, size in fit if size > floor or len(fit) == 1)
    return max(size for torn, size in fit if torn == least)


def device(canvas: Canvas, channel_name: str, who: Text, phone: Box, board: Storyboard) -> None:
    """The phone: case, screen and the line with the contact's name."""
    empty = canvas.pen.body(())
    case, glass, head = canvas.number(), canvas.number(), canvas.number()
    inner = phone.inset(BEZEL, BEZEL)
    corners = "roundRect"
    if _goes_on(phone):
        inner, corners = Box(inner.x, inner.y, inner.w, inner.h + BEZEL), "round2SameRect"
    channel = CHANNELS[channel_name]
    edge = "device" if channel.device else "line"
    bar = Box(inner.x, inner.y, inner.w, HEAD)
    parts = [
        ink.shape(name_of(case, "phone", decorative=True), phone, empty, geometry=corners, ground=edge),
        ink.shape(name_of(glass, "screen", decorative=True), inner, empty, geometry=corners, ground="screen"),
    ]
    for xml in parts:
        canvas.add(xml)
    how = board.labels[channel.head].shown if channel.head else ""
    call = f"{how} · " if how and how != who.shown else ""
    size = canvas.setter.size("floor")
    ruler, room = canvas.setter.ruler, bar.w - 2 * PAD
    wide = ruler.width(call + who.shown, size, True) > room
    while ruler.width(who.shown, size, True) > room:
        size -= 1
        if size < SMALLEST:
            raise too_long(canvas, who, bar)
    line = Paragraph(("" if wide else call, who.shown), who.lang, size, True, "on_primary", "ctr", breaks=False)
    body = canvas.pen.body((line,), "ctr")
    canvas.add(ink.shape(name_of(head, "contact"), bar, body, geometry="round2SameRect", ground="ink_soft"))


def _bubbles(
    canvas: Canvas, items: Sequence[Item], screen: Box, size: float, board: Storyboard
) -> tuple[dict[str, int], dict[str, Box], Box]:
    """The bubbles' shapes by item, the numbers of tricks on them by flag, and the room left under them."""
    rows = bubbles(canvas.setter, items, screen, size)
    spare = screen.h - sum(r.height for r in rows)
    gap = min(1.5 * GAP, spare / max(1, len(rows) - 1))
    y, shapes, pins = screen.y, {}, dict[str, Box]()
    names = {p.role: p.name.shown for p in board.cast}
    for row in rows:
        x = screen.x + (screen.w - row.width if row.item.side == "right" else 0)
        box = Box(x, y, row.width, row.height)
        marks = _marks(row.item.flags, box)
        shapes[row.item.id] = _bubble(canvas, row, box, marks, names)
        pins |= marks
        y += row.height + gap
    return shapes, pins, Box(screen.x, y, screen.w, screen.y + screen.h + 12 - y)


def _below(canvas: Canvas, scene: Scene, free: Box, board: Storyboard) -> None:
    """Under the last message: what the story turns on, or else who is calling."""
    others = [item.face for item in scene.items if item.side == "left" and item.face]
    picture = scene.pictures[1] if len(scene.pictures) > 1 else next(iter(others), None)
    if CHANNELS[scene.channel].face:  # who is seen stands beside the phone; here, whoever watches
        picture = scene.pictures[0] if scene.pictures else None
    if picture and free.h >= LITTLE:
        wide = min(free.w / 2, free.h)
        at = Box(free.x + (free.w - wide) / 2 * (picture not in others), free.y, wide, free.h)
        canvas.draw(at, picture, "call picture")


def _marks(flags: Sequence[Flag], box: Box) -> dict[str, Box]:
    """The numbers of tricks, down the right edge of their bubble, off its words."""
    step = MARK + GAP / 3
    return {flag.id: Box(box.x + box.w - PAD + 2, box.y - PAD + n * step, MARK, MARK) for n, flag in enumerate(flags)}


def _bubble(canvas: Canvas, row: Bubble, box: Box, marks: Mapping[str, Box], names: Mapping[str, str]) -> int:
    """One message as a group: the bubble and the numbers of its tricks on its corner."""
    group, ground = canvas.number(), canvas.number()
    side = row.item.side
    tone = {"left": "bubble_in", "right": "bubble_out"}.get(side, "")
    body = canvas.pen.body(row.text, "ctr", (PAD - ink.CORNER, 0))
    said = f"{names.get(row.item.role, row.item.role)}: {row.item.text.shown}"
    members = [ink.shape(name_of(ground, "message"), box, body, geometry="roundRect" if tone else "rect", ground=tone)]
    for flag in row.item.flags:
        at = marks[flag.id]
        members.append(canvas.badge(canvas.number(), at, Look(badge="danger"), flag.number, f"trick {flag.number}"))
    canvas.add(ink.group(name_of(group, f"bubble {row.item.id}", said), ink.around(box, *marks.values()), members))
    return group


def _tricks(
    canvas: Canvas, items: Sequence[Item], side: Box, pins: Mapping[str, Box], picture: bool
) -> tuple[dict[str, int], float]:
    """The trick cards by flag, each beside its words as far as there is room, and where the last one ends."""
    flags = [f for item in items for f in item.flags]
    texts, tall = _trick_texts(canvas, flags, side, picture)
    spare = side.h - sum(tall) - GAP * (len(tall) - 1)
    spare -= ROOM + GAP if spare >= ROOM + GAP else 0
    y, low, shapes = side.y, side.y + spare, {}
    for flag, text, high in zip(flags, texts, tall, strict=True):
        y = min(max(y, pins[flag.id].y - PAD), low)
        shapes[flag.id] = _trick(canvas, flag, text, Box(side.x, y, side.w, high), pins[flag.id])
        y, low = y + high + GAP, low + high + GAP
    return shapes, y - GAP if flags else side.y - GAP


def _trick_texts(
    canvas: Canvas, flags: Sequence[Flag], side: Box, picture: bool
) -> tuple[list[tuple[Paragraph, ...]], list[float]]:
    """The trick cards in the largest type that leaves room for the picture; in larger type where it finds no room."""
    setter = canvas.setter
    body, floor = setter.size("body"), setter.size("floor")
    for room, tried in ((ROOM + GAP if picture else 0.0, (body, floor)), (0.0, (body * 1.35, body * 1.2, body, floor))):
        for size in tried:
            texts = tricks(setter, flags, side.w, size)
            tall = trick_heights(texts)
            if sum(tall) + GAP * (len(tall) - 1) + room <= side.h:
                return texts, tall
    raise too_long(canvas, flags[0].note, side)


def _trick(canvas: Canvas, flag: Flag, text: tuple[Paragraph, ...], box: Box, pin: Box) -> int:
    """A card, pinned by a line to its number on the message."""
    group, ground, mark = canvas.number(), canvas.number(), canvas.number()
    name = f"trick {flag.number}"
    at = Box(box.x + box.w - BADGE - PAD + 4, box.y + PAD - 6, BADGE, BADGE)
    members = [
        ink.shape(
            name_of(ground, f"{name} text"),
            box,
            canvas.pen.body(text, "ctr", (PAD - ink.CORNER, 0)),
            geometry="roundRect",
            ground="card",
            edge="danger",
        ),
        canvas.badge(mark, at, Look(badge="danger"), flag.number, f"{name} number"),
    ]
    start, end = (pin.x + pin.w, pin.y + pin.h / 2), (box.x, box.y + PAD - 6 + BADGE / 2)
    members.append(ink.line(name_of(canvas.number(), f"{name} line", decorative=True), start, end, "danger"))
    canvas.add(ink.group(name_of(group, name), ink.around(box, pin), members))
    return group
