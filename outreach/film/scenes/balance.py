"""A balance that runs out while the host says how the money goes: on the anatomy's last item that shows it going."""

from __future__ import annotations

from outreach.film.geometry import Box
from outreach.film.layers import Layer
from outreach.film.motion import Sprite, ease
from outreach.film.pieces import Balance, Dial
from outreach.film.segments import Moment
from outreach.film.stage import OVER, Layers, Piece, Stage
from outreach.kinds import KINDS
from outreach.lang import tongue

STEPS = 16  # pictures from full to empty: four a second at most, no flicker
HIGH = 190  # px


def moment(stage: Stage) -> Moment | None:
    """When it runs out: while the item is spoken of; never for a scene that shows no money going."""
    if not KINDS[stage.segment.scene.kind].drains:
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
    made: dict[str, Piece] = {"money-ground": Dial(w=side.w, h=side.h)}
    if picture:
        made |= {f"{name}-money": piece for name, piece in stage.drawing(picture, above, framed=False).items()}
    for n in range(STEPS + 1):
        left = round(whole * (1 - n / STEPS), -2 if whole >= 10_000 else 0)
        # Where the words name no sum, only the end is known: nothing is left.
        told = tongue(stage.segment.style.lang).money(left, whole) if whole or n == STEPS else ""
        label, share = stage.segment.labels["balance"].shown, 1 - n / STEPS
        made[f"balance-{n}"] = Balance(label=label, sum=told, beside=not whole, share=share, w=box.w, h=box.h)
    return made


def amount(stage: Stage) -> float:
    """The largest sum that the scene's words name; 0 when they name none."""
    texts = [i.text for i in stage.segment.scene.items] + [stage.segment.scene.title]
    return max((sum_ for text in texts for sum_ in tongue(text.lang).sums(text.shown)), default=0.0)


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
