"""An arm: a sleeve from shoulder to wrist, its cuff, and the hand with what it holds."""

from __future__ import annotations

import math

from lxml import etree

from outreach.acting import face
from outreach.acting.person import Person
from outreach.acting.poses import Pose

MIDDLE = 150.0  # of a person, in the drawing
# An arm grows thinner from the shoulder to the wrist: half of its width at each joint, in sleeves of the drawing.
_TAPER = (0.5, 0.46, 0.37)


def arm(who: Person, pose: Pose, side: str) -> etree._Element:
    """Sleeve, cuff and hand of one side. The pose is measured on the right; the left is its mirror."""
    numbers, at = pose.numbers, f"arms.{side}."
    flip = 1 if side == "right" else -1
    sample, elbow_, _ = who.joints
    unit = math.dist(sample, elbow_)
    shoulder = (sample[0], sample[1] - numbers["body.shrug"])
    elbow = _towards(shoulder, numbers[at + "shoulder"], numbers[at + "reach.0"] * unit)
    wrist = _towards(elbow, numbers[at + "elbow"], numbers[at + "reach.1"] * unit)
    joints = [(MIDDLE + flip * (x - MIDDLE), y) for x, y in (shoulder, elbow, wrist)]
    drawn = face.group()
    thin = min(layer.wide for layer in who.sleeve)
    for layer in who.sleeve:  # the layers meet at the shoulder: no rim between arm and body
        drawn.append(face.path(_tapered(joints, layer.wide, thin + 2), **dict(layer.style)))
    turn = 180 - numbers[at + "elbow"]
    (ex, ey), (wx, wy) = joints[1:]
    far = math.dist(joints[1], joints[2])
    dx, dy = (wx - ex) / far, (wy - ey) / far
    hand = who.shapes[f"hand-{pose.words[at + 'hand']}"]
    place = f"translate({wx:.5g} {wy:.5g}) scale({flip} 1) rotate({turn + numbers[at + 'wrist']:.5g})"
    drawn.append(who.copied(hand, place))
    for cuff in who.cuffs:
        wide = f"{2 * _TAPER[2] * cuff.wide + 4:.4g}"
        d = f"M{wx + dx * cuff.start:.5g} {wy + dy * cuff.start:.5g} L{wx + dx * cuff.end:.5g} {wy + dy * cuff.end:.5g}"
        drawn.append(face.path(d, fill="none", stroke=cuff.color, stroke_width=wide))
    return drawn


def _towards(start: tuple[float, float], degrees: float, far: float) -> tuple[float, float]:
    """0 degrees is down, 90 to the right."""
    turn = math.radians(degrees)
    return start[0] + far * math.sin(turn), start[1] + far * math.cos(turn)


def _tapered(joints: list[tuple[float, float]], wide: float, shoulder: float) -> str:
    """One outline for an arm: round at shoulder and elbow, straight at the wrist."""
    a, b, c = (side * share for side, share in zip((min(wide, shoulder), wide, wide), _TAPER, strict=True))
    return f"{_limb(joints[0], joints[1], a, b, closed=True)} {_limb(joints[1], joints[2], b, c, closed=False)}"


def _limb(start: tuple[float, float], end: tuple[float, float], a: float, b: float, *, closed: bool) -> str:
    """From a circle round `start` to one round `end`, or to a straight edge there; always clockwise."""
    far = math.dist(start, end)
    dx, dy = (end[0] - start[0]) / far, (end[1] - start[1]) / far
    points = [
        (start[0] + dy * a, start[1] - dx * a),
        (end[0] + dy * b, end[1] - dx * b),
        (end[0] - dy * b, end[1] + dx * b),
        (start[0] - dy * a, start[1] + dx * a),
    ]
    p, q, r, s = (f"{x:.5g} {y:.5g}" for x, y in points)
    last = f"A{b:.4g} {b:.4g} 0 0 1 {r}" if closed else f"L{r}"
    return f"M{p} L{q} {last} L{s} A{a:.4g} {a:.4g} 0 0 1 {p} Z"
