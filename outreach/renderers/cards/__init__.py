"""Social pictures: cards of 1080 × 1440, one long picture, a banner, and a slogan strip for LED, from a storyboard."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from outreach.diagnostics import OutreachError, fail
from outreach.layout import Layout
from outreach.messages import msg
from outreach.paper.sheet import words
from outreach.renderers.cards.data import picture_data as picture_data
from outreach.storyboard import Storyboard, Text
from outreach.words import phrases

TOO_LONG = "too long for one strip"  # what templates/cards/led.typ says
COVER, LAST = "cover", "last"  # beside the scenes' ids; a hook is told by the cover, an endcard by the last card
_TOLD = ("hook", "endcard")


def render(board: Storyboard, layout: Layout) -> dict[str, bytes]:
    """The pictures and the words that go with them, by file name.

    `card-01-cover.png` … in reading order, `long.png` (1080 px wide), `banner.png` (1080 × 383), `post.txt` to paste
    over a post, `led.txt` and `led-1.png` … (1920 × 128). Raises OutreachError when a slogan is too long for a strip.
    """
    data = picture_data(board, layout.project)
    files = _cards(board, data, layout)
    files["long.png"] = layout.png("cards/long.typ", {**data, "long": True})[0]
    files["banner.png"] = layout.png("cards/banner.typ", data)[0]
    files["post.txt"] = post_text(board).encode()
    return files | led(board, data, layout)


def led(board: Storyboard, data: dict[str, Any], layout: Layout) -> dict[str, bytes]:
    """`led.txt`, and a picture of each of its lines; a line too long for one strip has one for each sentence."""
    strips = (strip for text in slogans(board) for strip in _strips(text, data, layout))
    return {"led.txt": led_text(board).encode(), **{f"led-{n}.png": strip for n, strip in enumerate(strips, 1)}}


def slogans(board: Storyboard) -> tuple[Text, ...]:
    """One line each for an LED strip: the slogan, whom to call, who says it."""
    end = next((s for s in board.scenes if s.kind == "endcard"), None)
    said = (end.title, *(item.text for item in end.items)) if end else (board.title,)
    return (*said, board.brand.name)


def led_text(board: Storyboard) -> str:
    """The lines to type into an LED controller; each of a draft says so, for lines are copied one by one."""
    return "".join(f"{_mark(board)}{text.shown}\n" for text in slogans(board))


def post_text(board: Storyboard) -> str:
    """What to paste over the pictures: title, summary, what to do and never to do, whom to call, who says it."""
    items = [item for scene in board.scenes for item in scene.items]
    lines = [f"{_mark(board)}{board.title.shown}", board.summary.shown]
    for kind in ("do", "dont"):
        said = [f"· {item.text.shown}" for item in items if item.kind == kind]
        lines += ["", board.labels[kind].shown, *said] if said else []
    lines += ["", *(f"{h.number}  {h.purpose.shown}" for h in board.hotlines)]
    return "\n".join([*lines, "", board.brand.name.shown, ""])


def _mark(board: Storyboard) -> str:
    return "" if board.review.approved else f"〔{board.labels['draft'].shown}〕"


def _strips(text: Text, data: dict[str, Any], layout: Layout) -> Iterator[bytes]:
    """The strip of a line, or one for each of its sentences when it is too long for one."""
    parts = [_part(text, one) for one in re.findall(r".+?(?:[。！？]|[.!?](?=\s|$)|$)\s*", text.shown)]
    try:
        yield layout.png("cards/led.typ", {**data, "slogan": words(text)})[0]
    except OutreachError as problem:
        if TOO_LONG not in str(problem):
            raise
        if len(parts) < 2:
            hint = msg("about 35 Chinese characters or 70 letters fit; split the sentence in two")
            message = msg("expected a line for an LED strip, found `{text}`", text=text.shown)
            raise fail("led", text.where, message, hint) from problem
        for one in parts:
            yield from _strips(one, data, layout)


def _part(text: Text, sentence: str) -> Text:
    """One sentence of a text, as a text of its own."""
    shown = sentence.strip()
    return replace(text, shown=shown, said=shown, phrases=phrases(shown, text.lang), said_phrases=(shown,), beside=None)


def _cards(board: Storyboard, data: dict[str, Any], layout: Layout) -> dict[str, bytes]:
    names = [COVER, *(s["id"] for s in data["scenes"] if s["kind"] not in _TOLD), LAST]
    files: dict[str, bytes] = {}
    for name in names:
        pages = layout.png("cards/card.typ", {**data, "scene": name})
        files |= {f"card-{n:02}-{name}.png": page for n, page in enumerate(pages, len(files) + 1)}
    return files
