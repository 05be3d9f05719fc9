"""Bingo sheets for a stall: whoever hears a full row of what scammers say and do calls out.

`bingo.pdf` and its copier and press prints: A4, twelve sheets that differ, then the list to read from.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from outreach.paginate import sentences
from outreach.paper.drawn import Art
from outreach.paper.form import A4, Sheet, at_least, large_print, three
from outreach.paper.printing import of_sheets
from outreach.paper.tricks import bare, lines
from outreach.paper.views import Bingo, SheetView
from outreach.paper.words import words
from outreach.storyboard import Item, Storyboard, Text

SHEETS, TRIES = 12, 200
FREE = -1  # the field that everybody has
SIDE, LARGE_SIDE, LEAST_SIDE = 4, 3, 3  # fields of a row: for readers of large print fewer
# Points: a sheet on a table before whoever plays.
LEAST = {"title": 26.0, "heading": 17.0, "body": 14.0, "small": 11.0, "number": 20.0, "floor": 10.0}


def calls(board: Storyboard) -> tuple[Text, ...]:
    """What is read aloud: what scammers say, the steps of the trick, what those who met it tell; each once."""
    steps = [item.text for scene in board.scenes if scene.kind == "anatomy" for item in scene.items]
    told = [*(one for item in lines(board) for one in playing(item)), *steps, *board.ticks]
    found: dict[str, Text] = {}
    for text in (*told, *(one.message for one in board.quiz if one.message and not one.genuine)):
        own = bare(text.shown)
        if not any(own in other or other in own for other in found):
            found[own] = text
    return tuple(found.values())


def playing(item: Item) -> list[Text]:
    """Of what somebody says in one breath the sentences that play a trick: a field holds few words."""
    return [one for one in sentences(item.text) if any(flag.phrase in one.shown for flag in item.flags)] or [item.text]


def side(count: int, most: int) -> int:
    """Fields of a row: as many as `count` calls fill; the field in the middle of an odd sheet is free."""
    return next((n for n in range(most, LEAST_SIDE, -1) if count >= n * n - n % 2), LEAST_SIDE)


def dealt(count: int, row: int, seed: str) -> tuple[tuple[int, ...], ...]:
    """The sheets: which call stands in each field, in an order that `seed` gives. No two are alike."""
    found: dict[tuple[int, ...], None] = {}
    for n in range(TRIES):
        if len(found) < SHEETS:
            found[_sheet(count, row, f"{seed}:{n}")] = None
    return tuple(found)


def _sheet(count: int, row: int, seed: str) -> tuple[int, ...]:
    places = row * row - row % 2
    chosen = [*_mixed(range(count), seed), *[FREE] * places][:places]
    fields = [chosen[n] for n in _mixed(range(places), f"{seed}:places")]
    if row % 2:
        fields.insert(places // 2, FREE)
    return tuple(fields)


def _mixed(numbers: Sequence[int], seed: str) -> list[int]:
    """In an order that looks like none and is the same for the same seed, on every machine."""
    return sorted(numbers, key=lambda one: hashlib.sha256(f"{seed}:{one}".encode()).digest())


def _kit(board: Storyboard, view: SheetView, art: Art) -> Bingo:
    seed = f"{board.scam}/{board.audience}/{board.lang}"
    found = calls(board)
    row = side(len(found), LARGE_SIDE if large_print(board) else SIDE)
    return Bingo(
        across=row,
        calls=tuple(words(found[n]) for n in _mixed(range(len(found)), seed)),
        dealt=dealt(len(found), row, seed),
        shout=words(board.refusal) if board.refusal else view.labels["bingo_free"],
    )


def sheets(board: Storyboard) -> tuple[Sheet, ...]:
    """One file of sheets, its type at least of LEAST."""
    return (Sheet("bingo", "bingo", three("bingo", A4), type=at_least(board, LEAST), kit=_kit),)


render, overflow = of_sheets(sheets)
