"""The shots that a comic strip is drawn in: data of templates/print/comic.yaml, checked against poses and drawings."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Annotated, Any, Literal

from pydantic import Field, field_validator

from outreach.acting import Acting, misfit, no_beat, no_drawing, posing
from outreach.channels import ChannelName
from outreach.diagnostics import Diagnostic, error
from outreach.keyvisual.table import HOME, REACHED, Figure, Places, Sign
from outreach.messages import msg
from outreach.project import Project
from outreach.source import Source, Strict, Versioned

FILE = "templates/print/comic.yaml"
THERE = "there"  # the set where whoever helps is
STORY = "story"  # the drawing that the scene shows beside its people
Part = Literal["opening", "reached", "pressed", "act", "turn", "end"]  # the frames, in their order
Moment = Literal["opening", "dialogue", "outcome", "pause", "refusal", "silent"]  # what a frame tells
Who = Literal["victim", "caller", "helper", "narrator"]
_Share = Annotated[float, Field(ge=-0.6, le=1.8)]
_Point = Annotated[tuple[_Share, _Share], Field(strict=False)]
_Size = Annotated[float, Field(gt=0, le=2)]
_Box = Annotated[tuple[_Share, _Share, _Size, _Size], Field(strict=False)]
Points = Annotated[list[_Point], Field(min_length=4, max_length=4)]
_Degrees = Annotated[float, Field(ge=-45, le=45)]


class Cast(Figure):
    """Somebody in a frame, and what they do there: a label of content/languages, for whoever does not see it."""

    does: str


class Thing(Strict):
    """A drawing, large: `name`, `name:state` or what the scene is about (`story`)."""

    art: str = STORY
    at: _Point  # its middle
    across: _Size  # its longer side, by the frame's height


class Sound(Strict):
    """A word for what is heard: a label, its middle, how tall it is by the frame's height, and how wide at most."""

    word: str
    at: _Point
    tall: _Size
    wide: _Size
    turn: _Degrees = 0.0


class Shot(Places):
    """One way to draw a moment."""

    beat: str  # what its people bear (media/art/poses.yaml)
    people: tuple[Cast, ...] = ()  # each says what they do
    things: tuple[Thing, ...] = ()
    sound: Sound | None = None
    says: dict[Who, _Box]  # where the words of each may be: x, y, width, height
    voice: dict[Who, _Point] = {}  # where those are heard from who are not seen
    phone: _Box | None = None  # a phone's screen: what is said stands on it as messages
    sign: Sign | None = None  # with what must not be done
    plate: _Point = (0.03, 0.97)  # where the names of tricks end, at the left or the right below
    caption: Literal["left", "right"] = "left"  # the corner of the scene's title

    @field_validator("things", mode="before")
    @classmethod
    def _lists(cls, value: Any) -> Any:
        return tuple(value) if isinstance(value, list) else value


class Rule(Strict):
    """Which shot draws a moment; the first rule that fits is taken."""

    parts: tuple[Part, ...]
    tells: tuple[Moment, ...] = ()  # none: anything
    channels: tuple[ChannelName, ...] = ()  # none: all
    things: tuple[str, ...] = ()  # drawings of the scene; none: all
    begins: Who | None = None  # who speaks first; none: anybody
    shot: str

    @field_validator("parts", "tells", "channels", "things", mode="before")
    @classmethod
    def _lists(cls, value: Any) -> Any:
        return tuple(value) if isinstance(value, list) else value


class ComicFile(Versioned):
    """The whole file."""

    desks: dict[str, str]  # a drawing -> the set its person works in, who is not at home
    frames: dict[Part, Points]  # corners, clockwise
    motto: Points  # corners of the field with the slogan
    title: _Box  # of the room of all frames
    shots: dict[str, Shot]
    rules: tuple[Rule, ...]

    @field_validator("rules", mode="before")
    @classmethod
    def _lists(cls, value: Any) -> Any:
        return tuple(value) if isinstance(value, list) else value

    def shot(self, part: Part, tells: Moment, begins: str, channel: str, things: Collection[str]) -> Shot | None:
        """The shot for a moment: how it is told, and what its scene has."""
        for rule in self.rules:
            told = part in rule.parts and (not rule.tells or tells in rule.tells) and rule.begins in (None, begins)
            reached = not rule.channels or channel in rule.channels
            if told and reached and (not rule.things or set(things) & set(rule.things)):
                return self.shots[rule.shot]
        return None


def table(project: Project) -> ComicFile:
    """The project's file, or the starter's where it has none. Raises OutreachError with every fault in it."""
    return posing(project, FILE, ComicFile, _faults)


def _faults(file: ComicFile, source: Source, project: Project, people: Acting) -> Iterator[Diagnostic]:
    """Poses, beats, drawings and shots that there are not, and faces that do not fit: nobody is glad at a loss."""
    for n, rule in enumerate(file.rules):
        if rule.shot not in file.shots:
            message = msg("expected a shot of {names}, found `{name}`", names=", ".join(file.shots), name=rule.shot)
            yield error("reference", source.places.at(("rules", n, "shot")), message)
    for name, shot in file.shots.items():
        yield from shot_faults(("shots", name), shot, source, project, people)


def shot_faults(
    at: tuple[str | int, ...], shot: Shot, source: Source, project: Project, people: Acting
) -> Iterator[Diagnostic]:
    """What is wrong with the shot at a place of a file."""
    if words := no_beat(people, shot.beat):
        yield error("acting", source.places.at((*at, "beat")), words)
        return
    for n, one in enumerate(shot.people):
        if one.pose != REACHED and (words := misfit(people, one.pose, shot.beat)):
            yield error("acting", source.places.at((*at, "people", n, "pose")), words)
        if one.written and (words := misfit(people, one.written, shot.beat)):
            yield error("acting", source.places.at((*at, "people", n, "written")), words)
    named = {("sets", n): f"sets/{one}" for n, one in enumerate(shot.sets) if one not in (HOME, THERE)}
    named |= {("things", n): one.art.partition(":")[0] for n, one in enumerate(shot.things) if one.art != STORY}
    for where, art in named.items():
        if words := no_drawing(project, art):
            yield error("art", source.places.at((*at, *where)), words)
