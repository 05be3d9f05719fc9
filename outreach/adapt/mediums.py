"""What a medium shows of a storyboard: scenes may be left out of the deck, of print, of the page and of cards."""

from __future__ import annotations

from dataclasses import replace

from outreach.adapt.passes import number_tricks
from outreach.kinds import KINDS, LESSON, MEDIA
from outreach.storyboard import Item, Scene, Storyboard


def shown_in(board: Storyboard, medium: str) -> Storyboard:
    """The storyboard without the scenes that are `not_in` this medium, or of a kind that it cannot show.

    Slides, sheets, pages and cards have no words that are for short films alone. Tricks count 1, 2, 3 again.
    """
    scenes = tuple(s for s in board.scenes if medium not in s.not_in and _can_show(medium, s))
    if medium in MEDIA:
        lesson = ((scene, _lesson(scene)) for scene in scenes if _told(scene))
        scenes = tuple(kept for scene, kept in lesson if kept.items or not scene.items)
    return board if scenes == board.scenes else number_tricks(replace(board, scenes=scenes))


def _lesson(scene: Scene) -> Scene:
    """Without the lines and items that only short films have."""
    items = tuple(item for item in scene.items if _told(item))
    if items == scene.items:
        return scene
    left = {item.id for item in scene.items} - {item.id for item in items}
    return replace(scene, items=items, beats=tuple(beat for beat in scene.beats if beat.item not in left))


def _told(one: Scene | Item) -> bool:
    """Is it in the lesson?"""
    return not one.cuts or LESSON in one.cuts


def _can_show(medium: str, scene: Scene) -> bool:
    return medium not in MEDIA or medium in KINDS[scene.kind].shown
