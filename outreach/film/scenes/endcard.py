"""The end card: the slogan is in the title band; whom to call and what to scan fill the content."""

from __future__ import annotations

from dataclasses import dataclass

from outreach import qr
from outreach.film.geometry import Box, even
from outreach.film.motion import Sprite
from outreach.film.scenes.split import GAP, NARROW
from outreach.film.stage import Layers, Piece, Stage, phrases

PX_A_MODULE = 8  # at least, so that a phone reads it across a room (engineering §1.3)
EDGE = 20


@dataclass(frozen=True)
class _Room:
    calls: list[Box]
    code: Box
    promise: bool  # room for the sentence beside the code


def _room(stage: Stage) -> _Room:
    content, count = stage.boxes["content"], max(1, len(stage.segment.hotlines))
    if "host" in stage.boxes:  # portrait: the code above, the numbers beside the slot
        side = stage.boxes["host"]
        return _Room(_down(side, count), content, True)
    if content.w < NARROW:  # square with a slot: the strip and the captions say the numbers
        return _Room([], content, False)
    high = even(content.h * 0.4)
    weights = [max(8, len(line.number)) for line in stage.segment.hotlines]
    free = content.w - GAP * (count - 1)
    calls, x = [], content.x
    for weight in weights:
        each = even(free * weight / sum(weights))
        calls.append(Box(x, content.y, each, high))
        x += each + GAP
    return _Room(calls, content.inset(top=high + 24), True)


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
    modules = qr.modules(segment.code)
    made["code"] = {
        "kind": "code",
        "w": room.code.w,
        "h": room.code.h,
        "side": max(PX_A_MODULE, (even(room.code.h * (1 if room.promise else 0.68)) - 2 * EDGE) // modules) * modules,
        "svg": qr.svg(segment.code),
        "scan": phrases(segment.labels["scan"]),
        "promise": phrases(segment.labels["scan_promise"]) if room.promise else None,
        "domain": segment.brand.domain,
        "branch": segment.calls,
    }
    return made


def place(stage: Stage, layers: Layers) -> list[Sprite]:
    """The numbers rise one after another, the code follows."""
    room = _room(stage)
    step = stage.motion.frames("fade") // 2
    sprites = [stage.sprite("call", layers[f"call-{n}"], box.x, box.y, n * step) for n, box in enumerate(room.calls)]
    return [*sprites, stage.sprite("code", layers["code"], room.code.x, room.code.y, len(sprites) * step)]
