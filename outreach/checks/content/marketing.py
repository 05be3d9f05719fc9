"""No words that sell: an outreach text with them becomes marketing.

Why: marketing material needs its own review, and a bank must not warn people and sell to them in the same breath. What
a scammer says, and what is quoted of him, promises nothing in the bank's name.
Source: 银发〔2019〕316号 (no implied return); 银行保险机构消费者权益保护管理办法 art. 9 (reviewed first).

PASS: `到柜台问清楚再办`, `听到“稳赚不赔”就挂断`
FAIL: `年化收益率4%，预约办理`
"""

from __future__ import annotations

from collections.abc import Iterator

from outreach.checks.content import Context, listed_words, told
from outreach.diagnostics import Diagnostic, error
from outreach.messages import msg
from outreach.storyboard import Text


def check(text: Text, context: Context) -> Iterator[Diagnostic]:
    """Yields each word of the list `marketing` in content/wordlists.yaml, where it stands."""
    lists = context.profiles.word_lists
    for words in told(text):
        for word in listed_words(words, lists.marketing, lists.allow):
            message = msg("found the selling words `{word}`: this becomes marketing", word=word)
            yield error(
                "marketing",
                text.where,
                message,
                msg("leave them out; products are reviewed and advertised elsewhere"),
            )
