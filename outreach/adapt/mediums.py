"""What a medium shows of a storyboard: scenes may be left out of the deck, of print, of the page and of cards."""

from __future__ import annotations

from dataclasses import replace

from outreach.adapt.passes import number_tricks
from outreach.kinds import KINDS, MEDIA
from outreach.storyboard import Scene, Storyboard


def shown_in(board: Storyboard, medium: str) -> Storyboard:
    """The storyboard without the scenes that are `not_in` this medium, or of a kind that it cannot show.

    Tricks count 1, 2, 3 again.
    """
    scenes = tuple(s for s in board.scenes if medium not in s.not_in and _can_show(medium, s))
    return board if len(scenes) == len(board.scenes) else number_tricks(replace(board, scenes=scenes))


def _can_show(medium: str, scene: Scene) -> bool:
    return medium not in MEDIA or medium in KINDS[scene.kind].shown
