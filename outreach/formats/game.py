"""A board game for a stall."""

from __future__ import annotations

from types import ModuleType

from outreach.formats.base import for_a_stall
from outreach.messages import msg


def _renderer() -> ModuleType:
    from outreach.renderers import game  # noqa: PLC0415 - see outreach.formats

    return game


FORMAT = for_a_stall("game", __name__, _renderer, order=200, title=msg("for a stall: a board game, A2"))
