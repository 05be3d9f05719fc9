"""From one pose to the next: back a little, over, a little too far, and to rest. The way is data."""

from __future__ import annotations

import math
from collections.abc import Mapping
from itertools import pairwise

from outreach.acting.poses import Acting, Limb, Pose

_HANDS = ("arms.left.hand", "arms.right.hand")


def between(acting: Acting, before: str | Pose, after: str | Pose, t: float) -> Pose:
    """The pose at `t` (0 to 1) of a change. At 0 it is `before`, at 1 `after`; hands and face change half way.

    Eyes and brows begin, then head, body and arms (`later` in the table): who is startled looks first.
    """
    a, b = (acting.poses[one] if isinstance(one, str) else one for one in (before, after))
    if t <= 0 or t >= 1:
        return a if t <= 0 else b
    numbers = {path: _mixed(value, b.numbers[path], way(acting, t, path)) for path, value in a.numbers.items()}
    for side in ("left", "right"):
        swing = abs(b.numbers[f"arms.{side}.elbow"] - a.numbers[f"arms.{side}.elbow"])
        numbers[f"arms.{side}.reach.1"] *= 1 - _folded(acting, way(acting, t, "arms"), swing)
    words = {path: (a if _past(acting, t, path) < 0.5 else b).words[path] for path in a.words}
    words |= {path: acting.file.change.meanwhile.get(word, word) for path, word in words.items() if path in _HANDS}
    return Pose(f"{a.name}>{b.name}", b.feeling, numbers, words)


def way(acting: Acting, t: float, path: str = "") -> float:
    """How far a part has gone at `t`: below 0 while it draws back, above 1 while it goes too far."""
    change = acting.file.change
    frame = _past(acting, t, path) * change.frames
    for (start, low), (end, high) in pairwise(change.way):
        if frame <= end:
            gone = _mixed(low, high, (1 - math.cos(math.pi * (frame - start) / (end - start))) / 2)
            kept = min(1.0, max(0.0, gone))
            return kept + (gone - kept) * _of(change.bounce, path, 1.0)
    return 1.0


def _mixed(a: float, b: float, share: float) -> float:
    return a + (b - a) * share


def _folded(acting: Acting, gone: float, swing: float) -> float:
    """How much shorter a forearm looks that swings past us: half a turn of the elbow brings it towards us."""
    return acting.file.change.fold * math.sin(math.pi * min(1.0, max(0.0, gone))) * min(1.0, swing / 150)


def _past(acting: Acting, t: float, path: str) -> float:
    """How much of its own change a part has behind it: some begin later, all end together."""
    later = acting.file.change.later
    return min(1.0, max(0.0, (t - _of(later, path, 0.0)) / (1 - max(later.values(), default=0.0))))


def _of(table: Mapping[Limb, float], path: str, otherwise: float) -> float:
    return next((value for part, value in table.items() if path.startswith(part)), otherwise)


def breathing(acting: Acting, pose: Pose, seconds: float) -> Pose:
    """The pose at a moment of a breath: nobody who lives stands quite still."""
    breath = acting.file.breath
    full = (1 - math.cos(2 * math.pi * seconds / breath.seconds)) / 2
    return pose.moved(body_shrug=breath.shrug * full, head_down=-breath.head * full)
