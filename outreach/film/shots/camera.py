"""The camera of a shot: it comes nearer, goes along, and what is near moves more than what is far."""

from __future__ import annotations

from dataclasses import dataclass

from outreach.film.geometry import Box
from outreach.film.shots import Camera

DEPTHS = {"back": 0.7, "mid": 1.0, "people": 1.2, "near": 1.7}


@dataclass(frozen=True)
class Lens:
    """What the camera does to a point of one plane: px -> scale * px + shift."""

    scale: float
    x: float
    y: float

    def point(self, x: float, y: float) -> tuple[float, float]:
        """Where a point of the still picture is seen."""
        return self.scale * x + self.x, self.scale * y + self.y


def view(camera: Camera, t: float, depth: str, area: Box, calm: float) -> Lens:
    """The camera at `t`, 0 to 1 of its shot, over the room for acting. It never stops before the cut; `calm` above 1
    makes its way smaller."""
    share, deep = glide(t) / calm, DEPTHS[depth]
    scale = 1 + camera.push * share * deep
    fx, fy = area.x + camera.to[0] * area.w, area.y + camera.to[1] * area.h
    x = fx * (1 - scale) - camera.pan[0] * area.w * share * deep
    y = fy * (1 - scale) - camera.pan[1] * area.h * share * deep
    return Lens(scale, x, y)


def glide(t: float) -> float:
    """Sets off gently and then moves evenly: it is still moving when the next shot comes."""
    t = max(0.0, t)
    soft = 0.18
    if t < soft:
        return t * t / (2 * soft) / (1 - soft / 2)
    return (t - soft / 2) / (1 - soft / 2)
