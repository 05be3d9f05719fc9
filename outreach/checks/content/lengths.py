"""Every shown text fits where it is shown, at the audience's type size.

Why: type never shrinks under the audience's floor, so a text that is too long breaks into a third line or a second
slide. A long line of a conversation is shown in the pieces in which it is said; all else is shown whole.
Source: our own rule: a text too long for an audience's slide is shortened, never shrunk.

PASS: a title of two lines, a trick of a few words
FAIL: a title of four lines, a caller's name like a sentence
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from outreach.checks.content import Context
from outreach.diagnostics import Diagnostic, warning
from outreach.messages import Message, msg
from outreach.paginate import bubbles
from outreach.storyboard import Scene, Storyboard, Style, Text

FRAME = 1920 * 5 / 6  # px: what a sign-language slot leaves of the width
TITLE_LINES = 2
CONTACT, TRICK = 12, 10  # full-width characters: the head of a phone, the head of a card


def check(board: Storyboard, context: Context) -> Iterator[Diagnostic]:
    """Yields texts that are wider than their place, in full-width characters (two Latin letters count as one)."""
    title, item = title_room(board.style), float(board.style.limits["item_chars"])
    item = item if board.style.wide_chars else item / 2
    for scene in map(bubbles, board.scenes):
        for name, text, room in _places(scene, title, item):
            size = width(text.shown, board.style.wide_chars)
            if size > room:
                message = msg(
                    "expected at most {room} characters for {name}, found {size}",
                    room=_count(room, board.style),
                    size=_count(size, board.style),
                    name=name,
                )
                yield warning("length", text.where, message, msg("`{text}` takes too many lines", text=text.shown))


def width(words: str, wide_chars: bool) -> float:
    """Full-width characters: a half-width one counts 0.5; curly quotes are full-width in Chinese, Japanese, Korean."""
    wide = ("W", "F", "A") if wide_chars else ("W", "F")
    return sum(1.0 if unicodedata.east_asian_width(c) in wide else 0.5 for c in words)


def title_room(style: Style) -> float:
    """Full-width characters that a title may have, in a film with a sign-language slot."""
    return TITLE_LINES * ((FRAME - 2 * style.shape["margin"]) // style.video_type["title"])


def _count(size: float, style: Style) -> int:
    return int(size if style.wide_chars else size * 2)


def _places(scene: Scene, title: float, item: float) -> Iterator[tuple[Message, Text, float]]:
    yield msg("a title"), scene.title, title
    if scene.contact:
        yield msg("the name on the screen"), scene.contact, CONTACT
    for one in scene.items:
        yield msg("one item"), one.text, item
        if one.detail:
            yield msg("a detail"), one.detail, item
        for flag in one.flags:
            yield msg("the name of a trick"), flag.trick, TRICK
            yield msg("the note of a trick"), flag.note, item
