"""The layers of a film's frames composed by MoviePy's CompositeVideoClip, as its documentation shows."""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from moviepy import CompositeVideoClip, ImageClip, VideoFileClip, vfx
from numpy.typing import NDArray

from outreach import film
from outreach.film.compositor import to_rgb
from outreach.film.frame import Frame
from outreach.film.planes import Plane, Put
from outreach.layout import Layout
from outreach.timeline import FPS

SPAN = 1.0  # seconds of each segment that are composed


def moviepy(
    segments: Sequence[film.Segment], layout: Layout, sign: Path, folder: Path, threads: int
) -> tuple[float, float]:
    """Composes a span of every segment by CompositeVideoClip. Returns the wall seconds and the seconds of film.

    Its layers are those of the frames: the planes that the camera moves, each an ImageClip that is resized and placed
    by functions of time, and what lies flat over them. Borders between places, their light and focus are left out.
    """
    seconds = length = 0.0
    for n, segment in enumerate(segments):
        with film.picture(segment, layout) as drawn:
            slot = drawn.boxes["slot"]
            first = segment.start + max(0, segment.frames - round(SPAN * FPS)) // 2
            frames = range(first, min(segment.end, first + round(SPAN * FPS)))
            clips = [*moved(drawn, frames), *flat(drawn, frames)]
        signer = VideoFileClip(str(sign)).resized(width=slot.w).with_position((slot.x, slot.y))
        span = len(frames) / FPS
        size = drawn.boxes.width, drawn.boxes.height  # with a ground: what lies outside of the frame has no mask then
        part = CompositeVideoClip([*clips, signer], size=size, bg_color=(0, 0, 0)).with_duration(span)
        options = ["-crf", "20", "-g", "50", "-bf", "2"]
        start = time.perf_counter()
        part.write_videofile(
            str(folder / f"moviepy-{n}.mp4"),
            fps=FPS,
            codec="libx264",
            preset="veryfast",
            audio=False,
            threads=threads,
            ffmpeg_params=options,
            logger=None,
        )
        seconds += time.perf_counter() - start
        length += span
        signer.close()
    return seconds, length


def moved(drawn: Any, frames: range) -> list[Any]:
    """The planes of a span as clips, each with its size and place at every frame."""
    ways: dict[int, tuple[Plane, dict[int, Put]]] = {}
    put = Frame.put

    for frame in frames:

        def noted(self: Frame, one: Put, within: Any = None, frame: int = frame) -> None:
            ways.setdefault(id(one.plane), (one.plane, {}))[1].setdefault(frame, one)

        Frame.put = noted  # type: ignore[method-assign]
        try:
            drawn.ground(frame)
        finally:
            Frame.put = put  # type: ignore[method-assign]
    clips = []
    for plane, puts in ways.values():
        at = {(frame - frames[0]): one for frame, one in puts.items()}
        start, end = min(at), max(at) + 1

        def now(t: float, at: dict[int, Put] = at, start: int = start) -> Put:
            return at.get(start + round(t * FPS)) or at[min(at, key=lambda n: abs(n - start - t * FPS))]

        image = ImageClip(pixels(plane), duration=(end - start) / FPS).with_start(start / FPS)
        image = image.resized(lambda t, now=now: now(t).scale)
        x, y = plane.at
        clips.append(
            image.with_position(lambda t, now=now, x=x, y=y: (now(t).x + x * now(t).scale, now(t).y + y * now(t).scale))
        )
    return clips


def pixels(plane: Plane) -> NDArray[np.uint8]:
    """A plane as straight-alpha RGBA, as MoviePy takes it."""
    alpha = np.full(plane.y.shape, 255, np.uint8) if plane.left is None else 255 - plane.left
    return np.dstack([to_rgb(plane.y, plane.u, plane.v), alpha])


def flat(drawn: Any, frames: range) -> list[Any]:
    """What lies over the picture in a span."""
    clips = []
    for sprite in drawn.sprites:
        start, end = max(sprite.start, frames[0]), min(sprite.end, frames[-1] + 1)
        if sprite.kind == "sign" or end <= start:
            continue
        image = ImageClip(sprite.layer.rgba, duration=(end - start) / FPS)
        image = image.with_start((start - frames[0]) / FPS).with_position((sprite.x, sprite.y))
        if sprite.enter.kind != "cut" and sprite.start >= frames[0]:
            image = image.with_effects([vfx.CrossFadeIn(sprite.enter.frames / FPS)])
        clips.append(image)
    return clips
