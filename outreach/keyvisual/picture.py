"""Draws a key visual: places, the people in them and the sign with what must not be done, as one SVG."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Literal

from lxml import etree

from outreach import svg
from outreach.acting import acting, can_act, tones
from outreach.art import OneDrawing, draw, states
from outreach.keyvisual.lines import INK, lined
from outreach.keyvisual.parts import Point, clipped, frame_of, group, node, placed, polygon
from outreach.keyvisual.pieces import PLACE, holder, posed
from outreach.keyvisual.story import alt, chosen, reached, seen
from outreach.keyvisual.table import (
    CROPS,
    HOME,
    REACHED,
    Composition,
    Crop,
    Figure,
    Framing,
    Ground,
    GroundName,
    KeyVisualFile,
    Places,
    place,
    table,
)
from outreach.layout import Layout
from outreach.project import Project
from outreach.storyboard import Picture, Storyboard

Look = Literal["color", "flat", "mono"]
Box = tuple[float, float, float, float]  # left, top, width, height in shares of the picture

OVERSCAN = 1.08  # how much larger than its panel a set is at least
FACE = (0.355, 0.24, 0.29, 0.3)  # of a person's drawing: where the face is, if the head is upright
NECK, LEVER = 170.0, 95.0  # px of it: from its lower end to the neck, from there to the middle of the face
TURN = 7.0  # px that a face moves in a head that turns
RING, BAR, EDGE = 0.085, 0.06, 0.014  # of the sign: how wide its ring, its bar and the light round them are
ASIS = 0.84  # of the sign: how large a drawing is that was not made for it
LINE = 4.2  # px of an outline on a copier's picture of 1500 px
BORDER = "#FFD966"


@dataclass(frozen=True)
class Scenery:
    """A picture as one SVG."""

    svg: str
    width: int
    height: int
    faces: tuple[Box, ...]  # nothing may lie over them


@dataclass(frozen=True)
class KeyVisual(Scenery):
    """A picture, and what may be laid over it."""

    alt: str
    head: str  # colour tokens of the fields above and below
    foot: str
    safe: tuple[float, float]  # from and to, down, in shares: never to be covered
    quiet: Box  # where words may lie


def key_visual(project: Project, board: Storyboard, crop: Crop, look: Look = "color") -> KeyVisual:
    """The picture of a storyboard. Raises OutreachError where templates/keyvisual.yaml has a fault."""
    file = table(project)
    name, thing = chosen(file, board)
    own = _Drawing(project, file, *_told(board), name, crop, look, thing)
    return _made(own, project.digest("media/art"), alt(board, thing))


def ground(project: Project, board: Storyboard, name: GroundName) -> Scenery:
    """A place of the story, 16:9, with whoever is in it. Raises OutreachError where templates/keyvisual.yaml has a
    fault.
    """
    own = _Drawing(project, table(project), *_told(board), ground=place(project, name))
    return _laid(own, project.digest("media/art"))


def _told(board: Storyboard) -> tuple[tuple[tuple[str, str], ...], tuple[tuple[str, Picture], ...], str]:
    """What a storyboard gives to each of its pictures: colours, people, and how the story reaches them."""
    people = tuple((p.role if p.role == "victim" else "caller", p.picture) for p in board.cast if seen(p))
    return tuple(sorted(board.style.colors.items())), people, reached(board)


def raster(layout: Layout, visual: Scenery, width: int) -> bytes:
    """The picture as a PNG of so many px."""
    high = width * visual.height / visual.width
    return layout.png("deck/picture.typ", OneDrawing(visual.svg, width, high))[0]


@dataclass(frozen=True)
class _Drawing:
    """All that a picture is drawn of."""

    project: Project
    file: KeyVisualFile
    colors: tuple[tuple[str, str], ...]
    people: tuple[tuple[str, Picture], ...]
    reached: str
    name: str = ""  # of a composition
    crop: Crop = "wide"
    look: Look = "color"
    thing: Picture | None = None
    ground: Ground | None = None  # instead of a composition

    def __hash__(self) -> int:
        return hash((self.name, self.crop, self.look, self.people, self.thing, self.reached, self.ground))

    @property
    def composition(self) -> Composition:
        return self.file.visuals[self.name]

    @property
    def view(self) -> Places:
        return self.ground or self.framed

    @property
    def framed(self) -> Framing:
        return self.composition.view(self.crop)

    @property
    def size(self) -> tuple[int, int]:
        return CROPS[self.crop]

    @property
    def theme(self) -> Mapping[str, str]:
        return dict(self.colors)

    def person(self, who: str) -> Picture | None:
        """Whoever that is in this story."""
        return next((picture for role, picture in self.people if role == who), None)

    # --- the whole -------------------------------------------------------------------------------------------------

    def svg(self) -> str:
        """The picture."""
        wide, high = self.size
        root = etree.Element(
            f"{{{svg.SVG}}}svg",
            {"viewBox": f"0 0 {wide} {high}", "width": str(wide), "height": str(high)},
            nsmap={None: svg.SVG},  # type: ignore[dict-item]
        )
        root.append(node("rect", width=wide, height=high, fill="#FFFFFF" if self.look == "mono" else "#10182E"))
        for panel, name in enumerate(self.view.sets):
            inside = self._panel(panel, self._home if name == HOME else name)
            root.append(clipped(inside, polygon(self._part(panel)), f"panel-{panel}") if self.view.border else inside)
        if self.view.border:
            a, b = self._border
            color = INK if self.look == "mono" else BORDER
            root.append(
                node(
                    "path",
                    d=f"M{a[0]:.5g} {a[1]:.5g} L{b[0]:.5g} {b[1]:.5g}",
                    stroke=color,
                    stroke_width=min(self.size) / 110,
                )
            )
        for panel in range(len(self.view.sets)):
            root.extend(self._people(panel, over=True))
        if self.ground is None:
            root.append(self._sign())
        return etree.tostring(root, encoding="unicode")

    def _panel(self, panel: int, name: str) -> etree._Element:
        """A place with its people."""
        made = group()
        if self.look == "mono":
            made.append(self._ground(name))
        else:
            made.extend(self._set(panel, name, state) for state in PLACE)
            if self.view.dim:
                made.append(
                    node("rect", width=self.size[0], height=self.size[1], fill="#10182E", opacity=self.view.dim)
                )
        made.extend(self._people(panel, over=False))
        if self.look != "mono":
            made.append(self._set(panel, name, "near"))
        return made

    # --- places ----------------------------------------------------------------------------------------------------

    @cached_property
    def _home(self) -> str:
        victim = self.person("victim")
        return self.file.homes.get(victim.name, self.file.home) if victim else self.file.home

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
        _, _, w, h = frame_of(root)
        (wide, high), box = self.size, self._panel_box(panel)
        scale = max(box[2] * wide / w, box[3] * high / h) * OVERSCAN
        shift = self.view.shift[panel] if panel < len(self.view.shift) else 0.0
        x = (box[0] + box[2] / 2 + shift) * wide - w * scale / 2
        x = min(box[0] * wide, max(x, (box[0] + box[2]) * wide - w * scale))
        return placed(root, f"{state}{panel}", x, (box[1] + box[3]) * high - h * scale, scale)

    def _panel_box(self, panel: int) -> Box:
        """The rectangle round a panel."""
        view = self.view
        if view.border is None:
            return 0.0, 0.0, 1.0, 1.0
        low, up = min(view.border), max(view.border)
        if view.level:
            return (0.0, 0.0, 1.0, up) if panel == 0 else (0.0, low, 1.0, 1 - low)
        return (0.0, 0.0, up, 1.0) if panel == 0 else (low, 0.0, 1 - low, 1.0)

    @property
    def _border(self) -> tuple[Point, Point]:
        (a, b), (wide, high) = self.view.border or (0.0, 0.0), self.size
        return ((0.0, a * high), (wide, b * high)) if self.view.level else ((a * wide, 0.0), (b * wide, high))

    def _part(self, panel: int) -> list[Point]:
        wide, high = self.size
        a, b = self._border
        if self.view.level:
            return [a, b, *([(wide, 0), (0, 0)] if panel == 0 else [(wide, high), (0, high)])]
        return [a, b, *([(0, high), (0, 0)] if panel == 0 else [(wide, high), (wide, 0)])]

    # --- people ----------------------------------------------------------------------------------------------------

    def _people(self, panel: int, *, over: bool) -> Iterator[etree._Element]:
        """Those of a place, inside it or before its border."""
        for figure in self.view.people:
            made = self._figure(figure) if (figure.panel, figure.over) == (panel, over) else None
            if made is not None:
                yield made

    def _figure(self, figure: Figure) -> etree._Element | None:
        """Somebody, posed; None where the story has nobody for it."""
        picture = self.person(figure.who)
        if picture is None:
            return None
        root = etree.fromstring(posed(self.project, picture, self._pose(figure), self.theme))
        _, _, w, h = frame_of(root)
        wide, high = self.size
        scale = figure.tall * high / h
        if self.look == "mono":
            lined(root, LINE * min(self.size) / 1500 / scale)
        elif self.look == "flat":
            svg.flattened(root)
        x, y = figure.at * wide - w * scale / 2, figure.foot * high - h * scale
        return placed(root, f"{figure.who}{figure.panel}", x, y, scale, figure.flip)

    def _pose(self, figure: Figure) -> str:
        return figure.pose if figure.pose != REACHED else self.file.reached.get(self.reached, self.file.otherwise)

    def faces(self) -> tuple[Box, ...]:
        """Where the faces are, in shares of the picture."""
        wide, high = self.size
        found = []
        for one in self.view.people:
            picture = self.person(one.who)
            if picture is None:
                continue
            w = one.tall * high * 0.75 / wide
            x, y = one.at - w / 2 + (FACE[0] + self._aside(one, picture)) * w, one.foot - one.tall + FACE[1] * one.tall
            found.append((x, y, FACE[2] * w, FACE[3] * one.tall))
        return tuple(found)

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

    # --- the sign --------------------------------------------------------------------------------------------------

    def _sign(self) -> etree._Element:
        """A red ring with its bar over what must not be done."""
        sign, (wide, high), mono = self.framed.sign, self.size, self.look == "mono"
        across = sign.across * min(self.size)
        x, y, r = sign.at[0] * wide, sign.at[1] * high, across / 2
        red = INK if mono else "#D11F1A"
        disc, made = node("circle", cx=x, cy=y, r=r * 0.93, fill="#FFFFFF"), group()
        if sign.hangs:
            rope = f"M{x:.5g} -20 L{x:.5g} {y - r:.5g}"
            made.append(node("path", d=rope, stroke="#4A5573" if not mono else INK, stroke_width=across * 0.024))
        made.append(node("circle", cx=x, cy=y, r=r + EDGE * across, fill="#FFFFFF"))
        made.append(disc)
        inside = self._thing(x, y, across)
        if inside is not None:
            shape = node("circle", cx=x, cy=y, r=r * 0.95)
            made.append(clipped(inside, shape, "sign"))
        ring, bar = RING * across, BAR * across
        far = (r - ring) * 0.7071 + ring * 0.3
        line = f"M{x - far:.5g} {y - far:.5g} L{x + far:.5g} {y + far:.5g}"
        made.append(node("path", d=line, stroke="#FFFFFF", stroke_width=bar + 2 * EDGE * across))
        made.append(node("path", d=line, stroke=red, stroke_width=bar))
        made.append(node("circle", cx=x, cy=y, r=r - ring / 2, fill="none", stroke=red, stroke_width=ring))
        return made

    def _thing(self, x: float, y: float, across: float) -> etree._Element | None:
        if self.thing is None:
            return None
        large = self.composition.things.get(self.thing.name, "")
        name, _, state = (large or self.thing.name).partition(":")
        if name == self.thing.name and not state:
            state = self.thing.state
        here, victim = holder(self.project, name), self.person("victim")
        hands = tones(self.project, victim.name, self.theme) if victim else {}
        known = states(here, name)
        shown = state if state in known or not known else known[0]
        root = etree.fromstring(draw(here, name, shown or "plain", {**self.theme, **hands}, flat=self.look == "flat"))
        _, _, w, h = frame_of(root)
        scale = across * (1.0 if large else ASIS) / max(w, h)
        if self.look == "mono":
            lined(root, LINE * min(self.size) / 1500 / scale)
        return placed(root, "thing", x - w * scale / 2, y - h * scale / 2, scale)


@lru_cache(maxsize=64)
def _made(own: _Drawing, art: str, alt: str) -> KeyVisual:
    one, view = own.composition, own.framed
    return KeyVisual(own.svg(), *own.size, own.faces(), alt, one.head, one.foot, view.safe, view.quiet)


@lru_cache(maxsize=64)
def _laid(own: _Drawing, art: str) -> Scenery:
    return Scenery(own.svg(), *own.size, own.faces())
