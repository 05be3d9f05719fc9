"""The compositions of key visuals: data of templates/keyvisual.yaml, checked against poses and drawings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Literal, Self

from pydantic import Field, field_validator, model_validator

from outreach.acting import Acting, misfit, no_beat, no_drawing, no_pose, posing
from outreach.channels import ChannelName
from outreach.diagnostics import Diagnostic, error
from outreach.messages import Message, msg
from outreach.project import Project, starter_of
from outreach.source import Source, Strict, Versioned, refuse

FILE = "templates/keyvisual.yaml"
Crop = Literal["wide", "tall", "strip", "square", "banner", "beside", "sign"]
# Width and height in px: 16:9, 3:4, 1:2.4, 1:1, the head of an article, 16:9 with the left of it free for words, and
# nothing but the sign.
CROPS: Mapping[Crop, tuple[int, int]] = {
    "wide": (1920, 1080),
    "tall": (1500, 2000),
    "strip": (1000, 2400),
    "square": (1600, 1600),
    "banner": (2160, 766),
    "beside": (1920, 1080),
    "sign": (800, 800),
}
COMPOSED: tuple[Crop, ...] = ("wide", "tall", "strip", "square", "banner")  # that a composition says itself
GroundName = Literal["hook", "pause", "answer", "flags", "home", "counter", "desk", "end"]
HOME = "home"  # the set in which the person called lives
REACHED = "reached"  # the pose of somebody as the story reaches them: `reached`
Path = tuple[str | int, ...]
_Share = Annotated[float, Field(ge=-0.6, le=1.8)]
_Point = tuple[_Share, _Share]
_Part = Annotated[float, Field(gt=0, le=1)]


class Figure(Strict):
    """A person: `at` the middle and `foot` the lower end, `tall` the height, in shares of the picture."""

    who: Literal["victim", "caller", "helper"]
    pose: str = REACHED
    written: str = ""  # the pose where the person called answers in writing; "": the same
    at: _Share
    foot: _Share
    tall: Annotated[float, Field(gt=0, le=2)]
    panel: Literal[0, 1] = 0
    over: bool = False  # stands before the border of two places
    flip: bool = False  # turned to the other side


class Sign(Strict):
    """The prohibition sign and what is in it."""

    at: _Point  # its middle
    across: Annotated[float, Field(gt=0, le=1)]  # of the picture's shorter side
    hangs: bool = False  # on a line from above, as a bait does

    @field_validator("at", mode="before")
    @classmethod
    def _pair(cls, value: Any) -> Any:
        return tuple(value) if isinstance(value, list) else value


class Places(Strict):
    """Where a picture is, and who is in it."""

    sets: tuple[str, ...] = (HOME,)
    border: _Point | None = None  # of two sets: where it meets the top and the bottom, or left and right
    level: bool = False  # the border runs across the picture instead of down
    shift: tuple[_Share, ...] = ()  # how far each set is moved to the right, so that what it has is seen
    near: Annotated[float, Field(ge=1, le=4)] = 1.0  # how much nearer the places are than their people ask for
    people: tuple[Figure, ...] = ()
    dim: Annotated[float, Field(ge=0, le=1)] = 0.0  # how much darker the places are than in the film

    @field_validator("sets", "border", "shift", "people", "safe", "quiet", mode="before", check_fields=False)
    @classmethod
    def _rows(cls, value: Any) -> Any:
        return tuple(value) if isinstance(value, list) else value

    @model_validator(mode="after")
    def _two(self) -> Self:
        if len(self.sets) > 2 or (len(self.sets) == 2) != (self.border is not None):
            raise refuse(msg("expected one set, or two and the `border` between them"))
        if any(one.foot < self._lowest(one) for one in self.people):
            raise refuse(msg("expected people who end below their place, not in it"))
        return self

    def _lowest(self, one: Figure) -> float:
        """Where the place ends in which somebody stands."""
        return max(self.border) if self.border and self.level and one.panel == 0 and not one.over else 1.0


class Framing(Places):
    """A composition as one crop shows it."""

    sign: Sign
    safe: tuple[_Share, _Share]  # from and to, down: what is between is never covered
    quiet: tuple[_Share, _Share, _Part, _Part]  # x, y, width, height: where words may lie

    @model_validator(mode="after")
    def _down(self) -> Self:
        if self.safe[0] >= self.safe[1]:
            raise refuse(msg("expected `safe` from above to below"))
        return self

    def beside(self) -> Framing:
        """The square one at the right of a wide one, its first place going on to the left."""
        wide, high = CROPS["beside"]
        share = high / wide
        left = 1 - share
        border = self.border and (self.border if self.level else tuple(left + x * share for x in self.border))
        moved = {
            "border": border,
            "shift": tuple(x * share for x in self.shift),
            "people": tuple(one.model_copy(update={"at": left + one.at * share}) for one in self.people),
            "sign": self.sign.model_copy(update={"at": (left + self.sign.at[0] * share, self.sign.at[1])}),
            "quiet": (0.0, 0.0, left, 1.0),
        }
        return self.model_copy(update=moved)


class Ground(Places):
    """A place without a sign, for words to stand on."""

    beat: str  # what its people bear (media/art/poses.yaml)


class Composition(Strict):
    """One key visual in all crops, and the colours of what is laid over it."""

    # Drawings that it is made for, each with the one that shows it large, `name` or `name:state`; "": as it is.
    things: dict[str, str] = {}
    channels: tuple[ChannelName, ...] = ()  # ways to reach somebody that it is made for; none: any
    head: Literal["danger", "caption_ground"]  # the field above the picture
    foot: Literal["danger", "caption_ground"]  # and the one below
    beat: str  # what its people bear (media/art/poses.yaml)
    wide: Framing
    tall: Framing
    strip: Framing
    square: Framing
    banner: Framing

    @field_validator("channels", mode="before")
    @classmethod
    def _rows(cls, value: Any) -> Any:
        return tuple(value) if isinstance(value, list) else value

    @model_validator(mode="before")
    @classmethod
    def _shared(cls, value: Any) -> Any:
        """What a composition says once holds for every crop that does not say it otherwise."""
        if not isinstance(value, dict):
            return value
        common = {key: one for key, one in value.items() if key in Framing.model_fields}
        kept = {key: one for key, one in value.items() if key not in common}
        own = {key: value[key] for key in COMPOSED if isinstance(value.get(key), dict)}
        return kept | {key: common | own.get(key, {}) for key in COMPOSED}

    def view(self, crop: Crop) -> Framing:
        """The composition as a crop shows it."""
        if crop == "beside":
            return self.square.beside()
        if crop == "sign":
            return self.square.model_copy(update={"people": (), "sign": Sign(at=(0.5, 0.5), across=0.97)})
        found: Framing = getattr(self, crop)
        return found


class KeyVisualFile(Versioned):
    """templates/keyvisual.yaml"""

    homes: dict[str, str]  # a drawing of media/art -> the set its person lives in
    home: str  # of anybody else
    reached: dict[str, str]  # how the opening shows the person called, a state -> the pose
    otherwise: str  # of any other state
    visuals: dict[str, Composition]
    grounds: dict[GroundName, Ground] = {}  # places for words to stand on; those left out are the starter's

    @model_validator(mode="after")
    def _any(self) -> KeyVisualFile:
        if not any(not one.things and not one.channels for one in self.visuals.values()):
            raise refuse(msg("expected one of `visuals` without `things` and `channels`, for all other stories"))
        return self


def table(project: Project) -> KeyVisualFile:
    """The project's file, or the starter's where it has none. Raises OutreachError with every fault in it."""
    return posing(project, FILE, KeyVisualFile, _faults)


def place(project: Project, name: GroundName) -> Ground:
    """The project's ground of this name, or the starter's."""
    own = table(project).grounds
    return own[name] if name in own else table(starter_of(project)).grounds[name]


def _faults(file: KeyVisualFile, source: Source, project: Project, people: Acting) -> Iterator[Diagnostic]:
    """Poses, beats, drawings and sets that there are not, and faces that do not fit their beat."""
    states: dict[Path, str] = {("reached", state): pose for state, pose in file.reached.items()}
    for path, pose in (states | {("otherwise",): file.otherwise}).items():
        yield from _told(source, path, no_pose(people, pose))
    yield from _visual_faults(file, source, project, people)
    yield from _ground_faults(file, source, project, people)


def _visual_faults(file: KeyVisualFile, source: Source, project: Project, people: Acting) -> Iterator[Diagnostic]:
    for name, one in file.visuals.items():
        if unknown := no_beat(people, one.beat):
            yield from _told(source, ("visuals", name, "beat"), unknown)
            continue
        named: dict[Path, str] = {}
        for crop in COMPOSED:
            own: Path = ("visuals", name, crop)
            yield from _people(one, one.view(crop), own, source, people, file)
            named |= {(*own, "sets", n): f"sets/{s}" for n, s in enumerate(one.view(crop).sets) if s != HOME}
        named |= {("visuals", name, "things", thing): art.partition(":")[0] for thing, art in one.things.items() if art}
        yield from _drawings(named, source, project)


def _ground_faults(file: KeyVisualFile, source: Source, project: Project, people: Acting) -> Iterator[Diagnostic]:
    for ground, place in file.grounds.items():
        here: Path = ("grounds", ground)
        if unknown := no_beat(people, place.beat):
            yield from _told(source, (*here, "beat"), unknown)
            continue
        yield from _people(place, place, here, source, people, file)
        sets: dict[Path, str] = {(*here, "sets", n): f"sets/{s}" for n, s in enumerate(place.sets) if s != HOME}
        yield from _drawings(sets, source, project)


def _people(
    one: Composition | Ground, view: Places, path: Path, source: Source, people: Acting, file: KeyVisualFile
) -> Iterator[Diagnostic]:
    known = [pose for pose in dict.fromkeys((*file.reached.values(), file.otherwise)) if pose in people.poses]
    for n, figure in enumerate(view.people):
        for pose in known if figure.pose == REACHED else (figure.pose,):
            yield from _told(source, (*path, "people", n, "pose"), misfit(people, pose, one.beat))
        if figure.written:
            yield from _told(source, (*path, "people", n, "written"), misfit(people, figure.written, one.beat))


def _drawings(named: Mapping[Path, str], source: Source, project: Project) -> Iterator[Diagnostic]:
    for path, name in named.items():
        yield from _told(source, path, no_drawing(project, name))


def _told(source: Source, path: Path, words: Message | None) -> Iterator[Diagnostic]:
    """A fault, if there is one, at its place; what is of a crop the composition may say once for all of them."""
    shared = len(path) > 3 and path[2] in COMPOSED and path[:4] not in source.places.values
    if words:
        yield error("keyvisual", source.places.at((*path[:2], *path[3:]) if shared else path), words)
