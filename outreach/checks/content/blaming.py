"""No word that blames or shames the person who was cheated.

Why: shame keeps victims from reporting, and an audience that feels looked down on stops listening.
Source: the project's tone rules (kind, concrete, never blaming).

PASS: `骗子训练有素，谁都可能碰上`, `It is not your fault`
FAIL: `都怪自己贪小便宜`, `gullible people`
"""

from __future__ import annotations

from collections.abc import Iterator

from outreach.checks.content import Context, forms, listed_words
from outreach.diagnostics import Diagnostic, error
from outreach.messages import msg
from outreach.storyboard import Text


def check(text: Text, context: Context) -> Iterator[Diagnostic]:
    """Yields each word of the list `blaming` in content/wordlists.yaml, where it stands."""
    lists = context.profiles.word_lists
    for words in () if text.quoted else forms(text):  # shaming people is a trick of theirs
        for word in listed_words(words, lists.blaming, lists.allow):
            message = msg("found `{word}`, which blames the person who was cheated", word=word)
            yield error("blaming", text.where, message, msg("tell what the scammer does, and what helps"))
