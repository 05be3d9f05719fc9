"""What tests of films share: the packs' languages, and generated clips of an interpreter."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path

from imageio_ffmpeg import get_ffmpeg_exe

from outreach.film import Segment

LANGUAGES = {"seniors": "zh-CN", "students": "zh-CN", "foreign-residents": "en"}
Plan = Callable[..., tuple[Segment, ...]]  # makes the segments of a film


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
