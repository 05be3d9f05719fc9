"""Runs the ffmpeg that imageio-ffmpeg brings."""

from __future__ import annotations

import subprocess

from imageio_ffmpeg import get_ffmpeg_exe

from outreach.diagnostics import Where, fail

EXACT = ("-flags", "+bitexact", "-fflags", "+bitexact")  # no version, no date: the same input gives the same bytes


def write(command: list[str]) -> None:
    """Makes the file that `command` ends with. Raises OutreachError with what ffmpeg says."""
    whole = [get_ffmpeg_exe(), "-y", "-nostdin", "-hide_banner", "-loglevel", "error", *command]
    done = subprocess.run(whole, capture_output=True, check=False)
    if done.returncode:
        raise fail("film", Where(command[-1]), f"ffmpeg: {done.stderr.decode().strip()}")
