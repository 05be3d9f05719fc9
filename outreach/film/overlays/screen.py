"""What a conversation happens on, a screen or a plain panel: how large it and its type are, its head, its stamp."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from outreach.channels import CHANNELS
from outreach.film.geometry import Box, even
from outreach.film.layers import Layer
from outreach.film.motion import Path, Sprite
from outreach.film.pieces import Device, Faces
from outreach.film.segments import Moment
from outreach.film.stage import OVER, Layers, Stage
from outreach.storyboard import Flag, Item
from outreach.timeline import FPS

FRAME = 12  # px, the phone's edge
GAP = 18
EDGE = (24, 16)  # px between a bubble and its words: beside, above
FOOT = 96  # px, the row of buttons below the talk
STAMP = 0.54  # of the head's height: the type of the word that is stamped on it
SMALL = (1, 0.87, 0.75, 0.65)  # of the floor: what a long message is set in
LARGE = (1.5, 1.3, 1.15)  # a short talk is set larger
SEEN = 3  # people on the other side that a video call shows at most
FACES = (
    0.56,
    0.48,
    0.4,
    0.32,
)  # of the screen's height: the faces of a video call, the largest that leaves a line room


@dataclass(frozen=True)
class Areas:
    """Where everything of a conversation stands."""

    device: Box
    view: Box  # the part of the screen where bubbles are
    size: float  # of the bubbles' type
    foot: bool
    face: int = 0  # px the faces of a video call have between head and talk


def areas_of(stage: Stage) -> Areas:
    """The boxes of a conversation, and the largest type its bubbles have room for."""
    device = stage.boxes["phone"]
    screen = device.inset(FRAME + 4, FRAME + head(stage) + 2, FRAME + 4, FRAME + 6)
    size = stage.segment.style.video_type["bubble"]
    channel = CHANNELS[stage.segment.scene.channel]
    faces = [even(screen.h * share) for share in FACES] if channel.face else [0]
    for face in faces:
        foot = not face and channel.device
        view = screen.inset(top=face)
        free = view.h - (FOOT if foot else 0)
        for scale in (*LARGE, 1.0):
            if _tall(stage, view, size * scale, bool(face)) <= free and _whole(stage, view, size * scale):
                return Areas(device, view, size * scale, foot, face)
    view = screen.inset(top=faces[-1])
    return Areas(device, view, _least(stage, view), False, faces[-1])


def _least(stage: Stage, view: Box) -> float:
    """The type of a talk that is longer than the screen and scrolls: each bubble alone must fit.

    Small words are bad, cut ones worse.
    """
    types = stage.segment.style.video_type
    sizes = [types["floor"] * share for share in SMALL]
    room = view.h - 2 * GAP
    fits = (one for one in sizes if _highest(stage, view, one) <= room and _whole(stage, view, one))
    return next(fits, sizes[-1])


def _highest(stage: Stage, view: Box, size: float) -> float:
    """How high the highest bubble will be, about."""
    return max((_high(stage, item, view, size) for item in stage.segment.scene.items), default=0.0)


def _high(stage: Stage, item: Item, view: Box, size: float) -> float:
    """How high a bubble will be, about."""
    lines = stage.widths.lines(item.text, (most(view) - 2 * EDGE[0]) / size)
    return lines * 1.28 * size + 1.4 * stage.segment.style.video_type["floor"] * bool(item.named) + 2 * EDGE[1]


def _tall(stage: Stage, view: Box, size: float, latest: bool) -> float:
    """How high all bubbles of the scene will be, about: enough to choose a size by.

    `latest`: in a video call the faces matter more than what was said before, so only the highest bubble counts.
    """
    tall = [_high(stage, item, view, size) + GAP for item in stage.segment.scene.items]
    return (max(tall, default=0.0) if latest else sum(tall)) + GAP


def _whole(stage: Stage, view: Box, size: float) -> bool:
    """Does every phrase stand on a line of its bubble?"""
    room = (most(view) - 2 * EDGE[0]) / size
    return all(
        stage.widths.of(phrase.rstrip()) <= room for item in stage.segment.scene.items for phrase in item.text.phrases
    )


def most(view: Box) -> int:
    """px a bubble may be wide: the rest tells left from right."""
    return even(view.w * 0.88)


def head(stage: Stage) -> int:
    """px the screen's head is high."""
    return even(stage.segment.style.video_type["small"] * 1.9)


