"""The QR code of a film is read back from the encoded picture, not from the drawing it was made of.

Why: compression, a fade or a piece in front can spoil a code that was drawn right, and a viewer would see it first.
Source: DENSO WAVE, qrcode.com (read what was printed). That a film without a readable code is not built is our rule.
PASS: the last key frame of the end card's segment, at most 2 s before its end, shows exactly the wanted payload, large
enough and with a clear quiet zone; the last key frame of any other segment shows none.
FAIL: no code is read there, or another one, or a small one.
"""

from __future__ import annotations

import io
import subprocess
from pathlib import Path

import numpy as np
from imageio_ffmpeg import get_ffmpeg_exe
from numpy.typing import NDArray
from PIL import Image

from outreach.codes.symbol import Least, compared, missing, symbols
from outreach.diagnostics import Diagnostic, Where, fail
from outreach.messages import msg

TAIL = 2.2  # seconds before the end that are looked at: a key frame comes every 2 s


# On a branch's screen of 55 inches a pixel is 0.63 mm: 200 px are 126 mm, for a phone 1.3 m away (distance / 10);
# eight pixels a module outlive the coder.
LEAST = Least(200, 8, "px")


def verify(film: Path, expected: str) -> list[Diagnostic]:
    """What is wrong with the codes in the last key frame of an MP4 of ours; `expected` "" means: none."""
    wanted = (expected,) if expected else ()
    found, place = symbols(_last_key_frame(film), wanted), msg("the film's picture")
    return [*compared(found, wanted, LEAST, 1.0, place), *missing({one.text for one in found}, wanted, place)]


def _last_key_frame(film: Path) -> NDArray[np.uint8]:
    """(height, width) grey. Raises OutreachError when the film cannot be decoded."""
    command = [get_ffmpeg_exe(), "-nostdin", "-hide_banner", "-loglevel", "error"]
    command += ["-skip_frame", "nokey", "-sseof", f"-{TAIL}", "-i", f"file:{film}"]
    command += ["-vf", "reverse", "-frames:v", "1", "-f", "image2pipe", "-c:v", "pgm", "-"]
    done = subprocess.run(command, capture_output=True, check=False)
    if done.returncode or not done.stdout:
        raise fail("film", Where(str(film)), f"ffmpeg: {done.stderr.decode().strip()}")
    return np.asarray(Image.open(io.BytesIO(done.stdout), formats=("PPM",)))
