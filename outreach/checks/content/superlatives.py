"""No superlatives and no absolute promises.

Why: 广告法 art. 9 (3) forbids them in advertisements, supervisors read outreach the same way, and no advice is perfect.
A scammer's own words, and what is quoted of them, may boast.
Source: 广告法 art. 9 (3); the word list is ours, with exceptions such as 第一时间, 最高人民法院.

PASS: `第一时间打110`, `第一单返了钱`
FAIL: `最佳方法，100%有效`
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from outreach.checks.content import Context, listed_words, told
from outreach.diagnostics import Diagnostic, warning
from outreach.messages import msg
from outreach.storyboard import Text

# An ordinal before what is counted: the first order, the first day. 第一名 and 第一家 boast.
_ORDINAL = re.compile(
    r"第一(?=单|笔|天|日|周|月|年|季度|位|件|份|封|通|遍|关|层|页|课|章|节|段|组|批|期|轮|场|集|回|声|眼|反应|现场|道|张|点"
    r"|项|样|行|排|部分|时间|步|次|句|条|个|种|招|则|条|口|幕|站|程|阶段|环节|责任人)"
)


def check(text: Text, context: Context) -> Iterator[Diagnostic]:
    """Yields each word of the list `superlatives` in content/wordlists.yaml, where it stands."""
    lists = context.profiles.word_lists
    for words in told(text):
        for word in listed_words(_ORDINAL.sub("", words), lists.superlatives, lists.allow):
            message = msg("found the absolute word `{word}`", word=word)
            yield warning(
                "superlatives",
                text.where,
                message,
                msg("say what it does; or add the longer word to `allow` in content/wordlists.yaml"),
            )
