"""A take: one shot of one scene with its pictures drawn, ready to say what every frame shows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from outreach.film.frame import Frame, Mask
from outreach.film.geometry import Box, even, meet
from outreach.film.pieces import Cloth, Piece
from outreach.film.planes import Plane, Put, blurred, flat
from outreach.film.shots import HOME, THERE, Figure, ShotFile
from outreach.film.shots.camera import Lens, view
from outreach.film.shots.director import ShotCut, snap_frame
from outreach.film.shots.in_use import in_hand, use_pieces
from outreach.film.shots.line import call_line
from outreach.film.shots.patter import patter, patter_pieces
from outreach.film.shots.people import Actor, actor, who
from outreach.film.shots.people import pieces as people_pieces
from outreach.film.shots.tap import tap, tap_pieces
from outreach.film.shots.things import thing_pieces, things
from outreach.film.shots.words import flying, word_pieces
from outreach.film.stage import Stage
from outreach.timeline import FPS

if TYPE_CHECKING:
    from outreach.film.overlays.handset import Handset

HELPER = Figure(who="helper", pose="listen", at=0.5, tall=1)  # of the scene, in the shot or not
OVERSCAN = 1.2  # of the frame, how large a set is drawn
# What is drawn together, the farthest first: a set's states.
PLANES = {"back": ("far", "wall"), "mid": ("mid",), "near": ("near",)}
AFTER = 2 * FPS  # frames for which a shot may still be seen under the next one, at most
PANIC, DARK = 10, 20  # frames: he is still seen when the line has snapped, then his light goes
BORDER = (210, 90, 148)  # Y, Cb, Cr of the line between two places
FRAME, GLASS = (30, 132, 126), (120, 158, 104)  # of a screen, and of the light at its edge


def home_of(stage: Stage, file: ShotFile) -> str:
    """The set the person called lives in."""
    victim = stage.person("victim")
    return file.homes.get(victim.picture.name, file.home) if victim else file.home


def sets_of(stage: Stage, file: ShotFile, cut: ShotCut) -> tuple[str, ...]:
    """The sets of a shot by name."""
    own = {HOME: home_of(stage, file), THERE: there_of(stage, file, cut)}
    return tuple(own.get(name, name) for name in cut.shot.sets)


def there_of(stage: Stage, file: ShotFile, cut: ShotCut) -> str:
    """The set of whoever helps: the desk they work at, else where they live, else where the person called does."""
    person = who(stage, HELPER, cut)
    places = {**file.homes, **file.desks}
    return places.get(person.picture.name if person else "", home_of(stage, file))


def pieces(stage: Stage, file: ShotFile, cut: ShotCut, frames: range | None = None) -> dict[str, Piece]:
    """All that must be drawn for a shot. `frames`: of the scene, in which it is seen; None: all, and some after it."""
    frames = range(cut.start, cut.end + AFTER) if frames is None else frames
    made: dict[str, Piece] = {}
    for name in sets_of(stage, file, cut):
        made |= cloths(stage, name)
    for figure in cut.shot.people:
        made |= people_pieces(stage, figure, cut, frames)
    over = (word_pieces, patter_pieces, thing_pieces, tap_pieces, use_pieces)
    return made | {name: piece for drawn in over for name, piece in drawn(stage, cut).items()}


def cloths(stage: Stage, name: str) -> dict[str, Piece]:
    """The planes of a set."""
    w, h = (2 * round(side * OVERSCAN / 2) for side in (stage.boxes.width, stage.boxes.height))
    known = stage.states(f"sets/{name}")
    made: dict[str, Piece] = {}
    for depth, states in PLANES.items():
        svgs = tuple(stage.svg(f"sets/{name}", state) for state in states if state in known)
        if svgs:
            made[f"set-{name}-{depth}"] = Cloth(svgs=svgs, w=w, h=h)
    return made


@dataclass
class Take:
    """A shot whose pictures are drawn."""

    stage: Stage
    file: ShotFile
    cut: ShotCut
    planes: Mapping[str, Plane]
    before: Take | None = None  # the shot before it
    handset: Handset | None = None  # the phone that it may show

    @cached_property
    def held(self) -> Take:
        """Whose world is seen: its own, or of the shot that it freezes."""
        return self.before.held if self.cut.shot.freeze and self.before else self

    @cached_property
    def actors(self) -> list[tuple[int, Actor]]:
        """Who is in it, each with the panel."""
        found: list[tuple[int, Actor]] = []
        for figure in self.cut.shot.people:
            one = actor(self.stage, figure, self.cut, self.planes)
            if one:
                found.append((figure.panel, one))
        return found

    def plane(self, name: str) -> Plane:
        """A piece of this take."""
        return self.planes[name]

    def progress(self, frame: int) -> float:
        """How much of the shot has passed; a frozen one goes on."""
        return (frame - self.cut.start) / max(1, self.cut.end - self.cut.start)

    def view(self, frame: int, depth: str) -> Lens:
        """The camera at a frame."""
        calm = self.stage.motion.calm
        return view(self.cut.shot.camera, self.progress(frame), depth, self.stage.boxes["area"], calm)

    def world(self, frame: int, part: Box | None = None) -> Frame:
        """Places and people at a frame, as the camera sees them; `part`: of the picture that will be seen."""
        held = self.held
        if held is not self:
            frame_of_world = min(frame, held.cut.end - 1)
            made = held._panels(frame_of_world, part)
        else:
            made = self._panels(frame, part)
        if self.cut.shot.dim:
            made.drain(self.cut.shot.dim, 0.75)
        if held is not self:
            made.drain(min(1.0, (frame - self.cut.start + 1) / 8) * 0.9, 0.5)
        tap(self, made, frame, held.view(min(frame, held.cut.end - 1), "people"))
        if self.handset and {"phone", "monitor"} & set(self.cut.shot.shows):
            self.handset.draw(made, self.cut, frame)
        for put in self.fore(frame):
            made.put(put)
        return made

    def fore(self, frame: int) -> list[Put]:
        """What lies over the world and moves with it: the line between two people, words that fly, things."""
        held = self.held
        seen = held.view(min(frame, held.cut.end - 1), "people")
        return [
            *(call_line(self, frame, seen) if "line" in self.cut.shot.shows else ()),
            *things(self, frame, seen),
            *in_hand(self, frame, seen),
            *patter(self, frame, seen),
            *flying(self, frame),
        ]

    def _panels(self, frame: int, seen: Box | None) -> Frame:
        boxes, shot = self.stage.boxes, self.cut.shot
        names = sets_of(self.stage, self.file, self.cut)
        made = self._panel(0, names[0], frame, seen)
        if len(names) == 2:
            other = self._panel(1, names[1], frame, seen)
            if "snap" in shot.shows:  # where he sits it goes dark
                his = next((f.panel for f in shot.people if f.who == "caller"), 1)
                (other if his else made).drain(min(1.0, max(0.0, (frame - snap_frame(self.cut) - PANIC) / DARK)), 0.8)
            made.behind(other, self._mask, self._part(1))
            if shot.inset:
                made.stroke(self._border, FRAME, boxes.short / 30, closed=True)
            made.stroke(self._border, GLASS if shot.inset else BORDER, boxes.short / 120, closed=bool(shot.inset))
            self._people(made, None, names, frame)
        return made

    @cached_property
    def _screen(self) -> Box | None:
        """Where on the frame the second place is seen, when a screen shows it."""
        inset, boxes = self.cut.shot.inset, self.stage.boxes
        if inset is None:
            return None
        area, (x, y, w, h) = boxes["area"], inset
        return Box(even(area.x + x * area.w), even(y * boxes.height), even(w * area.w), even(h * boxes.height))

    @cached_property
    def _border(self) -> list[tuple[float, float]]:
        boxes, (a, b) = self.stage.boxes, self.cut.shot.border or (0, 0)
        if (seen := self._screen) is not None:
            return [(seen.x, seen.y), (seen.right, seen.y), (seen.right, seen.bottom), (seen.x, seen.bottom)]
        if self.cut.shot.level:
            return [(-8, a * boxes.height), (boxes.width + 8, b * boxes.height)]
        area = boxes["area"]
        return [(area.x + a * area.w, -8), (area.x + b * area.w, boxes.height + 8)]

    @cached_property
    def _mask(self) -> Mask:
        boxes = self.stage.boxes
        w, h = boxes.width, boxes.height
        if self.cut.shot.inset:
            return Mask.polygon(self._border, w, h)
        corners = (
            [(w + 8.0, h + 8.0), (-8.0, h + 8.0)] if self.cut.shot.level else [(w + 8.0, h + 8.0), (w + 8.0, -8.0)]
        )
        return Mask.polygon([*self._border, *corners], w, h)

    def _panel(self, panel: int, name: str, frame: int, seen: Box | None) -> Frame:
        boxes = self.stage.boxes
        made = Frame.of(boxes.width, boxes.height, seen)
        part = self._part(panel)
        for depth in ("back", "mid", "people", "near"):
            if depth == "people":
                made.light(self.cut.shot.light)
                self._people(made, panel, (name, name), frame)
                continue
            cloth = self._focused(panel, f"set-{name}-{depth}")
            if cloth:
                made.put(self._cloth(cloth, panel, self.view(frame, depth)), part)
        return made

    def _focused(self, panel: int, name: str) -> Plane | None:
        """A plane of a set; out of focus where the shot says so."""
        if panel not in self.cut.shot.soft or name not in self.planes:
            return self.planes.get(name)
        place, _, depth = name.rpartition("-")
        back, mid = f"{place}-back", f"{place}-mid"
        both = back in self.planes and mid in self.planes
        if depth == "back" and both:
            return None  # what is out of focus has no depth: it is seen with what stands before it
        if name not in self._blurred:
            sharp = flat(self.planes[back], self.planes[mid]) if depth == "mid" and both else self.planes[name]
            self._blurred[name] = blurred(sharp, self.stage.boxes.short / 40)
        return self._blurred[name]

    @cached_property
    def _blurred(self) -> dict[str, Plane]:
        return {}

    def _people(self, made: Frame, panel: int | None, names: tuple[str, ...], frame: int) -> None:
        """Those of a panel, or those who stand before the border."""
        seen, part = self.view(frame, "people"), None if panel is None else self._part(panel)
        for at, one in self.actors:
            if one.figure.over != (panel is None) or panel not in (None, at):
                continue
            for put in one.puts(frame, seen, self.file.rims.get(names[at])):
                made.put(put, part)

    def _cloth(self, cloth: Plane, panel: int, seen: Lens) -> Put:
        """A plane of a set: as large as the frame, or as the screen that shows it."""
        boxes, screen = self.stage.boxes, self._screen
        x, y, share = boxes.width / 2, boxes.height / 2, 1.0
        if panel and screen is not None:
            x, y = screen.x + screen.w / 2, screen.y + screen.h / 2
            share = max(screen.w / boxes.width, screen.h / boxes.height)
        px, py = seen.point(x + self._offset(panel), y)
        scale = seen.scale * share
        return Put(cloth, px - cloth.width / 2 * scale, py - cloth.height / 2 * scale, scale)

    def _part(self, panel: int) -> Box:
        """The rectangle of the frame that a panel is seen in."""
        boxes = self.stage.boxes
        whole = Box(0, 0, boxes.width, boxes.height)
        if panel and self._screen:
            return self._screen
        if self.cut.shot.border is None:
            return whole
        edge = [point[1] if self.cut.shot.level else point[0] for point in self._border]
        first, last = even(min(edge)) - 8, even(max(edge)) + 8
        if self.cut.shot.level:
            part = Box(0, 0, whole.w, last) if panel == 0 else Box(0, first, whole.w, whole.h - first)
        else:
            part = Box(0, 0, last, whole.h) if panel == 0 else Box(first, 0, whole.w - first, whole.h)
        return meet(part, whole) or whole

    def _offset(self, panel: int) -> float:
        """px a set is moved aside, so that its quiet middle lies behind its panel."""
        if self.cut.shot.border is None or self.cut.shot.level:
            return 0.0
        return (-0.09 if panel == 0 else 0.09) * self.stage.boxes.width
