"""A call, a chat, an SMS or a shared screen: bubbles come as they are spoken, the marker sweeps over the flagged words
while the host names the trick, and each trick's card stays as a chip."""

from __future__ import annotations

from outreach.film.motion import Sprite
from outreach.film.pieces import Stamp
from outreach.film.scenes import tricks
from outreach.film.scenes.screen import STAMP, areas_of, device, head, shown
from outreach.film.scenes.talk import bubbles, talk
from outreach.film.stage import Layers, Piece, Stage


def pieces(stage: Stage) -> dict[str, Piece]:
    """The screen, every bubble plain and marked, the tricks as cards and chips, and whoever talks."""
    areas, word = areas_of(stage), stage.segment.labels["stamp"].shown
    made: dict[str, Piece] = {"device": device(stage, areas, False), "device-stamped": device(stage, areas, True)}
    made["stamp"] = Stamp(words=word, size=head(stage) * STAMP)
    return made | bubbles(stage, areas) | tricks.pieces(stage, areas)


def instead(stage: Stage, layers: Layers) -> dict[str, Piece]:
    """What fills the column below the tricks' cards, once their heights are known."""
    return tricks.below(stage, layers, areas_of(stage))


def place(stage: Stage, layers: Layers) -> list[Sprite]:
    """The screen rings, the talk scrolls up, the marker sweeps, tricks pile up beside it."""
    areas = areas_of(stage)
    return [*shown(stage, layers, areas), *talk(stage, layers, areas), *tricks.place(stage, layers, areas)]
