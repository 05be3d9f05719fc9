"""Writes a mezzanine, and a picture of one."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
from PIL import Image

from outreach.diagnostics import Where
from outreach.film.ingest.footage import Footage
from outreach.film.ingest.frames import plain
from outreach.film.ingest.opening import broken, input_of, run
from outreach.film.keying import over_grounds
from outreach.film.mux import seconds
from outreach.timeline import FPS

SIZE = (720, 1080)  # the mezzanine's greatest width and height
_NO_COLOR = "lut=u=128:v=128"


def transcode(clip: Footage, path: Path, out: Path, start: float = 0.0, length: float | None = None) -> None:
    """Writes the mezzanine of a probed clip (or of a part of it, in seconds) to `out`. Raises OutreachError."""
    part = ["-ss", f"{start:.3f}"] if start else []
    part += ["-t", f"{min(length or clip.seconds, clip.seconds):.3f}"]
    command = [*part, *input_of(path), "-filter_complex", _graph(clip), "-map", "[out]", "-an", "-map_metadata", "-1"]
    command += ["-c:v", "libx264", "-preset", "veryfast", "-tune", "fastdecode", "-crf", "16", "-g", str(FPS)]
    command += ["-bf", "0", "-threads", "2"]
    done = run([*command, "-flags", "+bitexact", "-fflags", "+bitexact", "-f", "mp4", f"file:{out}"], Where(str(path)))
    if done.returncode:
        raise broken(Where(str(path)), done.stderr.decode("utf-8", "replace"))


def _graph(clip: Footage) -> str:
    """The whole way from a clip to picture above and matte below."""
    scale = min(1.0, SIZE[0] / clip.width, SIZE[1] / clip.height)
    size = ":".join(str(2 * round(side * scale / 2)) for side in (clip.width, clip.height))
    shown = f"[0:{clip.stream}]{plain(clip, size)}[plain];"
    joined = "[picture][matte]vstack,format=yuv420p[out]"
    if clip.cloth:
        return f"{shown}{clip.cloth.filters(size)}[alpha]format=yuv420p[grey];[grey]{_NO_COLOR}[matte];{joined}"
    if clip.background == "alpha":
        split = "[plain]format=yuva444p,split[a][b];[a]format=yuv420p[picture];"
        return f"{shown}{split}[b]alphaextract,format=gray,scale=out_range=tv,format=yuv420p[matte];{joined}"
    return f"{shown}[plain]format=yuv420p,split[picture][b];[b]lut=y=235:u=128:v=128[matte];{joined}"


def preview(mezzanine: Path, out: Path, moments: int = 3) -> None:
    """Writes a PNG of the signer at some moments, each on a light and a dark ground. Raises OutreachError."""
    length, rows = seconds(mezzanine), []
    for n in range(moments):
        at = length * (n + 0.5) / moments
        command = [
            "-ss",
            f"{at:.3f}",
            "-i",
            f"file:{mezzanine}",
            "-frames:v",
            "1",
            "-f",
            "image2pipe",
            "-c:v",
            "ppm",
            "-",
        ]
        done = run(command, Where(str(mezzanine)))
        if done.returncode or not done.stdout:
            raise broken(Where(str(mezzanine)), done.stderr.decode("utf-8", "replace"))
        both = np.asarray(Image.open(io.BytesIO(done.stdout), formats=("PPM",)))
        half = len(both) // 2
        rows.append(over_grounds(both[:half], both[half:, :, 0]))
    picture = Image.fromarray(np.concatenate(rows, axis=1))
    picture.thumbnail((2400, 600))
    picture.save(out, "PNG")
