"""A tick-box sheet: which of these have you met?"""

from __future__ import annotations

from types import ModuleType

from outreach.formats.base import TABLE, printed, prints
from outreach.messages import msg


def _renderer() -> ModuleType:
    from outreach.renderers import checklist  # noqa: PLC0415 - see outreach.formats

    return checklist


FORMAT = printed(
    "checklist",
    __name__,
    _renderer,
    order=70,
    title=msg("a tick-box sheet: has this happened to you?"),
    files=(*prints("checklist", "gallery_checklist", TABLE),),
)
