"""A sheet folded twice, for general use.

It asks which of three messages of the quiz is genuine: leaflets have no room for it at their audiences' size of type.
"""

from __future__ import annotations

from types import ModuleType

from outreach.formats.base import HAND, printed, prints
from outreach.messages import msg


def _renderer() -> ModuleType:
    from outreach.renderers import trifold  # noqa: PLC0415 - see outreach.formats

    return trifold


FORMAT = printed(
    "trifold",
    __name__,
    _renderer,
    order=50,
    title=msg("a sheet folded twice, for general use"),
    files=(*prints("trifold", "gallery_trifold", HAND, narrow=True),),
)
