"""The sheets of a stall: a board game, cards to draw, bingo, a board of the trick, stickers."""

from __future__ import annotations

from dataclasses import dataclass

from outreach.paper.views.base import Words
from outreach.views import View


@dataclass(frozen=True, kw_only=True)
class Square(View):
    """A field of the board game."""

    number: int  # from 1, the start
    column: int  # from 0, at the left
    row: int  # from 0, at the top
    role: str  # start, trap, ladder, plain or end
    text: Words | None  # what is read aloud there
    to: int  # the field that a trap sends back to, a ladder on to; 0: none
    drawing: str | None  # a key of `art`


@dataclass(frozen=True)
class Tiling(View):
    """How a sheet that is larger than the printer's paper is cut into four: in mm on the paper."""

    window: tuple[float, float]  # width and height of a tile's picture
    step: tuple[float, float]  # from a tile to the next: less than the window by what overlaps
    zoom: float  # of the design


@dataclass(frozen=True, kw_only=True)
class Game(View):
    """The board game."""

    design: tuple[float, float]  # mm, as it is laid out
    grid: tuple[int, int]  # columns and rows
    squares: tuple[Square, ...]
    tiling: Tiling


@dataclass(frozen=True)
class Lot(View):
    """A card to draw: what somebody says, or a question, and on its back the answer."""

    number: int
    message: Words | None  # said by a scammer or by somebody genuine
    genuine: bool
    question: Words | None  # on a card without a message
    options: tuple[Words, ...]  # of that question
    answer: Words  # the trick in the message, or what is right to do
    act: bool  # it is what is right to do
    why: Words | None


@dataclass(frozen=True, kw_only=True)
class Lots(View):
    """Cards to draw, with their answers on the back."""

    across: tuple[int, int]  # columns and rows of a sheet
    lots: tuple[Lot, ...]  # whole sheets of them


@dataclass(frozen=True)
class Bingo(View):
    """Bingo sheets and the list to read from."""

    across: int  # fields of a row, and rows
    calls: tuple[Words, ...]  # what is read aloud, in the order of the list
    dealt: tuple[tuple[int, ...], ...]  # for each sheet the calls in its fields, by their places in `calls`; -1: free
    shout: Words  # what a full row calls out


@dataclass(frozen=True)
class FlowStep(View):
    """A step of the trick, and the way out of it."""

    number: int
    text: Words
    detail: Words | None
    drawing: str | None  # a key of `art`
    stop: Words | None  # what to say here


@dataclass(frozen=True)
class Flow(View):
    """The trick on a board."""

    steps: tuple[FlowStep, ...]


@dataclass(frozen=True)
class Sticker(View):
    """A small sticker."""

    role: str  # refusal, number, hang or series
    text: Words
    number: str  # to call; "" without one


@dataclass(frozen=True)
class Stickers(View):
    """Stickers on a sheet of labels, which is told in mm."""

    across: int  # labels side by side
    label: tuple[float, float]  # width and height
    pitch: tuple[float, float]  # from one to the next
    first: tuple[float, float]  # the first one's corner
    stickers: tuple[Sticker, ...]  # row by row


Kit = Game | Lots | Bingo | Flow | Stickers
