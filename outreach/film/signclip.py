"""The interpreter's clip of a scene as layers: a mezzanine made by `signing`, picture above, matte below.

Only files that `signing` made are opened here; clips from outside are probed and transcoded there first.
"""

from __future__ import annotations

import re
import subprocess
from pathlib import Path
from typing import Any

import numpy as np
from imageio_ffmpeg import get_ffmpeg_exe

from outreach.diagnostics import Where, fail
from outreach.film.geometry import Box, even
from outreach.film.layers import Layer
from outreach.film.mux import seconds
from outreach.messages import msg
from outreach.timeline import FPS

FORMATS = ("-protocol_whitelist", "file,pipe", "-format_whitelist", "mov,mp4,m4a,3gp,3g2,mj2")


class SignClip:
    """Frames of one mezzanine, fitted into a box, standing on its foot. Reads forward; going back starts anew."""

    def __init__(self, path: Path, box: Box, start: int = 0) -> None:
        """Opens the clip at the frame `start`. Raises OutreachError for a file that is no mezzanine."""
        self.path, self._box = path, box
        self._last = max(0, round(seconds(path) * FPS) - 1)
        self._process: subprocess.Popen[bytes] | None = None
        self._layer: Layer | None = None
        self._open(min(start, self._last))
        self.x, self.y = even(box.x + (box.w - self.w) / 2), box.bottom - self.h

    def layer(self, frame: int) -> Layer | None:
        """The layer of a frame; after the end the last one stays."""
        frame = min(frame, self._last)
        if frame == self._next - 1:
            return self._layer
        if frame < self._next:
            self._open(frame)
        while self._next <= frame:
            self._layer = self._read() or self._layer
            self._next += 1
        return self._layer

    def close(self) -> None:
        """Ends the reader."""
        if self._process is not None:
            self._process.kill()
            self._process.communicate()
            self._process = None

    def _open(self, frame: int) -> None:
        self.close()
        command = [get_ffmpeg_exe(), "-nostdin", "-hide_banner", "-loglevel", "error", "-threads", "1", *FORMATS]
        command += ["-ss", f"{frame / FPS:.3f}", "-i", f"file:{self.path}", "-an", "-r", str(FPS)]
        fit = f"scale={self._box.w}:{2 * self._box.h}:flags=bilinear:force_original_aspect_ratio=decrease"
        command += ["-vf", f"{fit}:force_divisible_by=4", "-pix_fmt", "yuv420p", "-f", "yuv4mpegpipe", "-"]
        self._process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        self._next = frame
        assert self._process.stdout is not None
        head = self._process.stdout.readline()
        size = re.match(rb"YUV4MPEG2 W(\d+) H(\d+) ", head)
        if size is None:
            self.close()
            raise fail("sign", Where(str(self.path)), msg("cannot read the sign-language clip"), msg("add it again"))
        self.w, self.h = int(size[1]), int(size[2]) // 2

    def _read(self) -> Layer | None:
        assert self._process is not None and self._process.stdout is not None
        pixels = self.w * self.h * 2
        if not self._process.stdout.readline():  # "FRAME" and its parameters
            return None
        data = self._process.stdout.read(pixels * 3 // 2)
        if len(data) < pixels * 3 // 2:
            return None
        planes = np.frombuffer(data, np.uint8)
        y = planes[:pixels].reshape(2 * self.h, self.w)
        u, v = planes[pixels:].reshape(2, self.h, self.w // 2)
        return _layer(y[: self.h], u[: self.h // 2], v[: self.h // 2], y[self.h :])


def _layer(y: Any, u: Any, v: Any, matte: Any) -> Layer:
    """Planes and matte (limited range: 16 clear, 235 solid) to premultiplied words."""
    alpha = _ALPHA[matte]
    small = alpha[::2, ::2]
    return Layer(y * alpha, u * small, v * small, 255 - alpha, 255 - small, np.empty((0, 0, 4), np.uint8))


_ALPHA = np.clip((np.arange(256) - 20) * 255 // 210, 0, 255).astype(np.uint16)  # a little of both ends is noise
