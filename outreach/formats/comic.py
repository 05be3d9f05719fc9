"""The story as a comic strip on one page."""

from __future__ import annotations

from types import ModuleType

from outreach.formats.base import TABLE, printed, prints
from outreach.messages import msg


def _renderer() -> ModuleType:
    from outreach.renderers import comic  # noqa: PLC0415 - see outreach.formats

    return comic


FORMAT = printed(
    "comic",
    __name__,
    _renderer,
    order=80,
    title=msg("the story as a comic strip on one page"),
    files=(*prints("comic", "gallery_comic", TABLE),),
)
