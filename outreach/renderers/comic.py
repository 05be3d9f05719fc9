"""A comic strip on one page: the story in frames, for notice boards, schools and group chats.

`comic.pdf` and its copier and press prints, one side, A4 portrait, A3 for readers of large print.
"""

from __future__ import annotations

from outreach.paper.printing import Form, Sheet, of_sheets
from outreach.paper.sheet import Print
from outreach.storyboard import Storyboard

A4, A3 = (210.0, 297.0), (297.0, 420.0)
LARGE = 16.0  # points: where the smallest type is large print, the strip needs the larger sheet


def sheets(board: Storyboard) -> tuple[Sheet, ...]:
    """One sheet, larger for readers of large print."""
    large = board.style.print_type["floor"] >= LARGE
    size, slots = (A3, ((76.0, 40.0), (100.0, 56.0))) if large else (A4, ((48.0, 28.0), (62.0, 36.0)))
    prints_: tuple[tuple[str, Print], ...] = (("comic", "office"), ("comic-mono", "mono"), ("comic-press", "press"))
    files = {f"{name}.pdf": Form(print_, size) for name, print_ in prints_}
    return (Sheet("comic", "comic", files, slots),)


render, overflow = of_sheets(sheets)
