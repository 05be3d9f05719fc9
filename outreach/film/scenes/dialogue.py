"""A call, a chat, an SMS or a shared screen: bubbles come as they are spoken, the marker sweeps over the flagged words
while the host names the trick, and each trick's card stays as a chip."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from outreach.film.compositor import meet
from outreach.film.geometry import Box, even
from outreach.film.layers import cropped, difference, rows_of
from outreach.film.motion import Motion, Path, Sprite, ease
from outreach.film.scenes.split import share
from outreach.film.segments import Moment
from outreach.film.stage import OVER, PERSON, Layers, Piece, Stage, phrases
from outreach.storyboard import Flag, Item, Text
from outreach.timeline import FPS

FRAME = 12  # px, the phone's edge
GAP = 18
OVERLAY = 0.56  # of a narrow screen's height that a trick's card covers


@dataclass(frozen=True)
class _Room:
    device: Box
    view: Box  # the part of the screen where bubbles are
    side: Box  # tricks, and who is talking
    beside: bool  # the side is beside the screen, not over it


def _room(stage: Stage) -> _Room:
    device, side = share(stage.boxes, 0.58)
    head = _head(stage)
    view = device.inset(FRAME + 4, FRAME + head + 2, FRAME + 4, FRAME + 6)
    view = Box(even(view.x), even(view.y), even(view.w), even(view.h))
    if side:
        return _Room(device, view, side, True)
    high = even(view.h * OVERLAY)
    return _Room(device, view, Box(view.x + 8, view.bottom - high, view.w - 16, high), False)


def _head(stage: Stage) -> int:
    return even(stage.segment.style.video_type["small"] * 1.9)


# --- what is drawn -------------------------------------------------------------------------------------------------------


def pieces(stage: Stage) -> dict[str, Piece]:
    """The screen, every bubble plain and marked, the tricks as cards and chips, and whoever talks."""
    room, scene = _room(stage), stage.segment.scene
    made: dict[str, Piece] = {"device": _device(stage, room.device)}
    for n, item in enumerate(scene.items):
        for done in range(len(item.flags) + 1):
            made[f"bubble-{n}-{done}"] = _bubble(stage, item, item.flags[:done], room.view.w)
        for flag in item.flags:
            made[f"trick-{flag.id}-{n}"] = _trick(stage, flag, room.side.w)
            made[f"chip-{flag.id}-{n}"] = {
                "kind": "chip",
                "number": flag.number,
                "name": phrases(flag.trick),
                "w": room.side.w,
            }
    return made | (_speakers(stage, room) if room.beside else {})


def _device(stage: Stage, box: Box) -> Piece:
    scene, labels = stage.segment.scene, stage.segment.labels
    contact = scene.contact or labels["unknown_number"]
    caller = stage.person("caller")
    return {
        "kind": "device",
        "w": box.w,
        "h": box.h,
        "head": _head(stage),
        "contact": phrases(contact),
        "initial": contact.shown.strip("“”\"'")[:1],
        "face": None,
        "how": labels["incoming_call"].shown if scene.channel == "phone" else "",
        "caller": caller.name.shown if caller else "",
    }


def _bubble(stage: Stage, item: Item, flags: tuple[Flag, ...], wide: int) -> Piece:
    return {
        "kind": "bubble",
        "side": item.side,
        "marked": True,
        "phrases": fragments(item.text, tuple(f.phrase for f in flags)),
        "most": even(wide * 0.88),
        "size": stage.segment.style.video_type["bubble"],
    }


def fragments(text: Text, marked: tuple[str, ...]) -> list[tuple[str, bool]]:
    """The phrases of a text, cut again where a marked passage begins or ends, each with whether it is marked."""
    flags = [False] * len(text.shown)
    for phrase in marked:
        start = text.shown.find(phrase)
        flags[start : start + len(phrase)] = [True] * len(phrase)
    found: list[tuple[str, bool]] = []
    at = 0
    for phrase in text.phrases:
        start = at
        for n in range(at, at + len(phrase)):
            if n > start and flags[n] != flags[start]:
                found.append((text.shown[start:n], flags[start]))
                start = n
        at += len(phrase)
        found.append((text.shown[start:at], flags[start]))
    return found


def _trick(stage: Stage, flag: Flag, wide: int) -> Piece:
    return {
        "kind": "trick",
        "number": flag.number,
        "name": phrases(flag.trick),
        "note": phrases(flag.note),
        "w": wide,
        "size": stage.segment.style.video_type["body"],
    }


def _speakers(stage: Stage, room: _Room) -> dict[str, Piece]:
    made = {}
    for role, chips, _, _ in _turns(stage):
        person = stage.person(role)
        box = _speaker_box(stage, room, chips)
        if person and box.h > 200:
            made[f"speaker-{role}-{chips}"] = {
                "kind": "speaker",
                "svg": stage.svg(person.picture.name, person.picture.state),
                "name": person.name.shown,
                "tone": "danger" if role == "caller" else "primary",
                "w": box.w,
                "h": box.h,
            }
    return made


def _speaker_box(stage: Stage, room: _Room, chips: int) -> Box:
    return room.side.inset(top=chips * _chip_step(stage))


def _chip_step(stage: Stage) -> int:
    return even(stage.segment.style.video_type["small"] * 1.24 + 28 + 14)


def _turns(stage: Stage) -> Iterator[tuple[str, int, int, int]]:
    """Who talks from when to when, and how many tricks have been named by then."""
    named, before = 0, 0
    for moment in stage.segment.moments:
        if moment.beat.flag:
            named += 1
        elif moment.beat.role != "host":
            yield moment.beat.role, named, before, moment.end
        before = moment.end


# --- where and when it is seen -------------------------------------------------------------------------------------------


def place(stage: Stage, layers: Layers) -> list[Sprite]:
    """The screen rings, the talk scrolls up, the marker sweeps, tricks pile up beside it."""
    room = _room(stage)
    ringing = _ringing(stage)
    screen = stage.sprite("device", layers["device"], room.device.x, room.device.y, path=ringing)
    return [screen, *_talk(stage, layers, room), *_tricks(stage, layers, room), *_people(stage, layers, room)]


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
        yield Sprite(line, even(at[0] + x), even(at[1] + y), OVER, start, enter=enter, **more)
        start += enter.frames


def _scroll(stage: Stage, bottoms: list[int], room: _Room) -> Path:
    """How far the talk has moved up at a frame: the newest bubble's foot is always in view, clear of an overlaid card."""
    steps: list[tuple[int, int]] = []
    for item, bottom in zip(stage.segment.scene.items, bottoms, strict=True):
        steps.append((stage.first(item.id), max(0, bottom - room.view.h)))
        if not room.beside:
            steps += [
                (_flag_moment(stage, item, flag).start, max(0, bottom - (room.view.h - room.side.h)))
                for flag in item.flags
            ]
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
    order = 0
    for n, item in enumerate(stage.segment.scene.items):
        for flag in item.flags:
            moment = _flag_moment(stage, item, flag)
            top = room.side.y + order * _chip_step(stage) if room.beside else room.side.y
            card = layers[f"trick-{flag.id}-{n}"]
            last = moment is stage.segment.moments[-1]
            end = stage.segment.frames if last else moment.end
            clip = meet(room.side, room.view) if not room.beside else None
            yield stage.sprite("trick", card, room.side.x, top, moment.start, end=end, z=OVER + 5, clip=clip)
            if room.beside and not last:
                yield stage.sprite("chip", layers[f"chip-{flag.id}-{n}"], room.side.x, top, moment.end)
            order += 1


def _people(stage: Stage, layers: Layers, room: _Room) -> Iterator[Sprite]:
    if not room.beside:
        return
    for role, chips, start, end in _turns(stage):
        name = f"speaker-{role}-{chips}"
        if name in layers:
            box = _speaker_box(stage, room, chips)
            yield stage.sprite("speaker", layers[name], box.x, box.y, start, end=end, z=PERSON)
