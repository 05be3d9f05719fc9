"""Anatomy, flags, actions, rescue: a list whose items come as they are spoken, with the host beside it."""

from __future__ import annotations

from outreach.film.geometry import Box, even
from outreach.film.motion import Sprite
from outreach.film.scenes import balance
from outreach.film.scenes.split import rows, share
from outreach.film.stage import PIECE, Layers, Piece, Stage, host, host_pieces, phrases

MARKS = {"step": "step", "flag": "flag", "do": "do", "dont": "dont", "line": "step", "option": "step"}
POSES = {"actions": ("plain", "thumbs-up"), "flags": ("point", ""), "anatomy": ("point", ""), "rescue": ("plain", "")}


def _boxes(stage: Stage) -> tuple[list[Box], Box | None]:
    main, side = share(stage.boxes, 0.7 if "slot" in stage.boxes else 0.74)
    return rows(main, max(1, len(stage.segment.scene.items)), 24, 280), side


def pieces(stage: Stage) -> dict[str, Piece]:
    """A card for each item, and the host."""
    boxes, side = _boxes(stage)
    made = {}
    before = (stage.segment.scene.part - 1) * len(boxes)  # parts of a split scene are of nearly equal length (adapt)
    items = stage.segment.scene.items
    group = [phrases(item.text) for item in items]
    for n, (item, box) in enumerate(zip(items, boxes, strict=True)):
        made[f"row-{n}"] = {
            "kind": "row",
            "mark": MARKS[item.kind],
            "number": n + 1 + before,
            "phrases": group[n],
            "group": group,
            "drawn": any(i.picture for i in items),
            "svg": stage.svg(item.picture.name, item.picture.state) if item.picture else None,
            "w": box.w,
            "h": box.h,
        }
    size = {"w": boxes[0].w, "h": boxes[0].h}
    made |= {"ghost": {"kind": "ghost", **size}, "focus": {"kind": "focus", **size}}
    if side is None:
        return made
    return made | host_pieces(stage, side, *POSES[stage.segment.scene.kind]) | balance.pieces(stage, side)


def place(stage: Stage, layers: Layers) -> list[Sprite]:
    """Cards slide in one after another, each when its beat begins; the one that is spoken of has a frame."""
    boxes, side = _boxes(stage)
    sprites = [Sprite("ghost", layers["ghost"], box.x, even(box.y), PIECE - 1) for box in boxes]
    for n, (item, box) in enumerate(zip(stage.segment.scene.items, boxes, strict=True)):
        start = stage.first(item.id)
        end = max((m.end for m in stage.segment.moments if m.beat.item == item.id), default=start)
        sprites.append(stage.sprite("row", layers[f"row-{n}"], box.x, even(box.y), start))
        entered = start + stage.motion.entrance("row").frames
        sprites.append(
            stage.sprite("focus", layers["focus"], box.x, even(box.y), entered, end=end, leave=3, z=PIECE + 1)
        )
    if side is None:
        return sprites
    return sprites + host(stage, layers, side) + balance.place(stage, layers, side)
