"""What a film's plan says of its picture, for whoever measures the file: places as shares, times in seconds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from outreach.film.geometry import Geometry, geometry
from outreach.film.segments import Segment
from outreach.project import Project
from outreach.timeline import FPS


def witness(segments: Sequence[Segment], project: Project) -> dict[str, Any]:
    """`slate`: where the AI label opens the film; `sign`: where and when an interpreter is seen; neither: nothing."""
    opening, found = segments[0], dict[str, Any]()
    if opening.ai_label:
        found["slate"] = _share(geometry(project, opening.shape, slot=opening.interpreted), "label")
    times, at = list[list[float]](), 0
    for one in segments:
        if one.slot == "clip":
            times.append([at / FPS, (at + one.frames) / FPS])
        at += one.frames
    if times:
        found["sign"] = {"box": _share(geometry(project, opening.shape, slot=True), "slot"), "times": times}
    return found


def _share(frame: Geometry, name: str) -> list[float]:
    """Left, top, width and height of a box, as shares of the picture."""
    box = frame[name]
    sides = (box.x / frame.width, box.y / frame.height, box.w / frame.width, box.h / frame.height)
    return [round(side, 5) for side in sides]
