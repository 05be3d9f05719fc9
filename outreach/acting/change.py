"""From one pose to the next: back a little, over, a little too far, and to rest. The way is data."""

from __future__ import annotations

import math
from itertools import pairwise

from outreach.acting.poses import Acting, Pose

FPS = 25


def between(acting: Acting, before: str | Pose, after: str | Pose, t: float) -> Pose:
    """The pose at `t` (0 to 1) of a change. At 0 it is `before`, at 1 `after`; hands and face change half way.

    Eyes and brows begin, then head, body and arms (`later` in the table): who is startled looks first.
    """
    a, b = (acting.poses[one] if isinstance(one, str) else one for one in (before, after))
    if t <= 0 or t >= 1:
        return a if t <= 0 else b
    numbers = {path: _mixed(value, b.numbers[path], way(acting, t, path)) for path, value in a.numbers.items()}
    words = {path: (a if _past(acting, t, path) < 0.5 else b).words[path] for path in a.words}
    return Pose(f"{a.name}>{b.name}", b.feeling, numbers, words)


def _mixed(a: float, b: float, share: float) -> float:
    return a + (b - a) * share


def _past(acting: Acting, t: float, path: str) -> float:
    """How much of its own change a part has behind it: some begin later, all end together."""
    later = acting.file.change.later
    start = next((late for part, late in later.items() if path.startswith(part)), 0.0)
    return min(1.0, max(0.0, (t - start) / (1 - max(later.values(), default=0.0))))


def way(acting: Acting, t: float, path: str = "") -> float:
    """How far a part has gone at `t`: below 0 while it draws back, above 1 while it goes too far."""
    change = acting.file.change
    frame = _past(acting, t, path) * change.frames
    for (start, low), (end, high) in pairwise(change.way):
        if frame <= end:
            return _mixed(low, high, (1 - math.cos(math.pi * (frame - start) / (end - start))) / 2)
    return 1.0


def breathing(acting: Acting, pose: Pose, seconds: float) -> Pose:
    """The pose at a moment of a breath: nobody who lives stands quite still."""
    breath = acting.file.breath
    full = (1 - math.cos(2 * math.pi * seconds / breath.seconds)) / 2
    return pose.moved(body_shrug=breath.shrug * full, head_down=-breath.head * full)
