"""Which step it is: discs with the numbers of all steps, a tick on those that are done."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from outreach.film.geometry import Box
from outreach.film.motion import overshoot
from outreach.film.pieces import Disc
from outreach.film.planes import Put
from outreach.film.shots.director import ShotCut, item_of
from outreach.film.stage import Stage

if TYPE_CHECKING:
    from outreach.film.shots.take import Take

ROUND = 1.4  # of the least type: a disc around a number
PAST = 0.72  # of the present step's disc: those of the others
POPS = 9  # frames in which the tick comes
DONE = "disc-done"


def counting(stage: Stage, cut: ShotCut) -> Box:
    """Where the steps are counted."""
    return stage.boxes["count_between" if two(cut) else "count"]


def two(cut: ShotCut) -> bool:
    """Do two people stand in the shot, and the thing between them?"""
    return len(cut.shot.people) > 1


def _steps(stage: Stage, cut: ShotCut) -> tuple[int, int]:
    """The number of the shot's step and how many there are; for what is no step, 1 of 1."""
    items = [i for i in stage.segment.scene.items if i.kind == "step"]
    own = next((n for n, i in enumerate(items, 1) if i.id == cut.item), 0)
    return (own, len(items)) if own else (1, 1)


def discs(stage: Stage, cut: ShotCut) -> Iterator[tuple[str, int, Disc]]:
    """Every disc by its name, with the number of its step."""
    item = item_of(cut.moments[0], stage.segment) if cut.moments else None
    if "use" not in cut.shot.shows or item is None or item.kind not in ("step", "do"):
        return
    (at, count), box = _steps(stage, cut), counting(stage, cut)
    floor = stage.segment.style.video_type["floor"]
    small = max(round(min(box.w, box.h) * PAST), round(floor * ROUND))
    large = max(min(box.w, box.h), small)
    for n in range(1, count + 1) if count > 1 else ():
        if n < at:
            yield f"disc-{n}-past", n, Disc(words="✓", color="safe", d=small)
        elif n == at:
            yield f"disc-{n}-now", n, Disc(words=str(n), color="primary", d=large)
        else:
            yield f"disc-{n}-next", n, Disc(words=str(n), color="", d=small)
    yield DONE, at, Disc(words="✓", color="safe", d=large)


def counted(take: Take, frame: int, done: int | None) -> Iterator[Put]:
    """The discs one below the other, or beside each other where their place is wide. A tick comes at the frame `done`,
    for what has none in the middle of the shot.
    """
    stage, cut = take.stage, take.cut
    _, count = _steps(stage, cut)
    box, done = counting(stage, cut), cut.start + (cut.end - cut.start) // 2 if done is None else done
    for name, n, _ in discs(stage, cut):
        down = (n - 0.5) / count
        x, y = (box.x + box.w / 2, box.y + box.h * down) if box.h > box.w else (box.x + box.w * down, box.y + box.h / 2)
        if name != DONE:
            yield _round(take, name, x, y, 1.0)
        elif frame >= done:
            yield _round(take, name, x, y, overshoot((frame - done + 1) / POPS))


def _round(take: Take, name: str, x: float, y: float, scale: float) -> Put:
    disc = take.plane(name)
    return Put(disc, x - disc.width * scale / 2, y - disc.height * scale / 2, scale)
