"""The opening: what happened in a sentence or two, large, beside the person and the thing it happened with."""

from __future__ import annotations

from outreach.film.geometry import Box, even
from outreach.film.motion import Sprite
from outreach.film.pieces import Ghost, Statement
from outreach.film.scenes.split import GAP, rows, share
from outreach.film.stage import OVER, PERSON, PIECE, Layers, Piece, Stage, host, host_pieces
from outreach.storyboard import Picture

TWO = 760  # px: a side at least this wide has room for two drawings


def _room(stage: Stage) -> tuple[list[Box], list[tuple[Picture, Box]], Box | None]:
    """Boxes of the statements, the drawings in theirs, and the host's box when no drawing takes its place."""
    main, side = share(stage.boxes, 0.6)
    statements = rows(main, max(1, len(stage.segment.scene.items)), 24, main.h)
    drawings = [p for p in stage.segment.scene.pictures if p.name != "host"]
    if side is None or not drawings:
        return statements, [], side
    if len(drawings) == 1:
        return statements, [(drawings[0], side)], None
    if side.w >= TWO:
        half = even((side.w - GAP) / 2)
        return statements, [(drawings[0], side.inset(right=half + GAP)), (drawings[1], side.inset(half + GAP))], None
    small = even(min(side.w, side.h) * 0.46)
    corner = Box(side.right - small - 12, side.bottom - small - 12, small, small)
    return statements, [(drawings[0], side), (drawings[1], corner)], None


def pieces(stage: Stage) -> dict[str, Piece]:
    """A statement for each line, the drawings, or the host when there are none."""
    statements, drawings, side = _room(stage)
    group = tuple(item.text.phrases for item in stage.segment.scene.items)
    made: dict[str, Piece] = {}
    for n, (words, box) in enumerate(zip(group, statements, strict=False)):
        tone = "danger" if n else "primary"
        made[f"statement-{n}"] = Statement(phrases=words, group=group, tone=tone, w=box.w, h=box.h)
    made["ghost"] = Ghost(w=statements[0].w, h=statements[0].h)
    for picture, box in drawings:
        made |= stage.drawing(picture, box)
    return made | (host_pieces(stage, side) if side else {})


def place(stage: Stage, layers: Layers) -> list[Sprite]:
    """Statements slide in as they are spoken; the thing follows the person."""
    statements, drawings, side = _room(stage)
    sprites = [
        stage.sprite("statement", layers[f"statement-{n}"], box.x, box.y, stage.first(item.id))
        for n, (item, box) in enumerate(zip(stage.segment.scene.items, statements, strict=False))
    ]
    sprites += [Sprite("ghost", layers["ghost"], box.x, box.y, PIECE - 1) for box in statements]
    step = stage.motion.frames("fade")
    sprites += [
        stage.shown(picture, layers, box, n * step, z=PERSON if n == 0 else OVER)
        for n, (picture, box) in enumerate(drawings)
    ]
    return sprites + (host(stage, layers, side) if side else [])
