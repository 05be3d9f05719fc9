"""What a conversation happens on, a screen or a plain panel: how large it and its type are, its head, its stamp."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from outreach.channels import CHANNELS
from outreach.film.geometry import Box, even
from outreach.film.layers import Layer
from outreach.film.motion import Sprite
from outreach.film.pieces import Device, Faces
from outreach.film.segments import Moment
from outreach.film.shots import shots
from outreach.film.shots.take import home_of
from outreach.film.stage import PIECE, Layers, Stage
from outreach.storyboard import Flag, Item

BEZEL, CORNER = 0.027, 0.13  # of a phone's width: its body round the glass, and how round it is
PANEL = (12, 44)  # px, the same of a plain panel
BELOW = 1.14  # of what is seen of a phone that leaves the frame below, how high it is
CLEAR = 22  # px between the talk and the captions
GAP = 18
EDGE = (24, 16)  # px between a bubble and its words: beside, above
FOOT = 96  # px, the row of buttons below the talk
STAMP = 0.15  # of the phone's width: the type of the word that is stamped on it
LARGEST = 110  # px of it
SMALL = (1, 0.87, 0.75, 0.65)  # of the floor: what a long message is set in
LARGE = (1.9, 1.75, 1.6, 1.45, 1.3, 1.15)  # a short talk is set larger
SCROLLS = 1.3  # a talk that would be smaller scrolls instead
SEEN = 3  # people on the other side that a video call shows at most
FACES = (
    0.56,
    0.48,
    0.4,
    0.32,
)  # of the screen's height: the faces of a video call, the largest that leaves a line room


@dataclass(frozen=True)
class Areas:
    """Where everything of a conversation stands, in px of the phone."""

    device: Box  # what is seen of it, in px of the frame
    body: Box  # all of it
    bezel: int
    view: Box  # the part of the screen where bubbles are
    keys: int  # px of the lower end of the screen, on which captions lie
    size: float  # of the bubbles' type
    foot: bool
    face: int = 0  # px the faces of a video call have between head and talk
    clear: int = 0  # px of the talk's lower end that a trick's name will lie on


def areas_of(stage: Stage) -> Areas:
    """The boxes of a conversation, and the largest type its bubbles have room for."""
    device, size = stage.boxes["phone"], stage.segment.style.video_type["bubble"]
    channel = CHANNELS[stage.segment.scene.channel]
    if not channel.device:  # a plain panel ends above the captions
        device = device.inset(bottom=max(0, device.bottom - stage.boxes["caption"].y + CLEAR))
    leaves = channel.device and device.bottom >= stage.boxes.height
    body = Box(0, 0, device.w, even(device.h * BELOW) if leaves else device.h)
    bezel = even(body.w * BEZEL) if channel.device else PANEL[0]
    screen = _free(stage, device, body, bezel)
    keys = max(0, body.h - bezel - screen.bottom) if channel.device else 0
    faces = [even(screen.h * share) for share in FACES] if channel.face else [0]

    note = stage.boxes["note"]
    clear = max(0, screen.bottom + device.y - note.y + GAP) if device.overlaps(note) and not channel.face else 0

    def made(face: int, size: float, foot: bool) -> Areas:
        return Areas(device, body, bezel, screen.inset(top=face), keys, size, foot, face, clear)

    for face in faces:
        foot = not face and channel.device and not channel.calls
        view = screen.inset(top=face)
        free = view.h - (FOOT if foot else 0)
        for one in (size * scale for scale in (*LARGE, 1.0)):
            together = _tall(stage, view, one, bool(face)) <= free or (not face and one <= size * SCROLLS)
            alone = _highest(stage, view, one) <= min(free, view.h - clear) - 2 * GAP
            if together and alone and _whole(stage, view, one):
                return made(face, one, foot)
    return made(faces[-1], _least(stage, screen.inset(top=faces[-1])), False)


def _free(stage: Stage, device: Box, body: Box, bezel: int) -> Box:
    """What of the glass is free for the talk: below the head, above the captions, beside the interpreter."""
    top = bezel + status(stage) + head(stage) + 2
    bottom = min(body.h - bezel, stage.boxes["caption"].y - CLEAR - device.y)
    right = body.w - bezel - 4
    if stage.segment.interpreted and device.right > stage.boxes["slot"].x:
        right = stage.boxes["slot"].x - GAP - device.x
    return Box(bezel + 4, top, even(right) - bezel - 4, even(bottom) - top)


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


def status(stage: Stage) -> int:
    """px of the row with the time above it."""
    if not CHANNELS[stage.segment.scene.channel].device:
        return 0
    return even(stage.segment.style.video_type["floor"] * 1.2)


def flags(stage: Stage) -> list[tuple[int, Flag]]:
    """The scene's tricks in the order they are named, each with the number of its item."""
    return [(n, flag) for n, item in enumerate(stage.segment.scene.items) for flag in item.flags]


