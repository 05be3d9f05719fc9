"""Checks of the content: each reads a text, a script or a storyboard and yields diagnostics. One file and line each."""

from __future__ import annotations

import dataclasses
import importlib
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cache, cached_property, lru_cache
from typing import Any, Literal

from outreach import coverage
from outreach.diagnostics import Diagnostic, Where
from outreach.folding import fold
from outreach.profiles import Profiles
from outreach.project import Project
from outreach.script import Script
from outreach.storyboard import Storyboard, Text

Subject = Literal["text", "script", "storyboard"]


@dataclass(frozen=True)
class Check:
    """A check: its module here, with `check(subject, context)`, and the subject it reads."""

    name: str
    subject: Subject


CHECKS: tuple[Check, ...] = (
    Check("glyphs", "text"),
    Check("hotlines", "text"),
    Check("personal", "text"),
    Check("domains", "text"),
    Check("marketing", "text"),
    Check("superlatives", "text"),
    Check("blaming", "text"),
    Check("names", "text"),
    Check("people", "text"),
    Check("leftovers", "text"),
    Check("plain_english", "text"),
    Check("spoken_numbers", "text"),
    Check("always_scam", "text"),
    Check("amounts", "script"),
    Check("tokens", "script"),
    Check("lengths", "storyboard"),
    Check("glance", "storyboard"),
    Check("phrases", "storyboard"),
    Check("said_flags", "storyboard"),
    Check("double_negatives", "storyboard"),
    Check("options", "storyboard"),
    Check("asked_options", "storyboard"),
    Check("rescue_order", "storyboard"),
    Check("rehearsed", "storyboard"),
    Check("quiz_mix", "storyboard"),
    Check("heard", "storyboard"),
    Check("talk_length", "storyboard"),
    Check("first_person", "storyboard"),
    Check("film_length", "storyboard"),
    Check("overlaps", "storyboard"),
    Check("title_fits", "storyboard"),
    Check("help_card", "storyboard"),
    Check("unshown", "storyboard"),
    Check("courtesy", "storyboard"),
    Check("completeness", "script"),
    Check("qr_payload", "storyboard"),
)


@dataclass(frozen=True)
class Context:
    """What a check may ask besides its subject. `seen` remembers a run's texts: labels stand in every storyboard.
    `boards` remembers the last storyboard of each pack: twenty thousand branches differ in their branch only.
    """

    project: Project
    profiles: Profiles
    seen: dict[tuple[str, str, str, Where, bool], tuple[Diagnostic, ...]] = field(default_factory=dict)
    boards: dict[tuple[str, str, str], tuple[Storyboard, list[Diagnostic]]] = field(default_factory=dict)

    @cached_property
    def fonts(self) -> coverage.Fonts:
        """What the project's fonts can draw."""
        return coverage.fonts(self.project)


def run_script(script: Script, project: Project, profiles: Profiles) -> list[Diagnostic]:
    """What the script checks find, each finding once, by place."""
    return _tidy(_run("script", script, Context(project, profiles)))


def run_storyboard(board: Storyboard, project: Project, profiles: Profiles) -> list[Diagnostic]:
    """What the storyboard and text checks find, each finding once, by place."""
    return check_board(board, Context(project, profiles))


def check_board(board: Storyboard, context: Context) -> list[Diagnostic]:
    """Like `run_storyboard`; what the context has seen in another storyboard is not judged again.

    No check sees the branch: its cells are judged where the list is read, its room where its sheet is laid out.
    """
    board, pack = replace(board, branch=None), (board.scam, board.audience, board.lang)
    known = context.boards.get(pack)
    if known is None or known[0] != board:
        found = _tidy([*_run("storyboard", board, context), *check_texts(texts(board), context)])
        known = context.boards[pack] = (board, found)
    return known[1]


def check_texts(found: Iterable[Text], context: Context) -> Iterator[Diagnostic]:
    """What the text checks find in each text; one that the context has seen is not judged again."""
    for text in found:
        key = (text.shown, text.said, text.lang, text.where, text.quoted)
        if key not in context.seen:
            context.seen[key] = tuple(_run("text", text, context))
        yield from context.seen[key]


def _run(subject: Subject, thing: Any, context: Context) -> Iterator[Diagnostic]:
    for check in _functions(subject):
        yield from check(thing, context)


@cache
def _functions(subject: Subject) -> tuple[Callable[[Any, Context], Iterator[Diagnostic]], ...]:
    """The checks of a subject, imported when they are first wanted."""
    return tuple(importlib.import_module(f"{__name__}.{c.name}").check for c in CHECKS if c.subject == subject)


def _tidy(found: Iterable[Diagnostic]) -> list[Diagnostic]:
    return sorted(dict.fromkeys(found), key=lambda d: (d.where, d.message))


def texts(board: Storyboard) -> Iterator[Text]:
    """Every text that anyone sees or hears, also a companion's. One that is shown and said comes twice."""
    yield from _texts(board)


def _texts(value: Any) -> Iterator[Text]:
    if isinstance(value, Text):
        yield value
        if value.beside:
            yield value.beside
    elif isinstance(value, (tuple, list)):
        for one in value:
            yield from _texts(one)
    elif isinstance(value, dict):
        yield from _texts([*value.values()])
    elif dataclasses.is_dataclass(value):
        for name in value.__dataclass_fields__:
            yield from _texts(getattr(value, name))


def listed_words(words: str, wanted: tuple[str, ...], allowed: tuple[str, ...]) -> list[str]:
    """Which of the `wanted` words stand in a text, outside the `allowed` ones. Latin words count only when whole."""
    plain = unicodedata.normalize("NFKC", fold(words)).lower()
    if not _pattern(wanted).search(plain):
        return []
    plain = _pattern(allowed).sub("\0", plain)
    return list(dict.fromkeys(_pattern(wanted).findall(plain)))


@lru_cache(maxsize=256)  # three lists a check and language, and those of a brand
def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    """Any of the words, longest first."""
    parts = [_whole(word.lower()) for word in sorted(words, key=len, reverse=True)]
    return re.compile("|".join(parts) or r"(?!)")


def _whole(word: str) -> str:
    latin = word.isascii() and word[0].isalpha()
    return rf"(?<![a-z0-9]){re.escape(word)}(?![a-z0-9])" if latin else re.escape(word)


def forms(text: Text) -> tuple[str, ...]:
    """What is seen and what is read out, when they differ."""
    return (text.shown,) if text.said == text.shown else (text.shown, text.said)


# What stands in quotation marks is told, not said: “稳赚不赔” in a list of warning signs promises nothing.
_QUOTED = re.compile(r"“[^”]*”|‘[^’]*’(?![a-z])|「[^」]*」|『[^』]*』|\"[^\"]*\"")


def own_words(words: str) -> str:
    """A text without what it quotes."""
    return _QUOTED.sub("\0", words)


def told(text: Text) -> tuple[str, ...]:
    """The forms of a text in the words of those who publish it: nothing of a scammer's, nothing quoted."""
    return () if text.quoted else tuple(own_words(words) for words in forms(text))
