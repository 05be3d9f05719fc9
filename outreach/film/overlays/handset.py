"""The phone of the person called: its screen is composed in its own px, then held in their hand before the camera."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from outreach.channels import CHANNELS
from outreach.film.compositor import FrameBuffer
from outreach.film.frame import Frame
from outreach.film.geometry import Box
from outreach.film.layers import Layer
from outreach.film.motion import Sprite, ease
from outreach.film.overlays.screen import GAP, areas_of, device, flag_moment, inside, shown, stamp_size, stamped_at
from outreach.film.overlays.talk import bubbles, talk
from outreach.film.pieces import Piece, Prop, Stamp
from outreach.film.planes import Plane, Put
from outreach.film.segments import Moment
from outreach.film.shots.camera import glide
from outreach.film.shots.director import ShotCut, windows
from outreach.film.stage import Stage, opened
from outreach.storyboard import Item
from outreach.timeline import FPS

PUSH = 0.045  # how much nearer a phone comes while it is seen
SWAY, SLOW = 0.5, 5.2  # degrees that a hand sways, and seconds from side to side
RISE = 10  # frames in which it is lifted into the picture
HAND = (600, -200, 1000)  # px of the drawing of a hand: a phone's width in it, where it begins, how wide it is
ARM = 2.5  # of its hand, how high the drawing of one that points is: the sleeve goes on beyond every frame
FINGER, TIP = (
    1.1,
    (0.055 / ARM, 0.042 / ARM),
)  # of a phone's width: the height of the hand that points; of the drawing: where its tip is
FLAT = 34.0  # degrees that it is turned where captions lie right below
COMES, GOES = 16, 9  # frames in which it comes, and is drawn back
HOVER = (1.5, 9)  # seconds and px of its wavering
RING, DRAWN = 12, 14  # px round a bubble; frames in which a ring is drawn round it
MIRRORED = 0.6  # of its size, at least, is a phone on a monitor
BESIDE, ALONE = 0.5, 0.92  # of the monitor's width, beside what somebody still has and without it
DARK, EDGE, GLOW = (30, 142, 120), (34, 136, 124), (130, 158, 104)  # a monitor: Y, Cb, Cr of glass, frame and light
RED = (82, 100, 205)  # Y, Cb, Cr


def handset_pieces(stage: Stage) -> dict[str, Piece]:
    """The phone, what is said on it, and the hands of whoever holds it."""
    areas, word = areas_of(stage), stage.segment.labels["stamp"].shown
    made: dict[str, Piece] = {"device": device(stage, areas, False), "device-stamped": device(stage, areas, True)}
    made["stamp"] = Stamp(words=word, size=stamp_size(areas))
    wide = areas.body.w
    high = round(1100 * wide / HAND[0])
    for state in ("back", "front") if CHANNELS[stage.segment.scene.channel].device else ():
        made[f"hold-{state}"] = Prop(svg=stage.in_hand("use/hand-holding", state), h=high)
    made["finger"] = Prop(svg=stage.in_hand("use/hand-pointing", "plain"), h=round(ARM * FINGER * min(wide, 700)))
    return made | bubbles(stage, areas)


@dataclass(frozen=True)
class Held:
    """How a phone is seen: where its middle is, how large and how tilted."""

    x: float
    y: float
    scale: float
    angle: float
    body: Box

    def point(self, x: float, y: float) -> tuple[float, float]:
        """Where a point of the phone is on the frame."""
        turn, dx, dy = math.radians(self.angle), x - self.body.w / 2, y - self.body.h / 2
        across, down = math.cos(turn) * dx + math.sin(turn) * dy, math.cos(turn) * dy - math.sin(turn) * dx
        return self.x + self.scale * across, self.y + self.scale * down

    def put(self, piece: Plane, x: float, y: float, scale: float = 1.0, angle: float = 0.0, clear: float = 1.0) -> Put:
        """A piece whose middle is at a point of the phone, and which turns with it."""
        size, (px, py) = self.scale * scale, self.point(x, y)
        px, py = px - piece.width * size / 2, py - piece.height * size / 2
        return Put(piece, px, py, size, self.angle + angle, clear)


class Handset:
    """A phone with its talk over the shots of a scene that show it."""

    def __init__(
        self, stage: Stage, layers: Mapping[str, Layer], planes: Mapping[str, Plane], cuts: Sequence[ShotCut]
    ) -> None:
        self.stage, self.layers, self.planes = stage, layers, planes
        self.areas = areas_of(stage)
        self.windows = windows([cut for cut in cuts if "phone" in cut.shot.shows])
        at = stamped_at(stage)
        self.stamped = at if at is not None and any(a <= at < b for a, b in self.windows) else None
        self._buffer = FrameBuffer(self.areas.body.w, self.areas.body.h)
        self._empty = _nothing(self.areas.body)
        self._ringing = ringing(stage)

    @cached_property
    def sprites(self) -> tuple[Sprite, ...]:
        """What is seen on it, in its own px, from back to front."""
        made = [*shown(self.stage, self.layers, self.stamped), *talk(self.stage, self.layers, self.areas)]
        if self.stage.segment.first:
            made = opened(made, self.stage.segment)
        return tuple(sorted(made, key=lambda sprite: sprite.z))

    def screen(self, frame: int) -> Plane:
        """The phone with what it shows."""
        self._buffer.show([draw for sprite in self.sprites for draw in sprite.draws(frame)], self._empty)
        of, body = self._buffer, self.layers["device"]
        samples = (of.y.copy(), of.u.copy(), of.v.copy())
        return Plane(*samples, body.left, body.left_c, body.width, body.height)

    def held(self, cut: ShotCut, frame: int) -> Held:
        """How it is held at a frame."""
        device, body = self.areas.device, self.areas.body
        calm = self.stage.motion.calm
        start, end = next(((a, b) for a, b in self.windows if a <= frame < b), (cut.start, cut.end))
        scale = 1 + PUSH * glide((frame - start) / max(1, end - start)) / calm
        middle = device.y + self.areas.view.y + self.areas.view.h / 2
        up = (1 - ease((frame - start + 1) / RISE)) * 0.3 * device.h if frame - start < RISE and start else 0.0
        sway = math.sin(2 * math.pi * frame / FPS / SLOW) * SWAY * min(1.0, abs(cut.shot.tilt)) / calm
        shake = self._ringing(frame) if self._ringing else 0.0
        y = middle + scale * (device.y + body.h / 2 - middle) + up
        return Held(device.x + device.w / 2 + shake, y, scale, cut.shot.tilt + sway, body)

    def draw(self, made: Frame, cut: ShotCut, frame: int) -> None:
        """Puts it on a frame: the hand behind it, the phone, the fingers that hold it, what is marked, who points."""
        if "monitor" in cut.shot.shows:
            self._mirror(made, frame)
            return
        held, body = self.held(cut, frame), self.areas.body
        for put in self._hand(held, "back"):
            made.put(put)
        made.put(held.put(self.screen(frame), body.w / 2, body.h / 2))
        for put in self._hand(held, "front"):
            made.put(put)
        self._ring(made, held, frame)
        for put in (*self.pointing(held, frame), *self.stamp(held, frame)):
            made.put(put)

    def _mirror(self, made: Frame, frame: int) -> None:
        """What he sees of it: the same screen, at the same moment, on his own."""
        box, body = self.stage.boxes["monitor"], self.areas.body
        full, half = np.s_[box.y : box.bottom, box.x : box.right], (box.x // 2, box.y // 2)
        made.y[full] = DARK[0]
        for chroma, value in ((made.u, DARK[1]), (made.v, DARK[2])):
            chroma[half[1] : box.bottom // 2, half[0] : box.right // 2] = value
        share = BESIDE if self.stage.boxes["balance"].overlaps(box) else ALONE
        scale = max(MIRRORED, min(1.0, box.w / body.w * share))
        aside = min(box.w * 0.04, max(0.0, (box.w - body.w * scale) / 2))
        middle = max(
            box.right - aside - body.w * scale / 2, box.x + body.w * scale / 2
        )  # of one too wide, its left part
        held = Held(middle, box.y + 20 + body.h * scale / 2, scale, 0.0, body)
        made.put(held.put(self.screen(frame), body.w / 2, body.h / 2), box)
        self._ring(made, held, frame)
        corners = [(box.x, box.y), (box.right, box.y), (box.right, box.bottom), (box.x, box.bottom), (box.x, box.y)]
        made.stroke([(float(x), float(y)) for x, y in corners], EDGE, self.stage.boxes.short / 36)
        made.stroke([(float(x), float(y)) for x, y in corners], GLOW, self.stage.boxes.short / 140)

    def _hand(self, held: Held, state: str) -> Iterator[Put]:
        piece = self.planes.get(f"hold-{state}")
        if piece and held.angle:
            unit = self.areas.body.w / HAND[0]
            yield held.put(piece, unit * (HAND[1] + HAND[2] / 2), piece.height / 2)

    def bubble(self, n: int, frame: int) -> Box | None:
        """Where a bubble is on the phone; None when it is not wholly in view."""
        sprite = [one for one in self.sprites if one.kind == "bubble"][n]
        dy = sprite.path(frame)[1] if sprite.path else 0
        box, view = Box(sprite.x, sprite.y + dy, sprite.layer.width, sprite.layer.height), self.areas.view
        return box if sprite.start <= frame and view.y <= box.y and box.bottom <= view.bottom else None

    def _lines(self) -> Iterator[tuple[int, Item, Moment]]:
        """What the other side writes, with the moment of each line."""
        for n, item in enumerate(self.stage.segment.scene.items):
            said = next((m for m in self.stage.segment.moments if m.beat.item == item.id and not m.beat.flag), None)
            if said and item.side == "left" and item.flags:
                yield n, item, said

    def _ring(self, made: Frame, held: Held, frame: int) -> None:
        """Round the message whose trick is named."""
        for n, item, _ in self._lines():
            named = [flag_moment(self.stage, item, flag) for flag in item.flags]
            now, box = next((m for m in named if m.start <= frame < m.end), None), self.bubble(n, frame)
            if now and box:
                share = 1.0 if now is not named[0] else min(1.0, (frame - now.start + 1) / DRAWN)
                path = _rounded(box, RING / 2)
                points = [held.point(x, y) for x, y in path[: max(2, round(len(path) * ease(share)))]]
                made.stroke(points, RED, self.stage.boxes.short / 130)

    def pointing(self, held: Held, frame: int) -> Iterator[Put]:
        """A finger comes near what the message asks for; when the trick is named it is drawn back."""
        for n, item, said in self._lines():
            comes, goes = said.start + round(said.speech * 0.45), flag_moment(self.stage, item, item.flags[0]).start
            box = self.bubble(n, frame)
            if not comes <= frame < goes + GOES or box is None or "finger" not in self.planes:
                continue
            near = min(ease((frame - comes + 1) / COMES), 1 - ease((frame - goes + 1) / GOES) if frame >= goes else 1.0)
            yield self._finger(held, box, near, frame)

    def _finger(self, held: Held, box: Box, near: float, frame: int) -> Put:
        piece, calm = self.planes["finger"], self.stage.motion.calm
        seconds, far = HOVER
        waver = math.sin(2 * math.pi * frame / FPS / seconds / calm) * far / calm
        x, y = held.point(box.x + box.w * 0.62, box.bottom - 2)
        away, turn = (1 - near) * piece.height / ARM * 0.45, 0.0 if held.angle else FLAT
        dx, dy = (TIP[0] - 0.5) * piece.width, (TIP[1] - 0.5) * piece.height
        cos, sin = math.cos(math.radians(turn)), math.sin(math.radians(turn))
        x, y = x - cos * dx - sin * dy + away * 0.7, y - cos * dy + sin * dx + away * (0.4 if turn else 1) + waver
        return Put(piece, x - piece.width / 2, y - piece.height / 2, angle=turn, opacity=near)

    def stamp(self, held: Held, frame: int) -> Iterator[Put]:
        """Across the corner of the phone, when its last trick is named."""
        start, areas = self.stamped, self.areas
        if start is None or frame < start:
            return
        piece, view = self.planes["stamp"], areas.view
        t = min(1.0, (frame - start + 1) / self.stage.motion.entrance("stamp").frames)
        x, y = areas.body.w - 30.0, 60.0
        mark = self.stage.boxes["brand"]  # which it would be hidden behind
        if areas.device.x + x + piece.width / 2 > mark.x:
            y = max(y, mark.bottom + GAP + piece.height / 2 - areas.device.y)
        if inside(self.stage, areas):
            x, y = areas.body.w - areas.bezel - 20 - piece.width / 2, view.y - areas.face - piece.height / 2 + 20
        yield held.put(piece, x, y, 1 + 0.9 * (1 - ease(t)), clear=min(1.0, 2 * t))


def ringing(stage: Stage) -> Callable[[int], float] | None:
    """px that a phone is shaken aside at a frame, until somebody speaks; None where no call comes in on it."""
    loop, first = stage.motion.loops.ring, min((m.start for m in stage.segment.moments), default=0)
    if not CHANNELS[stage.segment.scene.channel].rings:
        return None
    beat = 2 * math.pi * loop.turns / FPS / loop.seconds
    return lambda frame: math.sin(beat * frame) * loop.distance if frame < first else 0.0


def _nothing(body: Box) -> Frame:
    half = (body.h // 2, body.w // 2)
    return Frame(np.zeros((body.h, body.w), np.uint8), np.zeros(half, np.uint8), np.zeros(half, np.uint8))


def _rounded(box: Box, off: float) -> list[tuple[float, float]]:
    """A path round a box, from its lower left corner clockwise and a little over its beginning."""
    r, steps = 26 + off, 6
    corners = [
        (box.x - off + r, box.bottom + off - r, 90),
        (box.x - off + r, box.y - off + r, 180),
        (box.right + off - r, box.y - off + r, 270),
        (box.right + off - r, box.bottom + off - r, 0),
    ]
    made: list[tuple[float, float]] = []
    for x, y, first in corners:
        for n in range(steps + 1):
            turn = math.radians(first + 90 * n / steps)
            made.append((x + r * math.cos(turn), y + r * math.sin(turn)))
    dense: list[tuple[float, float]] = []
    for (ax, ay), (bx, by) in zip(made, [*made[1:], made[0]], strict=True):
        count = max(1, round(math.dist((ax, ay), (bx, by)) / 20))
        dense += [(ax + (bx - ax) * n / count, ay + (by - ay) * n / count) for n in range(count)]
    return [*dense, *dense[:6]]