def flags(stage: Stage) -> list[tuple[int, Flag]]:
    """The scene's tricks in the order they are named, each with the number of its item."""
    return [(n, flag) for n, item in enumerate(stage.segment.scene.items) for flag in item.flags]


def flag_moment(stage: Stage, item: Item, flag: Flag) -> Moment:
    """When a trick is named."""
    return next(m for m in stage.segment.moments if m.beat.item == item.id and m.beat.flag == flag.id)


def _stamp_room(stage: Stage) -> int:
    """px at the right of the head that the stamp will cover; a short name keeps clear of it, a long one gives way."""
    if not flags(stage):
        return 0
    word = stage.segment.labels["stamp"].shown
    letters = stage.widths.of(word, "Bold") + 0.2 * len(word)  # spaced
    return even(head(stage) * STAMP * letters + 90)


def device(stage: Stage, areas: Areas, stamped: bool) -> Device:
    """The screen itself: who is on the line, how, and the row of buttons at its foot. Stamped, its head makes room."""
    scene, labels = stage.segment.scene, stage.segment.labels
    channel, contact = CHANNELS[scene.channel], scene.contact or labels["unknown_number"]
    return Device(
        head=head(stage),
        contact=contact.phrases,
        initial=contact.shown.strip("“”\"'")[:1],
        stamp=_stamp_room(stage),
        stamped=stamped,
        how=labels[channel.head].shown if channel.head else "",
        channel=scene.channel,
        face_to_face=not channel.device,
        foot=FOOT if areas.foot else 0,
        eye=stage.svg("eye", "plain") if scene.channel == "screen" else None,
        faces=_faces(stage, areas) if areas.face else None,
        w=areas.device.w,
        h=areas.device.h,
    )


def _faces(stage: Stage, areas: Areas) -> Faces:
    """Who is seen in a video call: those on the other side, and small, the person called."""
    scene, cast = stage.segment.scene, stage.segment.cast
    others = dict.fromkeys(item.face for item in scene.items if item.side == "left" and item.face)
    own = stage.person("victim")
    shown = [*others][:SEEN] or [p.seen for p in cast if p.seen][:1]
    seen = tuple(stage.svg(face.name, face.state) for face in shown)
    return Faces(areas.face, seen, stage.svg(own.picture.name, own.picture.state) if own else None)


def ringing(stage: Stage) -> Path | None:
    """How a phone shakes until somebody speaks; other screens do not."""
    if not CHANNELS[stage.segment.scene.channel].rings:
        return None
    length = round(stage.motion.loops.ring.seconds * FPS)
    turns, distance = stage.motion.loops.ring.turns, stage.motion.loops.ring.distance
    first = min((m.start for m in stage.segment.moments), default=0)

    def shift(frame: int) -> tuple[int, int]:
        if frame >= min(length, first + length // 2):
            return 0, 0
        phase = int(frame * turns * 2 / length) % 4
        return even((0, distance, 0, -distance)[phase]), 0

    return shift


def shown(stage: Stage, layers: Layers, areas: Areas) -> Iterator[Sprite]:
    """The screen, which rings; once the scene's last trick is named, its head is stamped for what it is."""
    named = [m for m in stage.segment.moments if m.beat.flag]
    start = named[-1].start + 2 * stage.motion.frames("sweep") if named else stage.segment.end
    landed = start + stage.motion.entrance("stamp").frames // 2

    def looks(frame: int) -> Layer:
        return layers["device" if frame < landed else "device-stamped"]

    box, word = areas.device, layers["stamp"]
    yield stage.sprite("device", layers["device"], box.x, box.y, path=ringing(stage), looks=looks)
    if named:
        # On the head's foot, standing out above it, so that it covers nothing that is said.
        x, y = box.right - word.width - 26, box.y + FRAME + head(stage) - word.height
        yield stage.sprite("stamp", word, x, y, start, z=OVER + 8)
