"""A thing in use in a shot: a switch slid, a number dialled, a lock that closes; and the step that it is."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from outreach.film.geometry import Box
from outreach.film.motion import overshoot
from outreach.film.pieces import Pad, Piece, Prop
from outreach.film.planes import Put
from outreach.film.shots.camera import Lens
from outreach.film.shots.counted import counted, counting, discs, two
from outreach.film.shots.director import ShotCut, item_of
from outreach.film.shots.uses import PAD, Use, UsePart, uses
from outreach.film.stage import Stage
from outreach.storyboard import Item
from outreach.svg import window
from outreach.timeline import FPS

if TYPE_CHECKING:
    from outreach.film.shots.take import Take

RISE, TRAVEL = 12, 6  # frames: a thing is lifted into the picture; a finger goes to a key
SEEN = 1.5  # of the frame's height: more of a drawing is never seen, however far it is lifted
GAP = 20  # px that a thing keeps from the captions
KEYS = "123456789*0#"
# In shares of a pad, as templates/scenes/frame.typ draws it: the first key's middle, from key to key, the call.
FIRST, STEP, CALL = (0.19, 0.33), (0.31, 0.145), (0.5, 0.915)


@dataclass(frozen=True)
class InUse:
    """The thing of a shot: what it is, where it stands, when it is done."""

    stage: Stage
    cut: ShotCut
    item: Item
    use: Use

    @property
    def box(self) -> Box:
        """As large as its place allows; what does not go on below keeps clear of the captions."""
        return self.stage.boxes["use"] if self.use.below else place(self.stage, self.cut)

    @property
    def scale(self) -> float:
        """px of the frame a px of the drawing."""
        return min(self.box.w / self.use.size[0], self.box.h / self.use.size[1])

    @property
    def corner(self) -> tuple[float, float]:
        """Its upper left corner on the frame: in the middle of its place, or at the top of one that it leaves below."""
        free = [side - self.scale * own for side, own in zip((self.box.w, self.box.h), self.use.size, strict=True)]
        return self.box.x + free[0] / 2, self.box.y + (0.0 if self.use.below else free[1] / 2)

    @property
    def number(self) -> str:
        """The number that the line says to call, for a pad."""
        known = (one.number for one in self.stage.segment.hotlines)
        return next((n for n in known if n in self.item.text.shown), "") if self.use.pad else ""

    @property
    def start(self) -> int:
        """The frame at which it begins: as the number is said, or after a share of the line."""
        for moment in self.cut.moments:
            words = moment.beat.text.said if moment.beat.text else ""
            if self.number and self.number in words:
                return moment.start + round(moment.speech * words.index(self.number) / len(words))
        spoken = sum(m.speech for m in self.cut.moments)
        return self.cut.start + round(spoken * self.use.when)

    @property
    def length(self) -> int:
        """Frames that it takes, but no longer than the shot."""
        calm = self.stage.motion.calm
        return max(2, min(round(self.use.seconds * calm * FPS), self.cut.end - self.start - TRAVEL))

    def past(self, frame: int) -> float:
        """How much of it is done, 0 to 1."""
        return min(1.0, max(0.0, (frame - self.start) / self.length))

    @property
    def done(self) -> int:
        """The frame at which it is done."""
        return self.start + self.length

    def presses(self) -> list[int]:
        """The frame of each key of the number, and of the call."""
        count = len(self.number) + 1
        return [self.start + round(self.length * (n + 0.5) / count) for n in range(count)]


def place(stage: Stage, cut: ShotCut) -> Box:
    """Where a thing stands that is seen whole: clear of the captions, and of what counts the steps."""
    if two(cut):
        return stage.boxes["between"]
    box, beside = stage.boxes["use"], counting(stage, cut)
    least = max(0, beside.right - box.x + GAP) if beside.overlaps(box) else 0
    return box.inset(left=least, bottom=max(0, box.bottom - stage.boxes["caption"].y + GAP))


def in_use(stage: Stage, cut: ShotCut) -> InUse | None:
    """The thing of a shot where it has a staged form."""
    item = item_of(cut.moments[0], stage.segment) if cut.moments else None
    if "use" not in cut.shot.shows or item is None or item.picture is None:
        return None
    use = uses(stage.project).get(item.picture.name)
    made = InUse(stage, cut, item, use) if use else None
    return None if made is None or (made.use.pad and not made.number) else made


def use_pieces(stage: Stage, cut: ShotCut) -> dict[str, Piece]:
    """Every part of it, and the discs that count the steps."""
    thing = in_use(stage, cut)
    made: dict[str, Piece] = {name: disc for name, _, disc in discs(stage, cut)}
    if thing is None:
        return made
    for part in thing.use.parts:
        if part.show != PAD:
            whole = round((thing.use.size[1] + thing.use.below) * thing.scale)
            high = min(whole, round(SEEN * stage.boxes.height))
            svg = window(stage.in_hand(thing.use.art, part.show), 0, 0, 1, high / whole)
            made[f"use-{cut.item}-{part.show}"] = Prop(svg=svg, h=high)
    return made | _pad_pieces(thing)


def _pad_pieces(thing: InUse) -> dict[str, Piece]:
    if thing.use.pad is None:
        return {}
    w, h = (round(side * thing.scale) for side in thing.use.pad[2:])
    made: dict[str, Piece] = {}
    for n in range(len(thing.number) + 2):
        typed, calls = thing.number[:n], n > len(thing.number)
        pressed = "" if calls else typed[-1:]
        made[f"use-{thing.cut.item}-{PAD}-{n}"] = Pad(
            whole=thing.number, typed=typed, key=pressed, calls=calls, w=w, h=h
        )
    return made


def in_hand(take: Take, frame: int, seen: Lens) -> Iterator[Put]:
    """The thing at a frame, then the discs."""
    thing = in_use(take.stage, take.cut)
    if thing is not None:
        up = (1 - overshoot((frame - take.cut.start + 1) / RISE)) * thing.box.h * 0.3
        for part in thing.use.parts:
            yield from _part(take, thing, part, frame, (seen, up))
    yield from counted(take, frame, thing.done if thing else None)


def _part(take: Take, thing: InUse, part: UsePart, frame: int, view: tuple[Lens, float]) -> Iterator[Put]:
    t, scale, (seen, up) = thing.past(frame), thing.scale, view
    dx, dy = _between(part.way, t, 2)
    clear = _between(part.seen, t, 1)[0] if part.seen else 1.0
    key = f"use-{take.cut.item}-{part.show}"
    x, y = thing.corner
    if thing.use.pad and part.show == PAD:
        key = f"{key}-{sum(frame >= at for at in thing.presses())}"
        x, y = x + thing.use.pad[0] * scale, y + thing.use.pad[1] * scale
    elif thing.use.tip and part.show == thing.use.tip.show:
        dx, dy = _finger(thing, frame)
        clear = 1.0 if thing.start - 2 * TRAVEL < frame < thing.done + TRAVEL else 0.0
    px, py = seen.point(x + dx * scale, y + dy * scale + up)
    if clear > 0:
        yield Put(take.plane(key), px, py, seen.scale, opacity=clear)


def _finger(thing: InUse, frame: int) -> tuple[float, float]:
    """How far the tip is from where it is drawn: over the next key, down on it, away at the end."""
    use = thing.use
    if use.pad is None or use.tip is None:
        return 0.0, 0.0
    spots = [_key(thing, digit) for digit in thing.number]
    spots.append(_on_pad(use.pad, *CALL))
    away = (use.tip.at[0] + 140, use.tip.at[1] + 330)
    keys = [(thing.start - 3 * TRAVEL, *away)]
    for at, (x, y) in zip(thing.presses(), spots, strict=True):
        keys += [(at - TRAVEL // 2, x + 5, y + 12), (at, x, y), (at + 2, x + 5, y + 10)]
    keys.append((thing.done + 2 * TRAVEL, *away))
    x, y = _between(keys, frame, 2)
    return x - use.tip.at[0], y - use.tip.at[1]


def _key(thing: InUse, digit: str) -> tuple[float, float]:
    row, column = divmod(max(0, KEYS.find(digit)), 3)
    return _on_pad(thing.use.pad or (0, 0, 0, 0), FIRST[0] + STEP[0] * column, FIRST[1] + STEP[1] * row)


def _on_pad(pad: tuple[float, float, float, float], right: float, down: float) -> tuple[float, float]:
    return pad[0] + pad[2] * right, pad[1] + pad[3] * down


def _between(keys: Sequence[tuple[float, ...]], t: float, count: int) -> tuple[float, ...]:
    """The numbers at a moment: they set off and arrive gently."""
    if not keys:
        return (0.0,) * count
    for a, b in pairwise(keys):
        if t < b[0]:
            share = (1 - math.cos(math.pi * min(1.0, max(0.0, (t - a[0]) / (b[0] - a[0]))))) / 2
            return tuple(p + (q - p) * share for p, q in zip(a[1:], b[1:], strict=True))
    return tuple(keys[-1][1:])
