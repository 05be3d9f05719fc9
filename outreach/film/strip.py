"""The foot strip: on how many lines the numbers of a film stand."""

from __future__ import annotations

from outreach.film.geometry import Geometry
from outreach.film.scenes.estimate import ems
from outreach.film.scenes.split import NARROW
from outreach.film.segments import Segment
from outreach.kinds import KINDS
from outreach.storyboard import Hotline

MOST = 3  # lines: more would leave the scene no room
SMALLEST = 0.87  # of the floor: a further line is worth more than smaller type
GAP = 0.75  # em between two numbers, as templates/scenes/stage.typ sets them


def strip_lines(segment: Segment, boxes: Geometry) -> int:
    """As few lines as hold every number, each with the word or two that says whose it is."""
    size = segment.style.video_type["floor"] * SMALLEST
    room, whole = boxes["hotlines"].w / size, (boxes.width - 2 * boxes["hotlines"].x) / size
    widths = [_ems(call, segment) for call in segment.hotlines if call.short]
    return next((n for n in range(1, MOST) if _hold(widths, [*[whole] * (n - 1), room])), MOST)


def tiled(segment: Segment, boxes: Geometry) -> bool:
    """Does the scene itself show the numbers large? The strip need not then."""
    return KINDS[segment.scene.kind].last and (boxes["content"].w >= NARROW or "host" in boxes)


def _ems(call: Hotline, segment: Segment) -> float:
    short = call.short.shown if call.short else ""
    return 1.1 * ems(call.number, False) * 1.08 + 0.3 + 1.05 * ems(short, segment.style.wide_chars)


def _hold(widths: list[float], rooms: list[float]) -> bool:
    """Do the numbers stand on these lines, in their order?"""
    line, used = 0, 0.0
    for wide in widths:
        if used and used + GAP + wide > rooms[line]:
            line, used = line + 1, 0.0
        if line == len(rooms) or wide > rooms[line]:
            return False
        used += wide + (GAP if used else 0.0)
    return True
