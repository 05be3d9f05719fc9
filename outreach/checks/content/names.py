"""No real platforms and companies.

Why: scammers pose as all of them. A leaflet that prints a name accuses a company, needs its consent, dates quickly.
The list in content/wordlists.yaml names them only so that they can be found.
Source: the project's content rules; 广告法 art. 9 and 13 (no running down of others).

PASS: `冒充某平台客服`, `a video app`
FAIL: `微信客服`, `a call from PayPal`
"""

from __future__ import annotations

from collections.abc import Iterator

from outreach.checks.content import Context, forms, listed_words
from outreach.diagnostics import Diagnostic, error
from outreach.messages import msg
from outreach.storyboard import Text


def check(text: Text, context: Context) -> Iterator[Diagnostic]:
    """Yields each word of the list `names` in content/wordlists.yaml, where it stands."""
    lists = context.profiles.word_lists
    for words in forms(text):
        for word in listed_words(words, lists.names, lists.allow):
            message = msg("found the real name `{word}`", word=word)
            yield error("names", text.where, message, msg("say what it is: `某平台`, `a video app`"))
