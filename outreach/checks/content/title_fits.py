"""A title tells this audience's story: what it quotes is heard there, and its words are.

Why: one script tells another story to students than to seniors. A title about savings on the students' sheet, whose
story is about loans, is passed by: it concerns somebody else.
Source: our own rule, after a reading of the first nine films; the share is measured on their titles, right and wrong.

PASS: “取消扣费”，欠下的是网贷 over a call that offers 取消扣费 and asks for 网贷
WARN: “取消扣费”，取走的是存款 over the same call, in which nobody has savings
FAIL: none, the title is shown all the same
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from outreach.checks.content import Context
from outreach.diagnostics import Diagnostic, warning
from outreach.folding import fold
from outreach.kinds import KINDS
from outreach.lang import tongue
from outreach.messages import msg
from outreach.storyboard import Storyboard, Text

SHARE = 0.25  # of a title's words that its story has; fitting titles had 0.3 and more, others 0.17 and less
_QUOTED = re.compile(r"“([^”]+)”|「([^」]+)」|『([^』]+)』")
_WIDE = re.compile(r"[\u3400-\u9fff]+")
_LONG = re.compile(r"[^\W\d_]{3,}")


def check(board: Storyboard, context: Context) -> Iterator[Diagnostic]:
    """Yields the title, once for what it quotes and once for its words."""
    story = "\n".join(fold(text.shown).lower() for text in _story(board))
    title = fold(board.title.shown).lower()
    if not story:
        return
    hint = msg("write another title for this audience: `by: {{{audience}: …}}`", audience=board.audience)
    for words in (next(filter(None, match.groups())) for match in _QUOTED.finditer(title)):
        if words not in story:
            message = msg("the title quotes `{words}`, which nobody meets in the story", words=words)
            yield warning("title-fits", board.title.where, message, hint)
    words = _words(title, board.title)
    shared = sum(word in story for word in words)
    if words and shared < SHARE * len(words):
        values = {"shared": shared, "all": len(words)}
        message = msg("expected the title in words of the story, found {shared} of {all} there", **values)
        yield warning("title-fits", board.title.where, message, hint, wanted=str(SHARE), measured=str(shared))


def _story(board: Storyboard) -> Iterator[Text]:
    """What is seen and said while people talk, and what the host says of it."""
    for scene in (scene for scene in board.scenes if KINDS[scene.kind].talk):
        yield scene.title
        yield from filter(None, (scene.contact,))
        for item in scene.items:
            yield item.text
            yield from (text for flag in item.flags for text in (flag.trick, flag.note))


def _words(title: str, text: Text) -> list[str]:
    """Words between spaces, the little ones aside; where none stand, each two signs that follow one another."""
    if tongue(text.lang).spaced:
        return _LONG.findall(title)
    return [run[k : k + 2] for run in _WIDE.findall(title) for k in range(len(run) - 1)]
