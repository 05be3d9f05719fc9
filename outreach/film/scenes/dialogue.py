"""A call, a chat, an SMS or a shared screen: bubbles come as they are spoken, the marker sweeps over the flagged words
while the host names the trick, and each trick's card stays as a chip."""

from __future__ import annotations

from outreach.film.motion import Sprite
from outreach.film.pieces import Stamp
from outreach.film.scenes import tricks
from outreach.film.scenes.screen import STAMP, device, head, room_of, shown
from outreach.film.scenes.talk import bubbles, talk
from outreach.film.stage import Layers, Piece, Stage


def pieces(stage: Stage) -> dict[str, Piece]:
    """The screen, every bubble plain and marked, the tricks as cards and chips, and whoever talks."""
    room, word = room_of(stage), stage.segment.labels["stamp"].shown
    made: dict[str, Piece] = {"device": device(stage, room, False), "device-stamped": device(stage, room, True)}
    made["stamp"] = Stamp(words=word, size=head(stage) * STAMP)
    return made | bubbles(stage, room) | tricks.pieces(stage, room)


def instead(stage: Stage, layers: Layers) -> dict[str, Piece]:
    """What fills the column below the tricks' cards, once their heights are known."""
    return tricks.below(stage, layers, room_of(stage))


def place(stage: Stage, layers: Layers) -> list[Sprite]:
    """The screen rings, the talk scrolls up, the marker sweeps, tricks pile up beside it."""
    room = room_of(stage)
    return [*shown(stage, layers, room), *talk(stage, layers, room), *tricks.place(stage, layers, room)]
