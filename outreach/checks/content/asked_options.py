"""A wrong option is asked, never said as a plain statement in the presenter's own voice.

Why: whoever hears better than they see, or looks up for four seconds, would hear the bank recommend the scam.
Source: our own rule, after a reading of the first nine films; the ear has no letter A, no cross and no quotation mark.

PASS: `text: 转到安全账户更放心` with `say: 有人想：转到安全账户，更放心吧？`; the right option, however it is said
WARN: `text: 转到安全账户更放心`, which is read out as it stands
FAIL: none, the film is made all the same
"""

from __future__ import annotations

from collections.abc import Iterator

from outreach.checks.content import Context
from outreach.diagnostics import Diagnostic, warning
from outreach.messages import msg
from outreach.storyboard import Storyboard

ASKED = frozenset("?？؟՞")  # also the Arabic and Armenian marks


def check(board: Storyboard, context: Context) -> Iterator[Diagnostic]:
    """Yields each wrong option without a mark of a question in what is said."""
    for scene in board.scenes:
        for item in scene.items:
            if item.kind == "option" and not item.right and not ASKED & {*item.text.said}:
                message = msg("the wrong option `{text}` is said as if it were advice", text=item.text.said)
                hint = msg("ask it: `say: 有人想：{text}？`, or in English `Some people think: {text}?`",
                           text=item.text.shown)  # fmt: skip
                yield warning("options", item.text.where, message, hint)
