"""Speaker's notes: what to say, what to ask, how long it takes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from outreach.renderers.deck.ink import Pen, element
from outreach.renderers.deck.pages import Page
from outreach.renderers.deck.typeset import Paragraph
from outreach.storyboard import Storyboard, Text

SIZE = 14.0


def lines(page: Page, board: Storyboard) -> Iterator[tuple[str, str, bool]]:
    """(text, language, heading) of each line of a slide's notes; the companion language follows its text."""
    labels = board.labels
    yield f"{labels['notes_time'].shown} {clock(page.seconds)}", board.lang, True
    if page.say:
        yield labels["notes_say"].shown, board.lang, True
        for text in page.say:
            yield from _both(text)
    if page.ask:
        yield labels["notes_ask"].shown, board.lang, True
        yield from _both(page.ask)


def _both(text: Text) -> Iterator[tuple[str, str, bool]]:
    yield text.said, text.lang, False
    if text.beside:
        yield text.beside.said, text.beside.lang, False


def clock(seconds: float) -> str:
    """Minutes and seconds, to the nearest five seconds: "1:05"."""
    whole = max(5, 5 * round(seconds / 5))
    return f"{whole // 60}:{whole % 60:02d}"


def write(slide: Any, rows: list[tuple[str, str, bool]], pen: Pen) -> None:
    """Put the lines into the slide's notes page."""
    paragraphs = [Paragraph((text,), lang, SIZE, bold, pitch=1.2) for text, lang, bold in rows]
    frame = slide.notes_slide.notes_text_frame
    old = frame._txBody
    new = element(pen.body(paragraphs, inherit=True))
    old.getparent().replace(old, new)
