"""What tests of films share: scenes laid out and not drawn, and generated clips of an interpreter."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from imageio_ffmpeg import get_ffmpeg_exe

from outreach import film
from outreach.film import Segment, fit, overflow, scene
from outreach.film.painter import Misfit
from outreach.film.segments import Slot
from outreach.layout import Layout
from outreach.storyboard import Shape, Storyboard
from outreach.timeline import FPS, Timeline, rehearsal

Plan = Callable[..., tuple[Segment, ...]]  # makes the segments of a film
Full = Callable[[str], Timeline]  # makes a film as full as an audience may have it
SHAPES: tuple[Shape, ...] = ("landscape", "portrait", "square")
# Each look of the templates in each shape, each with the interpreter's panel and without.
LOOKS = {"elders": "seniors", "visitors": "newcomers", "pupils": "students"}
SLOTS: tuple[Slot, ...] = ("reserved", "none")
PAIRS = [  # the quick suite asks of each look once and of each shape once
    pytest.param(who, shape, SLOTS[(n + k) % 2], marks=[] if n == k else [pytest.mark.slow])
    for n, who in enumerate(LOOKS)
    for k, shape in enumerate(SHAPES)
]


def halved(first: Iterable[Any], second: Iterable[Any]) -> list[Any]:
    """Each of the first with each of the second; the quick suite has half of them, so that it has each of both."""
    return [
        pytest.param(one, other, marks=[pytest.mark.slow] if (n + k) % 2 else [])
        for n, one in enumerate(first)
        for k, other in enumerate(second)
    ]


def segments(timeline: Timeline, shape: Shape, slot: Slot) -> list[Segment]:
    """The film's scenes, with the interpreter's panel or without."""
    planned = film.plan(timeline, shape, bearer="video", ai_label=True, sign_clips={})
    return [replace(s, slot=slot) for s in planned]


def of_kind(segments: tuple[Segment, ...], kind: str) -> Segment:
    """The first scene of a kind."""
    return next(s for s in segments if s.scene.kind == kind)


def slower(segment: Segment, times: int) -> Segment:
    """The same scene, said much more slowly."""
    moments = tuple(
        replace(m, start=m.start * times, end=m.end * times, speech=m.speech * times, marks=()) for m in segment.moments
    )
    return replace(segment, frames=segment.frames * times, moments=moments)


def unheld(board: Storyboard, shape: Shape, slot: Slot, layout: Layout) -> list[str]:
    """What its shots do not hold of what templates/scenes/shots.yaml says of them."""
    return [str(one) for s in segments(rehearsal(board), shape, slot) for one in fit.asked(s, layout)[1]]


def cut_off(board: Storyboard, shape: Shape, slot: Slot, layout: Layout) -> list[str]:
    """What does not fit its frames."""
    found = [(s, one) for s in segments(rehearsal(board), shape, slot) for one in laid(s, layout)[1]]
    return [f"{s.scene.id} {one.kind} {one.wide:g} {one.tall:g} {one.words}" for s, one in found]


def laid(segment: Segment, layout: Layout) -> tuple[list[Any], list[Misfit]]:
    """Every piece of a scene, and what does not fit."""
    found: list[Any] = []

    def paint(pieces: dict[str, Any], bad: list[Misfit]) -> dict[str, overflow.Extent]:
        found.extend(pieces.values())
        return overflow.measured(layout, scene.looks(segment), pieces, bad)

    done = scene.laid_out(segment, layout.project, paint)
    return found, done.misfits


def flashing(frames: np.ndarray) -> float:
    """The share of the picture in which luminance turns more than six times in some second."""
    flips, last = np.zeros(frames.shape), np.zeros(frames.shape[1:])
    for n, step in enumerate(np.diff(frames, axis=0), 1):
        sign = np.where(np.abs(step) >= 0.1, np.sign(step), 0)
        flips[n] = sign * last < 0
        last = np.where(sign != 0, sign, last)
    counted = np.cumsum(flips, axis=0)
    counted[FPS:] -= counted[:-FPS].copy()
    return float((counted.max(axis=0) > 6).mean())


def draw_signer(
    path: Path,
    *codec: str,
    seconds: float = 2.0,
    fps: int = 25,
    size: str = "480x640",
    ground: str = "0x20B040",
    rests: Sequence[tuple[float, float]] = (),
    grain: int = 0,
) -> Path:
    """A clip of a figure of blocks whose hand moves, on green; `codec` are ffmpeg's output options.

    The hand stands still from the first to the second of each of `rests`, in seconds; `grain` is a camera's noise.
    """
    wide, high = (int(n) for n in size.split("x"))
    clock = "(t" + "".join(f"-clip(t-{start},0,{end - start})" for start, end in rests) + ")"
    noise = f",noise=alls={grain}:allf=t" if grain else ""
    parts = [
        f"color={ground}:s={size}:r={fps}:d={seconds},format={'argb' if ground.endswith('@0') else 'yuv444p'}[ground]",
        f"color=0x203878:s={wide // 2}x{high // 2}:r={fps}:d={seconds}[coat]",
        f"color=0xC06848:s={wide // 4}x{wide // 4}:r={fps}:d={seconds}[head]",
        f"color=0xD09070:s={wide // 8}x{wide // 8}:r={fps}:d={seconds}[hand]",
        f"[ground][coat]overlay={wide // 4}:{high // 2}:format=auto[a]",
        f"[a][head]overlay={wide * 3 // 8}:{high // 6}:format=auto[b]",
        f"[b][hand]overlay=x='{wide * 7 // 16}+{wide // 5}*sin(6*{clock})'"
        f":y='{high // 2}+{high // 8}*cos(5*{clock})':format=auto{noise}",
    ]
    options = codec or ("-c:v", "libx264", "-pix_fmt", "yuv420p", "-preset", "ultrafast")
    command = [get_ffmpeg_exe(), "-y", "-loglevel", "error", "-filter_complex", ";".join(parts), *options, str(path)]
    subprocess.run(command, check=True)
    return path
