"""One audience is addressed in one way: 您 or 你.

Why: a text that says 您 to a grandmother in one sentence and 你 in the next reads like two texts pasted together.
Judged is what is said to the audience in the script's own voice: titles, leads, steps, advice, notes, questions and the
presenter's lines. What people of the story say to each other, a scammer's words, and what stands in quotation marks,
are theirs; fixed labels and purposes of hotlines are everybody's. 你们, 你我 and 迷你 address nobody.
Source: our own rule, from how the audiences' texts are written: the form used in more texts is the audience's.

PASS: `先吓您，再催您`, `他说：“你别挂”，您就挂`
FAIL: `先挂断，您别急` in a script whose other texts for this audience say 你
"""

from __future__ import annotations

from collections.abc import Iterator

from outreach.checks.content import Context, told
from outreach.diagnostics import Diagnostic, Where, warning
from outreach.lang import tongue
from outreach.messages import msg
from outreach.storyboard import Scene, Storyboard, Text


def check(board: Storyboard, context: Context) -> Iterator[Diagnostic]:
    """Yields each text that says 你 where most say 您, or the other way round; the first one decides a draw."""
    texts = list(_addressed(board))
    for lang in dict.fromkeys(text.lang for text in texts):
        if tongue(lang).courtesy:
            yield from _mixed([text for text in texts if text.lang == lang], lang, board.audience)


def _mixed(texts: list[Text], lang: str, audience: str) -> Iterator[Diagnostic]:
    forms = tongue(lang).courtesy
    found: dict[str, dict[Where, Text]] = {form: {} for form in forms}
    for text in texts:
        for form, pattern in forms.items():
            if any(pattern.search(words) for words in told(text)):
                found[form].setdefault(text.where, text)
    usual, other = sorted(found, key=lambda form: (-len(found[form]), min(found[form], default=Where("~"))))
    for where in found[other]:
        message = msg(
            "found `{other}`: {n} other texts for {audience} say `{usual}`",
            other=other,
            usual=usual,
            n=len(found[usual]),
            audience=audience,
        )
        hint = msg("choose one; other words for some audiences go under `by`, somebody's words into “ ”")
        yield warning("courtesy", where, message, hint)


def _addressed(board: Storyboard) -> Iterator[Text]:
    own = [board.title, board.summary, *(text for scene in board.scenes for text in _of_scene(scene))]
    for text in own:
        yield from (one for one in (text, text.beside) if one is not None)


def _of_scene(scene: Scene) -> Iterator[Text]:
    yield scene.title
    yield from (text for text in (scene.question, scene.answer) if text is not None)
    yield from (beat.text for beat in scene.beats if beat.text is not None and beat.role == "host" and not beat.item)
    for item in scene.items:
        if item.role in ("", "host"):
            yield item.text
        if item.detail is not None:
            yield item.detail
        for flag in item.flags:
            yield from (flag.trick, flag.note)
