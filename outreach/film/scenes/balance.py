"""A balance that runs out while the host says how the money goes: on the anatomy's last item that shows it going."""

from __future__ import annotations

import re

from outreach.film.geometry import Box
from outreach.film.layers import Layer
from outreach.film.motion import Sprite, ease
from outreach.film.segments import Moment
from outreach.film.stage import OVER, Layers, Piece, Stage

STEPS = 16  # pictures from full to empty: four a second at most, no flicker
HIGH = 190  # px
# A sum as our scripts write it: 800元, 9万元, 10 万元, 90,000 yuan.
SUM = re.compile(r"([0-9][0-9,.]*)\s*(万)?\s*(元|yuan|RMB)")


def moment(stage: Stage) -> Moment | None:
    """When it runs out: while the item is spoken of; never for a scene that shows no money going."""
    if stage.segment.scene.kind != "anatomy":
        return None
    going = [i.id for i in stage.segment.scene.items if i.picture and i.picture.name in stage.motion.table.drains]
    return next((m for m in reversed(stage.segment.moments) if m.beat.item in going[-1:]), None)


def _box(side: Box) -> Box:
    return Box(side.x + 16, side.bottom - HIGH - 16, side.w - 32, HIGH)


def pieces(stage: Stage, side: Box) -> dict[str, Piece]:
    """The drawing that stands where the host stood, and the balance at every step."""
    when = moment(stage)
    if when is None:
        return {}
    picture = next(i.picture for i in stage.segment.scene.items if i.id == when.beat.item)
    box, whole = _box(side), amount(stage)
    above = side.inset(bottom=HIGH + 16)
    made: dict[str, Piece] = {"money-ground": {"kind": "dial", "w": side.w, "h": side.h}}
    if picture:
        made |= {f"{name}-money": piece for name, piece in stage.drawing(picture, above, framed=False).items()}
    for n in range(STEPS + 1):
        left = round(whole * (1 - n / STEPS), -2 if whole >= 10_000 else 0)
        # Where the words name no sum, only the end is known: nothing is left.
        told = _sum(stage, left) if whole or n == STEPS else ""
        words = {"label": stage.segment.labels["balance"].shown, "sum": told, "beside": not whole}
        look = {"share": 1 - n / STEPS, "w": box.w, "h": box.h}
        made[f"balance-{n}"] = {"kind": "balance", **words, **look}
    return made


def amount(stage: Stage) -> float:
    """The largest sum that the scene's words name; 0 when they name none."""
    texts = [i.text.shown for i in stage.segment.scene.items] + [stage.segment.scene.title.shown]
    found = [SUM.search(text) for text in texts]
    return max((float(m[1].replace(",", "")) * (10_000 if m[2] else 1) for m in found if m), default=0.0)


def _sum(stage: Stage, left: float) -> str:
    """As people of the language say it: Chinese and Japanese count large sums in ten thousands."""
    if left and stage.segment.style.lang[:2] in ("zh", "ja") and amount(stage) >= 10_000:
        return f"¥ {left / 10_000:.1f}".removesuffix(".0") + "万"
    return f"¥ {left:,.0f}"


def place(stage: Stage, layers: Layers, side: Box) -> list[Sprite]:
    """It takes the host's place with its beat and is empty when the beat's words end."""
    when = moment(stage)
    if when is None:
        return []
    box, enter = _box(side), stage.motion.entrance("balance").frames
    length = max(1, when.speech - enter)

    def left(frame: int) -> Layer:
        return layers[f"balance-{round(STEPS * ease((frame - when.start - enter) / length))}"]

    sprites = [
        stage.sprite("art", layers["money-ground"], side.x, side.y, when.start, z=OVER),
        stage.sprite("balance", layers["balance-0"], box.x, box.y, when.start, z=OVER + 2, looks=left),
    ]
    picture = next(i.picture for i in stage.segment.scene.items if i.id == when.beat.item)
    if picture:
        sprites.append(stage.shown(picture, layers, side, when.start, suffix="-money", z=OVER + 1))
    return sprites
