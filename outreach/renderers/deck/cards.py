"""Cards: a list of items as native rounded shapes, stacked in rows or set in columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from outreach.renderers.deck.ink import Box
from outreach.renderers.deck.typeset import Paragraph, Typesetter, height
from outreach.storyboard import Item

PAD, GAP, BADGE = 14.0, 14.0, 44.0
ABOVE = 10.0  # air above and below the text of a card in a row
GROW = 1.45  # a card may be this much taller than its text asks for, to fill the room


@dataclass(frozen=True)
class Look:
    """How the cards of one list are marked."""

    ground: str = "card"
    edge: str = "line"
    badge: str = "primary"  # colour of the round badge; "" for no badge
    signs: str = "number"  # "number", "letter", or the sign itself


@dataclass(frozen=True)
class Card:
    """A placed card."""

    item: Item
    box: Box
    text: tuple[Paragraph, ...]


def sizes(setter: Typesetter, count: int = 3) -> tuple[float, ...]:
    """Type sizes to try for a list of `count` texts, largest first; the last is the audience's floor."""
    body, floor = setter.size("body"), setter.size("floor")
    larger = {1: (1.5, 1.35), 2: (1.35,)}.get(count, ())
    return (*(round(body * by) for by in (*larger, 1.25, 1.12)), body, floor)


def words(setter: Typesetter, item: Item, width: float, size: float, color: str = "ink") -> tuple[Paragraph, ...]:
    """An item's text and, lighter under it, its detail."""
    lead = setter.set(item.text, width, size, bold=True, color=color)
    if item.detail is None:
        return lead
    smaller = max(setter.size("floor"), min(size - 4, setter.size("body")))
    return (*lead, *setter.set(item.detail, width, smaller, color="ink_soft" if color == "ink" else color))


def rows(
    setter: Typesetter, items: Sequence[Item], box: Box, look: Look | None = None, most: float = 1e9
) -> tuple[Card, ...] | None:
    """Cards one under another filling `box`, in the largest type up to `most` that holds them; None when none does."""
    look = look or Look()
    inner = box.w - 2 * PAD - (BADGE + PAD if look.badge else 0)
    for size in filter(lambda one: one <= most, sizes(setter, len(items))):
        texts = [words(setter, item, inner, size) for item in items]
        needs = [max(height(t), BADGE if look.badge else 0) + 2 * ABOVE for t in texts]
        spare = box.h - sum(needs) - GAP * (len(items) - 1)
        if spare >= 0:
            return _stack(items, texts, needs, spare, box)
    return None


def _stack(
    items: Sequence[Item], texts: Sequence[tuple[Paragraph, ...]], needs: Sequence[float], spare: float, box: Box
) -> tuple[Card, ...]:
    grown = [min(need * GROW, need + spare / len(needs)) for need in needs]
    rest = box.h - sum(grown)
    gap = min(2 * GAP, rest / (len(items) - 1)) if len(items) > 1 else 0.0
    y = box.y
    cards = []
    for item, text, tall in zip(items, texts, grown, strict=True):
        cards.append(Card(item, Box(box.x, y, box.w, tall), text))
        y += tall + gap
    return tuple(cards)


def columns(setter: Typesetter, items: Sequence[Item], box: Box, arrow: float = 30.0) -> tuple[Card, ...] | None:
    """Cards side by side with room for an arrow between them; None when the text does not fit below its badge."""
    wide = (box.w - arrow * (len(items) - 1)) / len(items)
    head = BADGE / 2 + PAD
    for size in sizes(setter):
        texts = [words(setter, item, wide - 2 * PAD, size) for item in items]
        tall = max(height(t) for t in texts) + head + PAD
        if tall <= box.h and all(_whole(setter, item, wide - 2 * PAD, size) for item in items):
            return tuple(
                Card(item, Box(box.x + n * (wide + arrow), box.y, wide, box.h), text)
                for n, (item, text) in enumerate(zip(items, texts, strict=True))
            )
    return None


def _whole(setter: Typesetter, item: Item, width: float, size: float) -> bool:
    """Does every phrase fit on a line, so that no word is torn?"""
    return all(setter.ruler.width(p.strip(), size, True) <= width for p in item.text.phrases)
