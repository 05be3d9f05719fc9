"""“That is a scam” is said only of what always is one.

Why: banks do limit accounts when a passport expires, people do share screens in class, a real renewal does take money.
Whoever learns that such a sentence is a scam ignores the true notice, or meets it and believes nothing any more. A
“safe account” or a card held against a phone because a caller says so has no honest reading.
Source: our own rule, after a reading of the first nine films; notices of Chinese banks on expired papers (2023).

PASS: 听到“转到安全账户”，就是诈骗。; 听到“打开屏幕共享”，先挂断。
WARN: 听到“打开屏幕共享”，就是诈骗。; “Your account stops today”? That is a scam.
FAIL: none: what else is always a scam is added to `always_scam` in content/wordlists.yaml
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from outreach.checks.content import Context, forms, listed_words
from outreach.diagnostics import Diagnostic, warning
from outreach.lang import tongue
from outreach.messages import msg
from outreach.storyboard import Text

_QUOTED = re.compile(r"“([^”]+)”|「([^」]+)」|『([^』]+)』")
_BETWEEN = re.compile(r"\W{0,2}")  # “A”“B”, “A” or “B” said in one breath
_FAR = 40  # characters: a verdict further behind a quotation is of something else


def check(text: Text, context: Context) -> Iterator[Diagnostic]:
    """Yields each quotation that a text calls a scam, and that may also be honest."""
    if text.quoted or not tongue(text.lang).verdicts:
        return
    always = context.profiles.word_lists.always_scam
    for said in dict.fromkeys(said for words in forms(text) for said in _judged(words, text.lang)):
        if not listed_words(said, always, ()):
            message = msg("`{words}` is not always a scam, and the text says it is", words=said)
            hint = msg("say what to do instead: 先挂断, “Hang up”; or add it to `always_scam`")
            yield warning("always-scam", text.where, message, hint)


def _judged(words: str, lang: str) -> Iterator[str]:
    """What is quoted right before a verdict, and what stands beside that without a word between."""
    quoted = [*_QUOTED.finditer(words)]
    for verdict in re.finditer(tongue(lang).verdicts, words, re.I):
        end, most = verdict.start(), re.compile(rf".{{0,{_FAR}}}", re.S)
        for match in reversed([match for match in quoted if match.end() <= verdict.start()]):
            if not most.fullmatch(words[match.end() : end]):
                break
            yield next(filter(None, match.groups()))
            end, most = match.start(), _BETWEEN
