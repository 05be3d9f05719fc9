"""A paragraph for whoever gives the talk is as long as a breath or two: 60 to 90 characters, 25 to 40 words.

Why: a volunteer reads it once and then says it. What is shorter is a heading, what is longer is read off the sheet.
Source: our own rule; 60 to 90 Hanzi are 20 to 30 seconds at the pace of a talk to seniors.

PASS: 72 Hanzi, 33 English words
WARN: 40 Hanzi; 55 English words
FAIL: none, the words are printed all the same
"""

from __future__ import annotations

from collections.abc import Iterator

from outreach.checks.content import Context
from outreach.diagnostics import Diagnostic, warning
from outreach.lang import tongue
from outreach.messages import msg
from outreach.storyboard import Storyboard, Text

CHARACTERS, WORDS = (60, 90), (25, 40)  # zh, ja, ko; all others


def check(board: Storyboard, context: Context) -> Iterator[Diagnostic]:
    """Yields each paragraph that is too short or too long, also in the language beside."""
    for text in board.talk.values():
        for one in (text, text.beside) if text.beside else (text,):
            least, most = CHARACTERS if tongue(one.lang).wide else WORDS
            size = measure(one)
            if not least <= size <= most:
                count = msg("{n} characters", n=size) if tongue(one.lang).wide else msg("{n} words", n=size)
                message = msg("expected {least} to {most} in a paragraph to speak, found {count}",
                              least=least, most=most, count=count)  # fmt: skip
                yield warning("talk", one.where, message, wanted=f"{least}-{most}", measured=str(size))


def measure(text: Text) -> int:
    """In zh, ja, ko characters, marks with them, as word processors count; elsewhere words."""
    return sum(not c.isspace() for c in text.shown) if tongue(text.lang).wide else len(text.shown.split())
