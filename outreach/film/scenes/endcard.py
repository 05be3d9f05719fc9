"""The end card: the slogan is in the title band; whom to call and what to scan fill the content."""

from __future__ import annotations

from dataclasses import dataclass

from outreach import qr
from outreach.captions import width
from outreach.film.geometry import Box, even
from outreach.film.motion import Sprite
from outreach.film.scenes.split import GAP, NARROW
from outreach.film.stage import Layers, Piece, Stage, phrases

PX_A_MODULE = 8  # at least, so that a phone reads it across a room
EDGE = 20


@dataclass(frozen=True)
class _Room:
    calls: list[Box]
    code: Box
    promise: bool  # room for the sentence beside the code


def _room(stage: Stage) -> _Room:
    content, count = stage.boxes["content"], max(1, len(stage.segment.hotlines))
    if "host" in stage.boxes:  # portrait: the numbers above, the code beside the slot or below
        side = stage.boxes["host"]
        return _Room(_down(content, count), side, side.w > NARROW)
    if content.w < NARROW:  # square with a slot: the strip and the captions say the numbers
        return _Room([], content, False)
    high = even(content.h * 0.43)
    return _Room(_across(stage, content, high), content.inset(top=high + 24), True)


def _across(stage: Stage, content: Box, high: int) -> list[Box]:
    """Tiles side by side, each as wide as its number or its words on two lines want."""
    style, lines = stage.segment.style, stage.segment.hotlines
    floor, half = style.video_type["floor"], style.wide_chars
    digit = 0.46 * style.video_type["title"]
    wants = [56 + max(digit * len(line.number), min(400, _px(line.purpose.shown, half, floor) / 2)) for line in lines]
    free, x, tiles = content.w - GAP * (len(lines) - 1), content.x, []
    for want in wants:
        wide = even(free * want / sum(wants))
        tiles.append(Box(x, content.y, wide, high))
        x += wide + GAP
    return tiles


def _px(text: str, wide_chars: bool, size: float) -> float:
    return width(text, wide_chars) * size * (1.0 if wide_chars else 0.54)


def _side(room: _Room) -> int:
    """How large the code may be: as high as its card, or with room for the words below it."""
    if room.promise:
        return min(room.code.h - 2 * EDGE, even(room.code.w * 0.46))
    return min(room.code.w - 2 * EDGE, even(room.code.h * 0.68))


def _down(box: Box, count: int) -> list[Box]:
    each = even((box.h - 14 * (count - 1)) / count)
    return [Box(box.x, box.y + n * (each + 14), box.w, each) for n in range(count)]


def pieces(stage: Stage) -> dict[str, Piece]:
    """A tile for each number, and the code."""
    segment, room = stage.segment, _room(stage)
    made: dict[str, Piece] = {}
    for n, (line, box) in enumerate(zip(segment.hotlines, room.calls, strict=False)):
        made[f"call-{n}"] = {
            "kind": "call",
            "w": box.w,
            "h": box.h,
            "number": line.number,
            "purpose": phrases(line.purpose),
            "urgent": line.urgent,
        }
    promise = phrases(segment.labels["scan_promise"])
    if not room.promise:
        below = stage.boxes["caption"]
        made["promise"] = {"kind": "promise", "phrases": promise, "w": below.w, "h": below.h}
    modules = qr.modules(segment.code)
    made["code"] = {
        "kind": "code",
        "w": room.code.w,
        "h": room.code.h,
        "side": max(PX_A_MODULE, _side(room) // modules) * modules,
        "svg": qr.svg(segment.code),
        "scan": phrases(segment.labels["scan"]),
        "promise": promise if room.promise else None,
        "domain": segment.brand.domain,
        "branch": segment.calls,
    }
    return made


def place(stage: Stage, layers: Layers) -> list[Sprite]:
    """The numbers rise one after another, the code follows."""
    room = _room(stage)
    step = stage.motion.frames("fade") // 2
    sprites = [stage.sprite("call", layers[f"call-{n}"], box.x, box.y, n * step) for n, box in enumerate(room.calls)]
    sprites.append(stage.sprite("code", layers["code"], room.code.x, room.code.y, len(sprites) * step))
    if "promise" in layers:
        said, below = max(m.end for m in stage.segment.moments), stage.boxes["caption"]
        sprites.append(stage.sprite("promise", layers["promise"], below.x, below.y, said))
    return sprites
