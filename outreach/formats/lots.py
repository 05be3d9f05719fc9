"""Cards to draw at a stall."""

from __future__ import annotations

from types import ModuleType

from outreach.formats.base import for_a_stall
from outreach.messages import msg


def _renderer() -> ModuleType:
    from outreach.renderers import lots  # noqa: PLC0415 - see outreach.formats

    return lots


FORMAT = for_a_stall(
    "lots",
    __name__,
    _renderer,
    order=210,
    title=msg("for a stall: cards to draw, real or a scam, with the answer on the back"),
)
