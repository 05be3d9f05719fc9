"""What would you do? The question, the options, time to think, and the answer."""

from __future__ import annotations

from dataclasses import dataclass

from outreach.film.geometry import Box, even
from outreach.film.layers import Layer, turned
from outreach.film.motion import Sprite
from outreach.film.pieces import Number, Option, Question, Ring
from outreach.film.stage import OVER, Layers, Piece, Stage
from outreach.timeline import FPS

STEPS = 5  # positions of the ring a second


@dataclass(frozen=True)
class _Areas:
    question: Box
    options: list[Box]
    dial: Box  # square


def _areas(stage: Stage) -> _Areas:
    boxes, count = stage.boxes, max(1, len(stage.segment.scene.items))
    whole = boxes["options"]
    high = min(220, even((whole.h - 24 * (count - 1)) / count))
    options = [Box(whole.x, whole.y + n * (high + 24), whole.w, high) for n in range(count)]
    return _Areas(boxes["question"], options, boxes["dial"])


def pieces(stage: Stage) -> dict[str, Piece]:
    """Question, options in their states, countdown, host."""
    areas, scene = _areas(stage), stage.segment.scene
    made: dict[str, Piece] = {}
    if scene.question:
        made["question"] = Question(phrases=scene.question.phrases, **_size(areas.question))
    group = tuple(item.text.phrases for item in scene.items)
    for n, (item, box) in enumerate(zip(scene.items, areas.options, strict=True)):
        for state in ("plain", "right" if item.right else "wrong"):
            letter, size = "ABCDEF"[n], _size(box)
            made[f"option-{n}-{state}"] = Option(letter=letter, state=state, phrases=group[n], group=group, **size)
    for name in ("full", "groove"):
        made[f"ring-{name}"] = Ring(full=name == "full", d=areas.dial.w)
    for second in range(1, _seconds(stage) + 1):
        made[f"number-{second}"] = Number(words=str(second), d=areas.dial.w)
    return made


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
    areas, scene = _areas(stage), stage.segment.scene
    reveal = next((m.start for m in stage.segment.moments if m.beat.reveal), stage.segment.end)
    sprites: list[Sprite] = []
    if "question" in layers:
        sprites.append(stage.sprite("question", layers["question"], areas.question.x, areas.question.y))
    for n, (item, box) in enumerate(zip(scene.items, areas.options, strict=True)):
        start = stage.first(item.id)
        sprites.append(stage.sprite("option", layers[f"option-{n}-plain"], box.x, box.y, start, end=reveal, leave=4))
        kind = "right" if item.right else "wrong"
        sprites.append(stage.sprite(kind, layers[f"option-{n}-{kind}"], box.x, box.y, reveal, z=OVER))
    sprites += _dial(stage, layers, areas)
    return sprites


def _dial(stage: Stage, layers: Layers, areas: _Areas) -> list[Sprite]:
    start, end = _wait(stage)
    if end <= start:
        return []
    count = STEPS * _seconds(stage)
    ring = [turned(layers["ring-full"], n / count) for n in range(count + 1)]

    def left(frame: int) -> Layer:
        return ring[-(-count * (end - frame) // (end - start))]

    def digit(frame: int) -> Layer:
        return layers[f"number-{-(-(end - frame) // FPS)}"]

    box = areas.dial
    return [
        Sprite("dial", layers["ring-groove"], box.x, box.y, OVER, start, end),
        Sprite("dial", ring[-1], box.x, box.y, OVER + 1, start, end, looks=left),
        Sprite("dial", ring[-1], box.x, box.y, OVER + 2, start, end, looks=digit),
    ]
