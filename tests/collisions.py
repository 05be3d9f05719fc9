"""Letters that lie on each other, as an independent reader of a page sees them."""

from __future__ import annotations

Rect = tuple[float, float, float, float]  # left, bottom, right, top


def collisions(boxes: list[Rect]) -> list[tuple[Rect, Rect]]:
    """Pairs of letters of which one covers more than a third of the other (the letters of a ligature share a box)."""
    found, ordered = [], sorted(set(boxes))
    for n, first in enumerate(ordered):
        for second in ordered[n + 1 :]:
            if second[0] >= first[2]:
                break
            wide = min(first[2], second[2]) - max(first[0], second[0])
            high = min(first[3], second[3]) - max(first[1], second[1])
            small = min((b[2] - b[0]) * (b[3] - b[1]) for b in (first, second))
            if high > 0 and wide * high > small / 3:
                found.append((first, second))
    return found
