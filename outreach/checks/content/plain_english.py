"""English sentences are short enough for people who are learning the language.

Why: foreign residents read English as a second or third language, under stress. Sentence length is only a proxy:
ISO 24495-1 gives no number and warns of formulas.
Source: Plain English Campaign (15 to 20 words on average); GOV.UK content design (split what is over 25).

PASS: `Hang up. Call your bank on the number on your card.`
FAIL: a sentence of 26 words
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from outreach.checks.content import Context, forms
from outreach.diagnostics import Diagnostic, error, warning
from outreach.messages import msg
from outreach.storyboard import Text

GOOD, MOST = 20, 25  # words a sentence
_SENTENCE = re.compile(r"(?<=[.!?:;])[”’\"')]*\s+")
_WORD = re.compile(r"[A-Za-z0-9][A-Za-z0-9’'.,-]*")


def check(text: Text, context: Context) -> Iterator[Diagnostic]:
    """Yields English sentences over 20 words as warnings, over 25 as errors."""
    if not text.lang.startswith("en"):
        return
    for words in forms(text):
        for sentence in _SENTENCE.split(words):
            n = len(_WORD.findall(sentence))
            if n > GOOD:
                make = error if n > MOST else warning
                message = msg("expected at most {most} words in a sentence, found {n}", most=GOOD, n=n)
                yield make("plain", text.where, message, msg("make two of it: `{s}`", s=sentence.strip()))
