"""What a quiz asks about and a talk quotes was heard in the lesson, and its numbers are the lesson's.

Why: a question on words that nobody has heard tests nothing, and a talk that names another sum than the film makes both
look invented. Whoever speaks freely may say what he likes; what we write for him agrees with what the room has seen.
Source: our own rule, after a quiz that asked for a name that had never been said.

PASS: the message `打开屏幕共享`, words of a line; a talk that quotes “安全账户” and says 165万元, as the scene does
FAIL: the message `点开群文件` when no scene says it; 200万元 in a talk on a lesson with 165万元
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from outreach.checks.content import Context
from outreach.checks.content import texts as every_text
from outreach.diagnostics import Diagnostic, error
from outreach.messages import msg
from outreach.storyboard import Question, Storyboard, Text

_QUOTED = re.compile(r"“([^”]+)”|「([^」]+)」|『([^』]+)』")
_NUMBER = re.compile(r"[0-9][0-9.,-]*[0-9]|[0-9]")


@dataclass
class _Said:
    """What a lesson says in one language."""

    words: str = ""
    numbers: set[str] = field(default_factory=set)


def check(board: Storyboard, context: Context) -> Iterator[Diagnostic]:
    """Yields each message, quotation and number of the exercises that the lesson has not."""
    lesson = _lesson(board)
    asked = [*board.quiz, *(board.helper.turns if board.helper else ())]
    for one in board.quiz:
        if one.message and not one.genuine:
            yield from _missing(one.message, [one.message.shown], [], lesson)
    for text in _texts(asked):
        yield from _all(text, lesson)
    for text in (*board.talk.values(), *board.ticks):
        yield from _all(text, lesson)


def _texts(asked: list[Question]) -> Iterator[Text]:
    for one in asked:
        yield from (text for text in (one.message, one.question) if text)
        yield from (text for option in one.options for text in (option.text, option.detail) if text)


def _lesson(board: Storyboard) -> dict[str, _Said]:
    """By language: all that the scenes say and show, the numbers to call, and the sentences to learn."""
    found: dict[str, _Said] = {}
    for text in every_text(replace(board, talk={}, quiz=(), helper=None, ticks=(), labels={}, sources=())):
        said = found.setdefault(text.lang, _Said(numbers={line.number for line in board.hotlines}))
        said.words += "\n" + _plain(text.shown) + "\n" + _plain(text.said)
        said.numbers |= {*_NUMBER.findall(text.shown), *_NUMBER.findall(text.said)}
    return found


def _all(text: Text, lesson: dict[str, _Said]) -> Iterator[Diagnostic]:
    for one in (text, text.beside) if text.beside else (text,):
        quoted = ["".join(groups) for groups in _QUOTED.findall(one.shown)]
        yield from _missing(one, quoted, _NUMBER.findall(one.shown), lesson)


def _missing(text: Text, quoted: list[str], numbers: list[str], lesson: dict[str, _Said]) -> Iterator[Diagnostic]:
    said = lesson.get(text.lang, _Said())
    unheard = [words for words in quoted if _plain(words) not in said.words]
    for words in (*unheard, *(number for number in numbers if number not in said.numbers)):
        message = msg("expected words of the lesson, found `{words}`", words=words)
        yield error("heard", text.where, message, msg("copy them from a scene, letter by letter, or say them there"))


def _plain(words: str) -> str:
    """Letters and digits only: another mark at the end of a quotation is no other word."""
    return "".join(c for c in unicodedata.normalize("NFKC", words).lower() if c.isalnum())
