"""One picture of each shot of a scene: what a person who reads a film looks at."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from outreach.film.compositor import FrameBuffer
from outreach.film.layers import Bytes
from outreach.film.scene import picture
from outreach.film.segments import Segment
from outreach.layout import Layout


@dataclass(frozen=True)
class Still:
    """A shot: its frames, counted from the scene's first, and how it ends, when all that comes has come."""

    start: int
    end: int
    pixels: Bytes  # (height, width, 3), RGB


def stills(segment: Segment, layout: Layout) -> Iterator[Still]:
    """A picture of each shot that is seen in the segment. Raises OutreachError as `scene.picture` does."""
    with picture(segment, layout) as drawn:
        buffer = FrameBuffer(drawn.boxes.width, drawn.boxes.height)
        for take in drawn.takes:
            start, end = max(take.cut.start, segment.start), min(take.cut.end, segment.end)
            if start < end:
                buffer.show(drawn.draws(end - 1), drawn.ground(end - 1))
                yield Still(start, end, buffer.rgb())
