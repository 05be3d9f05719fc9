"""A call, a chat, an SMS or a shared screen: bubbles come as they are spoken, the marker sweeps over the flagged words
while the host names the trick, and each trick's card stays as a chip."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from outreach.captions import width
from outreach.film.geometry import Box, even
from outreach.film.layers import cropped, difference, rows_of
from outreach.film.motion import Motion, Path, Sprite, ease
from outreach.film.scenes.split import share
from outreach.film.segments import Moment
from outreach.film.stage import OVER, PERSON, Layers, Piece, Stage, host, host_pieces, phrases
from outreach.storyboard import Flag, Item, Picture, Text
from outreach.timeline import FPS

FRAME = 12  # px, the phone's edge
GAP = 18
FOOT = 96  # px, the row of buttons below the talk
LARGE = (1.5, 1.3, 1.15)  # a short talk is set larger
HOST = 190  # px at least that the host needs below a trick's card
THING = 150  # px at least that a drawing needs there


@dataclass(frozen=True)
class _Room:
    device: Box
    view: Box  # the part of the screen where bubbles are
    side: Box | None  # tricks, and who is talking; none in a narrow frame, where a trick's name lies over the screen
    size: float  # of the bubbles' type
    foot: bool


def _room(stage: Stage) -> _Room:
    device, side = share(stage.boxes, 0.58)
    view = device.inset(FRAME + 4, FRAME + _head(stage) + 2, FRAME + 4, FRAME + 6)
    size = stage.segment.style.video_type["bubble"]
    free = view.h - (FOOT if side else _chip_step(stage, view.w - 24))
    for scale in (*LARGE, 1.0):
        if _tall(stage, view, size * scale) <= free:
            return _Room(device, view, side, size * scale, side is not None)
    return _Room(device, view, side, size if side else float(stage.segment.style.video_type["floor"]), False)


def _tall(stage: Stage, view: Box, size: float) -> float:
    """How high all bubbles of the scene will be, about: enough to choose a size by."""
    wide = _most(view) - 48
    half = stage.segment.style.wide_chars
    lines = (
        -(-width(item.text.shown, half) * (1 if half else 0.56) * size // wide) for item in stage.segment.scene.items
    )
    return sum(n * 1.28 * size + 32 + GAP for n in lines) + GAP


def _most(view: Box) -> int:
    return even(view.w * 0.88)


def _head(stage: Stage) -> int:
    return even(stage.segment.style.video_type["small"] * 1.9)


# --- what is drawn ---------------------------------------------------------------------------------------------------


def pieces(stage: Stage) -> dict[str, Piece]:
    """The screen, every bubble plain and marked, the tricks as cards and chips, whoever talks, and what it is about."""
    room, scene = _room(stage), stage.segment.scene
    made: dict[str, Piece] = {"device": _device(stage, room)}
    made["stamp"] = {"kind": "stamp", "words": stage.segment.labels["stamp"].shown, "size": _head(stage) * 0.62}
    for n, item in enumerate(scene.items):
        for done in range(len(item.flags) + 1):
            made[f"bubble-{n}-{done}"] = _bubble(stage, item, done, room)
    for order, (n, flag) in enumerate(_flags(stage)):
        high = _below(stage, room.side, order).h if room.side else room.view.h
        made[f"trick-{flag.id}-{n}"] = _trick(stage, flag, _column(room), high)
        made[f"chip-{flag.id}-{n}"] = _chip(stage, flag, _column(room))
    if room.side is None:
        return made
    made |= _speakers(stage, room.side)
    return made


def _flags(stage: Stage) -> list[tuple[int, Flag]]:
    """The scene's tricks in the order they are named, each with the number of its item."""
    return [(n, flag) for n, item in enumerate(stage.segment.scene.items) for flag in item.flags]


def _column(room: _Room) -> int:
    """How wide a trick's card or chip is: the side, or over the screen."""
    return room.side.w if room.side else room.view.w - 24


def _chip(stage: Stage, flag: Flag, wide: int) -> Piece:
    high = _chip_step(stage, wide) - 14
    return {"kind": "chip", "number": flag.number, "name": phrases(flag.trick), "w": wide, "h": high}


