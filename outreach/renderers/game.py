"""A board game for a stall: a path of fields, the scammers' sentences send back, what to say and do leads on.

`game.pdf` and `game-mono.pdf`, four sheets of A4 to glue together; for a press `game-press.pdf` (A2).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import cycle, islice

from outreach.paper.drawn import Art
from outreach.paper.form import A2, A3, A4, Form, Sheet
from outreach.paper.printing import of_sheets
from outreach.paper.tricks import bare, lines
from outreach.paper.views import Game, SheetView, Square, Tiling, Words
from outreach.paper.words import words
from outreach.storyboard import Storyboard

# A printer leaves 6 mm white at each edge; 8 mm of a tile lie under the next; a line of hints is below the picture.
EDGE, OVERLAP, HINTS = 6.0, 8.0, 8.0
WINDOW = (A4[0] - 2 * EDGE, A4[1] - 2 * EDGE - HINTS)
STEP = (WINDOW[0] - OVERLAP, WINDOW[1] - OVERLAP)
TILING = Tiling(WINDOW, STEP, min((step + room) / side for step, room, side in zip(STEP, WINDOW, A3, strict=True)))
# Points on A3, 1.3 times as large in four tiles: read across a table, never under 16 pt.
TYPE = {"title": 34.0, "heading": 19.0, "body": 18.0, "small": 14.5, "number": 24.0, "floor": 12.5}
COLUMNS, LEAST = 5, 30
EACH = 5  # traps and ladders at least, so that every game meets them: fewer are there twice
NEAR = 3  # a trap sends back, a ladder leads on by 3, 4 or 5 fields

Special = tuple[str, Words]  # role, what is read aloud


def squares(specials: Sequence[Special], drawings: Sequence[str], start: Words, end: Words) -> Iterator[Square]:
    """The fields from the start to the end, the path turning at the end of each row, from the lowest row up.

    Whoever is sent somewhere comes to a plain field: no chain of traps holds anybody for ever.
    """
    count = max(LEAST, -(-(2 * len(specials) + 3) // COLUMNS) * COLUMNS)
    at = {3 + int(n * (count - 3) / max(1, len(specials))): one for n, one in enumerate(specials)}
    pictures = cycle(drawings or (None,))
    for number in range(1, count + 1):
        row, column = divmod(number - 1, COLUMNS)
        role, text = at.get(number, ("plain", None))
        role, text = ("start", start) if number == 1 else ("end", end) if number == count else (role, text)
        yield Square(
            number=number,
            column=column if row % 2 == 0 else COLUMNS - 1 - column,
            row=count // COLUMNS - 1 - row,
            role=role,
            text=text,
            to=_leads(number, role, [n for n in range(1, count) if n not in at]),
            drawing=next(pictures) if role == "plain" else None,
        )


def _leads(number: int, role: str, plain: Sequence[int]) -> int:
    """Where a trap or a ladder leads: to a plain field a few before or after it, the nearest of those further on."""
    far = NEAR + number % NEAR
    if role == "trap":
        return max(n for n in plain if n <= max(1, number - far))
    after = [n for n in plain if n > number]
    if role == "ladder":
        return next((n for n in after if n >= number + far), after[-1] if after else number + 1)
    return 0


def specials(board: Storyboard) -> list[Special]:
    """The traps and the ladders in the order in which the path meets them."""
    traps = _often([("trap", words(item.text, item)) for item in lines(board)])
    ladders = _often([("ladder", text) for text in _advice(board)])
    places = [((n + 0.5) / len(some), one) for some in (traps, ladders) for n, one in enumerate(some)]
    return [one for _, one in sorted(places, key=lambda place: place[0])]


def _often(some: list[Special]) -> list[Special]:
    return [*islice(cycle(some), max(EACH, len(some)))] if some else []


def _advice(board: Storyboard) -> Iterator[Words]:
    """The sentence that ends the call, the question, whom to ask, and what never to do."""
    sayings = [one for one in (board.refusal, board.ask) if one]
    yield from map(words, sayings)
    yield words(board.labels["hotline_advice"])
    for item in (item for scene in board.scenes for item in scene.items if item.kind in ("do", "dont")):
        if not any(bare(one.shown) in item.text.shown.casefold() for one in sayings):
            yield words(item.text)


def _kit(board: Storyboard, view: SheetView, art: Art) -> Game:
    drawings = [*dict.fromkeys(key for scene in view.scenes for key in scene.pictures)]
    start, end = (
        next((scene.title for scene in view.scenes if scene.kind == kind), view.headline)
        for kind in ("hook", "endcard")
    )
    found = tuple(squares(specials(board), drawings, start, end))
    return Game(design=A3, grid=(COLUMNS, len(found) // COLUMNS), squares=found, tiling=TILING)


SHEET = Sheet(
    "game",
    "game",
    {
        "game.pdf": Form("office", A4),
        "game-mono.pdf": Form("mono", A4),
        "game-press.pdf": Form("press", A2, zoom=A2[0] / A3[0]),
    },
    type=TYPE,
    kit=_kit,
)


def sheets(board: Storyboard) -> tuple[Sheet, ...]:
    """The one sheet there is."""
    return (SHEET,)


render, overflow = of_sheets(sheets)
