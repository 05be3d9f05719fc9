"""No superlatives and no absolute promises.

Why: 广告法 art. 9 (3) forbids them in advertisements, supervisors read outreach the same way, and no advice is perfect.
Source: 广告法 art. 9 (3); the word list is ours, with exceptions such as 第一时间, 最高人民法院.

PASS: `第一时间打110`
FAIL: `最佳方法，100%有效`
"""

from __future__ import annotations

from collections.abc import Iterator

from outreach.checks import Context, forms, listed_words
from outreach.diagnostics import Diagnostic, warning
from outreach.messages import msg
from outreach.storyboard import Text


def check(text: Text, context: Context) -> Iterator[Diagnostic]:
    """Yields each word of the list `superlatives` in content/wordlists.yaml, where it stands."""
    lists = context.profiles.words
    for words in forms(text):
        for word in listed_words(words, lists.superlatives, lists.allow):
            message = msg("found the absolute word `{word}`", word=word)
            yield warning(
                "superlatives",
                text.where,
                message,
                msg("say what it does; or add the longer word to `allow` in content/wordlists.yaml"),
            )
