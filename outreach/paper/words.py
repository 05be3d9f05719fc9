"""Texts as printed sheets and social pictures set them: in pieces that may not be broken."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from outreach.lang import tongue
from outreach.lang.breaks import NO_START, inside_link
from outreach.paper.views import Lang, Part, Words
from outreach.storyboard import Item, Run, Text, runs

_CLOSING = "）》」』】〉”’"
_AFTER_QUOTE = re.compile(
    rf"(?<=[{_CLOSING}])(?=[一-鿿])"
)  # a word leans on a closing mark: no line breaks between them
_BREAK = "\u200b"  # a line may end here
_WIDEST = 12.0  # em that a piece may be wide: the narrowest column holds it
_SHORT_FLAG = 7  # characters of a flagged phrase that is not broken


def maybe(text: Text | None) -> Words | None:
    """The words of a text that may be missing."""
    return words(text) if text else None


def words(text: Text, item: Item | None = None) -> Words:
    """A text as pieces that may not be broken, and where it stands; of an item, with its flags."""
    own = runs(item) if item else tuple(map(Run, text.phrases))
    return Words(
        pieces=tuple(_pieces(text, own, {flag.id: flag.number for flag in item.flags} if item else {})),
        plain=text.shown,
        lang=lang_of(text.lang),
        boxed=tongue(text.lang).boxed,
        rtl=tongue(text.lang).rtl,
        beside=words(text.beside) if text.beside else None,
    )


def lang_of(tag: str) -> Lang:
    """Language and region of a tag, as a layout asks for them; "" without one."""
    base, _, region = tag.partition("-")
    return base, region.lower() if len(region) == 2 else ""


def _pieces(text: Text, own: Sequence[Run], numbers: Mapping[str, int]) -> Iterator[tuple[Part, ...]]:
    """The phrases, each a list of its parts: one half inside a flag or a quotation has two, and is kept together."""
    parts = [*(_boxed(own) if tongue(text.lang).boxed else _running(own))]
    piece: list[Part] = []
    for part, after in zip(parts, (*parts[1:], Run("")), strict=True):
        gap, number = _gap(part.words.rstrip(_BREAK), after.words), numbers.get(part.flag, 0)
        same = number and after.flag == part.flag
        piece.append((part.words, number, gap if same else 0.0, 0.0 if same else gap))
        if part.ends:
            yield tuple(piece)
            piece = []


def _boxed(own: Sequence[Run]) -> Iterator[Run]:
    """Words that a box keeps whole: a short flagged passage is one, a long code several."""
    for flag, same in groupby(own, key=lambda run: run.flag):
        passage = [*same]
        words = "".join(run.words for run in passage)
        for run in [Run(words, flag, passage[-1].ends)] if flag and len(words) <= _SHORT_FLAG else passage:
            *before, last = _shares(run.words)
            for share in before:
                yield from _quoted(share, flag, ends=True)
            yield from _quoted(last, flag, run.ends)


def _running(own: Sequence[Run]) -> Iterator[Run]:
    """Words that break at their spaces: what is marked alike is one, with a place to break where a link has one."""
    words = ""
    for run, after in zip(own, (*own[1:], None), strict=True):
        words += run.words
        joint = bool(after and run.ends and inside_link(run.words, after.words))
        turns = after is None or after.flag != run.flag
        if joint or turns:
            yield from _quoted(words + _BREAK * joint, run.flag, turns)
            words = ""


def _quoted(words: str, flag: str, ends: bool) -> Iterator[Run]:
    """Words in the parts that a closing mark leaves, which stand nearer to each other."""
    *before, last = _AFTER_QUOTE.split(words)
    yield from (Run(part, flag, ends=False) for part in before)
    yield Run(last, flag, ends)


def _shares(piece: str) -> list[str]:
    """A run of letters that is too wide for a narrow column, such as a long code, in equal shares."""
    if not piece.strip().isalnum() or not piece.isascii():
        return [piece]
    count = -(-_em(piece) // _WIDEST)
    size = -(-len(piece) // max(1, int(count)))
    return [piece[n : n + size] for n in range(0, len(piece), size)]


def _em(piece: str) -> float:
    """About the width of a piece in em, rather a little too much."""
    return sum(1.0 if unicodedata.east_asian_width(c) in "WFA" else 0.9 if c.isupper() else 0.62 for c in piece.strip())


def _gap(before: str, after: str) -> float:
    """The space between two phrases in em.

    A quarter between Chinese and Latin letters or digits (W3C clreq §3.2.2). Any space after a mark keeps the layout
    from cutting it to half as if it ended the line; a little less than its full width reads evenly (clreq §3.1.6).
    A closing mark stands as near to its neighbour as the opening one, which the layout cuts to half.
    """
    if not before or not after or after[0] in NO_START:
        return 0.0
    left, right = before[-1], after[0]
    if left in _CLOSING:
        return -0.45
    if left in "，。、：；？！":
        return -0.12
    mixed = (_han(left) and right.isascii() and right.isalnum()) or (left.isascii() and left.isalnum() and _han(right))
    return 0.2 if mixed else 0.0


def _han(character: str) -> bool:
    return "一" <= character <= "鿿"
