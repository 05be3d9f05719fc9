"""Small stickers for a stall."""

from __future__ import annotations

from types import ModuleType

from outreach.formats.base import for_a_stall
from outreach.messages import msg


def _renderer() -> ModuleType:
    from outreach.renderers import stickers  # noqa: PLC0415 - see outreach.formats

    return stickers


FORMAT = for_a_stall(
    "stickers",
    __name__,
    _renderer,
    order=240,
    title=msg("for a stall: small stickers, 21 on A4"),
)
