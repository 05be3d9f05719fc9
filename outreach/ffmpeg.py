"""Runs the ffmpeg that imageio-ffmpeg brings, and gives it what it reads."""

from __future__ import annotations

import re
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
from imageio_ffmpeg import get_ffmpeg_exe
from numpy.typing import NDArray

from outreach.diagnostics import Where, fail

_TIME = re.compile(rb"Parsed_showinfo.*? pts_time: *([0-9.]+)")
EXACT = ("-flags", "+bitexact", "-fflags", "+bitexact")  # no version, no date: the same input gives the same bytes


def write(command: list[str]) -> None:
    """Makes the file that `command` ends with. Raises OutreachError with what ffmpeg says."""
    whole = [get_ffmpeg_exe(), "-y", "-nostdin", "-hide_banner", "-loglevel", "error", *command]
    done = subprocess.run(whole, capture_output=True, check=False)
    if done.returncode:
        raise fail("film", Where(command[-1]), f"ffmpeg: {done.stderr.decode().strip()}")


def greys(command: list[str]) -> tuple[list[NDArray[np.uint8]], bytes]:
    """The pictures of a command that lacks its output, (height, width) grey, and what ffmpeg says beside them.

    Raises OutreachError when there are none.
    """
    whole = [get_ffmpeg_exe(), "-nostdin", "-hide_banner", *command]
    done = subprocess.run([*whole, "-f", "image2pipe", "-c:v", "pgm", "-"], capture_output=True, check=False)
    if done.returncode or not done.stdout:
        raise fail("film", Where("film.mp4"), f"ffmpeg: {done.stderr.decode(errors='replace')[-400:].strip()}")
    return [*_pgms(done.stdout)], done.stderr


def key_frames(film: Path, filters: str, *seek: str) -> list[tuple[float, NDArray[np.uint8]]]:
    """Seconds, and (height, width) grey, in order. Raises OutreachError when the film cannot be decoded."""
    command = ["-skip_frame", "nokey", *seek, "-i", f"file:{film}", "-map", "0:v:0", "-fps_mode", "passthrough"]
    frames, said = greys([*command, "-vf", f"showinfo=checksum=0,{filters},format=gray"])
    return [*zip(map(float, _TIME.findall(said)), frames, strict=True)]


def _pgms(data: bytes) -> Iterator[NDArray[np.uint8]]:
    """PGM pictures, one behind the other: `P5`, width and height, 255, the pixels."""
    at = 0
    while at < len(data):
        kind, size, most, _ = data[at : at + 64].split(b"\n", 3)
        wide, high = map(int, size.split())
        at += len(kind) + len(size) + len(most) + 3
        yield np.frombuffer(data, np.uint8, wide * high, at).reshape(high, wide)
        at += wide * high


@contextmanager
def given(film: bytes) -> Iterator[Path]:
    """A finished film as a file, for as long as it is read: through a pipe only one whose index comes first is."""
    with tempfile.TemporaryDirectory(prefix="outreach-film-") as folder:
        file = Path(folder) / "film.mp4"
        file.write_bytes(film)
        yield file
