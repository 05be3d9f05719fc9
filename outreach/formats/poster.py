"""A poster for a lobby and a roll-up for an event."""

from __future__ import annotations

from types import ModuleType

from outreach.formats.base import HALL, STAND, WALL, File, printed, prints
from outreach.messages import msg


def _renderer() -> ModuleType:
    from outreach.renderers import poster  # noqa: PLC0415 - see outreach.formats

    return poster


FORMAT = printed(
    "poster",
    __name__,
    _renderer,
    order=60,
    title=msg("a poster and a roll-up"),
    files=(
        File("poster.pdf", ("gallery_poster",), button=True, pictured=True, least=WALL),
        *prints("poster", "gallery_poster", WALL, press=HALL)[1:],
        File("rollup.pdf", ("gallery_rollup",), least=STAND),
    ),
    utm="poster",
)
