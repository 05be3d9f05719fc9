"""Bingo sheets for a stall."""

from __future__ import annotations

from types import ModuleType

from outreach.formats.base import for_a_stall
from outreach.messages import msg


def _renderer() -> ModuleType:
    from outreach.renderers import bingo  # noqa: PLC0415 - see outreach.formats

    return bingo


FORMAT = for_a_stall(
    "bingo",
    __name__,
    _renderer,
    order=220,
    title=msg("for a stall: bingo of what scammers say and do"),
)
