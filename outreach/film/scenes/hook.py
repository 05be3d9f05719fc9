"""The opening: what happened in a sentence or two, large, beside the people it happened to."""

from __future__ import annotations

from outreach.film.geometry import Box
from outreach.film.motion import Sprite
from outreach.film.scenes.split import rows, share
from outreach.film.stage import PERSON, Layers, Piece, Stage, host, host_pieces, phrases


def _boxes(stage: Stage) -> tuple[list[Box], Box | None, list[Box]]:
    """Boxes of the statements, of the host, and of the drawings."""
    main, side = share(stage.boxes, 0.62)
    drawings = [p for p in stage.segment.scene.pictures if p.name != "host"]
    count = max(1, len(stage.segment.scene.items))
    if side is None or not drawings:
        return rows(main, count, 24, 280), side, []
    if "host" in stage.boxes:
        return rows(main, count, 24, 280), None, [side]
    return rows(main, count, 24, 280), None, [side]


def pieces(stage: Stage) -> dict[str, Piece]:
    """A statement for each line, the drawings, or the host when there are none."""
    statements, side, drawn = _boxes(stage)
    made: dict[str, Piece] = {}
    for n, (item, box) in enumerate(zip(stage.segment.scene.items, statements, strict=False)):
        tone = "danger" if n else "primary"
        made[f"statement-{n}"] = {
            "kind": "statement",
            "phrases": phrases(item.text),
            "tone": tone,
            "w": box.w,
            "h": box.h,
        }
    drawings = [p for p in stage.segment.scene.pictures if p.name != "host"]
    for n, (picture, box) in enumerate(zip(drawings, drawn, strict=False)):
        made[f"art-{n}"] = stage.art(picture, box)
    return made | (host_pieces(stage, side) if side else {})


def place(stage: Stage, layers: Layers) -> list[Sprite]:
    """Statements slide in as they are spoken."""
    statements, side, drawn = _boxes(stage)
    sprites = [
        stage.sprite("statement", layers[f"statement-{n}"], box.x, box.y, stage.first(item.id))
        for n, (item, box) in enumerate(zip(stage.segment.scene.items, statements, strict=False))
    ]
    sprites += [
        stage.sprite("art", layers[f"art-{n}"], box.x, box.y, z=PERSON)
        for n, box in enumerate(drawn)
        if f"art-{n}" in layers
    ]
    return sprites + (host(stage, layers, side) if side else [])
