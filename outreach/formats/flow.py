"""The trick on a board beside a stall."""

from __future__ import annotations

from types import ModuleType

from outreach.formats.base import WALL, for_a_stall
from outreach.messages import msg


def _renderer() -> ModuleType:
    from outreach.renderers import flow  # noqa: PLC0415 - see outreach.formats

    return flow


FORMAT = for_a_stall(
    "flow",
    __name__,
    _renderer,
    order=230,
    title=msg("for a stall: the trick step by step on a board, A3, and where to stop"),
    least=WALL,
)
