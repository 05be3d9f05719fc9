"""The film's arrangements, which `outreach.kinds` gives to the kinds of scene: one file a way of arranging.

Each says which pieces a scene is made of, and where and when each of them comes.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from outreach.film.motion import Sprite
from outreach.film.scenes import cards, dialogue, endcard, hook, pause
from outreach.film.stage import Layers, Piece, Stage


@dataclass(frozen=True)
class Arrangement:
    """`pieces` says what is to be drawn; `place` says where and when it is seen, knowing how large it became.

    `instead` says what else must be drawn when something became larger than its box.
    """

    pieces: Callable[[Stage], dict[str, Piece]]
    place: Callable[[Stage, Layers], list[Sprite]]
    instead: Callable[[Stage, Layers], dict[str, Piece]] = lambda stage, layers: {}


ARRANGEMENTS: dict[str, Arrangement] = {
    "hook": Arrangement(hook.pieces, hook.place),
    "dialogue": Arrangement(dialogue.pieces, dialogue.place, dialogue.instead),
    "pause": Arrangement(pause.pieces, pause.place),
    "cards": Arrangement(cards.pieces, cards.place, cards.instead),
    "endcard": Arrangement(endcard.pieces, endcard.place),
}
