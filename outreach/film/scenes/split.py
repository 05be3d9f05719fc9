"""How a scene's room is shared: the main part, and beside or below it a side for people and cards."""

from __future__ import annotations

from outreach.film.geometry import Box, Geometry, even

GAP = 32
NARROW = 700  # px: a content box narrower than this keeps one column


def share(boxes: Geometry, part: float) -> tuple[Box, Box | None]:
    """The main box and the side box. A frame with a `host` box beside the slot uses it; a narrow one has no side."""
    content = boxes["content"]
    if "host" in boxes:
        return content, boxes["host"]
    if content.w < NARROW:
        return content, None
    wide = even(content.w * part)
    side = content.w - wide - GAP
    return Box(content.x, content.y, wide, content.h), Box(content.x + wide + GAP, content.y, side, content.h)


def beside_host(boxes: Geometry) -> tuple[Box, Box | None]:
    """The room of a list or a question, and the host's: a wide frame gives her less of its width."""
    wide = boxes["content"].w
    return share(boxes, 0.74 if wide > 1400 else 0.7 if wide > 1000 else 0.66)


def rows(box: Box, count: int, gap: int, most: int) -> list[Box]:
    """`count` boxes of equal height below one another, none higher than `most`, in the middle of `box`."""
    high = min(most, (box.h - gap * (count - 1)) // count) // 2 * 2
    top = box.y + (box.h - high * count - gap * (count - 1)) // 2
    return [Box(box.x, even(top + n * (high + gap)), box.w, high) for n in range(count)]
