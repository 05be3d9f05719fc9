"""A long text in the pieces in which it is said: cut after sentences, else after clauses, a pause after each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from outreach.lang import spoken_form
from outreach.lang.breaks import inside_link
from outreach.storyboard import Flag, Item, Style, Text


def breaths(item: Item, style: Style) -> Iterator[tuple[str, Text, tuple[Flag, ...]]]:
    """Name, words and flags of each piece: of the item alone, or `id`, `id-2`, `id-3` … when it is too long for one.

    An option, a text that is said in other words, and one with its translation beside it are said whole.
    """
    limit = style.limits["item_chars"]
    whole = item.text.said != item.text.shown or item.kind == "option" or item.text.beside
    if len(item.text.shown) <= limit or whole:
        yield item.id, item.text, item.flags
        return
    left = item.flags
    for n, words in enumerate(cut(item, limit), 1):
        shown = "".join(words)
        spoken = spoken_form(shown, style.lang, style.pronounce)
        text = replace(item.text, shown=shown, said=shown, phrases=words, said_phrases=words, spoken=spoken)
        flags = tuple(flag for flag in left if flag.phrase in shown)
        left = tuple(flag for flag in left if flag not in flags)
        yield item.id if n == 1 else f"{item.id}-{n}", text, flags


_SENTENCE_END, _CLAUSE_END = tuple("。！？；.!?;"), tuple("。！？；.!?;，,：:")


def cut(item: Item, limit: int) -> Iterator[tuple[str, ...]]:
    """The phrases in pieces of at most `limit` characters: after sentences, else clauses, never in a flagged phrase."""
    units: list[tuple[str, ...]] = []
    for sentence in _after(item.text.phrases, _SENTENCE_END):
        units += _after(sentence, _CLAUSE_END) if len("".join(sentence)) > limit else [sentence]
    pieces: list[tuple[str, ...]] = []
    for unit in units:
        room = pieces and len("".join(pieces[-1] + unit).rstrip()) <= limit
        if room or (pieces and _splits_a_phrase(item, pieces, unit)):
            pieces[-1] += unit
        else:
            pieces.append(unit)
    yield from ((*piece[:-1], piece[-1].rstrip()) for piece in pieces)


def _after(phrases: tuple[str, ...], marks: tuple[str, ...]) -> list[tuple[str, ...]]:
    """The phrases in runs that end after one of the marks, also when a closing quote follows it."""
    runs: list[tuple[str, ...]] = [()]
    for phrase, after in zip(phrases, (*phrases[1:], " "), strict=True):
        runs[-1] += (phrase,)
        if phrase.rstrip().rstrip("”’）)」』\"'").endswith(marks) and not inside_link(phrase, after):
            runs.append(())
    return [run for run in runs if run]


def _splits_a_phrase(item: Item, pieces: list[tuple[str, ...]], unit: tuple[str, ...]) -> bool:
    before, after = "".join(pieces[-1]), "".join(unit)
    return any(f.phrase in before + after and f.phrase not in before and f.phrase not in after for f in item.flags)
