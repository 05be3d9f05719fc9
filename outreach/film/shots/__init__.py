"""The shots a film is told in: data of templates/scenes/shots.yaml, and which of them shows what of a scene."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Annotated, Any, Literal, get_args

from pydantic import Field, field_validator, model_validator

from outreach.acting import Acting, misfit, no_beat, posing
from outreach.acting.poses import Color
from outreach.channels import ChannelName
from outreach.diagnostics import Diagnostic, error
from outreach.messages import Message, msg
from outreach.project import Project
from outreach.source import Source, Strict, Versioned, refuse
from outreach.storyboard import Shape

FILE = "templates/scenes/shots.yaml"
HOME, THERE = "home", "there"  # sets by these names are where the person called lives, and where whoever helps is
Share = Annotated[float, Field(ge=-0.5, le=1.5)]
When = Literal[
    "opening",
    "closing",
    "first",
    "caller",
    "victim",
    "helper",
    "host",
    "sharing",
    "trick",
    "line",
    "option",
    "wait",
    "answer",
    "step",
    "flag",
    "do",
    "refusal",
    "dont",
    "any",
]
Music = Literal["bed", "pulse", "warm"]  # files of media/music
Show = Literal[
    "line",
    "snap",
    "words",
    "trick",
    "tag",
    "patter",
    "phone",
    "monitor",
    "tap",
    "thing",
    "use",
    "question",
    "balance",
    "calls",
]
Enter = Literal["wipe", "match", "iris", "rewind", "cut"]  # how a shot comes after the one before (shots/passage.py)


class Figure(Strict):
    """A person in a shot: `at` the middle and `foot` the lower end, in shares of the room for acting."""

    who: Literal["victim", "caller", "helper", "host", "speaker", "companion", "clerk"]
    pose: str
    at: Share
    foot: Share = 1.0
    tall: Annotated[float, Field(gt=0, le=2)]
    panel: Literal[0, 1] = 0
    then: str = ""  # the pose from the shot's last line on
    over: bool = False  # stands before the border of two places
    # The same three beside an interpreter, where there is less room; `away`: nobody stands there.
    signed: tuple[Share, Share, Annotated[float, Field(gt=0, le=2)]] | Literal["away", ""] = ""

    @field_validator("signed", mode="before")
    @classmethod
    def _three(cls, value: Any) -> Any:
        return tuple(value) if isinstance(value, list) else value


class Camera(Strict):
    """How the picture moves in a shot: by how much it grows, and to which point; a way in shares of the frame."""

    push: Annotated[float, Field(ge=-0.15, le=0.15)] = 0.0
    to: tuple[Share, Share] = (0.5, 0.45)
    pan: tuple[Share, Share] = (0.0, 0.0)

    @field_validator("to", "pan", mode="before")
    @classmethod
    def _pair(cls, value: Any) -> Any:
        return tuple(value) if isinstance(value, list) else value


class Shot(Strict):
    """One way to show a moment."""

    sets: tuple[str, ...] = (HOME,)
    border: tuple[Share, Share] | None = None  # of two sets: where it meets the top and the bottom, or left and right
    level: bool = False  # the border runs across the frame instead of down
    inset: tuple[Share, Share, Share, Share] | None = None  # of a screen that shows the second: x, y, width, height
    people: tuple[Figure, ...] = ()
    beats: tuple[str, ...] = ()  # what its people bear (media/art/poses.yaml), and what it turns into
    shows: tuple[Show, ...] = ()
    freeze: bool = False  # the shot before stands still and loses its colour
    enter: Enter = "wipe"
    lasts: Annotated[float, Field(ge=0, le=10)] = 0  # seconds, then one of `after` comes
    after: tuple[str, ...] = ()  # of several, each in its turn
    soft: tuple[Literal[0, 1], ...] = ()  # panels whose place is out of focus, behind what is near
    light: Annotated[float, Field(ge=0, le=1)] = 0.0  # how much light falls into the place
    tilt: Annotated[float, Field(ge=-12, le=12)] = (
        0.0  # degrees of a phone; one that is not tilted has no hand round it
    )
    dim: Annotated[float, Field(ge=0, le=1)] = 0.0  # how dark the set is, so that what lies on it is read
    camera: Camera = Camera()

    @field_validator("sets", "border", "inset", "people", "beats", "shows", "after", "soft", mode="before")
    @classmethod
    def _rows(cls, value: Any) -> Any:
        return tuple(value) if isinstance(value, list) else value

    @model_validator(mode="after")
    def _panels(self) -> Shot:
        if len(self.sets) > 2 or (len(self.sets) == 2) != ((self.border is None) != (self.inset is None)):
            raise refuse(msg("expected one set, or two and the `border` between them, or the `inset` of the second"))
        if bool(self.lasts) != bool(self.after):
            raise refuse(msg("expected both: how long a shot `lasts`, and the shots that come `after`"))
        if bool(self.people) > bool(self.beats) or len(self.beats) > 2:
            raise refuse(msg("expected the beat that the shot's people bear in `beats`, and the one it turns into"))
        return self


class _Shapes(Strict):
    landscape: Shot
    portrait: Shot
    square: Shot

    @model_validator(mode="before")
    @classmethod
    def _all(cls, value: Any) -> Any:
        """What a shape does not say it has from the landscape frame."""
        if not isinstance(value, dict):
            return value
        own = {key: value[key] for key in ("portrait", "square") if isinstance(value.get(key), dict)}
        base = {key: one for key, one in value.items() if key not in ("portrait", "square")}
        return {"landscape": base} | {shape: base | own.get(shape, {}) for shape in ("portrait", "square")}


Person = Literal["victim", "caller", "helper", "host", "companion", "clerk"]
Seen = Literal["line", "words", "trick", "thing", "touch", "balance", "snap"] | Person


class Holds(Strict):
    """What is true of a shot however long its lines are (outreach/film/holds.py); of a person, the head."""

    appears_by: dict[Seen, Annotated[float, Field(gt=0, le=5)]] = {}  # s after its word, or after the shot's begin
    before: tuple[tuple[Seen, Seen], ...] = ()  # a cause and its effect
    stays_in_frame: tuple[Seen, ...] = ()  # whole, and neither under captions nor under the interpreter
    keeps_moving: Annotated[float, Field(ge=0, le=100)] = 0.0  # px a second of a frame of 1080, at least

    @field_validator("before", "stays_in_frame", mode="before")
    @classmethod
    def _rows(cls, value: Any) -> Any:
        if not isinstance(value, list):
            return value
        return tuple(tuple(one) if isinstance(one, list) else one for one in value)


class Rule(Strict):
    """Which shot shows a moment of a scene; the first rule that fits is taken."""

    kinds: tuple[str, ...]
    channels: tuple[ChannelName, ...] = ()  # none: all
    things: tuple[str, ...] = ()  # drawings of what the line is about; none: all
    when: tuple[When, ...]
    shot: str

    @field_validator("kinds", "channels", "things", "when", mode="before")
    @classmethod
    def _rows(cls, value: Any) -> Any:
        return tuple(value) if isinstance(value, list) else value


class ShotFile(Versioned):
    """The whole file."""

    homes: dict[str, str]  # a drawing of media/art -> the set its person lives in
    home: str  # of anybody else
    companions: dict[str, str] = {}  # a drawing -> the drawing of somebody close to that person
    desks: dict[str, str] = {}  # a drawing -> the set its person works in, who is not at home
    rims: dict[str, Color] = {}  # a set -> the light that people in it have round them
    shots: dict[str, _Shapes]
    rules: tuple[Rule, ...]
    clock: str = ""  # the time of day on somebody's phone
    clocks: dict[str, str] = {}  # the same by the set they live in
    music: dict[str, tuple[Music, ...]] = {}  # a shot -> what is heard under it; of two, the second from its snap on

    holds: dict[str, Holds] = {}  # a shot -> what its movement must be

    @field_validator("music", mode="before")
    @classmethod
    def _lists(cls, value: Any) -> Any:
        return (
            {k: tuple(v) if isinstance(v, list) else v for k, v in value.items()} if isinstance(value, dict) else value
        )

    @field_validator("shots", mode="before")
    @classmethod
    def _alike(cls, value: Any) -> Any:
        """A shot that is `like` another says only what is otherwise in it."""
        if not isinstance(value, dict):
            return value
        return {k: _like(v, value) if isinstance(v, dict) and "like" in v else v for k, v in value.items()}

    @field_validator("rules", mode="before")
    @classmethod
    def _rows(cls, value: Any) -> Any:
        return tuple(value) if isinstance(value, list) else value

    @model_validator(mode="after")
    def _known(self) -> ShotFile:
        after = [name for one in self.shots.values() for shape in get_args(Shape) for name in getattr(one, shape).after]
        for name in [*(rule.shot for rule in self.rules), *self.music, *self.holds, *after]:
            if name not in self.shots:
                raise _no_shot(name, self.shots)
        return self


def _like(one: dict[str, Any], shots: dict[str, Any]) -> dict[str, Any]:
    """A shot with all that the one it is like has and it does not say itself, also in a shape of its own."""
    name, own = one["like"], {key: value for key, value in one.items() if key != "like"}
    other = shots.get(name) if isinstance(name, str) else None
    if not isinstance(other, dict) or "like" in other:
        raise _no_shot(name, shots)
    shapes = {k: {**other[k], **own[k]} for k in get_args(Shape) if isinstance(own.get(k), dict) and k in other}
    return {**other, **own, **shapes}


def _no_shot(name: object, there: Iterable[str]) -> Exception:
    return refuse(msg("expected a shot of {names}, found `{name}`", names=", ".join(there), name=name))


def shots(project: Project) -> ShotFile:
    """The file. Raises OutreachError with every fault in it."""
    return posing(project, FILE, ShotFile, _faces)


def _faces(file: ShotFile, source: Source, project: Project, table: Acting) -> Iterator[Diagnostic]:
    """Poses and beats that the table has not, and faces that do not fit their beat: nobody is glad at a loss."""
    found = {}
    for name, shapes in file.shots.items():
        for shape in get_args(Shape):
            for path, words in _wrong(getattr(shapes, shape), table):
                own = ("shots", name, shape, *path)  # else the shape has it from the landscape frame
                where = source.places.at(own if own[:4] in source.places.values else ("shots", name, *path))
                found[where, words] = error("acting", where, words)
    yield from found.values()


def _wrong(one: Shot, table: Acting) -> Iterator[tuple[tuple[str | int, ...], Message]]:
    for beat in one.beats:
        if unknown := no_beat(table, beat):
            yield ("beats",), unknown
            return
    for n, figure in enumerate(one.people):
        for key, pose, beat in (("pose", figure.pose, one.beats[0]), ("then", figure.then, one.beats[-1])):
            if pose and (words := misfit(table, pose, beat)):
                yield ("people", n, key), words


def shot(file: ShotFile, name: str, shape: Shape) -> Shot:
    """A shot as a shape shows it."""
    found: Shot = getattr(file.shots[name], shape)
    return found


def fitting(file: ShotFile, kind: str, channel: str, when: set[str], thing: str = "") -> Iterator[str]:
    """The shots for a moment, in the order of the rules."""
    wanted = when if when & {"opening", "closing"} else {*when, "any"}  # where nobody speaks, only what a rule says
    for rule in file.rules:
        of_scene = kind in rule.kinds and (not rule.channels or channel in rule.channels)
        if of_scene and wanted & set(rule.when) and (not rule.things or thing in rule.things):
            yield rule.shot
