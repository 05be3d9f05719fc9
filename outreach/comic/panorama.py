"""The places of a story side by side over the folds of a sheet: he calls, somebody is reached, somebody helps.

How each is drawn says templates/print/trifold.yaml.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal, get_args

from pydantic import field_validator

from outreach.acting import Acting, posing
from outreach.channels import ChannelName
from outreach.comic.picture import Drawing, Frames
from outreach.comic.story import Told
from outreach.comic.table import Points, Shot, shot_faults
from outreach.diagnostics import Diagnostic
from outreach.project import Project
from outreach.source import Source, Versioned
from outreach.storyboard import Storyboard

FILE = "templates/print/trifold.yaml"
PRESENTER = "host"  # helps where nobody else does
Part = Literal["calls", "called", "helped"]


class Place(Shot):
    """One place, and the stories for which it is drawn so."""

    part: Part
    channels: tuple[ChannelName, ...] = ()  # how somebody is reached first; none: any
    corners: Points  # clockwise from the upper left, in shares of the room

    @field_validator("channels", mode="before")
    @classmethod
    def _row(cls, value: Any) -> Any:
        return tuple(value) if isinstance(value, list) else value


class PanoramaFile(Versioned):
    """The whole file."""

    places: tuple[Place, ...]
    field: Points  # corners of the ground for what to do

    @field_validator("places", mode="before")
    @classmethod
    def _rows(cls, value: Any) -> Any:
        return tuple(value) if isinstance(value, list) else value

    def shown(self, channel: str) -> Iterator[Place]:
        """Of every part the first place that fits."""
        for part in get_args(Part):
            fits = (one for one in self.places if one.part == part and (not one.channels or channel in one.channels))
            yield from [*fits][:1]


def table(project: Project) -> PanoramaFile:
    """The project's file, or the starter's where it has none. Raises OutreachError with every fault in it."""
    return posing(project, FILE, PanoramaFile, _faults)


def _faults(file: PanoramaFile, source: Source, project: Project, people: Acting) -> Iterator[Diagnostic]:
    for n, one in enumerate(file.places):
        yield from shot_faults(("places", n), one, source, project, people)


def drawn(common: Frames, file: PanoramaFile) -> Iterator[Drawing]:
    """The places of a storyboard, from the left."""
    board = common.board
    channel = next((scene.channel for scene in board.scenes if scene.channel), "")
    for one in file.shown(channel):
        yield common.drawn(one.corners, one, Told("silent", helper=helper(board)))


def helper(board: Storyboard) -> str:
    """The role of whoever ends the story well."""
    spoken = (item.role for scene in board.scenes if scene.kind == "outcome" for item in scene.items)
    roles = [role for role in spoken if role and role != "victim"]
    return [PRESENTER, *roles][-1]
