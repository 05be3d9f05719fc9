"""Round stickers with a code, for a counter, a card reader, a phone."""

from __future__ import annotations

from types import ModuleType

from outreach.formats.base import HAND, for_a_stall
from outreach.messages import msg


def _renderer() -> ModuleType:
    from outreach.renderers import roundels  # noqa: PLC0415 - see outreach.formats

    return roundels


FORMAT = for_a_stall(
    "roundels",
    __name__,
    _renderer,
    order=250,
    title=msg("for a stall and a counter: round stickers with a code, A4 to cut"),
    least=HAND,
)
