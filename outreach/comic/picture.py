"""Draws the frame of a comic strip, and finds where its words are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache

from lxml import etree

from outreach.comic.story import Told
from outreach.comic.table import STORY, THERE, ComicFile, Shot, Thing
from outreach.keyvisual.composer import Box, Composer, Look, canvas
from outreach.keyvisual.parts import Point, clipped, group, node, polygon
from outreach.keyvisual.sign import sign
from outreach.keyvisual.story import chosen
from outreach.keyvisual.table import HOME
from outreach.keyvisual.table import table as key_visuals
from outreach.project import Project
from outreach.storyboard import Picture, Storyboard, is_scammer

PX = 10  # of a mm
INK = "#141A2E"
EDGE = 0.7  # mm: the line round a frame
MOUTH = 0.72  # of a face, down
CORNER, RIM = 0.09, 0.03  # of a phone's width
DEVICE, SCREEN = "#1B2440", "#EEF2F8"

Room = tuple[float, float, float]  # mm: width, height, and what is trimmed off around it


@dataclass(frozen=True)
class Drawing:
    """A frame, drawn, and its place on the paper in mm."""

    svg: str
    alt: str
    box: Box
    mouths: Mapping[str, Point]  # who -> where what they say comes from


@dataclass(frozen=True)
class Frames:
    """What all frames of a sheet have in common."""

    project: Project
    board: Storyboard
    file: ComicFile
    look: Look
    room: Room

    @cached_property
    def people(self) -> dict[str, Picture]:
        """Whoever was called and who called them."""
        cast = reversed(self.board.cast)
        return {
            "victim" if p.role == "victim" else "caller": p.picture for p in cast if p.role == "victim" or is_scammer(p)
        }

    def helper(self, role: str) -> Picture | None:
        """Whoever helps."""
        return next((p.picture for p in self.board.cast if p.role == role), None)

    def drawn(self, corners: list[Point], shot: Shot, told: Told) -> Drawing:
        """A frame with its corners in shares of the room."""
        points = [placed(corner, self.room) for corner in corners]
        left, top = min(x for x, _ in points), min(y for _, y in points)
        box = (left, top, max(x for x, _ in points) - left, max(y for _, y in points) - top)
        outline = tuple(((x - left) * PX, (y - top) * PX) for x, y in points)
        helper = self.helper(told.helper)
        people = {**self.people, **({"helper": helper} if helper else {})}
        home = self._homes(people)
        size = (round(box[2] * PX), round(box[3] * PX))
        colors = tuple(sorted(self.board.style.colors.items()))
        written = self.board.written
        stage = Composer(self.project, self.look, size, shot, colors, tuple(people.items()), home, "", written)
        visuals = key_visuals(self.project)
        visual, never = chosen(visuals, self.board)
        large = tuple(visuals.visuals[visual].things.items())
        art = self.project.digest("media/art")
        frame = _Frame(stage, shot, outline, _story(told, people), never, large, art)
        return Drawing(_svg(frame), self._alt(shot, people), box, dict(_mouths(stage, shot, box)))

    def _homes(self, people: Mapping[str, Picture]) -> tuple[tuple[str, str], ...]:
        """Where the person called lives, and where whoever helps is."""
        known = key_visuals(self.project)

        def home(who: str) -> str:
            return known.homes.get(people[who].name, known.home) if who in people else known.home

        there = self.file.desks.get(people["helper"].name, home("helper")) if "helper" in people else known.home
        return ((HOME, home("victim")), (THERE, there))

    def _alt(self, shot: Shot, people: Mapping[str, Picture]) -> str:
        """Who does what."""
        labels = self.board.labels
        done = [f"{people[one.who].alt}: {labels[one.does].shown}" for one in shot.people if one.who in people]
        return "; ".join(done) or self.board.title.shown


def placed(corner: Point, room: Room) -> Point:
    """A corner on the paper; one on the paper's edge lies beyond it where the paper is trimmed."""
    (x, y), (wide, high, out) = corner, room
    return -out if x <= 0 else wide + out if x >= 1 else x * wide, -out if y <= 0 else y * high


def _story(told: Told, people: Mapping[str, Picture]) -> Picture | None:
    """What the scene is about: a drawing that is nobody."""
    names = {one.name for one in people.values()}
    return next((one for one in (told.scene.pictures if told.scene else ()) if one.name not in names), None)


def _mouths(stage: Composer, shot: Shot, box: Box) -> Iterator[tuple[str, Point]]:
    """Where everybody's words come from, on the paper."""
    for who, (x, y) in shot.voice.items():
        yield who, (box[0] + x * box[2], box[1] + y * box[3])
    for one in shot.people:
        face = stage.face(one)
        if face:
            x, y = face[0] + face[2] / 2, face[1] + face[3] * MOUTH
            yield one.who, (box[0] + x * box[2], box[1] + y * box[3])


@dataclass(frozen=True)
class _Frame:
    """All that a frame is drawn of."""

    stage: Composer
    shot: Shot
    outline: tuple[Point, ...]
    story: Picture | None
    never: Picture | None  # what must not be done
    large: tuple[tuple[str, str], ...]  # drawings, each with the one that shows it large
    art: str

    def __hash__(self) -> int:
        stage = self.stage
        return hash((stage.look, stage.size, stage.people, stage.sets, self.outline, self.story, self.never, self.art))


@lru_cache(maxsize=64)
def _svg(own: _Frame) -> str:
    """The frame: clipped at its outline, with a line round it."""
    stage, (wide, high) = own.stage, own.stage.size
    root, whole = canvas(stage.size), group(*stage.drawn())
    for one in own.shot.things:
        whole.extend(_thing(stage, one, own.story))
    if own.shot.phone:
        whole.extend(_device(own.shot.phone, wide, high, stage.look))
    if ring := own.shot.sign:
        middle, across = (ring.at[0] * wide, ring.at[1] * high), ring.across * min(stage.size)
        whole.append(sign(stage, own.never, dict(own.large), middle, across, hangs=ring.hangs))
    root.append(clipped(whole, polygon(own.outline), "frame"))
    ink = "#000000" if stage.look == "mono" else INK
    root.append(polygon(own.outline, fill="none", stroke=ink, stroke_width=EDGE * PX, stroke_linejoin="round"))
    return etree.tostring(root, encoding="unicode")


def _thing(stage: Composer, one: Thing, story: Picture | None) -> Iterator[etree._Element]:
    name, _, state = one.art.partition(":")
    if name == STORY:
        if story is None:
            return
        name, state = story.name, story.state
    wide, high = stage.size
    yield stage.thing(name, state, (one.at[0] * wide, one.at[1] * high), one.across * high)


def _device(box: Box, wide: int, high: int, look: Look) -> Iterator[etree._Element]:
    """A phone that fills the frame, its screen empty."""
    x, y, w, h = box[0] * wide, box[1] * high, box[2] * wide, box[3] * high
    rim, corner = w * RIM, w * CORNER
    mono = look == "mono"
    yield node(
        "rect",
        x=x - rim,
        y=y - rim,
        width=w + 2 * rim,
        height=h + 2 * rim,
        rx=corner + rim,
        fill="#000000" if mono else DEVICE,
    )
    yield node("rect", x=x, y=y, width=w, height=h, rx=corner, fill="#FFFFFF" if mono else SCREEN)
