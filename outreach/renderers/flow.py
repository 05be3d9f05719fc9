"""The trick on a board beside a stall: how it goes, step by step, and at every step where to stop.

`flow.pdf` and its copier and press prints: A3.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import cycle

from outreach.paper.drawn import Art
from outreach.paper.form import A3, Sheet, three
from outreach.paper.printing import of_sheets
from outreach.paper.tricks import lines
from outreach.paper.views import Flow, FlowStep, SheetView
from outreach.paper.words import maybe, words
from outreach.storyboard import Storyboard, Text

# Points on A3, read from about a metre.
TYPE = {"title": 48.0, "heading": 28.0, "body": 23.0, "small": 17.0, "number": 40.0, "floor": 16.0}


def steps(board: Storyboard, art: Art) -> Iterator[FlowStep]:
    """The steps of the trick, or the lines that play one where no scene takes it apart; at each what to say."""
    stops = cycle([*map(words, _sayings(board))] or [None])
    taken_apart = [item for scene in board.scenes if scene.kind == "anatomy" for item in scene.items]
    for number, item in enumerate(taken_apart or lines(board), start=1):
        detail = item.detail or (item.flags[0].note if item.flags else None)
        drawing = art.key(item.picture) if item.picture else None
        yield FlowStep(number, words(item.text), maybe(detail), drawing, next(stops))


def _sayings(board: Storyboard) -> list[Text]:
    """The sentence that ends the call and the question, as what to say."""
    return [board.labels[name] for name in ("say_refusal", "say_ask") if name in board.labels]


def _kit(board: Storyboard, view: SheetView, art: Art) -> Flow:
    return Flow(tuple(steps(board, art)))


def sheets(board: Storyboard) -> tuple[Sheet, ...]:
    """The one sheet there is."""
    return (Sheet("flow", "flow", three("flow", A3), type=TYPE, kit=_kit),)


render, overflow = of_sheets(sheets)
