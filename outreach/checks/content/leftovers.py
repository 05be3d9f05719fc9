"""No marks of Markdown and HTML: nothing here reads them, so they would be printed and shown as they are.

Why: a text copied from a chat, a web page or a document brings its marks along.
Source: CommonMark 0.31 (emphasis, links, code, lists, headings); HTML Living Standard §13.5 (character references).

PASS: `138****0000`, `尾号**1234`, `1 < 2`, `A & B`
FAIL: `请**不要**转账`, `第一行<br>第二行`, `&nbsp;`, `[看这里](https://jiangwanbank.example)`, `- 先挂断`
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from outreach.checks.content import Context, forms
from outreach.diagnostics import Diagnostic, error
from outreach.messages import Message, msg
from outreach.storyboard import Text

_MARKS: tuple[tuple[Message, re.Pattern[str]], ...] = (
    (msg("an HTML tag"), re.compile(r"</?[a-z][a-z0-9]*(?:\s[^<>]*)?/?>|<!--|-->", re.I)),
    (msg("an HTML entity"), re.compile(r"&(?:[a-z][a-z0-9]{1,8}|#\d{1,7}|#x[0-9a-f]{1,6});", re.I)),
    (msg("a Markdown link"), re.compile(r"!?\[[^\[\]]*\]\([^()\s]*\)")),
    # `**` opens before a word, with no mask around it: 138****0000, 尾号**1234, 王**
    (msg("Markdown emphasis"), re.compile(r"(?<![*\d])\*\*(?![\s*\d，。、；：！？,.;:!?])[^*]*[^\s*]\*\*(?![*\d])")),
    (msg("Markdown emphasis"), re.compile(r"(?<![*\w])\*(?![\s*])[^*]*[^\s*]\*(?![*\w])|~~[^~]+~~")),
    (
        msg("Markdown emphasis"),
        re.compile(r"(?<![\w_])__(?![\s_])[^_]+__(?![\w_])|(?<=[\u3400-\u9fff])__(?![\s_])[^_]+__"),
    ),
    (msg("a Markdown code mark"), re.compile(r"`")),
    (msg("a list mark"), re.compile(r"^\s*(?:[-*+•●▪◦‣·]\s+\S|[•●▪◦‣]\S|\d{1,2}[.)]\s+\S)")),
    (msg("a heading mark"), re.compile(r"^\s*#{1,6}\s|\s#{2,6}\s*$")),
    (msg("a quote mark of Markdown"), re.compile(r"^\s*>\s")),
)


def check(text: Text, context: Context) -> Iterator[Diagnostic]:
    """Yields each kind of mark that a text has, with what it stands in."""
    for words in forms(text):
        for kind, pattern in _MARKS:
            match = pattern.search(words)
            if match:
                message = msg("found {kind}, `{found}`, which is shown as it is", kind=kind, found=_bare(match[0]))
                yield error("leftover", text.where, message, msg("delete the marks; steps and points get theirs here"))


def _bare(found: str) -> str:
    return found.strip().replace("`", "'")
