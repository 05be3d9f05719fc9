"""Draws a key visual: places, the people in them and the sign with what must not be done, as one SVG."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache

from lxml import etree

from outreach.art import OneDrawing
from outreach.keyvisual.composer import Box, Composer, Look, canvas
from outreach.keyvisual.sign import sign
from outreach.keyvisual.story import alt, chosen, reached, seen
from outreach.keyvisual.table import (
    CROPS,
    HOME,
    Composition,
    Crop,
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


def ground(project: Project, board: Storyboard, name: GroundName, *, peopled: bool = True) -> Scenery:
    """A place of the story, 16:9, with whoever is in it, or nobody. Raises OutreachError where templates/keyvisual.yaml
    has a fault.
    """
    shown = place(project, name) if peopled else place(project, name).model_copy(update={"people": ()})
    own = _Drawing(project, table(project), *_told(board), ground=shown)
    return _laid(own, project.digest("media/art"))


def _told(board: Storyboard) -> tuple[tuple[tuple[str, str], ...], tuple[tuple[str, Picture], ...], str, bool]:
    """What a storyboard gives to each of its pictures: colours, people, how the story reaches them, and in writing?"""
    people = tuple((p.role if p.role == "victim" else "caller", p.picture) for p in board.cast if seen(p))
    return tuple(sorted(board.style.colors.items())), people, reached(board), board.written


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
    written: bool
    name: str = ""  # of a composition
    crop: Crop = "wide"
    look: Look = "color"
    thing: Picture | None = None
    ground: Ground | None = None  # instead of a composition

    def __hash__(self) -> int:
        return hash((self.name, self.crop, self.look, self.people, self.thing, self.reached, self.written, self.ground))

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

    def person(self, who: str) -> Picture | None:
        """Whoever that is in this story."""
        return next((picture for role, picture in self.people if role == who), None)

    # --- the whole -------------------------------------------------------------------------------------------------

    @cached_property
    def composer(self) -> Composer:
        """What the sign is laid over."""
        victim = self.person("victim")
        home = self.file.homes.get(victim.name, self.file.home) if victim else self.file.home
        pose = self.file.reached.get(self.reached, self.file.otherwise)
        sets = ((HOME, home),)
        return Composer(
            self.project, self.look, self.size, self.view, self.colors, self.people, sets, pose, self.written
        )

    def svg(self) -> str:
        """The picture."""
        root = canvas(self.size)
        if self.crop != "sign":
            root.extend(self.composer.drawn())
        if self.ground is None:
            root.append(self._sign())
        return etree.tostring(root, encoding="unicode")

    def _sign(self) -> etree._Element:
        one, (wide, high) = self.framed.sign, self.size
        middle = (one.at[0] * wide, one.at[1] * high)
        across = one.across * min(self.size)
        return sign(self.composer, self.thing, self.composition.things, middle, across, hangs=one.hangs)


@lru_cache(maxsize=64)
def _made(own: _Drawing, art: str, alt: str) -> KeyVisual:
    one, view = own.composition, own.framed
    return KeyVisual(own.svg(), *own.size, own.composer.faces(), alt, one.head, one.foot, view.safe, view.quiet)


@lru_cache(maxsize=64)
def _laid(own: _Drawing, art: str) -> Scenery:
    return Scenery(own.svg(), *own.size, own.composer.faces())
