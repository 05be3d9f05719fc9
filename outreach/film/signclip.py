"""The interpreter's clip of a scene as layers: a mezzanine made by `signing`, picture above, matte below.

Only files that `signing` made are opened here; clips from outside are probed and transcoded there first.
"""

from __future__ import annotations

import io
import re
import subprocess
from dataclasses import replace
from pathlib import Path
from typing import cast

import cv2
import numpy as np
from imageio_ffmpeg import get_ffmpeg_exe

from outreach.diagnostics import Where, fail
from outreach.film.geometry import Box, even, join
from outreach.film.layers import Bytes, Layer, premultiplied
from outreach.film.mux import seconds
from outreach.messages import msg
from outreach.timeline import FPS

PIPE = 1 << 20  # bytes: a whole picture at once where the system allows it, instead of 64 KB pieces
GRAIN = 32  # px the signer's outline grows by, so that it seldom changes
FORMATS = ("-protocol_whitelist", "file,pipe", "-format_whitelist", "mov,mp4,m4a,3gp,3g2,mj2")


class SignClip:
    """Frames of one mezzanine, fitted into a box, standing on its foot. Reads forward; going back starts anew."""

    def __init__(self, path: Path, box: Box, start: int = 0) -> None:
        """Opens the clip at the frame `start`. Raises OutreachError for a file that is no mezzanine."""
        self.path, self._box = path, box
        self._last = max(0, round(seconds(path) * FPS) - 1)
        self._process: subprocess.Popen[bytes] | None = None
        self._layer: Layer | None = None
        self._seen: Box | None = None
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
        self._process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, pipesize=PIPE)
        self._next = frame
        assert self._process.stdout is not None
        head = self._process.stdout.readline()
        size = re.match(rb"YUV4MPEG2 W(\d+) H(\d+) ", head)
        if size is None:
            self.close()
            raise fail("sign", Where(str(self.path)), msg("cannot read the sign-language clip"), msg("add it again"))
        self.w, self.h = int(size[1]), int(size[2]) // 2
        self._data: Bytes = np.empty(self.w * self.h * 3, np.uint8)  # picture and matte, one above the other

    def _read(self) -> Layer | None:
        assert self._process is not None and self._process.stdout is not None
        if not self._process.stdout.readline():  # "FRAME" and its parameters
            return None
        if cast(io.BufferedReader, self._process.stdout).readinto(self._data.data) < self._data.size:
            return None
        pixels = self.w * self.h * 2
        y = self._data[:pixels].reshape(2 * self.h, self.w)
        u, v = self._data[pixels:].reshape(2, self.h, self.w // 2)
        matte = y[self.h :]
        box = self._seen = _grown(self._seen, matte)
        full = np.s_[box.y : box.bottom, box.x : box.right]
        half = np.s_[box.y // 2 : box.bottom // 2, box.x // 2 : box.right // 2]
        layer = _layer(y[: self.h][full], u[half], v[half], matte[full])
        return replace(layer, at=(box.x, box.y))


def _grown(seen: Box | None, matte: Bytes) -> Box:
    """The box that has held the signer so far: most of a picture is empty, and what is empty is not blended."""
    if seen:
        beside = matte[seen.y : seen.bottom : 2]
        outside = (matte[: seen.y : 2], matte[seen.bottom :: 2], beside[:, : seen.x], beside[:, seen.right :])
        if all(part.max(initial=0) <= CLEAR for part in outside):
            return seen
    ink = matte[::2, ::2] > CLEAR  # a hand is wider than a pixel
    rows, columns = np.flatnonzero(ink.any(axis=1)), np.flatnonzero(ink.any(axis=0))
    if not len(rows):
        return seen or Box(0, 0, 2, 2)
    x, right = _steps(2 * int(columns[0]), 2 * int(columns[-1]), matte.shape[1])
    y, bottom = _steps(2 * int(rows[0]), 2 * int(rows[-1]), matte.shape[0])
    now = Box(x, y, right - x, bottom - y)
    return join(seen, now) if seen else now


def _steps(first: int, last: int, end: int) -> tuple[int, int]:
    """A range with some air around it, in whole steps, inside 0 to `end`."""
    return max(0, (first - 2) // GRAIN * GRAIN), min(end, -(-(last + 4) // GRAIN) * GRAIN)


def _layer(y: Bytes, u: Bytes, v: Bytes, matte: Bytes) -> Layer:
    """Planes and matte (limited range: 16 clear, 235 solid), premultiplied."""
    alpha = np.asarray(cv2.LUT(matte, _ALPHA), np.uint8)
    small = alpha[::2, ::2].copy()
    samples = premultiplied(y, alpha), premultiplied(u, small), premultiplied(v, small)
    return Layer(*samples, 255 - alpha, 255 - small, NO_PIXELS)


CLEAR, SOLID = 20, 230  # a little of both ends of the matte is noise of the encoder
_ALPHA: Bytes = np.rint((np.arange(256).clip(CLEAR, SOLID) - CLEAR) * (255 / (SOLID - CLEAR))).astype(np.uint8)
NO_PIXELS: Bytes = np.empty((0, 0, 4), np.uint8)
