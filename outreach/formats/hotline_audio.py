"""An announcement for telephone menus."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from outreach.formats.base import File, Format
from outreach.messages import msg
from outreach.storyboard import Storyboard, Text

if TYPE_CHECKING:
    from outreach.layout import Layout
    from outreach.sound import Clip


def render(source: tuple[Storyboard, Mapping[str, Clip]], layout: Layout) -> dict[str, bytes]:
    """For an exchange, and for listening."""
    from outreach.renderers import hotline_audio  # noqa: PLC0415 - see outreach.formats

    return hotline_audio.render(source, layout)


def parts(board: Storyboard, synthetic: bool) -> tuple[tuple[str, Text, tuple[float, float] | None], ...]:
    """What has to be spoken."""
    from outreach.renderers import hotline_audio  # noqa: PLC0415

    return hotline_audio.parts(board, synthetic)


FORMAT = Format(
    "hotline-audio",
    __name__,
    order=110,
    title=msg("an announcement for telephone menus"),
    needs="voice",
    files=(File("hotline-audio.mp3", ("gallery_audio",), "play"), File("hotline-audio.wav")),
    render=render,
    parts=parts,
)
