"""A balance that runs out while the picture shows how the money goes.

Where the story says that nothing was lost, it stops on its way and waits;
in the ending a shield is there and it fills again.
"""

from __future__ import annotations

from dataclasses import replace

from outreach.film.geometry import Box
from outreach.film.layers import Layer
from outreach.film.motion import Sprite, ease
from outreach.film.pieces import Balance
from outreach.film.segments import Moment
from outreach.film.stage import OVER, Layers, Piece, Stage
from outreach.kinds import KINDS
from outreach.lang import tongue
from outreach.timeline import FPS

STEPS = 24  # pictures from full to empty
HELD = 0.45  # of the bar: how much is left where what goes has not gone for good
TOUCH = 0.35  # of the line that is spoken: the card has touched, only then the money goes


def moment(stage: Stage) -> Moment | None:
    """When it runs out: while the drawing that shows it is seen; or fills again: with the last line of the ending."""
    if spared(stage) is not None:
        return stage.segment.moments[-1]
    drains = stage.motion.table.drains
    going = [i.id for i in stage.segment.scene.items if i.picture and i.picture.name in drains]
    if going:
        return next((m for m in reversed(stage.segment.moments) if m.beat.item == going[-1]), None)
    if any(p.name in drains for p in stage.segment.scene.pictures):
        return next((m for m in reversed(stage.segment.moments) if m.beat.flag), None)
    return None


def spared(stage: Stage) -> Stage | None:
    """The scene before an ending that says that what was seen to go in it has not gone."""
    segment = stage.segment
    if not (segment.saved and KINDS[segment.scene.kind].ends and segment.lead and segment.moments):
        return None
    before = replace(stage, segment=segment.lead)
    return before if segment.part == segment.parts and moment(before) is not None else None


def pieces(stage: Stage) -> dict[str, Piece]:
    """The balance at every step."""
    if moment(stage) is None:
        return {}
    box, whole, made = place_of(stage), amount(stage), dict[str, Piece]()
    for n in range(STEPS + 1):
        share = _share(stage, n)
        left = round(whole * share, -2 if whole >= 10_000 else 0)
        # Where the words name no sum, only the end is known: nothing is left.
        told = tongue(stage.segment.style.lang).money(left, whole) if whole or share == 0 else ""
        made[f"balance-{n}"] = Balance(
            label=stage.segment.labels["balance"].shown,
            sum=told,
            beside=not whole,
            share=share,
            held=stage.segment.saved and share < 1,
            shield=stage.svg("shield", "plain") if n and spared(stage) else "",
            w=box.w,
            h=box.h,
        )
    return made


def place_of(stage: Stage) -> Box:
    """Where it stands: in an ending clear of the two who talk."""
    return stage.boxes["kept" if spared(stage) else "balance"]


def _share(stage: Stage, n: int) -> float:
    """Of the bar, at a step."""
    gone = n / STEPS
    if spared(stage):
        return HELD + (1 - HELD) * gone
    return 1 - (1 - HELD if stage.segment.saved else 1) * gone


def amount(stage: Stage) -> float:
    """The largest sum that the scene's words name, else what the story says was at stake; 0 when it names none."""
    if (before := spared(stage)) is not None:
        return amount(before)
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
    """It comes with the line and is as empty, or as full, as it gets when the line ends."""
    when, found = moment(stage), span(stage, touched)
    if when is None or found is None:
        return []
    box = place_of(stage)

    def left(frame: int) -> Layer:
        return layers[f"balance-{step(frame, *found)}"]

    return [stage.sprite("balance", layers["balance-0"], box.x, box.y, when.start, z=OVER + 2, looks=left)]
