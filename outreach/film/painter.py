"""Pieces become pictures: Typst draws some in one compile, and the newest are remembered."""

from __future__ import annotations

import json
from collections import OrderedDict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import cv2
import numpy as np

from outreach.diagnostics import Where, fail
from outreach.film.layers import Bytes, Layer, from_rgba
from outreach.film.pieces import Look, Piece, Pieces
from outreach.film.planes import Plane, plane
from outreach.film.trim import Trimmed, trimmed
from outreach.layout import Layout
from outreach.messages import msg
from outreach.views import sent

TEMPLATE = "scenes/pieces.typ"
KEPT = 120  # pictures kept in a process: one film's sets, people, captions and bubbles
TOGETHER = 12  # pieces that are drawn in one compile
Drawn = Layer | Plane


@dataclass(frozen=True)
class Misfit:
    """Words that do not fit their place on a frame, at the smallest type there is for it."""

    kind: str  # the piece: "title", "bubble", "trick" …
    words: str
    wide: float  # px that are missing
    tall: float


@dataclass
class Painter:
    """Draws pieces through Typst, some in one compile, and remembers the newest of them."""

    layout: Layout
    _kept: OrderedDict[str, Drawn] = field(default_factory=OrderedDict)

    def paint(self, style: Look, pieces: Mapping[str, Piece], misfits: list[Misfit]) -> dict[str, Drawn]:
        """A layer for each named piece, a plane for one that the camera moves; `style` goes to the template too.

        What does not fit is added to `misfits`, and not remembered: it is found again the next time.
        """
        looks = json.dumps(sent(style), sort_keys=True)
        keys = {name: looks + json.dumps(sent(piece), sort_keys=True) for name, piece in pieces.items()}
        missing = [*{key: pieces[name] for name, key in keys.items() if key not in self._kept}.items()]
        made, bad = dict[str, Drawn](), set[str]()
        for n in range(0, len(missing), TOGETHER):
            if n:
                self.layout.forget()  # what Typst remembers of large pictures is twice the pictures
            bad |= self._draw(style, dict(missing[n : n + TOGETHER]), made, misfits)
        found = {name: made.get(key) or self._kept[key] for name, key in keys.items()}
        self._keep([key for key in keys.values() if key not in bad], made)
        return found

    def _draw(
        self, style: Look, pieces: Mapping[str, Piece], made: dict[str, Drawn], misfits: list[Misfit]
    ) -> set[str]:
        """Adds what one compile draws to `made`, by key; returns the keys of those that do not fit."""
        cut = [trimmed(piece) for piece in pieces.values()]
        pages = self.layout.png(TEMPLATE, Pieces(style, tuple(one.piece for one in cut)))
        told = read_misfits(self.layout, pages, [*pieces.values()])
        made |= {key: _drawn(one, _pixels(page)) for key, one, page in zip(pieces, cut, pages, strict=True)}
        misfits += told.values()
        return {[*pieces][n] for n, _ in told}

    def _keep(self, used: Iterable[str], made: dict[str, Drawn]) -> None:
        for key in used:
            if key in made:
                self._kept[key] = made[key]
            self._kept.move_to_end(key)
        while len(self._kept) > KEPT:
            self._kept.popitem(last=False)


def read_misfits(layout: Layout, pages: Sequence[bytes], pieces: Sequence[Piece]) -> dict[tuple[int, str], Misfit]:
    """What templates/scenes/pieces.typ says: the number of each piece, then what of its words does not fit."""
    found: dict[tuple[int, str], Misfit] = {}
    at = 0
    try:
        for one in layout.facts("misfit"):
            if isinstance(one, int):
                at = one
            else:
                kind, words = pieces[at].kind, str(one["words"])
                found[at, words] = Misfit(kind, words, round(one["wide"], 1), round(one["tall"], 1))
    except (TypeError, KeyError, IndexError):
        found = {}
        pages = ()
    if len(pages) != len(pieces):
        hint = msg("it is the starter's template that does; a copy of one's own keeps to its order and its metadata")
        message = msg("expected a page for each piece of a frame, and what does not fit")
        raise fail("layout", Where(f"templates/{TEMPLATE}"), message, hint)
    return found


def _drawn(cut: Trimmed, pixels: Bytes) -> Drawn:
    return cut.placed(plane(pixels)) if cut.piece.moves else from_rgba(pixels)


def _pixels(page: bytes) -> Bytes:
    """What Typst packed, by OpenCV: it is quicker than Pillow."""
    packed = cv2.imdecode(np.frombuffer(page, np.uint8), cv2.IMREAD_UNCHANGED)
    assert packed is not None
    return np.asarray(cv2.cvtColor(packed, cv2.COLOR_BGRA2RGBA), np.uint8)
