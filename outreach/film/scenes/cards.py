"""A list whose items come as they are spoken, with the host beside it."""

from __future__ import annotations

from typing import TypedDict

from outreach.film.geometry import Box, even
from outreach.film.motion import Sprite
from outreach.film.pieces import Focus, Ghost, Row, Solo
from outreach.film.scenes import balance
from outreach.film.scenes.split import beside_host, rows
from outreach.film.stage import PIECE, Layers, Piece, Stage, host, host_pieces
from outreach.kinds import KINDS

MARKS = {"step": "step", "flag": "flag", "do": "do", "dont": "dont", "line": "step", "option": "step"}


def _boxes(stage: Stage) -> tuple[list[Box], Box | None]:
    main, side = beside_host(stage.boxes)
    return rows(main, max(1, len(stage.segment.scene.items)), 24, 280), side


def pieces(stage: Stage) -> dict[str, Piece]:
    """A card for each item, and the host."""
    boxes, side = _boxes(stage)
    items = stage.segment.scene.items
    made: dict[str, Piece] = {}
    for n, box in enumerate(boxes):
        group, drawn = tuple(i.text.phrases for i in items), any(i.picture for i in items)
        made[f"row-{n}"] = Row(group=group, drawn=drawn, **_card(stage, n), w=box.w, h=box.h)
    wide, high = boxes[0].w, boxes[0].h
    made |= {"ghost": Ghost(w=wide, h=high), "focus": Focus(w=wide, h=high)}
    if side is None:
        return made
    return made | host_pieces(stage, side, *KINDS[stage.segment.scene.kind].host) | balance.pieces(stage, side)


class _Said(TypedDict):
    mark: str
    number: int
    phrases: tuple[str, ...]
    svg: str | None


def _card(stage: Stage, n: int) -> _Said:
    """What a card says, however it is laid out."""
    item = stage.segment.scene.items[n]
    svg = stage.svg(item.picture.name, item.picture.state) if item.picture else None
    return {"mark": MARKS[item.kind], "number": item.number, "phrases": item.text.phrases, "svg": svg}


def instead(stage: Stage, layers: Layers) -> dict[str, Piece]:
    """A large card for each item, shown one at a time, when they have no room below one another."""
    boxes, _ = _boxes(stage)
    main, _ = beside_host(stage.boxes)
    if not _crowded(boxes, layers):
        return {}
    count = len(boxes)
    return {f"solo-{n}": Solo(**_card(stage, n), place=n + 1, count=count, w=main.w, h=main.h) for n in range(count)}


def _crowded(boxes: list[Box], layers: Layers) -> bool:
    """Did a row become higher than its box?"""
    return any(layers[f"row-{n}"].height > box.h for n, box in enumerate(boxes))


def place(stage: Stage, layers: Layers) -> list[Sprite]:
    """The cards as they are spoken, below one another or one at a time, and the host beside them."""
    boxes, side = _boxes(stage)
    sprites = _alone(stage, layers) if _crowded(boxes, layers) else _together(stage, layers, boxes)
    if side is None:
        return sprites
    return sprites + host(stage, layers, side) + balance.place(stage, layers, side)


def _together(stage: Stage, layers: Layers, boxes: list[Box]) -> list[Sprite]:
    """Cards slide in one after another, each when its beat begins; the one that is spoken of has a frame."""
    sprites = [Sprite("ghost", layers["ghost"], box.x, even(box.y), PIECE - 1) for box in boxes]
    for n, (item, box) in enumerate(zip(stage.segment.scene.items, boxes, strict=True)):
        start = stage.first(item.id)
        end = max((m.end for m in stage.segment.moments if m.beat.item == item.id), default=start)
        sprites.append(stage.sprite("row", layers[f"row-{n}"], box.x, even(box.y), start))
        entered = start + stage.motion.entrance("row").frames
        sprites.append(
            stage.sprite("focus", layers["focus"], box.x, even(box.y), entered, end=end, leave=3, z=PIECE + 1)
        )
    return sprites


def _alone(stage: Stage, layers: Layers) -> list[Sprite]:
    """Each card takes the place of the one before; the first is there from the start."""
    main, _ = beside_host(stage.boxes)
    starts = [0, *(stage.first(item.id) for item in stage.segment.scene.items[1:])]
    covered = [start + stage.motion.entrance("row").frames for start in starts[1:]]
    ends = [*covered, stage.segment.end]
    return [
        stage.sprite("row", layers[f"solo-{n}"], main.x, main.y, start, end=end, z=PIECE + n)
        for n, (start, end) in enumerate(zip(starts, ends, strict=True))
    ]