def _stamp_room(stage: Stage) -> int:
    """px at the right of the head that the stamp will cover; a short name keeps clear of it, a long one is stamped."""
    if not any(item.flags for item in stage.segment.scene.items):
        return 0
    letters = width(stage.segment.labels["stamp"].shown, stage.segment.style.wide_chars)
    return even(_head(stage) * 0.62 * letters * (1.2 if stage.segment.style.wide_chars else 0.85) + 90)


def _device(stage: Stage, room: _Room) -> Piece:
    scene, labels = stage.segment.scene, stage.segment.labels
    contact = scene.contact or labels["unknown_number"]
    return {
        "kind": "device",
        "w": room.device.w,
        "h": room.device.h,
        "head": _head(stage),
        "contact": phrases(contact),
        "initial": contact.shown.strip("“”\"'")[:1],
        "stamp": _stamp_room(stage),
        "how": labels["incoming_call"].shown if scene.channel == "phone" else "",
        "channel": scene.channel,
        "foot": FOOT if room.foot else 0,
        "eye": stage.svg("eye", "plain") if scene.channel == "screen" else None,
    }


def _bubble(stage: Stage, item: Item, marked: int, room: _Room) -> Piece:
    return {
        "kind": "bubble",
        "side": item.side,
        "words": fragments(item.text, tuple(f.phrase for f in item.flags), marked),
        "most": _most(room.view),
        "size": room.size,
    }


def fragments(text: Text, marked: tuple[str, ...], count: int) -> list[list[tuple[str, bool]]]:
    """The phrases of a text, cut where a passage of `marked` begins or ends; true in the first `count` passages.

    The cuts are the same for every `count`, so that the words stand at the same places however many are marked.
    """
    owner = [0] * len(text.shown)
    for n, phrase in enumerate(marked, 1):
        start = text.shown.find(phrase)
        owner[start : start + len(phrase)] = [n] * len(phrase)
    found: list[list[tuple[str, bool]]] = []
    end = 0
    for phrase in text.phrases:
        start, end = end, end + len(phrase)
        cuts = [start, *(n for n in range(start + 1, end) if owner[n] != owner[n - 1]), end]
        found.append([(text.shown[a:b], 0 < owner[a] <= count) for a, b in pairwise(cuts)])
    return found


def _trick(stage: Stage, flag: Flag, wide: int, most: int) -> Piece:
    return {
        "kind": "trick",
        "number": flag.number,
        "name": phrases(flag.trick),
        "note": phrases(flag.note),
        "w": wide,
        "most": most,
    }


def _speakers(stage: Stage, side: Box) -> dict[str, Piece]:
    made = {}
    for role, chips, _, _ in _turns(stage):
        person, box = stage.person(role), _below(stage, side, chips)
        if person:
            made[f"speaker-{role}-{chips}"] = {
                "kind": "speaker",
                "svg": stage.svg(person.picture.name, person.picture.state),
                "name": phrases(person.name),
                "tone": "danger" if role == "caller" else "primary",
                "w": box.w,
                "h": box.h,
            }
    return made


def _below(stage: Stage, side: Box, chips: int) -> Box:
    """The side below the tricks that have been named."""
    return side.inset(top=chips * _chip_step(stage, side.w))


def _thing(stage: Stage) -> Picture | None:
    """What the scene is about, when it has a drawing of a thing."""
    people = {p.picture.name for p in stage.segment.cast}
    return next((p for p in stage.segment.scene.pictures if p.name not in people), None)


def _things(stage: Stage, side: Box, layers: Layers) -> dict[int, Box]:
    """The drawing's box below each trick's card that leaves room for it, by the trick's place in the scene."""
    found = {}
    for order, (n, flag) in enumerate(_flags(stage) if _thing(stage) else ()):
        used = layers[f"trick-{flag.id}-{n}"].height + GAP
        box = _below(stage, side, order).inset(top=even(used))
        if box.h >= THING:
            found[order] = box
    return found


