"""A comic strip."""

from __future__ import annotations

from dataclasses import dataclass

from outreach.paper.views.base import Flag, Words
from outreach.views import View


@dataclass(frozen=True)
class Balloon(View):
    """What somebody says in a frame of a comic strip. All in mm."""

    text: Words
    who: Words | None  # in a group: whose words these are
    role: str  # victim, caller, helper, narrator
    box: tuple[float, float, float, float]  # left, top, width, height: where it may be
    tip: tuple[float, float] | None  # where it comes from; none: it is written


@dataclass(frozen=True)
class SoundWord(View):
    """A word for what is heard."""

    text: Words
    at: tuple[float, float]  # mm: its middle
    tall: float  # mm
    wide: float  # mm, at most
    turn: float  # degrees


@dataclass(frozen=True)
class StripFrame(View):
    """A frame of a comic strip. All in mm."""

    svg: str
    alt: str  # who does what
    box: tuple[float, float, float, float]  # left, top, width, height
    caption: Words | None  # the scene's title
    corner: str  # left or right: where the caption is
    channel: str  # with the name on the screen: how somebody is reached
    contact: Words | None
    balloons: tuple[Balloon, ...]
    tricks: tuple[Flag, ...]
    plate: tuple[float, float]  # where their names end
    phone: tuple[float, float, float, float] | None  # the screen on which they are read
    sound: SoundWord | None


@dataclass(frozen=True)
class Strip(View):
    """A comic strip."""

    title: tuple[float, float, float, float]  # mm: left, top, width, height
    motto: tuple[tuple[float, float], ...]  # mm: the corners of the slogan's field
    foot: float  # mm: where the frames end
    frames: tuple[StripFrame, ...]
    told: tuple[str, ...]  # the scenes that it tells
