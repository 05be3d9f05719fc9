"""The places of a story beside each other, over the folds of a sheet."""

from __future__ import annotations

from dataclasses import dataclass

from outreach.views import View


@dataclass(frozen=True)
class Place(View):
    """A place with whoever is in it. All in mm."""

    svg: str
    alt: str  # who does what
    box: tuple[float, float, float, float]  # left, top, width, height


@dataclass(frozen=True)
class Panorama(View):
    """All of them, the first one at the left. All in mm."""

    high: float  # where they end
    places: tuple[Place, ...]
    borders: tuple[tuple[float, float, float, float], ...]  # from and to: between one and the next
    field: tuple[tuple[float, float], ...]  # corners of the ground for what to do, from the upper left
    ending: str  # the scene whose words are said in the last place; "": none