def flag_moment(stage: Stage, item: Item, flag: Flag) -> Moment:
    """When a trick is named."""
    return next(m for m in stage.segment.moments if m.beat.item == item.id and m.beat.flag == flag.id)


def stamp_size(areas: Areas) -> float:
    """The type of the word that is stamped on the phone."""
    return min(LARGEST, areas.body.w * STAMP)


def _stamp_room(stage: Stage, areas: Areas) -> int:
    """px at the right of the head that the stamp will cover; a short name keeps clear of it, a long one gives way."""
    if not flags(stage):
        return 0
    word = stage.segment.labels["stamp"].shown
    wide = stamp_size(areas) * (stage.widths.of(word, "Bold") + 0.2 * len(word)) + 60  # spaced
    return even(wide + 30 if inside(stage, areas) else wide / 2 + 40)


def inside(stage: Stage, areas: Areas) -> bool:
    """Is there no room beside the phone for a stamp that lies across its corner?"""
    return areas.device.right + areas.body.w / 3 > stage.boxes["area"].right


def device(stage: Stage, areas: Areas, stamped: bool) -> Device:
    """The phone itself: who writes, how, and the row at its foot. Stamped, its head makes room."""
    scene, labels = stage.segment.scene, stage.segment.labels
    channel, contact = CHANNELS[scene.channel], scene.contact or labels["unknown_number"]
    file = shots(stage.project)
    return Device(
        bezel=areas.bezel,
        corner=even(min(areas.body.w, 720) * CORNER) if channel.device else PANEL[1],
        status=status(stage),
        clock=file.clocks.get(home_of(stage, file), file.clock),
        head=head(stage),
        contact=contact.phrases,
        initial=contact.shown.strip("“”\"'")[:1],
        stamp=_stamp_room(stage, areas),
        stamped=stamped,
        how=labels[channel.head].shown if channel.head else "",
        channel=scene.channel,
        face_to_face=not channel.device,
        foot=FOOT if areas.foot else 0,
        keys=areas.keys,
        types=not channel.calls and not channel.face,
        eye=stage.svg("eye", "plain") if scene.channel == "screen" else None,
        faces=_faces(stage, areas) if areas.face else None,
        w=areas.body.w,
        h=areas.body.h,
    )


def _faces(stage: Stage, areas: Areas) -> Faces:
    """Who is seen in a video call: those on the other side, and small, the person called."""
    scene, cast = stage.segment.scene, stage.segment.cast
    others = dict.fromkeys(item.face for item in scene.items if item.side == "left" and item.face)
    own = stage.person("victim")
    shown = [*others][:SEEN] or [p.seen for p in cast if p.seen][:1]
    seen = tuple(stage.svg(face.name, face.state) for face in shown)
    return Faces(areas.face, seen, stage.svg(own.picture.name, own.picture.state) if own else None)


def stamped_at(stage: Stage) -> int | None:
    """The frame at which the word is stamped: once the scene's last trick is named and read."""
    named = [m for m in stage.segment.moments if m.beat.flag]
    return named[-1].start + 2 * stage.motion.frames("sweep") if named else None


def shown(stage: Stage, layers: Layers, start: int | None) -> Iterator[Sprite]:
    """The phone without the talk; from when it is stamped on, its head is another."""
    landed = stage.segment.end if start is None else start + stage.motion.entrance("stamp").frames // 2

    def looks(frame: int) -> Layer:
        return layers["device" if frame < landed else "device-stamped"]

    yield Sprite("device", layers["device"], 0, 0, PIECE, looks=looks)
