"""What would you do? The question, the options, time to think, and the answer."""

from __future__ import annotations

from dataclasses import dataclass

from outreach.film.geometry import Box, even
from outreach.film.layers import Layer, turned
from outreach.film.motion import Sprite
from outreach.film.scenes.split import GAP, share
from outreach.film.stage import OVER, Layers, Piece, Stage, host, host_pieces, phrases
from outreach.timeline import FPS

DIAL = 200  # px, the countdown's width
STEPS = 5  # positions of the ring a second


@dataclass(frozen=True)
class _Room:
    question: Box
    options: list[Box]
    answer: Box
    dial: Box
    side: Box | None


def _room(stage: Stage) -> _Room:
    main, side = share(stage.boxes, 0.7 if "slot" in stage.boxes else 0.74)
    count = max(1, len(stage.segment.scene.items))
    head = even(main.h * 0.26)
    high = even((main.h - head - GAP // 2 - 24 * (count - 1)) / count)
    options = [Box(main.x, main.y + head + GAP // 2 + n * (high + 24), main.w, high) for n in range(count)]
    wrong = [b for b, item in zip(options, stage.segment.scene.items, strict=False) if not item.right]
    answer = wrong[-1] if wrong else options[-1]
    near = side or Box(main.right - DIAL, main.y, DIAL, head)
    dial = Box(even(near.x + (near.w - DIAL) / 2), near.y if side else main.y, DIAL, DIAL)
    if side:
        side = side.inset(top=DIAL + 12)
    return _Room(Box(main.x, main.y, main.w, head), options, answer, dial, side)


def pieces(stage: Stage) -> dict[str, Piece]:
    """Question, options in their three states, answer, countdown, host."""
    room, scene = _room(stage), stage.segment.scene
    made: dict[str, Piece] = {}
    if scene.question:
        made["question"] = {"kind": "question", "phrases": phrases(scene.question), **_size(room.question)}
    for n, (item, box) in enumerate(zip(scene.items, room.options, strict=True)):
        for state in ("plain", "right" if item.right else "wrong"):
            made[f"option-{n}-{state}"] = {
                "kind": "option",
                "letter": "ABCDEF"[n],
                "state": state,
                "phrases": phrases(item.text),
                **_size(box),
            }
    made["ring-full"] = {"kind": "ring", "full": True, "d": DIAL}
    made["ring-groove"] = {"kind": "ring", "full": False, "d": DIAL}
    for second in range(1, _seconds(stage) + 1):
        made[f"number-{second}"] = {"kind": "number", "words": str(second), "d": DIAL}
    return made | (host_pieces(stage, room.side) if room.side else {})


def _size(box: Box) -> dict[str, int]:
    return {"w": box.w, "h": box.h}


def _wait(stage: Stage) -> tuple[int, int]:
    """First frame of the time to think and the frame after it."""
    wait = next((m for m in stage.segment.moments if m.beat.kind == "wait"), None)
    return (wait.start, wait.end) if wait else (0, 0)


def _seconds(stage: Stage) -> int:
    start, end = _wait(stage)
    return -(-(end - start) // FPS)


def place(stage: Stage, layers: Layers) -> list[Sprite]:
    """Options rise as they are read; the ring runs while the viewer thinks; then the right one is ticked."""
    room, scene = _room(stage), stage.segment.scene
    reveal = next((m.start for m in stage.segment.moments if m.beat.reveal), stage.segment.frames)
    sprites = []
    if "question" in layers:
        sprites.append(stage.sprite("question", layers["question"], room.question.x, room.question.y))
    for n, (item, box) in enumerate(zip(scene.items, room.options, strict=True)):
        start = stage.first(item.id)
        sprites.append(stage.sprite("option", layers[f"option-{n}-plain"], box.x, box.y, start, end=reveal))
        state = "right" if item.right else "wrong"
        sprites.append(Sprite(layers[f"option-{n}-{state}"], box.x, box.y, 20, reveal))
    sprites += _dial(stage, layers, room.dial)
    return sprites + (host(stage, layers, room.side) if room.side else [])


def _dial(stage: Stage, layers: Layers, box: Box) -> list[Sprite]:
    start, end = _wait(stage)
    if end <= start:
        return []
    full = layers["ring-full"]
    ring = {n: turned(full, n / 100) for n in range(0, 101, 100 // max(1, STEPS * (end - start) // FPS) or 1)}

    def left(frame: int) -> Layer:
        share = 100 * (end - frame) / (end - start)
        return ring[min(ring, key=lambda n: abs(n - share))]

    def digit(frame: int) -> Layer:
        return layers[f"number-{min(_seconds(stage), -(-(end - frame) // FPS))}"]

    return [
        Sprite(layers["ring-groove"], box.x, box.y, OVER, start, end),
        Sprite(full, box.x, box.y, OVER + 1, start, end, looks=left),
        Sprite(full, box.x, box.y, OVER + 2, start, end, looks=digit),
    ]
