"""The film: the story told aloud, scene after scene. Its segments, its sound and their join are jobs of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from outreach.formats.base import Cut, File, Format, cut_named
from outreach.messages import msg
from outreach.overflow import Fault
from outreach.storyboard import Storyboard

if TYPE_CHECKING:
    from outreach.layout import Layout


def overflow(board: Storyboard, layout: Layout, branches: object) -> tuple[list[Fault], list[str]]:
    """What does not fit a frame, in any of the shapes its audience gets."""
    from outreach.film import fit  # noqa: PLC0415 - see outreach.formats

    return fit.overflow(board, layout, FORMAT.bears)


CUTS = (
    Cut(
        "talk",
        {
            "landscape": File("video.mp4", ("gallery_talk",), "play", button=True, pictured=True),
            "portrait": File("video-portrait.mp4", ("gallery_talk", "gallery_portrait"), "play"),
            "square": File("video-square.mp4", ("gallery_talk", "gallery_square"), "play"),
        },
    ),
    cut_named("loop", ("gallery_loop",)),
    cut_named("phone", ("gallery_phone",), first="portrait"),
    cut_named("bumper", ("gallery_bumper",)),
)
FORMAT = Format(
    "video",
    __name__,
    order=10,
    title=msg("the film"),
    needs="timeline",
    files=tuple(file for cut in CUTS for file in cut.files.values()),
    render=None,
    cuts=CUTS,
    overflow=overflow,
    inputs=("templates/scenes", "templates/kit", "media/art", "media/fonts"),
    utm="screen",
    weight=2.0,
)
