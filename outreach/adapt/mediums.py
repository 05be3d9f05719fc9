"""What a medium shows of a storyboard: scenes may be left out of the deck, of print, of the page and of cards."""

from __future__ import annotations

from dataclasses import replace

from outreach.adapt.passes import number_tricks
from outreach.storyboard import Storyboard


def shown_in(board: Storyboard, medium: str) -> Storyboard:
    """The storyboard without the scenes that are `not_in` this medium; tricks count 1, 2, 3 again."""
    scenes = tuple(scene for scene in board.scenes if medium not in scene.not_in)
    return board if len(scenes) == len(board.scenes) else number_tricks(replace(board, scenes=scenes))
