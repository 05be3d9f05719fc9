"""The film's captions, and all it says and shows as a text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from outreach.formats.base import File, Format
from outreach.messages import msg

if TYPE_CHECKING:
    from outreach.layout import Layout
    from outreach.timeline import Timeline


def render(timeline: Timeline, layout: Layout) -> dict[str, bytes]:
    """WebVTT, SubRip, a transcript."""
    from outreach.renderers import captions  # noqa: PLC0415 - see outreach.formats

    return captions.render(timeline, layout)


FORMAT = Format(
    "captions",
    __name__,
    order=120,
    title=msg("captions (VTT, SRT) and transcript"),
    needs="timeline",
    files=(File("captions*.vtt"), File("captions*.srt"), File("transcript*.txt")),
    render=render,
)