def _chip_step(stage: Stage, wide: int) -> int:
    """From one chip to the next in a column `wide` px: all have room for one line, or for two when a name needs it."""
    style = stage.segment.style
    size, floor = style.video_type["body"], style.video_type["floor"]
    room = wide - 1.24 * size - 60
    names = [flag.trick.shown for item in stage.segment.scene.items for flag in item.flags]
    longest = max((width(name, style.wide_chars) for name in names), default=0.0) * (1 if style.wide_chars else 0.6)
    return even(max(1.24 * size, 2.4 * floor if longest * floor > room else 0.0) + 28 + 14)


def _turns(stage: Stage) -> Iterator[tuple[str, int, int, int]]:
    """Who talks from when to when, and how many tricks have been named by then."""
    named, before = 0, 0
    for moment in stage.segment.moments:
        if moment.beat.flag:
            named += 1
        elif moment.beat.role != "host":
            yield moment.beat.role, named, before, moment.end
        before = moment.end


# --- where and when it is seen ---------------------------------------------------------------------------------------


def place(stage: Stage, layers: Layers) -> list[Sprite]:
    """The screen rings, the talk scrolls up, the marker sweeps, tricks pile up beside it."""
    room = _room(stage)
    ringing = _ringing(stage)
    screen = stage.sprite("device", layers["device"], room.device.x, room.device.y, path=ringing)
    sprites = [screen, *_talk(stage, layers, room), *_tricks(stage, layers, room), *_stamp(stage, layers, room)]
    if room.side is None:
        return sprites
    return [*sprites, *_people(stage, layers, room.side), *_explaining(stage, layers, room)]


