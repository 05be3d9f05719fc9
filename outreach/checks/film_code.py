"""The QR code of a film is read back from the encoded picture, not from the drawing it was made of.

Why: compression, a fade or a piece in front can spoil a code that was drawn right, and a viewer would see it first.
Source: DENSO WAVE, qrcode.com (read what was printed). That a film without a readable code is not built is our rule.
PASS: the last picture of the end card's segment shows exactly the wanted payload.
FAIL: no code is read there, or another one.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
from imageio_ffmpeg import read_frames

from outreach import qr
from outreach.diagnostics import NOWHERE, Diagnostic, error
from outreach.messages import msg

TAIL = 0.2  # seconds before the end that are decoded


def verify(film: Path, expected: str) -> Iterator[Diagnostic]:
    """What is wrong with the code in the last picture of an MP4 of ours; nothing when `expected` alone is read."""
    frames = read_frames(str(film), input_params=["-sseof", f"-{TAIL}"])
    wide, high = next(frames)["size"]
    picture = list(frames)[-1]
    if qr.decode(np.frombuffer(picture, np.uint8).reshape(high, wide, 3)) != [expected]:
        yield error("qr-decode", NOWHERE, msg("the code of `{address}` does not read back", address=expected))
