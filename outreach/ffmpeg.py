"""Runs the ffmpeg that imageio-ffmpeg brings, and gives it what it reads."""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from imageio_ffmpeg import get_ffmpeg_exe

from outreach.diagnostics import Where, fail

EXACT = ("-flags", "+bitexact", "-fflags", "+bitexact")  # no version, no date: the same input gives the same bytes


def write(command: list[str]) -> None:
    """Makes the file that `command` ends with. Raises OutreachError with what ffmpeg says."""
    whole = [get_ffmpeg_exe(), "-y", "-nostdin", "-hide_banner", "-loglevel", "error", *command]
    done = subprocess.run(whole, capture_output=True, check=False)
    if done.returncode:
        raise fail("film", Where(command[-1]), f"ffmpeg: {done.stderr.decode().strip()}")


@contextmanager
def given(film: bytes) -> Iterator[Path]:
    """A finished film as a file, for as long as it is read: through a pipe only one whose index comes first is."""
    with tempfile.TemporaryDirectory(prefix="outreach-film-") as folder:
        file = Path(folder) / "film.mp4"
        file.write_bytes(film)
        yield file