def _ringing(stage: Stage) -> Path | None:
    if stage.segment.scene.channel != "phone":
        return None
    length = round(stage.motion.loop("ring", "seconds") * FPS)
    turns, distance = stage.motion.loop("ring", "turns"), stage.motion.loop("ring", "distance")
    first = min((m.start for m in stage.segment.moments), default=0)

    def shift(frame: int) -> tuple[int, int]:
        if frame >= min(length, first + length // 2):
            return 0, 0
        phase = int(frame * turns * 2 / length) % 4
        return even((0, distance, 0, -distance)[phase]), 0

    return shift


def _talk(stage: Stage, layers: Layers, room: _Room) -> Iterator[Sprite]:
    items = stage.segment.scene.items
    tops, total = [], GAP
    for n in range(len(items)):
        tops.append(total)
        total += layers[f"bubble-{n}-0"].height + GAP
    scroll = _scroll(stage, [t + layers[f"bubble-{n}-0"].height + GAP for n, t in enumerate(tops)], room)
    for n, item in enumerate(items):
        plain = layers[f"bubble-{n}-0"]
        x = room.view.right - plain.width - 16 if item.side == "right" else room.view.x + 16
        y = room.view.y + tops[n]
        yield stage.sprite("bubble", plain, x, y, stage.first(item.id), clip=room.view, path=scroll)
        for k, flag in enumerate(item.flags):
            start = _flag_moment(stage, item, flag).start
            stroke = difference(layers[f"bubble-{n}-{k + 1}"], layers[f"bubble-{n}-{k}"])
            yield from _sweep(stage.motion, stroke, (x, y), start, clip=room.view, path=scroll)


def _sweep(motion: Motion, stroke: Any, at: tuple[int, int], start: int, **more: Any) -> Iterator[Sprite]:
    """The marker runs over each line in turn."""
    enter = motion.entrance("mark")
    for x, y, w, h in rows_of(stroke):
        line = cropped(stroke, x, y, w, h)
        yield Sprite("mark", line, even(at[0] + x), even(at[1] + y), OVER, start, enter=enter, **more)
        start += enter.frames


def _scroll(stage: Stage, bottoms: list[int], room: _Room) -> Path:
    """How far the talk has moved up at a frame: the newest bubble's foot is in view, clear of an overlaid card."""
    steps: list[tuple[int, int]] = []
    for item, bottom in zip(stage.segment.scene.items, bottoms, strict=True):
        steps.append((stage.first(item.id), max(0, bottom - room.view.h)))
        if room.side is None:
            view = room.view.h - _chip_step(stage, _column(room))
            steps += [(_flag_moment(stage, item, flag).start, max(0, bottom - view)) for flag in item.flags]
    frames = stage.motion.frames("pop")

    def shift(frame: int) -> tuple[int, int]:
        height = 0.0
        for start, target in steps:
            if frame >= start:
                height += (target - height) * ease((frame - start + 1) / frames)
        return 0, -even(height)

    return shift


def _flag_moment(stage: Stage, item: Item, flag: Flag) -> Moment:
    return next(m for m in stage.segment.moments if m.beat.item == item.id and m.beat.flag == flag.id)


def _tricks(stage: Stage, layers: Layers, room: _Room) -> Iterator[Sprite]:
    order, last = 0, stage.segment.moments[-1]
    for n, item in enumerate(stage.segment.scene.items):
        for flag in item.flags:
            moment = _flag_moment(stage, item, flag)
            card, chip = layers[f"trick-{flag.id}-{n}"], layers[f"chip-{flag.id}-{n}"]
            end = stage.segment.frames if moment is last else moment.end
            if room.side is None:
                top = room.view.bottom - chip.height - 8
                yield stage.sprite("trick", chip, room.view.x + 12, top, moment.start, end=end, z=OVER + 5)
                continue
            top = _below(stage, room.side, order).y
            yield stage.sprite("trick", card, room.side.x, top, moment.start, end=end, z=OVER + 5)
            if moment is not last:
                yield stage.sprite("chip", chip, room.side.x, top, moment.end)
            box, thing = _things(stage, room.side, layers).get(order), _thing(stage)
            if box and thing:
                yield stage.shown(thing, layers, box, moment.start, suffix=f"-{order}", end=end, z=PERSON)
            order += 1


def instead(stage: Stage, layers: Layers) -> dict[str, Piece]:
    """What stands below the tricks' cards where they leave room: what the scene is about, or the host explaining."""
    room, thing, made = _room(stage), _thing(stage), {}
    if room.side is None:
        return {}
    for order, box in _things(stage, room.side, layers).items():
        assert thing is not None
        made |= {f"{name}-{order}": piece for name, piece in stage.drawing(thing, box).items()}
    host_box = _host_box(stage, layers, room)
    return made | (host_pieces(stage, host_box, "point") if host_box else {})


def _host_box(stage: Stage, layers: Layers, room: _Room) -> Box | None:
    """The room below the highest of the tricks' cards; none when there is little of it, or a drawing stands there."""
    flags = _flags(stage)
    if room.side is None or not flags or _things(stage, room.side, layers):
        return None
    used = [
        order * _chip_step(stage, room.side.w) + layers[f"trick-{flag.id}-{n}"].height
        for order, (n, flag) in enumerate(flags)
    ]
    box = room.side.inset(top=even(max(used) + GAP))
    return box if box.h >= HOST else None


def _explaining(stage: Stage, layers: Layers, room: _Room) -> list[Sprite]:
    box = _host_box(stage, layers, room)
    times = [(m.start, m.end) for m in stage.segment.moments if m.beat.flag]
    return host(stage, layers, box, *times) if box else []


def _stamp(stage: Stage, layers: Layers, room: _Room) -> Iterator[Sprite]:
    """The scene's last trick named, the screen's head is stamped for what it is."""
    named = [m for m in stage.segment.moments if m.beat.flag]
    if named:
        stamp = layers["stamp"]
        x, y = room.device.right - stamp.width - 26, room.device.y + FRAME + (_head(stage) - stamp.height) // 2
        start = named[-1].start + 2 * stage.motion.frames("sweep")
        yield stage.sprite("stamp", stamp, x, y, start, z=OVER + 8)


def _people(stage: Stage, layers: Layers, side: Box) -> Iterator[Sprite]:
    for role, chips, start, end in _turns(stage):
        name = f"speaker-{role}-{chips}"
        if name in layers:
            box = _below(stage, side, chips)
            yield stage.sprite("speaker", layers[name], box.x, box.y, start, end=end, z=PERSON)
