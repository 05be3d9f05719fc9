"""What is new in a text beside what was approved, piece by piece."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from outreach.lang import tongue
from outreach.views import View

Mark = Literal["same", "out", "in"]
LEAST = 2  # signs that are the same between two changes; one alone is read as a part of them
_WORD = re.compile(r"\S+\s*|\s+")


@dataclass(frozen=True)
class Part(View):
    """Words that stayed, went or came."""

    mark: Mark
    words: str


def changes(old: str, new: str, lang: str) -> tuple[tuple[Part, ...], tuple[Part, ...]]:
    """Both texts in parts: the old one with what went, the new one with what came; joined they are the texts."""
    before, after = _pieces(old, lang), _pieces(new, lang)
    was, now = list[Part](), list[Part]()
    for same, a, b in _blocks(before, after, 1 if tongue(lang).spaced else LEAST):
        _add(was, "same" if same else "out", "".join(before[a[0] : a[1]]))
        _add(now, "same" if same else "in", "".join(after[b[0] : b[1]]))
    return tuple(was), tuple(now)


def _pieces(text: str, lang: str) -> list[str]:
    """What is compared: words, or signs where a language writes no spaces."""
    return _WORD.findall(text) if tongue(lang).spaced else list(text)


Span = tuple[int, int]


def _blocks(before: Sequence[str], after: Sequence[str], least: int) -> list[tuple[bool, Span, Span]]:
    """What is the same and what is not, in turns; a stray sign between two changes is a part of them."""
    found = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    kept: list[tuple[bool, Span, Span]] = []
    for n, (tag, a1, a2, b1, b2) in enumerate(found):
        inner = 0 < n < len(found) - 1
        same = tag == "equal" and not (inner and a2 - a1 < least)
        if kept and not same and not kept[-1][0]:
            _, (a0, _), (b0, _) = kept.pop()
            a1, b1 = a0, b0  # noqa: PLW2901 - the change goes on
        kept.append((same, (a1, a2), (b1, b2)))
    return kept


def _add(parts: list[Part], mark: Mark, words: str) -> None:
    if words:
        parts.append(Part(mark, words))
