"""Texts are short enough to be taken in at a glance.

Why: a text that fits its place may still be more than a person reads while a film goes on. How much that is depends on
the language and is said in content/languages, under `glance`; a language without it is not judged.
Source: our own rule, from the packs that were tried: a title of 14 Hanzi, a note of 24; about twice as many words' room
in English.

PASS: a title of 12 Hanzi, an English note of 60 characters
WARN: a title of 18 Hanzi
FAIL: none, long texts are shown all the same
"""

from __future__ import annotations

from collections.abc import Iterator

from outreach.checks.content import Context
from outreach.diagnostics import Diagnostic, warning
from outreach.lang import tongue
from outreach.messages import Message, msg
from outreach.profiles.settings import Glance
from outreach.storyboard import Scene, Storyboard, Text


def check(board: Storyboard, context: Context) -> Iterator[Diagnostic]:
    """Yields each text that is longer than its language's measure for its place: signs in zh, ja, ko, else letters."""
    for scene in board.scenes:
        for place, name, text in _places(scene):
            language = context.profiles.languages.get(text.lang)
            most = language.glance.get(place, 0) if language else 0
            size = _size(text)
            if most and size > most:
                message = msg("expected at most {most} characters for {name}, found {size}: `{text}`",
                              most=most, name=name, size=size, text=text.shown)  # fmt: skip
                hint = msg(
                    "it is read at a glance; `glance` in content/languages/{lang}.yaml says how much", lang=text.lang
                )
                yield warning("glance", text.where, message, hint, wanted=str(most), measured=str(size))


def _size(text: Text) -> int:
    own = tongue(text.lang)
    return own.units(text.shown) if own.wide else len(text.shown)


def _places(scene: Scene) -> Iterator[tuple[Glance, Message, Text]]:
    yield "title", msg("a title"), scene.title
    for one in scene.items:
        line = one.kind == "line"
        yield ("line", msg("a line"), one.text) if line else ("item", msg("one item"), one.text)
        if one.detail:
            yield "note", msg("a detail"), one.detail
        for flag in one.flags:
            yield "trick", msg("the name of a trick"), flag.trick
            yield "note", msg("the note of a trick"), flag.note
