"""A balance that runs out while the picture shows how the money goes."""

from __future__ import annotations

from outreach.film.layers import Layer
from outreach.film.motion import Sprite, ease
from outreach.film.pieces import Balance
from outreach.film.segments import Moment
from outreach.film.stage import OVER, Layers, Piece, Stage
from outreach.lang import tongue
from outreach.timeline import FPS

STEPS = 24  # pictures from full to empty
TOUCH = 0.35  # of the line that is spoken: the card has touched, only then the money goes


def moment(stage: Stage) -> Moment | None:
    """When it runs out: while the drawing that shows it is seen."""
    drains = stage.motion.table.drains
    going = [i.id for i in stage.segment.scene.items if i.picture and i.picture.name in drains]
    if going:
        return next((m for m in reversed(stage.segment.moments) if m.beat.item == going[-1]), None)
    if any(p.name in drains for p in stage.segment.scene.pictures):
        return next((m for m in reversed(stage.segment.moments) if m.beat.flag), None)
    return None


def pieces(stage: Stage) -> dict[str, Piece]:
    """The balance at every step."""
    if moment(stage) is None:
        return {}
    box, whole, made = stage.boxes["balance"], amount(stage), dict[str, Piece]()
    for n in range(STEPS + 1):
        left = round(whole * (1 - n / STEPS), -2 if whole >= 10_000 else 0)
        # Where the words name no sum, only the end is known: nothing is left.
        told = tongue(stage.segment.style.lang).money(left, whole) if whole or n == STEPS else ""
        label, share = stage.segment.labels["balance"].shown, 1 - n / STEPS
        made[f"balance-{n}"] = Balance(label=label, sum=told, beside=not whole, share=share, w=box.w, h=box.h)
    return made


def amount(stage: Stage) -> float:
    """The largest sum that the scene's words name, else what the story says was at stake; 0 when it names none."""
    texts = [i.text for i in stage.segment.scene.items] + [stage.segment.scene.title]
    named = max((sum_ for text in texts for sum_ in tongue(text.lang).sums(text.shown)), default=0.0)
    return named or stage.segment.stake


def span(stage: Stage, touched: int = 0) -> tuple[int, int] | None:
    """The frame after which it runs out and the frames that it takes: nothing goes before the card has touched."""
    when = moment(stage)
    if when is None:
        return None
    first = max(when.start + round(when.speech * TOUCH), touched)
    return first, max(FPS, when.start + when.speech - first)


def step(frame: int, first: int, length: int) -> int:
    """The picture that is seen at a frame, 0 to STEPS."""
    return round(STEPS * ease((frame - first) / length)) if frame > first else 0


def drops(first: int, length: int) -> tuple[int, ...]:
    """The frames at which less is left than at the frame before: what is heard of it is heard then."""
    frames = range(first + 1, first + length + 1)
    return tuple(n for n in frames if step(n, first, length) != step(n - 1, first, length))


def place(stage: Stage, layers: Layers, touched: int = 0) -> list[Sprite]:
    """It comes with the line and is empty when the line ends."""
    when, found = moment(stage), span(stage, touched)
    if when is None or found is None:
        return []
    box = stage.boxes["balance"]

    def left(frame: int) -> Layer:
        return layers[f"balance-{step(frame, *found)}"]

    return [stage.sprite("balance", layers["balance-0"], box.x, box.y, when.start, z=OVER + 2, looks=left)]
