"""Cards: a list of items measured as rounded shapes, stacked in rows or set in columns, with their drawings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from outreach.renderers.deck.ink import Box
from outreach.renderers.deck.typeset import SECOND, SMALLEST, Paragraph, TextSetter, height
from outreach.storyboard import Item, Text

PAD, GAP, BADGE = 14.0, 14.0, 44.0
ABOVE = 10.0  # air above and below the text of a card in a row
TIGHT = 0.4  # share of air and gaps that is left where cards in the smallest type would not do otherwise
GROW = 1.45  # a card may be this much taller than its text asks for, to fill the room
ALONE = 4.0  # the same for a card alone on its slide
DRAWING = 84.0  # width of a drawing at the end of a row
ARROW = 30.0  # room for an arrow between two columns


@dataclass(frozen=True)
class Look:
    """How the cards of one list are marked."""

    ground: str = "card"
    edge: str = "line"
    badge: str = "primary"  # colour of the round badge; "" for no badge
    signs: str = "number"  # "number", "letter", or the sign itself
    side: float = BADGE


@dataclass(frozen=True)
class Card:
    """A placed card."""

    item: Item
    box: Box
    text: tuple[Paragraph, ...]
    drawing: Box | None = None  # where its drawing goes, if it has one


def sizes(setter: TextSetter, count: int = 3) -> tuple[float, ...]:
    """Type sizes to try for a list of `count` texts, largest first; the last is the audience's floor."""
    body, floor = setter.size("body"), setter.size("floor")
    larger = {1: (1.5, 1.35), 2: (1.35,)}.get(count, ())
    return (*(round(body * by) for by in (*larger, 1.25, 1.12)), body, floor)


def words(setter: TextSetter, item: Item, width: float, size: float) -> tuple[Paragraph, ...]:
    """An item's text and, lighter under it, its detail; both in the second language on one small line."""
    if item.detail and item.detail.beside and item.text.beside:
        return _in_two(setter, item, width, size)
    line = setter.line(item.text, width, size, bold=True)
    lead = (line,) if line.tail else setter.set(item.text, width, size, bold=True)
    if item.detail is None:
        return lead
    smaller = max(setter.size("floor"), min(size - 4, setter.size("body")))
    return (*lead, *setter.set(item.detail, width, smaller, color="ink_soft"))


def _in_two(setter: TextSetter, item: Item, width: float, size: float) -> tuple[Paragraph, ...]:
    """Text and detail, then what they are in the second language."""
    assert item.detail
    smaller = max(setter.size("floor"), min(size - 4, setter.size("body")))
    return (
        *setter.set(replace(item.text, beside=None), width, size, bold=True),
        *setter.set(replace(item.detail, beside=None), width, smaller, color="ink_soft"),
        *both_beside(setter, item.text, item.detail, width, smaller),
    )


def both_beside(setter: TextSetter, head: Text, more: Text, width: float, size: float) -> tuple[Paragraph, ...]:
    """What two texts are in the second language, on one small line."""
    assert head.beside and more.beside
    first, then = head.beside, more.beside
    both = replace(
        first,
        shown=f"{first.shown}  {then.shown}",
        phrases=(*first.phrases[:-1], f"{first.phrases[-1]}  ", *then.phrases),
    )
    return setter.set(both, width, max(SMALLEST, round(size * SECOND)), color="ink_soft")


def rows(setter: TextSetter, items: Sequence[Item], box: Box, look: Look | None = None) -> tuple[Card, ...] | None:
    """Cards one under another filling `box`, in the largest type that holds them and tears the fewest phrases; None
    when the floor does not hold them.

    Drawings stand at the end of each row as long as the text keeps its full size beside them.
    """
    look = look or Look()
    badge = look.side if look.badge else 0.0
    floor, best, least, pictured = setter.size("floor"), None, 0, False
    for size, drawn, air in _tries(setter, items, box):
        inner = box.w - 2 * PAD - (badge + PAD if badge else 0) - (DRAWING + PAD if drawn else 0)
        texts = [words(setter, item, inner, size) for item in items]
        needs = [max(height(t), badge) + 2 * ABOVE * air for t in texts]
        torn = sum(p.torn for text in texts for p in text)
        if sum(needs) + GAP * air * (len(items) - 1) > box.h or (best and (drawn != pictured or size <= floor)):
            continue
        if best is None or torn < least:
            best, least, pictured = _stack(items, texts, needs, box, drawn), torn, drawn
        if not torn:
            break
    return best


def _tries(setter: TextSetter, items: Sequence[Item], box: Box) -> Iterator[tuple[float, bool, float]]:
    """(type size, with drawings, share of the air between)"""
    every = sizes(setter, len(items))
    if len(items) > 1 and box.w > 5 * DRAWING and any(item.picture for item in items):
        yield from ((size, True, 1.0) for size in every if size >= setter.size("body"))
    yield from ((size, False, 1.0) for size in every)
    yield every[-1], False, TIGHT


def _stack(
    items: Sequence[Item], texts: Sequence[tuple[Paragraph, ...]], needs: Sequence[float], box: Box, drawn: bool
) -> tuple[Card, ...]:
    spare = max(0.0, box.h - sum(needs) - GAP * (len(items) - 1))
    grow = GROW if len(needs) > 1 else ALONE
    grown = [min(need * grow, need + spare / len(needs)) for need in needs]
    gap = min(2 * GAP, (box.h - sum(grown)) / (len(items) - 1)) if len(items) > 1 else 0.0
    y, cards = box.y, []
    for item, text, tall in zip(items, texts, grown, strict=True):
        at = Box(box.x + box.w - PAD - DRAWING, y + 6, DRAWING, tall - 12) if drawn and item.picture else None
        cards.append(Card(item, Box(box.x, y, box.w, tall), text, at))
        y += tall + gap
    return tuple(cards)


def columns(setter: TextSetter, items: Sequence[Item], box: Box) -> tuple[Card, ...] | None:
    """Cards side by side, their drawings above the text; None when the text does not fit or a word would be torn."""
    wide = (box.w - ARROW * (len(items) - 1)) / len(items)
    inner = wide - 2 * PAD
    drawn = any(item.picture for item in items)
    for size in sizes(setter):
        texts = [words(setter, item, inner, size) for item in items]
        room = box.h - BADGE / 2 - max(height(t) for t in texts) - 2 * PAD
        if room < (100 if drawn else 0) or not all(_whole(setter, item, inner, size) for item in items):
            continue
        return tuple(
            _column(item, text, n, wide, box, room) for n, (item, text) in enumerate(zip(items, texts, strict=True))
        )
    return None


def _column(item: Item, text: tuple[Paragraph, ...], n: int, wide: float, box: Box, room: float) -> Card:
    x, half = box.x + n * (wide + ARROW), BADGE / 2
    tall = min(room - PAD / 2, wide * 0.8)
    at = Box(x + PAD + half, box.y + half + PAD, wide - 2 * PAD - BADGE, tall) if item.picture else None
    return Card(item, Box(x, box.y, wide, box.h), text, at)


def _whole(setter: TextSetter, item: Item, width: float, size: float) -> bool:
    """Does every phrase fit on a line, so that no word is torn?"""
    return all(setter.ruler.width(p.strip(), size, True) <= width for p in item.text.phrases)
