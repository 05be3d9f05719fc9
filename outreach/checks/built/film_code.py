"""The QR code of a film is read back from the encoded picture, not from the drawing it was made of.

Why: compression, a fade or a piece in front can spoil a code that was drawn right, and a viewer would see it first.
Source: DENSO WAVE, qrcode.com (read what was printed). That a film without a readable code is not built is our rule.
PASS: the film's last key frame, one comes every 2 s, shows the wanted payload, large enough and with a clear
quiet zone; no key frame shows another code, as far as it can be read at half the size. A branch's film shares its
scenes with all branches' films: before the end it may show the code of the edition (`edition_codes` of its facts).
FAIL: no code is read at the end, or another one, or a small one; a drawing with somebody's code in the first scene.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from outreach.checks.built import Built
from outreach.codes.symbol import Least, Shown, compared, missing, symbols
from outreach.diagnostics import Diagnostic, Spot
from outreach.ffmpeg import given, key_frames
from outreach.messages import msg

Pixels = NDArray[np.uint8]


def check(built: Built) -> Iterator[Diagnostic]:
    """Yields what is wrong with the codes in the key frames of an MP4. Raises OutreachError for one that is none."""
    wanted, held = built.codes, _held(built)
    with given(built.bytes) as film:
        frames = key_frames(film, "scale=iw/2:ih/2")
        _, last = key_frames(film, "null", "-ss", f"{max(0.0, frames[-1][0] - 0.02):.3f}")[-1]
    place = msg("the picture of `{name}`", name=built.path)
    end = Shown(place, Spot(built.path, "second", frames[-1][0]), (last.shape[1], last.shape[0]))
    found = symbols(last, wanted, held.quiet)
    yield from compared(found, wanted, held, 1.0, end)
    if wanted is not None or built.format:  # a film that is none of ours needs none
        yield from missing({one.text for one in found}, wanted, end)
    if wanted is not None:
        yield from _foreign(frames[:-1], (*wanted, *built.facts.get("edition_codes", ())), built.path)


def _held(built: Built) -> Least:
    quiet = built.limit("film_code.quiet")
    return Least(built.limit("film_code.side"), built.limit("film_code.module"), "px", quiet)


def _foreign(frames: list[tuple[float, Pixels]], wanted: tuple[str, ...], path: str) -> Iterator[Diagnostic]:
    """Each code that is not wanted, where it is first seen."""
    seen = set(wanted)
    for time, frame in frames:
        new = [one for one in symbols(frame) if one.text not in seen]
        seen |= {one.text for one in new}
        place = msg("`{name}`, second {n}", name=path, n=round(time))
        shown = Shown(place, Spot(path, "second", time), (frame.shape[1], frame.shape[0]))
        yield from compared(new, wanted, None, 1.0, shown)
