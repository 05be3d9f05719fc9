"""What would you do? The question, the options, time to think, and the answer."""

from __future__ import annotations

from dataclasses import dataclass

from outreach.film.geometry import Box, even
from outreach.film.layers import Layer, turned
from outreach.film.motion import Sprite
from outreach.film.pieces import Dial, Ghost, Number, Option, Question, Ring
from outreach.film.scenes.split import beside_host
from outreach.film.stage import OVER, PERSON, PIECE, Layers, Piece, Stage, host, host_pieces
from outreach.timeline import FPS

QUESTION = 0.28  # of the height
STEPS = 5  # positions of the ring a second


@dataclass(frozen=True)
class _Areas:
    question: Box
    options: list[Box]
    dial: Box  # square
    side: Box | None


def _areas(stage: Stage) -> _Areas:
    main, side = beside_host(stage.boxes)
    count = max(1, len(stage.segment.scene.items))
    head = even(main.h * QUESTION)
    high = even((main.h - head - 16 - 24 * (count - 1)) / count)
    options = [Box(main.x, main.y + head + 16 + n * (high + 24), main.w, high) for n in range(count)]
    near = side or stage.boxes["caption"]  # nothing is said while the viewer thinks: the captions' band is free
    wide = even(min(near.w, near.h, 400) - (60 if side else 0))
    dial = Box(even(near.x + (near.w - wide) / 2), even(near.y + (near.h - wide) / 2), wide, wide)
    return _Areas(Box(main.x, main.y, main.w, head), options, dial, side)


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
    made["ghost"] = Ghost(**_size(areas.options[0]))
    for name in ("full", "groove"):
        made[f"ring-{name}"] = Ring(full=name == "full", d=areas.dial.w)
    for second in range(1, _seconds(stage) + 1):
        made[f"number-{second}"] = Number(words=str(second), d=areas.dial.w)
    if areas.side is None:
        return made
    return made | {"dial": Dial(**_size(areas.side))} | host_pieces(stage, areas.side, "point")


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
    sprites = [Sprite("ghost", layers["ghost"], box.x, box.y, PIECE - 1) for box in areas.options]
    if "question" in layers:
        sprites.append(stage.sprite("question", layers["question"], areas.question.x, areas.question.y))
    for n, (item, box) in enumerate(zip(scene.items, areas.options, strict=True)):
        start = stage.first(item.id)
        sprites.append(stage.sprite("option", layers[f"option-{n}-plain"], box.x, box.y, start, end=reveal, leave=4))
        kind = "right" if item.right else "wrong"
        sprites.append(stage.sprite(kind, layers[f"option-{n}-{kind}"], box.x, box.y, reveal, z=OVER))
    sprites += _dial(stage, layers, areas)
    if areas.side is None:
        return sprites
    start, end = _wait(stage)
    return sprites + host(stage, layers, areas.side, (0, start), (end, stage.segment.end))


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
    sprites = [
        Sprite("dial", layers["ring-groove"], box.x, box.y, OVER, start, end),
        Sprite("dial", ring[-1], box.x, box.y, OVER + 1, start, end, looks=left),
        Sprite("dial", ring[-1], box.x, box.y, OVER + 2, start, end, looks=digit),
    ]
    if areas.side:
        sprites.append(Sprite("dial", layers["dial"], areas.side.x, areas.side.y, PERSON, start, end))
    return sprites
