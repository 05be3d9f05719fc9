"""Cards to draw at a stall: is what somebody says real or a scam? The answer is on the back.

`lots.pdf` and its copier and press prints: A4, each page of fronts followed by its backs, mirrored to register.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from itertools import cycle, islice

from outreach.paper.drawn import Art
from outreach.paper.form import A4, Sheet, at_least, large_print, three
from outreach.paper.printing import of_sheets
from outreach.paper.tricks import bare, lines
from outreach.paper.views import Lot, Lots, SheetView
from outreach.paper.words import maybe, words
from outreach.storyboard import Question, Storyboard

GRID, LARGE_GRID = (2, 4), (2, 3)  # columns and rows; for readers of large print cards are larger
# Points: a card is read at arm's length, by two people.
LEAST = {"title": 22.0, "heading": 18.0, "body": 15.0, "small": 11.0, "number": 16.0, "floor": 10.0}


def lots(board: Storyboard) -> Iterator[Lot]:
    """A card for each question of the quiz, and for what scammers say in the story that none of them has."""
    asked = [bare(one.message.shown) for one in board.quiz if one.message]
    for one in board.quiz:
        yield from _asked(one)
    for item in lines(board):
        words_ = bare(item.text.shown)
        if item.flags and not any(words_ in other or other in words_ for other in asked):
            flag = item.flags[0]
            yield _lot(message=words(item.text), answer=words(flag.trick), why=words(flag.note), act=False)


def _asked(one: Question) -> Iterator[Lot]:
    right = next((option for option in one.options if option.right), None)
    if right is None:
        return
    answer, why = words(right.text), maybe(right.detail)
    if one.message:
        yield _lot(message=words(one.message), genuine=one.genuine, answer=answer, why=why)
    elif one.question:
        options = tuple(words(option.text) for option in one.options)
        yield _lot(question=words(one.question), options=options, answer=answer, why=why)


_lot = partial(Lot, number=0, message=None, genuine=False, question=None, options=(), act=True)


def filled_up(found: list[Lot], places: int) -> Iterator[Lot]:
    """The cards, and again from the first until the last sheet is full."""
    whole = -(-len(found) // places) * places
    yield from (replace(one, number=n % len(found) + 1) for n, one in enumerate(islice(cycle(found), whole)))


def _kit(board: Storyboard, view: SheetView, art: Art) -> Lots:
    across = LARGE_GRID if large_print(board) else GRID
    return Lots(across=across, lots=tuple(filled_up([*lots(board)], across[0] * across[1])))


def sheets(board: Storyboard) -> tuple[Sheet, ...]:
    """One sheet, its type at least of LEAST."""
    return (Sheet("lots", "lots", three("lots", A4), type=at_least(board, LEAST), kit=_kit),)


render, overflow = of_sheets(sheets)
