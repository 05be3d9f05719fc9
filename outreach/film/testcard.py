"""The film that a new screen is tried with: a test card with a running clock, ten minutes, encoded like every film.

What stands still is drawn once; clock, lamps and slider change in every frame, so that one that is dropped or shown
twice is seen. Of each round a last part moves as a whole, as the camera of a film does.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import cos, pi, sin
from pathlib import Path

import numpy as np

from outreach.codes import qr
from outreach.film.compositor import Draw, FrameBuffer
from outreach.film.frame import Frame
from outreach.film.geometry import even
from outreach.film.layers import Bytes, Layer
from outreach.film.motion import smooth
from outreach.film.painter import Painter
from outreach.film.pieces import Advice, Digit, Lamp, Look, Piece, Places, Pointer, Sample, Slider, Testcard
from outreach.film.pieces.testcard import Place
from outreach.film.writer import YuvWriter
from outreach.layout import Layout
from outreach.storyboard import Shape
from outreach.timeline import FPS

SECONDS = 600
STANDS = 10 * FPS  # frames that an advice stands: its sentence is read in six seconds, in one language
SIGNAL, FIRST = 10, 5  # seconds from one flash, with its tone, to the next; of the first: no advice begins then
FLASH = 3  # frames that it lasts
LAMPS, LAMP = FPS, 22  # one is lit a frame; its diameter, px
DIGIT, BETWEEN, STOP = (104, 136), 20, 44  # px: a digit, from one to the next, and more where a stop is
SLIDER, GLIDE = 48, 8  # px: how wide it is, and its way in a frame
ROUND = 9  # px from what is pointed at to the middle of its frame
CLOSER = 0.08  # how much larger the picture gets when all of it moves
# The seven strokes of a digit, a to g from the top clockwise, the middle last.
STROKES = ("abcdef", "bc", "abdeg", "abcdg", "bcfg", "acdfg", "acdefg", "abc", "abcdefg", "abcdfg")

SIZES: Mapping[Shape, tuple[int, int]] = {"landscape": (1920, 1080), "portrait": (1080, 1920)}
PLACES: Mapping[Shape, Places] = {
    "landscape": Places(
        title=(120, 58, 1680, 58),
        bars=(120, 120, 1680, 132),
        greys=(120, 252, 1680, 96),
        clock=(396, 372, 888, 168),
        dial=(120, 372, 240, 240),
        flash=(182, 434, 116, 116),
        track=(396, 556, 888, 56),
        board=(1320, 372, 480, 480),
        advice=(120, 636, 1164, 216),
        samples=(120, 870, 1680, 96),
    ),
    "portrait": Places(
        title=(120, 104, 840, 58),
        bars=(120, 168, 840, 144),
        greys=(120, 312, 840, 96),
        clock=(120, 432, 840, 168),
        dial=(120, 684, 336, 336),
        flash=(210, 774, 156, 156),
        track=(120, 1104, 840, 56),
        board=(480, 612, 480, 480),
        advice=(120, 1188, 840, 372),
        samples=(120, 1584, 840, 216),
    ),
}


@dataclass(frozen=True, slots=True)
class Tip:
    """What to look at: the part of the card that it is about ("": all of it), in both languages."""

    part: str
    phrases: tuple[str, ...]
    beside: tuple[str, ...]
    moves: bool = False  # the whole picture, while this is said


@dataclass(frozen=True, slots=True)
class Card:
    """A test card as plain data."""

    shape: Shape
    look: Look
    title: str
    brief: str  # the same, where that does not fit
    code: str  # what its QR code says
    samples: tuple[tuple[int, str], ...]  # sizes of type, each with words to read
    tips: tuple[Tip, ...]

    @property
    def round(self) -> int:
        """Frames in which every tip is seen once."""
        return STANDS * len(self.tips)


def encode(card: Card, frames: range, layout: Layout, path: Path) -> None:
    """Writes these frames of the film as H.264, without sound, to `path`. Raises OutreachError."""
    drawn = Drawn.of(card, layout)
    buffer = FrameBuffer(*SIZES[card.shape])
    with YuvWriter(path, buffer.frame.w, buffer.frame.h) as writer:
        for n in frames:
            buffer.show(list(drawn.draws(n)))
            writer.write_frame(_near(buffer, closer(card, n)))


def closer(card: Card, n: int) -> float:
    """How large the picture is at a frame: 1 but while all of it moves, to and fro."""
    at = n % card.round
    if not card.tips[at // STANDS].moves:
        return 1.0
    way = at % STANDS / STANDS
    return 1 + CLOSER * smooth(2 * min(way, 1 - way))


def clock(n: int) -> str:
    """Minute, second and frame, five digits."""
    second, frame = divmod(n, FPS)
    return f"{second // 60 % 10}{second % 60:02}{frame:02}"


def _near(buffer: FrameBuffer, scale: float) -> Bytes:
    if scale == 1:
        return buffer.data
    seen = Frame(buffer.y, buffer.u, buffer.v).scaled(scale, (buffer.frame.w / 2, buffer.frame.h / 2))
    return np.concatenate([plane.ravel() for plane in (seen.y, seen.u, seen.v)])


@dataclass(frozen=True)
class Drawn:
    """The parts of a card, painted."""

    card: Card
    layers: Mapping[str, Layer]

    @classmethod
    def of(cls, card: Card, layout: Layout) -> Drawn:
        """Paints them. Raises OutreachError when a template is at fault."""
        painted = Painter(layout).paint(card.look, pieces(card), [])
        return cls(card, {name: one for name, one in painted.items() if isinstance(one, Layer)})

    def draws(self, n: int) -> Iterator[Draw]:
        """What is seen at a frame, from back to front."""
        card, places = self.card, PLACES[self.card.shape]
        yield Draw(self.layers["card"], 0, 0)
        for place, digit in zip(digits(places), clock(n), strict=True):
            yield Draw(self.layers[f"digit-{digit}"], *place)
        yield Draw(self.layers["lamp"], *lamps(places)[n % LAMPS])
        yield Draw(self.layers["slider"], slider(places, n), places.track[1])
        if (n - FIRST * FPS) % (SIGNAL * FPS) < FLASH:
            yield Draw(self.layers["flash"], *places.flash[:2])
        said = n % card.round // STANDS
        yield Draw(self.layers[f"tip-{said}"], *places.advice[:2])
        if card.tips[said].part:
            x, y, _, _ = _place(places, card.tips[said].part)
            yield Draw(self.layers[f"pointer-{said}"], x - 2 * ROUND, y - 2 * ROUND)


def pieces(card: Card) -> dict[str, Piece]:
    """All that is drawn, by name."""
    (wide, high), places = SIZES[card.shape], PLACES[card.shape]
    modules = qr.modules(card.code)
    made: dict[str, Piece] = {
        "card": Testcard(
            w=wide,
            h=high,
            places=places,
            titles=(card.title, card.brief),
            code=qr.svg(card.code),
            side=places.board[2] // modules * modules,  # whole pixels a module
            samples=tuple(Sample(size, words) for size, words in card.samples),
            lamps=tuple(lamps(places)),
            d=LAMP,
            stops=tuple(stops(places)),
        ),
        "lamp": Lamp(d=LAMP),
        "flash": Lamp(d=places.flash[2]),
        "slider": Slider(w=SLIDER, h=places.track[3], edge=SLIDER // 6),
    }
    made |= {f"digit-{n}": Digit(w=DIGIT[0], h=DIGIT[1], lit=lit) for n, lit in enumerate(STROKES)}
    for n, tip in enumerate(card.tips):
        _, _, w, h = places.advice
        made[f"tip-{n}"] = Advice(w=w, h=h, number=str(n + 1), phrases=tip.phrases, beside=tip.beside)
        if tip.part:
            _, _, w, h = _place(places, tip.part)
            made[f"pointer-{n}"] = Pointer(w=w + 4 * ROUND, h=h + 4 * ROUND, thick=ROUND)
    return made


def digits(places: Places) -> list[tuple[int, int]]:
    """The corners of the clock's five digits."""
    x, y, w, h = places.clock
    left = even(x + (w - _wide()) / 2)
    beside, stop = DIGIT[0] + BETWEEN, STOP
    return [(left + n * beside + ((n + 1) // 2) * stop, even(y + (h - DIGIT[1]) / 2)) for n in range(5)]


def stops(places: Places) -> Iterator[int]:
    """The left edges of the dots between them, 16 px wide."""
    for left, _ in digits(places)[1::2]:
        yield left - (BETWEEN + STOP) // 2 - 8


def _wide() -> int:
    return 5 * DIGIT[0] + 4 * BETWEEN + 2 * STOP


def lamps(places: Places) -> list[tuple[int, int]]:
    """The corners of the lamps: the first at the top, on clockwise."""
    x, y, side, _ = places.dial
    far, middle = side / 2 - LAMP, (side - LAMP) / 2
    turns = [2 * pi * n / LAMPS for n in range(LAMPS)]
    return [(even(x + middle + far * sin(turn)), even(y + middle - far * cos(turn))) for turn in turns]


def slider(places: Places, n: int) -> int:
    """The left edge of the slider: it goes to and fro, at one speed."""
    x, _, w, _ = places.track
    way = (w - SLIDER) // GLIDE
    at = n % (2 * way)
    return x + GLIDE * min(at, 2 * way - at)


def _place(places: Places, part: str) -> Place:
    found: Place = getattr(places, part)
    return found
