"""The film an interpreter signs against: each scene with its captions, and a countdown before it.

The sign slot, where the interpreter will be seen later, shows the number of the cue and a bar of the scene's progress.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from outreach.film.compositor import FrameBuffer
from outreach.film.geometry import Box, even
from outreach.film.layers import Layer
from outreach.film.motion import Entrance, Sprite
from outreach.film.painter import Drawn
from outreach.film.pieces import Bar, Countdown, Number
from outreach.film.scene import DrawnSegment, paint, picture
from outreach.film.segments import Moment, Segment
from outreach.film.stage import LABEL
from outreach.film.writer import YuvWriter
from outreach.layout import Layout
from outreach.timeline import FPS

BAR = 36  # px, the height of the progress bar


def guide(segments: Sequence[Segment], layout: Layout, path: Path, countdown: int) -> None:
    """Writes the guide film (H.264, no sound) to `path`; `countdown` frames come before each scene.

    A segment that goes on with a scene, such as the end card's hold, has no countdown.
    """
    writer: YuvWriter | None = None
    first, n, count = 1, 0, sum(segment.start == 0 for segment in segments)
    try:
        for segment in segments:
            with picture(segment, layout) as drawn:
                buffer = FrameBuffer(drawn.boxes.width, drawn.boxes.height)
                writer = writer or YuvWriter(path, buffer.frame.w, buffer.frame.h)
                if segment.start == 0:
                    n += 1
                    _count(segment, drawn, layout, buffer, writer, (n, count, countdown))
                _play(segment, drawn, layout, buffer, writer, first)
            first += len(spoken(segment))
    except BaseException:
        if writer:
            writer.abandon()
        raise
    if writer:
        writer.close()


def spoken(segment: Segment) -> list[Moment]:
    """What is said in a segment; one that goes on with a scene knows all of the scene's moments."""
    return [m for m in segment.moments if m.beat.text and m.end > segment.start and m.start < segment.end]


def _count(
    segment: Segment,
    drawn: DrawnSegment,
    layout: Layout,
    buffer: FrameBuffer,
    writer: YuvWriter,
    place: tuple[int, int, int],
) -> None:
    n, count, frames = place
    seconds = -(-frames // FPS)
    pieces = {
        f"count-{s}": Countdown(
            number=str(s),
            of=f"{n} / {count}",
            title=segment.scene.title.phrases,
            w=drawn.boxes.width,
            h=drawn.boxes.height,
        )
        for s in range(1, seconds + 1)
    }
    layers = _flat(paint(segment, layout, pieces))
    for frame in range(frames):
        sprite = Sprite("countdown", layers[f"count-{-(-(frames - frame) // FPS)}"], 0, 0, 0)
        buffer.show(list(sprite.draws(0)))
        writer.write_frame(buffer.data)


def _flat(drawn: Mapping[str, Drawn]) -> dict[str, Layer]:
    return {name: one for name, one in drawn.items() if isinstance(one, Layer)}


def _play(
    segment: Segment, drawn: DrawnSegment, layout: Layout, buffer: FrameBuffer, writer: YuvWriter, first: int
) -> None:
    slot = drawn.boxes["slot"]
    bar = Box(slot.x + 30, slot.bottom - 90, even(slot.w - 60), BAR)
    said = spoken(segment)
    pieces = {"groove": Bar(full=False, w=bar.w, h=bar.h), "full": Bar(full=True, w=bar.w, h=bar.h)}
    size = even(slot.w * 0.6)
    cues = {f"cue-{k}": Number(words=str(first + k), d=size) for k in range(len(said))}
    layers = _flat(paint(segment, layout, {**pieces, **cues}))
    x, y = even(slot.x + (slot.w - size) / 2), even(slot.y + 40)
    run = Entrance("run", segment.frames) if segment.start == 0 else Entrance()  # what goes on is full already
    sprites = [
        Sprite("bar", layers["groove"], bar.x, bar.y, LABEL),
        Sprite("bar", layers["full"], bar.x, bar.y, LABEL + 1, enter=run),
        *(
            Sprite("cue", layers[f"cue-{k}"], x, y, LABEL, m.start - segment.start, m.end - segment.start)
            for k, m in enumerate(said)
        ),
    ]
    for frame in range(segment.frames):
        at = segment.start + frame
        buffer.show([*drawn.draws(at), *(d for s in sprites for d in s.draws(frame))], drawn.ground(at))
        writer.write_frame(buffer.data)
