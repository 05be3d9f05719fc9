"""Where everything stands in a frame: boxes by shape, read from templates/scenes/geometry.yaml."""

from __future__ import annotations

from collections.abc import Iterator
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
NEEDED = ("band", "heading", "brand", "content", "slot", "caption", "strip", "hotlines", "note", "draft")
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

    def lifted(self, by: int) -> Box:
        """The box higher up."""
        return Box(self.x, self.y - by, self.w, self.h)

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
    """The boxes of one kind of frame. `slot` is missing when there is no sign language."""

    shape: Shape
    width: int
    height: int
    boxes: dict[str, Box]
    more: tuple[Box, ...] = ()  # lines of the strip above `hotlines`, for numbers that need them

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


def geometry(project: Project, shape: Shape, *, slot: bool, label: bool, lines: int = 1) -> Geometry:
    """The boxes of a frame: with or without the sign slot; `label` gives a part of it to the AI label.

    `lines` of numbers stand on the foot strip: for each beyond the first it grows, and what is above it gives way.
    """
    frame: _Frame = getattr(load_sure(project, FILE, _File), shape)
    boxes = {name: Box(*values) for name, values in frame.boxes.items()}
    if not slot:
        del boxes["slot"]
        boxes |= {name: Box(*values) for name, values in frame.wide.items()}
    grown = (lines - 1) * boxes["hotlines"].h
    more = tuple(_more(boxes["hotlines"], frame.size[0], lines))
    boxes = _lifted(boxes, grown, even(-(-frame.size[0] * frame.size[1] * SLOT_SHARE // 1)))
    if not label:
        boxes.pop("label", None)
    elif "label" not in boxes:
        height, content = even(min(frame.size) * LABEL_SHARE * 1.3), boxes["content"]
        host = boxes.get("host")
        # The label takes its height from the host where it can: a lower person is still one, lower text is less text.
        if host and host.w == content.w:
            boxes["host"] = host.inset(top=height + 16)
            boxes["label"] = Box(host.x, host.y, host.w, height)
        else:
            boxes["content"] = content.inset(bottom=height + 16)
            boxes["label"] = Box(content.x, content.bottom - height, content.w, height)
    return Geometry(shape, *frame.size, boxes, more)


def _more(last: Box, wide: int, lines: int) -> Iterator[Box]:
    """The strip's lines above its last one, from the top, over all the frame's width."""
    for n in range(lines - 1, 0, -1):
        yield Box(last.x, last.y - n * last.h, wide - 2 * last.x, last.h)


def _lifted(boxes: dict[str, Box], high: int, least: int) -> dict[str, Box]:
    """The boxes when the strip grows by `high` px: captions move up, the content gives the room.

    The sign-language slot keeps its height where the host stands beside it, else at least its area, `least` px.
    """
    if not high:
        return boxes
    strip, foot = boxes["strip"], boxes["hotlines"].y
    moved = {name: box.lifted(high) for name, box in boxes.items() if name == "caption" or strip.y <= box.y < foot}
    moved["strip"] = Box(strip.x, strip.y - high, strip.w, strip.h + high)
    moved["content"] = boxes["content"].inset(bottom=high)
    if "host" in boxes:
        moved |= {name: boxes[name].lifted(high) for name in ("host", "slot") if name in boxes}
    elif "slot" in boxes:
        slot = boxes["slot"].inset(bottom=high)
        wider = max(0, even(-(-least // slot.h) + 1) - slot.w)
        moved["slot"] = Box(slot.x - wider, slot.y, slot.w + wider, slot.h)
        moved |= {
            name: moved[name].inset(right=wider)
            for name in ("content", "caption")
            if moved[name].overlaps(moved["slot"]) or moved[name].right > moved["slot"].x - 1
        }
    return {**boxes, **moved}


def even(value: float) -> int:
    """The nearest even number: chroma has half the resolution, so places and sizes in a frame are even."""
    return 2 * round(value / 2)
