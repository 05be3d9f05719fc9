"""Where everything stands in a frame: boxes by shape, read from templates/scenes/geometry.yaml."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import Field, field_validator, model_validator

from outreach.messages import msg
from outreach.project import Project
from outreach.source import Strict, Versioned, load_sure, refuse
from outreach.storyboard import Shape

FILE = "templates/scenes/geometry.yaml"
LABEL_SHARE = 0.069  # type size of the AI label over the short side: glyphs of 5 % (GB 45438-2025 5.4)
LABEL_SHARE_LATIN = 0.059  # the same for letters that reach from ascender to descender: 0.9 of their type size
NEEDED = (
    *("area", "chapter", "brand", "draft", "caption", "label", "slot", "words", "trick", "shout", "tag", "act"),
    *("phone", "note", "touch", "reader", "monitor", "deed", "thing", "beside", "use", "count", "left", "aside"),
    *("patter", "question", "options", "dial", "balance", "kept", "refusal", "calls", "code", "end_caption"),
)
SLOT_SHARE = 1 / 6  # of the picture at least (Ofcom)


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in px from the frame's top left corner."""

    x: int
    y: int
    w: int
    h: int

    @property
    def right(self) -> int:
        """The first column right of it."""
        return self.x + self.w

    @property
    def bottom(self) -> int:
        """The first row below it."""
        return self.y + self.h

    def overlaps(self, other: Box) -> bool:
        """Do the two share a pixel?"""
        return self.x < other.right and other.x < self.right and self.y < other.bottom and other.y < self.bottom

    def inset(self, left: int = 0, top: int = 0, right: int = 0, bottom: int = 0) -> Box:
        """A smaller box."""
        return Box(self.x + left, self.y + top, self.w - left - right, self.h - top - bottom)


def meet(a: Box, b: Box) -> Box | None:
    """The rectangle two boxes share."""
    x, y = max(a.x, b.x), max(a.y, b.y)
    w, h = min(a.right, b.right) - x, min(a.bottom, b.bottom) - y
    return Box(x, y, w, h) if w > 0 and h > 0 else None


def join(a: Box, b: Box) -> Box:
    """The smallest rectangle that holds both."""
    x, y = min(a.x, b.x), min(a.y, b.y)
    return Box(x, y, max(a.right, b.right) - x, max(a.bottom, b.bottom) - y)


@dataclass(frozen=True, slots=True)
class Geometry:
    """The boxes of one kind of frame."""

    shape: Shape
    width: int
    height: int
    boxes: dict[str, Box]
    people: float = 1.0  # how large people are: beside an interpreter they may be smaller

    def __getitem__(self, name: str) -> Box:
        return self.boxes[name]

    def __contains__(self, name: object) -> bool:
        return name in self.boxes

    @property
    def short(self) -> int:
        """The short side of the picture."""
        return min(self.width, self.height)


_Side = Annotated[int, Field(ge=2, le=4096, multiple_of=2)]
_Place = tuple[int, int, int, int]


class _Frame(Strict):
    size: tuple[_Side, _Side]
    boxes: dict[str, _Place]
    wide: dict[str, _Place] = {}
    people: Annotated[float, Field(gt=0.2, le=1)] = 1.0  # beside an interpreter, of their size without

    @field_validator("size", mode="before")
    @classmethod
    def _size(cls, value: Any) -> Any:
        return tuple(value) if isinstance(value, list) else value

    @field_validator("boxes", "wide", mode="before")
    @classmethod
    def _boxes(cls, value: Any) -> Any:
        if not isinstance(value, dict):
            return value
        return {k: tuple(v) if isinstance(v, list) else v for k, v in value.items()}

    @field_validator("boxes")
    @classmethod
    def _complete(cls, boxes: dict[str, _Place]) -> dict[str, _Place]:
        missing = [name for name in NEEDED if name not in boxes]
        if missing:
            raise refuse(msg("expected a box for each of {names}", names=", ".join(missing)))
        return boxes

    @model_validator(mode="after")
    def _inside(self) -> _Frame:
        wide, high = self.size
        for name, (x, y, w, h) in (*self.boxes.items(), *self.wide.items()):
            if x < 0 or y < 0 or w < 2 or h < 2 or x + w > wide or y + h > high:
                raise refuse(msg("the box `{name}` leaves the picture of {w}x{h}", name=name, w=wide, h=high))
        slot = self.boxes["slot"]
        if slot[2] * slot[3] < SLOT_SHARE * wide * high:
            raise refuse(msg("expected a sign-language slot of at least a sixth of the picture (Ofcom)"))
        return self


class _File(Versioned):
    landscape: _Frame
    portrait: _Frame
    square: _Frame


def geometry(project: Project, shape: Shape, *, slot: bool) -> Geometry:
    """The boxes of a frame, with or without the sign slot. Raises OutreachError with every fault in the file."""
    frame: _Frame = getattr(load_sure(project, FILE, _File), shape)
    boxes = {name: Box(*values) for name, values in frame.boxes.items()}
    if not slot:
        boxes |= {name: Box(*values) for name, values in frame.wide.items()}
    return Geometry(shape, *frame.size, boxes, frame.people if slot else 1.0)


def even(value: float) -> int:
    """The nearest even number: chroma has half the resolution, so places and sizes in a frame are even."""
    return 2 * round(value / 2)
