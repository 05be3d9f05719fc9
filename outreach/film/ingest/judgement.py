"""Is it good enough for a film: its rate, its size, its length, the cloth, the space around the signer?"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from outreach.diagnostics import Diagnostic, Where, error, fail, warning
from outreach.film.ingest.footage import Background
from outreach.film.keying import Key, quality
from outreach.messages import msg
from outreach.timeline import FPS

MAX_PIXELS = 4096 * 2304
MAX_SECONDS = 1800.0
MIN_FPS = 23.9  # films have 23.976; below, fast signs and fingers blur
EXACT_FPS = 24.9  # a clip at 25 fps may say 24.98; below, one picture or two in a second are shown twice
MIN_HEIGHT = 480
WIDEST = 1.0  # width over height: elbows have room, the signer is not lost (W3C WAI media guide)
NARROWEST = 0.5
EDGE = 0.02  # of the frame: a matte that reaches this far has a hand or elbow cut off
PROBE = (160, 90)  # px of the frames that are looked at


def judge(where: Where, width: int, height: int, fps: float, seconds: float) -> list[Diagnostic]:
    """Its size, rate and length, as its header tells them."""
    found = []
    if MIN_FPS <= fps < EXACT_FPS:
        hint = msg("record at 25 or 30 frames a second where you can")
        text = msg("found {fps} frames a second: taken in at {n}, some pictures are shown twice", fps=f"{fps:g}", n=FPS)
        found.append(warning("sign-rate", where, text, hint))
    if fps < MIN_FPS:
        hint = msg("record again at 25 or 30 frames a second: below that signs cannot be read")
        found.append(error("sign-rate", where, msg("expected at least 25 frames a second, found {fps}", fps=fps), hint))
    if width * height > MAX_PIXELS:
        found.append(error("sign-size", where, msg("expected at most 4096x2304, found {w}x{h}", w=width, h=height)))
    if height < MIN_HEIGHT:
        text = msg("expected a picture at least {least} px high, found {h}", least=MIN_HEIGHT, h=height)
        found.append(error("sign-size", where, text))
    if not 0.5 <= seconds <= MAX_SECONDS:
        text = msg("expected half a second to half an hour, found {s} s", s=round(seconds, 2))
        found.append(error("sign-length", where, text))
    if not NARROWEST <= width / height <= WIDEST:
        hint = msg("turn the camera upright: from below the waist to above the head, an elbow's width each side")
        text = msg("expected a picture between 1:2 and 1:1, found {w}x{h}", w=width, h=height)
        found.append(warning("sign-aspect", where, text, hint))
    return found


def as_long_as_said(where: Where, said: float, found: float, step: float) -> None:
    """A header that lies about the length: signs would be lost, or the last picture would stand for an hour."""
    if not said - max(2.0, 0.1 * said) - step <= found <= said + max(1.0, 0.02 * said) + step:
        message = msg("the file says {said} s, its picture lasts {found} s", said=round(said, 1), found=round(found, 1))
        raise fail("sign-length", where, message, msg("export the clip again"))


def matte(where: Where, planes: NDArray[np.uint8], cloth: Key | None) -> list[Diagnostic]:
    """Refuses a clip whose signer would be shown with holes, or with pieces of cloth around."""
    if cloth is None:
        return []
    found = quality(planes, cloth)
    if found.good:
        return []
    message = msg(
        "the cloth cannot be taken out: {signer} % of the signer would stay, {cloth} % of the cloth would go",
        signer=int(found.signer * 100),
        cloth=int(found.cloth * 100),
    )
    hint = msg(
        "light the cloth evenly and wear nothing greenish, or film in front of a plain wall: the room is shown then"
    )
    return [error("sign-matte", where, message, hint)]


def outline(where: Where, planes: NDArray[np.uint8], background: Background, cloth: Key | None) -> list[Diagnostic]:
    """`framing` of the signer as the matte shows it."""
    if background == "opaque":
        return []
    return framing(where, planes[..., 3] > 127 if cloth is None else cloth.alpha(planes) > 0.5)


def framing(where: Where, solid: NDArray[np.bool_]) -> list[Diagnostic]:
    """Hands or head that leave the picture: the signer's outline, (n, height, width), touches the top or a side."""
    rows, columns = max(1, int(PROBE[1] * EDGE)), max(1, int(PROBE[0] * EDGE))
    places = {"top": solid[:, :rows], "left": solid[:, :, :columns], "right": solid[:, :, -columns:]}
    cut = [side for side, part in places.items() if part.any(axis=(1, 2)).mean() > 0.1]
    hint = msg("leave an elbow's width on each side and room above the head; signing is never cropped")
    text = msg("expected free space around the signer, found the outline at the {sides}", sides=", ".join(cut))
    return [warning("sign-framing", where, text, hint)] if cut else []
