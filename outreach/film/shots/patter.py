"""What the caller reads from: his monitor has the lines he uses, what was said is ticked off, the rest is to come."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from outreach.film.geometry import even
from outreach.film.motion import overshoot
from outreach.film.pieces import Disc, Patter, Phrases, Piece
from outreach.film.planes import Put
from outreach.film.shots.camera import Lens
from outreach.film.shots.director import ShotCut
from outreach.film.shots.words import named
from outreach.film.stage import Stage
from outreach.lang import phrases
from outreach.storyboard import Flag

if TYPE_CHECKING:
    from outreach.film.shots.take import Take

ROWS = (3, 5)  # of the monitor, at least and at most
WAITS, POPS = 18, 9  # frames until the line that was just said is ticked, and in which the tick comes
INSIDE = 44  # px from the monitor's edge to its lines
SIGN = (76, 0.12)  # of the ring that a tick comes into: px, and of the monitor's width, at most
SHEET, TICK = "patter", "patter-tick"


def _ring(stage: Stage) -> int:
    """px of the ring before each line."""
    return even(min(SIGN[0], SIGN[1] * stage.boxes["patter"].w))


def _row(stage: Stage, count: int) -> float:
    """px that a line's row is high."""
    return (stage.boxes["patter"].h - 2 * INSIDE) / count


def _lines(stage: Stage, own: Flag) -> tuple[tuple[Phrases, ...], int]:
    """The lines from the first one on, words only where they were said; and how many stand before the one just said."""
    flags = [flag for item in stage.segment.scene.items for flag in item.flags]
    at = next(n for n, flag in enumerate(flags) if flag.id == own.id)
    first = max(0, at + 1 - ROWS[1])
    count = min(ROWS[1], max(ROWS[0], len(flags) - first))
    said = [phrases(flag.phrase, stage.segment.style.lang) for flag in flags[first : at + 1]]
    return (*said, *[()] * (count - len(said))), at - first


def patter_pieces(stage: Stage, cut: ShotCut) -> dict[str, Piece]:
    """The monitor, and the tick that comes."""
    own = named(stage, cut) if "patter" in cut.shot.shows else None
    if own is None:
        return {}
    lines, now = _lines(stage, own)
    box = stage.boxes["patter"]
    sheet = Patter(lines=lines, now=now, inside=INSIDE, sign=_ring(stage), w=box.w, h=box.h)
    return {f"{SHEET}-{own.id}": sheet, TICK: Disc(words="✓", color="danger", d=_ring(stage))}


def patter(take: Take, frame: int, seen: Lens) -> Iterator[Put]:
    """The monitor at a frame, as the camera sees it."""
    stage, cut = take.stage, take.cut
    own = named(stage, cut) if "patter" in cut.shot.shows else None
    if own is None:
        return
    lines, now = _lines(stage, own)
    box = stage.boxes["patter"]
    sheet, tick = take.plane(f"{SHEET}-{own.id}"), take.plane(TICK)
    yield Put(sheet, *seen.point(box.x, box.y), seen.scale)
    since = frame - cut.start - round(WAITS * stage.motion.calm)
    if since >= 0:
        scale = seen.scale * overshoot((since + 1) / POPS)
        x, y = seen.point(box.x + INSIDE + _ring(stage) / 2, box.y + INSIDE + _row(stage, len(lines)) * (now + 0.5))
        yield Put(tick, x - tick.width * scale / 2, y - tick.height * scale / 2, scale)
