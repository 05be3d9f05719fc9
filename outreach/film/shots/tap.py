"""The act itself, close: a card comes to the back of a phone, and far away his card reader lights up."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import TYPE_CHECKING

from outreach.film.frame import Frame
from outreach.film.motion import ease, smooth
from outreach.film.pieces import Piece, Prop
from outreach.film.planes import Plane, Put
from outreach.film.shots.camera import Lens
from outreach.film.shots.director import ShotCut
from outreach.film.stage import Stage
from outreach.timeline import FPS

if TYPE_CHECKING:
    from outreach.film.shots.take import Take

WAITS, COMES = 0.4, 0.8  # seconds before the card moves, and until it touches
LATEST = 0.45  # of the shot: when it has touched at the latest
LIGHTS = 14  # frames from the touch until his reader shows it
# Of the drawings: how far round the phone and the card are (px of width), where they meet on each, in shares.
PHONE, CARD, READER = (600, 1000), (1200, 1000), (520, 700)
ARM, ASIDE = 2000, 100  # px of the phone's drawing: its height with the sleeve, and what it has left of the phone's own
THERE, HERE = (0.5, 0.36), (0.19, 0.18)
MONEY = (0.5, 0.21)  # where the reader's screen is
WAVE, WAVES, EVERY = 26, 3, 16  # frames a ring takes to grow, how many there are, frames between two
GOLD = (205, 60, 150)  # Y, Cb, Cr
COINS, WAY, APART = 7, 22, 5  # how many fly, frames on their way, frames between two


def tap_pieces(stage: Stage, cut: ShotCut) -> dict[str, Piece]:
    """The phone, the card and the reader, in the hands of those who hold them."""
    if "tap" not in cut.shot.shows:
        return {}
    high = stage.boxes["touch"].h
    return {
        "tap-phone": Prop(svg=stage.in_hand("use/tap-phone", "plain"), h=round(high * ARM / PHONE[1])),
        "tap-card": Prop(svg=stage.in_hand("use/tap-card", "plain"), h=round(high * CARD[1] / PHONE[1])),
        **{
            f"reader-{state}": Prop(svg=stage.svg("use/card-reader", state), h=stage.boxes["reader"].h)
            for state in ("dark", "lit")
        },
    }


def tapped(stage: Stage, cut: ShotCut) -> int:
    """The frame at which the card touches the phone: soon enough for what comes of it to be seen."""
    calmly = round((WAITS + COMES) * stage.motion.calm * FPS)
    return cut.start + min(calmly, round((cut.end - cut.start) * LATEST))


def _at(piece: Plane, box_x: float, box_y: float, seen: Lens, clear: float = 1.0) -> Put:
    return Put(piece, *seen.point(box_x, box_y), seen.scale, opacity=clear)


def _meet(stage: Stage) -> tuple[float, float]:
    """Where the card touches the phone, in px of the still frame."""
    box = stage.boxes["touch"]
    wide = box.h * PHONE[0] / PHONE[1]
    return box.x + (box.w - wide) * 0.3 + THERE[0] * wide, box.y + THERE[1] * box.h


def tap(take: Take, made: Frame, frame: int, seen: Lens) -> None:
    """Puts phone, card and reader on a frame, and what goes from one to the other."""
    if "tap" in take.cut.shot.shows:
        for put in _hands(take, frame, seen):
            made.put(put)
        _waves(take, made, frame, seen)


def _hands(take: Take, frame: int, seen: Lens) -> Iterator[Put]:
    stage, cut = take.stage, take.cut
    box, touch, (x, y) = stage.boxes["touch"], tapped(stage, cut), _meet(stage)
    phone, card = take.plane("tap-phone"), take.plane("tap-card")
    unit = box.h / PHONE[1]
    yield _at(phone, x - (THERE[0] * PHONE[0] + ASIDE) * unit, box.y, seen)
    way = COMES * stage.motion.calm * FPS
    near = smooth((frame - (touch - way)) / way)
    waver = math.sin(2 * math.pi * frame / FPS / 2.2) * 5
    away = (1 - near) * PHONE[0] * unit * 0.62
    yield _at(card, x - HERE[0] * card.width + away, y - HERE[1] * card.height + away * 0.6 + waver, seen)
    reader = stage.boxes["reader"]
    lit = min(1.0, max(0.0, (frame - touch - LIGHTS) / 8))
    for state, clear in (("dark", 1.0), ("lit", lit)):
        piece = take.plane(f"reader-{state}")
        yield _at(piece, reader.x + (reader.w - piece.width) / 2, reader.y, seen, clear)


def _waves(take: Take, made: Frame, frame: int, seen: Lens) -> None:
    """Rings from where they touch; then coins, one after the other, to his reader."""
    stage, cut = take.stage, take.cut
    since = frame - tapped(stage, cut)
    start, short = seen.point(*_meet(stage)), stage.boxes.short
    for n in range(WAVES):
        t = (since - n * EVERY) / WAVE
        if 0 < t < 1:
            r = short * (0.03 + 0.15 * ease(t))
            turns = [2 * math.pi * k / 40 for k in range(41)]
            ring = [(start[0] + r * math.cos(a), start[1] + r * math.sin(a)) for a in turns]
            made.stroke(ring, GOLD, short / 70 * (1 - t) + 2)
    box = stage.boxes["reader"]
    end = seen.point(box.x + MONEY[0] * box.w, box.y + MONEY[1] * box.h)
    for n in range(COINS):
        t = (since - LIGHTS - n * APART) / WAY
        if 0 < t < 1:
            eased, lift = smooth(t), math.sin(math.pi * t) * short * 0.12
            x, y = start[0] + (end[0] - start[0]) * eased, start[1] + (end[1] - start[1]) * eased - lift
            made.stroke([(x, y), (x + 0.5, y)], GOLD, short / 32)
