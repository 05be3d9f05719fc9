"""A sheet to print and fold, in the fold that its audience needs."""

from __future__ import annotations

from types import ModuleType

from outreach.formats.base import HAND, File, printed, prints
from outreach.messages import msg


def _renderer() -> ModuleType:
    from outreach.renderers import leaflet  # noqa: PLC0415 - see outreach.formats

    return leaflet


FORMAT = printed(
    "leaflet",
    __name__,
    _renderer,
    order=40,
    title=msg("a sheet to print and fold"),
    files=(
        File("leaflet.pdf", ("page_leaflet",), button=True, pictured=True, least=HAND),
        File("leaflet-mono.pdf", ("page_leaflet_mono",), button=True, least=HAND),
        *prints("leaflet", "gallery_leaflet", HAND, narrow=True)[2:],
    ),
    branches=True,
)
