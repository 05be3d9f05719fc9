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
    if times := _signed(segments):
        found["sign"] = {"box": _share(geometry(project, opening.shape, slot=True), "slot"), "times": times}
    return found


def _signed(segments: Sequence[Segment]) -> list[list[float]]:
    """From when to when each scene with a clip lasts: an interpreter who has said all stands while its end is held."""
    times, at = dict[str, list[float]](), 0
    for one in segments:
        after = at + one.frames
        if one.slot == "clip":
            times.setdefault(one.scene.id, [at / FPS, 0.0])[1] = after / FPS
        at = after
    return [*times.values()]


def _share(frame: Geometry, name: str) -> list[float]:
    """Left, top, width and height of a box, as shares of the picture."""
    box = frame[name]
    sides = (box.x / frame.width, box.y / frame.height, box.w / frame.width, box.h / frame.height)
    return [round(side, 5) for side in sides]
