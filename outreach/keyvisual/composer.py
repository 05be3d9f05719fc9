"""Composes places and the people in them: what a key visual and a frame of a comic strip are made of."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from lxml import etree

from outreach import svg
from outreach.acting import acting, can_act, tones
from outreach.art import draw, holder, states
from outreach.keyvisual.lines import INK, lined
from outreach.keyvisual.parts import Point, clipped, group, node, placed, polygon
from outreach.keyvisual.pieces import PLACE, posed
from outreach.keyvisual.table import REACHED, Figure, Places
from outreach.project import Project
from outreach.storyboard import Picture

Look = Literal["color", "flat", "mono"]
Box = tuple[float, float, float, float]  # left, top, width, height in shares of the picture

OVERSCAN = 1.08  # how much larger than its panel a set is at least
FACE = (0.355, 0.24, 0.29, 0.3)  # of a person's drawing: where the face is, if the head is upright
NECK, LEVER = 170.0, 95.0  # px of it: from its lower end to the neck, from there to the middle of the face
TURN = 7.0  # px that a face moves in a head that turns
LINE = 4.2  # px of an outline on a copier's picture of 1500 px
BORDER = "#FFD966"


@dataclass(frozen=True)
class Composer:
    """Places and people as one picture has them."""

    project: Project
    look: Look
    size: tuple[int, int]
    place: Places
    colors: tuple[tuple[str, str], ...]
    people: tuple[tuple[str, Picture], ...]  # who is who in this story
    sets: tuple[tuple[str, str], ...]  # what a place calls a set, and which one that is in this story
    reached: str  # the pose of whoever is reached
    written: bool  # they answer in writing

    @cached_property
    def theme(self) -> Mapping[str, str]:
        """The colours by their token."""
        return dict(self.colors)

    def person(self, who: str) -> Picture | None:
        """Whoever that is in this story."""
        return next((picture for role, picture in self.people if role == who), None)

    def drawn(self) -> Iterator[etree._Element]:
        """The ground, the places with their people, the border between them, and whoever stands before it."""
        wide, high = self.size
        yield node("rect", width=wide, height=high, fill="#FFFFFF" if self.look == "mono" else "#10182E")
        for panel, name in enumerate(self.place.sets):
            inside = self._panel(panel, dict(self.sets).get(name, name))
            yield clipped(inside, polygon(self._part(panel)), f"panel-{panel}") if self.place.border else inside
        if self.place.border:
            (x1, y1), (x2, y2) = self._border
            color = INK if self.look == "mono" else BORDER
            line = f"M{x1:.5g} {y1:.5g} L{x2:.5g} {y2:.5g}"
            yield node("path", d=line, stroke=color, stroke_width=min(self.size) / 110)
        for panel in range(len(self.place.sets)):
            yield from self._people(panel, over=True)

    def _panel(self, panel: int, name: str) -> etree._Element:
        """A place with its people."""
        made = group()
        if self.look == "mono":
            made.append(self._ground(name))
        else:
            made.extend(self._set(panel, name, state) for state in PLACE)
            if self.place.dim:
                wide, high = self.size
                made.append(node("rect", width=wide, height=high, fill="#10182E", opacity=self.place.dim))
        made.extend(self._people(panel, over=False))
        if self.look != "mono":
            made.append(self._set(panel, name, "near"))
        return made

    # --- places ----------------------------------------------------------------------------------------------------

    def _ground(self, name: str) -> etree._Element:
        """On a copier a place is paper; that of whoever calls is shaded by lines."""
        wide, high = self.size
        if name != "den":
            return node("rect", width=wide, height=high, fill="#FFFFFF")
        step = min(self.size) / 42
        lines = "".join(
            f"M{n * step:.5g} 0 L{n * step - high:.5g} {high} " for n in range(round((wide + high) / step) + 1)
        )
        ground = node("rect", width=wide, height=high, fill="#E4E4E4")
        return group(ground, node("path", d=lines, stroke="#8C8C8C", stroke_width=step / 7, fill="none"))

    def _set(self, panel: int, name: str, state: str) -> etree._Element:
        """A plane of a set: as large as its panel, moved as the composition says."""
        here, drawing = holder(self.project, f"sets/{name}"), f"sets/{name}"
        if state not in states(here, drawing):
            return group()
        root = etree.fromstring(draw(here, drawing, state, self.theme, flat=self.look == "flat"))
        _, _, w, h = svg.view(root)
        (wide, high), box = self.size, self._panel_box(panel)
        scale = max(box[2] * wide / w, box[3] * high / h) * OVERSCAN * self.place.near
        shift = self.place.shift[panel] if panel < len(self.place.shift) else 0.0
        x = (box[0] + box[2] / 2 + shift) * wide - w * scale / 2
        x = min(box[0] * wide, max(x, (box[0] + box[2]) * wide - w * scale))
        return placed(root, f"{state}{panel}", x, (box[1] + box[3]) * high - h * scale, scale)

    def _panel_box(self, panel: int) -> Box:
        """The rectangle round a panel."""
        view = self.place
        if view.border is None:
            return 0.0, 0.0, 1.0, 1.0
        low, up = min(view.border), max(view.border)
        if view.level:
            return (0.0, 0.0, 1.0, up) if panel == 0 else (0.0, low, 1.0, 1 - low)
        return (0.0, 0.0, up, 1.0) if panel == 0 else (low, 0.0, 1 - low, 1.0)

    @property
    def _border(self) -> tuple[Point, Point]:
        (a, b), (wide, high) = self.place.border or (0.0, 0.0), self.size
        return ((0.0, a * high), (wide, b * high)) if self.place.level else ((a * wide, 0.0), (b * wide, high))

    def _part(self, panel: int) -> list[Point]:
        wide, high = self.size
        a, b = self._border
        if self.place.level:
            return [a, b, *([(wide, 0), (0, 0)] if panel == 0 else [(wide, high), (0, high)])]
        return [a, b, *([(0, high), (0, 0)] if panel == 0 else [(wide, high), (wide, 0)])]

    # --- people ----------------------------------------------------------------------------------------------------

    def _people(self, panel: int, *, over: bool) -> Iterator[etree._Element]:
        """Those of a place, inside it or before its border."""
        for figure in self.place.people:
            made = self._figure(figure) if (figure.panel, figure.over) == (panel, over) else None
            if made is not None:
                yield made

    def _figure(self, figure: Figure) -> etree._Element | None:
        """Somebody, posed; None where the story has nobody for it."""
        picture = self.person(figure.who)
        if picture is None:
            return None
        root = etree.fromstring(posed(self.project, picture, self._pose(figure), self.theme))
        _, _, w, h = svg.view(root)
        wide, high = self.size
        scale = figure.tall * high / h
        if self.look == "mono":
            lined(root, LINE * min(self.size) / 1500 / scale)
        elif self.look == "flat":
            svg.flattened(root)
        x, y = figure.at * wide - w * scale / 2, figure.foot * high - h * scale
        return placed(root, f"{figure.who}{figure.panel}", x, y, scale, figure.flip)

    def _pose(self, figure: Figure) -> str:
        pose = figure.written if self.written and figure.written else figure.pose
        return pose if pose != REACHED else self.reached

    def faces(self) -> tuple[Box, ...]:
        """Where the faces are, in shares of the picture."""
        found = (self.face(one) for one in self.place.people)
        return tuple(one for one in found if one)

    def face(self, one: Figure) -> Box | None:
        """Where somebody's face is; None where the story has nobody for it."""
        picture, (wide, high) = self.person(one.who), self.size
        if picture is None:
            return None
        w = one.tall * high * 0.75 / wide
        x, y = one.at - w / 2 + (FACE[0] + self._aside(one, picture)) * w, one.foot - one.tall + FACE[1] * one.tall
        return x, y, FACE[2] * w, FACE[3] * one.tall

    def _aside(self, figure: Figure, picture: Picture) -> float:
        """How far a pose moves a face to the right, in shares of the drawing."""
        if not can_act(self.project, picture.name):
            return 0.0
        numbers = acting(self.project).poses[self._pose(figure)].numbers
        lean, tilt = (math.radians(numbers[name]) for name in ("body.lean", "head.tilt"))
        moved = (
            math.tan(lean) * NECK + numbers["head.right"] + math.sin(lean + tilt) * LEVER + numbers["head.turn"] * TURN
        )
        return (-moved if figure.flip else moved) / 300

    # --- things ----------------------------------------------------------------------------------------------------

    def thing(self, name: str, state: str, middle: Point, across: float) -> etree._Element:
        """A drawing, its longer side `across`; hands in it are those of whoever was called."""
        here, victim = holder(self.project, name), self.person("victim")
        hands = tones(self.project, victim.name, self.theme) if victim else {}
        known = states(here, name)
        shown = state if state in known or not known else known[0]
        root = etree.fromstring(draw(here, name, shown or "plain", {**self.theme, **hands}, flat=self.look == "flat"))
        _, _, w, h = svg.view(root)
        scale = across / max(w, h)
        if self.look == "mono":
            lined(root, LINE * min(self.size) / 1500 / scale)
        return placed(root, "thing", middle[0] - w * scale / 2, middle[1] - h * scale / 2, scale)


def canvas(size: tuple[int, int]) -> etree._Element:
    """An empty picture."""
    wide, high = size
    box = {"viewBox": f"0 0 {wide} {high}", "width": str(wide), "height": str(high)}
    return etree.Element(f"{{{svg.SVG}}}svg", box, nsmap={None: svg.SVG})  # type: ignore[dict-item]
