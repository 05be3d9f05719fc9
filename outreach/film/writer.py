"""Frames to H.264: MoviePy's writer fed with YUV 4:2:0, with the parameters that every segment shares.

MoviePy 2.2.1 takes `pixel_format` and ignores it (it always pipes rgb24 and asks for yuva420p), so the command is ours;
writing, error reports and closing stay MoviePy's.
"""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Any

from imageio_ffmpeg import get_ffmpeg_exe
from moviepy.video.io.ffmpeg_writer import FFMPEG_VideoWriter

from outreach.diagnostics import NOWHERE, OutreachError, fail
from outreach.messages import msg
from outreach.timeline import FPS

THREADS = 2  # fixed: the same frames give the same bytes on every machine
# What all players of branch screens take: High, level 4.0, 4:2:0, BT.709 limited range, closed GOP of 2 s, 2 B-frames.
ENCODING = (
    *("-c:v", "libx264", "-preset", "veryfast", "-crf", "20", "-profile:v", "high", "-level:v", "4.0"),
    *("-g", str(2 * FPS), "-bf", "2", "-flags", "+cgop+bitexact", "-fflags", "+bitexact", "-threads", str(THREADS)),
    *("-maxrate", "10M", "-bufsize", "20M"),
    *("-x264-params", "open-gop=0:colorprim=bt709:transfer=bt709:colormatrix=bt709:range=tv"),
    *("-color_primaries", "bt709", "-color_trc", "bt709", "-colorspace", "bt709", "-color_range", "tv"),
    *("-pix_fmt", "yuv420p", "-video_track_timescale", "12800", "-map_metadata", "-1"),
)


def _unwritten(file: str, said: str) -> OutreachError:
    return fail("encode", NOWHERE, msg("ffmpeg cannot write `{what}`: {said}", what=file, said=said))


class YuvWriter(FFMPEG_VideoWriter):  # type: ignore[misc]  # MoviePy has no type information
    """Writes raw YUV 4:2:0 frames (flat uint8 arrays: Y, U, V) into an MP4 of H.264 without sound."""

    def __init__(self, path: Path, width: int, height: int) -> None:
        self.filename, self.codec, self.ext = str(path), "libx264", "mp4"
        self.logfile = subprocess.PIPE
        raw = ["-f", "rawvideo", "-pix_fmt", "yuv420p", "-s", f"{width}x{height}", "-r", str(FPS)]
        tags = ["-color_primaries", "bt709", "-color_trc", "bt709", "-colorspace", "bt709", "-color_range", "tv"]
        command = [get_ffmpeg_exe(), "-y", "-nostdin", "-hide_banner", "-loglevel", "error"]
        command += [*raw, *tags, "-an", "-i", "pipe:0", *ENCODING, "-f", "mp4", str(path)]
        self.proc: Any = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
        )

    def write_frame(self, img_array: Any) -> None:
        """Adds a frame. Raises OutreachError when the encoder takes no more, with its reason."""
        try:
            super().write_frame(img_array)
        except OSError as problem:  # MoviePy has read what ffmpeg said, and ends with it
            self.proc = None
            raise _unwritten(self.filename, str(problem).strip().splitlines()[-1]) from problem

    def close(self) -> None:
        """Ends the file. Raises OutreachError when the encoder did not finish it."""
        if self.proc is None:
            return
        process, self.proc = self.proc, None
        _, said = process.communicate()
        if process.returncode:
            raise _unwritten(self.filename, said.decode().strip())

    def abandon(self) -> None:
        """Ends the encoder without a file: a frame could not be made."""
        if self.proc is not None:
            self.proc.kill()
            self.proc.communicate()
            self.proc = None

    def __exit__(self, kind: Any, value: Any, trace: Any) -> None:
        if kind is not None:
            self.abandon()
        self.close()
