"""The interpreter of a film has room enough, and is seen to sign for as long as the film says.

Why: hands in a small slot cannot be read, and a clip that stands still halfway leaves deaf viewers with half a story.
Source: Ofcom (a sixth of the picture); how much of the time something must move is ours: who waits for a line stands.
The place and the times are the manifest's; in each, key frames that follow each other are compared. Nobody is
recognised: a picture that moves behind an interpreter who stands, or where none is, is taken for one who signs. That
nothing important lies in the slot is asked of templates/scenes/geometry.yaml when it is read.
PASS: a slot of 17.4 % of the picture in which something moves for nine tenths of the time
FAIL: a slot of 12 %; a clip that stands after a third of its scene
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import numpy as np

from outreach.checks.built import Built
from outreach.diagnostics import NOWHERE, Diagnostic, Spot, error
from outreach.ffmpeg import given, key_frames
from outreach.messages import Message, msg

CHANGED, MOVED = 16, 0.01  # of 255: less is the encoder's; of the slot: a hand is more


def check(built: Built) -> Iterator[Diagnostic]:
    """Yields what is wrong with the interpreter's place in a film that has one."""
    sign = built.facts.get("sign")
    if not sign:
        return
    share, least = sign["box"][2] * sign["box"][3] * 100, built.limit("film_sign.slot")
    if share < least:
        wanted = msg("an interpreter's place of at least {n} % of the picture", n=f"{least:g}")
        yield _wrong(built, wanted, f"{share:.1f} %", sign["times"][0][0])
    moving = built.limit("film_sign.moving")
    changes = _changes(built)
    for begins, ends in sign["times"]:
        within = [moved for time, moved in changes if begins <= time < ends]
        found = 100 * sum(within) / len(within) if within else 100.0
        if found < moving:
            wanted = msg("an interpreter who is seen to move for at least {n} % of the time", n=f"{moving:g}")
            yield _wrong(built, wanted, f"{found:.0f} %", begins)


def _changes(built: Built) -> list[tuple[float, bool]]:
    """For each key frame, its second: does the slot look otherwise at the next one of the same scene?"""
    x, y, w, h = built.facts["sign"]["box"]
    with given(built.bytes) as film:
        frames = key_frames(film, f"crop=iw*{w:.5f}:ih*{h:.5f}:iw*{x:.5f}:ih*{y:.5f}")
    ends = [end for _, end in built.facts["sign"]["times"]]
    return [
        (time, bool((np.abs(frame.astype(np.int16) - after) > CHANGED).mean() > MOVED))
        for (time, frame), (later, after) in pairwise(frames)
        if not any(time < end <= later for end in ends)
    ]


def _wrong(built: Built, wanted: Message, found: str, second: float) -> Diagnostic:
    x, y, w, h = built.facts["sign"]["box"]
    values = {"name": built.path, "n": f"{second:.1f}", "wanted": wanted, "found": found}
    message = msg("`{name}`, second {n}: expected {wanted}, found {found}", **values)
    spot = Spot(built.path, "second", second, (x, y, x + w, y + h))
    hint = msg("look at the interpreter's clip of this scene: `outreach sign`")
    return error("film-sign", NOWHERE, message, hint, wanted=wanted, measured=found, spot=spot)
