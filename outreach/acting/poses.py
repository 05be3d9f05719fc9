"""The table of poses, media/art/poses.yaml: what a body does in each, and the feeling it shows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Annotated, Any, Literal

from pydantic import Field, ValidationInfo, field_validator

from outreach.art import marked
from outreach.diagnostics import Diagnostic, OutreachError, error
from outreach.messages import msg
from outreach.project import Project, starter_of
from outreach.source import Source, Strict, Versioned, load, refuse
from outreach.source.explain import COLOR

FILE = "media/art/poses.yaml"
SHAPES = "media/art/acting/parts.svg"

Role = Literal["victim", "caller", "helper"]
Feeling = Literal["calm", "unsure", "afraid", "resolute", "relieved", "threatening", "beaten", "caring"]

Color = Annotated[str, Field(pattern=COLOR)]
SAD: tuple[Feeling, ...] = ("afraid", "unsure", "beaten")
SERIOUS: tuple[Feeling, ...] = (*SAD, "caring")

_Angle = Annotated[float, Field(ge=-270, le=270)]
_Reach = Annotated[float, Field(ge=0.3, le=2)]
_Shift = Annotated[float, Field(ge=-40, le=40)]


class _Arm(Strict):
    """Directions in degrees: 0 hangs down, 90 points outward, 180 up, -90 across the body. `wrist` bends outward."""

    shoulder: _Angle
    elbow: _Angle
    wrist: _Angle = 0
    reach: Annotated[
        list[_Reach], Field(min_length=2, max_length=2)
    ]  # upper arm and forearm, in upper arms of the drawing: what points at us is shorter
    hand: str


class _Arms(Strict):
    left: _Arm
    right: _Arm
    front: Literal["left", "right"] = "left"  # which lies over the other


class _Head(Strict):
    tilt: _Angle = 0
    right: _Shift = 0
    down: _Shift = 0
    turn: Annotated[float, Field(ge=-1, le=1)] = 0  # the face moves in the head, to the right


class _Body(Strict):
    lean: Annotated[float, Field(ge=-12, le=12)] = 0
    near: Annotated[float, Field(ge=0.9, le=1.15)] = 1
    shrug: _Shift = 0


class _Brow(Strict):
    up: _Shift = 0
    worry: _Angle = 0  # degrees that its inner end is lifted; below 0 it frowns


class _Brows(Strict):
    left: _Brow = _Brow()
    right: _Brow = _Brow()


class _Pose(Strict):
    of: list[Role]
    feeling: Feeling
    arms: _Arms
    head: _Head = _Head()
    body: _Body = _Body()
    brows: _Brows = _Brows()
    eyes: str = "front"
    mouth: str = "flat"
    corners: Annotated[float, Field(ge=-6, le=6)] = 0  # px that the corners of a speaking mouth are lifted


class Eyes(Strict):
    """How both eyes look: where to, how far open, or as a line of their own."""

    right: _Shift = 0
    down: _Shift = 0
    open: Annotated[float, Field(gt=0, le=1.5)] = 1
    line: Literal["closed", "smile"] | None = None


class Mouth(Strict):
    """A mouth in px: half of its width, and how far its corners and the middle of its lips are from its height."""

    half: Annotated[float, Field(gt=0, le=30)]
    corners: _Shift = 0  # up
    upper: _Shift = 0  # down
    lower: _Shift | None = None  # down; none is a closed mouth
    wave: _Shift = 0
    teeth: bool = False
    aslant: _Angle = 0
    happy: bool = False
    speaks: bool = False


Limb = Literal["brows", "head", "body", "arms"]
_Key = Annotated[list[float], Field(min_length=2, max_length=2)]  # frame, share of the way


class _Change(Strict):
    frames: Annotated[int, Field(ge=2, le=100)]
    way: Annotated[list[_Key], Field(min_length=2)]
    later: dict[Limb, Annotated[float, Field(ge=0, le=0.5)]]
    bounce: dict[Limb, Annotated[float, Field(ge=0, le=3)]]
    fold: Annotated[float, Field(ge=0, lt=1)]
    meanwhile: dict[str, str] = {}  # a hand -> what it is while its arm moves

    @field_validator("way")
    @classmethod
    def _whole(cls, way: list[_Key], info: ValidationInfo) -> list[_Key]:
        frames, last = [frame for frame, _ in way], info.data.get("frames")
        if frames != sorted(set(frames)) or way[0] != [0, 0] or way[-1] != [last, 1]:
            raise refuse(msg("expected frames in order, from [0, 0] to [{last}, 1]", last=last))
        return way


class _Breath(Strict):
    seconds: Annotated[float, Field(gt=0, le=20)]
    shrug: _Shift
    head: _Shift


_Tint = Literal["eye", "white", "gleam", "brow", "lip", "mouth", "teeth", "tongue"]


class _Person(Strict):
    role: Role
    colors: dict[_Tint, Color] = {}


class _File(Versioned):
    people: dict[str, _Person]
    colors: dict[_Tint, Color]  # of a face
    change: _Change
    breath: _Breath
    eyes: dict[str, Eyes]
    mouths: dict[str, Mouth]
    poses: dict[str, _Pose]
    beats: dict[str, list[Feeling]]


@dataclass(frozen=True)
class Pose:
    """A body at one moment: every number of the table by its path (`arms.right.elbow`), and what cannot be between."""

    name: str
    feeling: Feeling
    numbers: Mapping[str, float]
    words: Mapping[str, str]  # hands, eyes, mouth, the arm in front

    def moved(self, **by: float) -> Pose:
        """The pose with some numbers raised: `head_down=1` for `head.down`."""
        changed = {path.replace("_", "."): value for path, value in by.items()}
        return replace(self, numbers={k: v + changed.get(k, 0.0) for k, v in self.numbers.items()})


@dataclass(frozen=True)
class Acting:
    """The table, ready to be asked."""

    file: _File
    poses: Mapping[str, Pose]

    def of(self, role: Role) -> tuple[str, ...]:
        """The poses that somebody in this part has."""
        return tuple(name for name, pose in self.file.poses.items() if role in pose.of)

    def role(self, person: str) -> Role | None:
        """The part that a drawing plays; none for one that the table does not know."""
        found = self.file.people.get(person)
        return found.role if found else None

    def fits(self, pose: str, beat: str) -> bool:
        """May this face be seen there? A happy one never at a loss or a threat."""
        return self.poses[pose].feeling in self.file.beats[beat]

    @property
    def speaking(self) -> tuple[str, ...]:
        """The mouths of speech, from closed to wide."""
        return tuple(name for name, mouth in self.file.mouths.items() if mouth.speaks)


def acting(project: Project) -> Acting:
    """The project's table, or the starter's where the project has none. Raises OutreachError with every fault in it."""
    here = home(project)
    return _read(here, here.digest(FILE), here.digest(SHAPES))


def faults(project: Project) -> list[Diagnostic]:
    """What is wrong with the table: for whoever checks it without drawing anybody."""
    try:
        acting(project)
    except OutreachError as problem:
        return list(problem.diagnostics)
    return []


def home(project: Project) -> Project:
    """Where the table and the shared shapes are: a project with its own drawings may have none."""
    return project if project.exists(FILE) else starter_of(project)


@lru_cache(maxsize=8)
def _read(project: Project, digest: str, shapes: str) -> Acting:
    model, source = load(project, FILE, _File)
    problems = list(source.problems) + (list(_strangers(model, source, hands(project))) if model else [])
    if model is None or problems:
        raise OutreachError(problems)
    return Acting(model, {name: _plain(name, pose) for name, pose in model.poses.items()})


def hands(project: Project) -> tuple[str, ...]:
    """The hands that the shared shapes have."""
    parts = (node.get("data-part", "") for node in marked(project, SHAPES, {}))
    return tuple(part.removeprefix("hand-") for part in parts if part.startswith("hand-"))


def _strangers(file: _File, source: Source, known: tuple[str, ...]) -> Iterator[Diagnostic]:
    """Names that nothing in the table or among the shapes has."""
    for hand, other in file.change.meanwhile.items():
        for found in {hand, other} - set(known):
            yield _stranger(source, ("change", "meanwhile", hand), found, known)
    for name, pose in file.poses.items():
        used = {
            ("arms", "left", "hand"): (pose.arms.left.hand, known),
            ("arms", "right", "hand"): (pose.arms.right.hand, known),
            ("eyes",): (pose.eyes, tuple(file.eyes)),
            ("mouth",): (pose.mouth, tuple(file.mouths)),
        }
        for path, (found, wanted) in used.items():
            if found not in wanted:
                yield _stranger(source, ("poses", name, *path), found, wanted)
        yield from _smiles(name, pose, file.mouths.get(pose.mouth), source)


def _smiles(name: str, pose: _Pose, mouth: Mouth | None, source: Source) -> Iterator[Diagnostic]:
    """Nobody who suffers or cares beams: how a speaking mouth bends counts as well."""
    lifted = pose.feeling in SERIOUS and pose.corners > (0 if pose.feeling in SAD else 1)
    if lifted or (pose.feeling in SERIOUS and mouth and mouth.happy):
        at = source.places.at(("poses", name, "corners" if lifted else "mouth"))
        yield error("acting", at, msg("a face that is {feeling} does not smile", feeling=pose.feeling))


def _stranger(source: Source, path: tuple[str, ...], found: str, wanted: tuple[str, ...]) -> Diagnostic:
    message = msg("expected one of {wanted}, found {found}", wanted=", ".join(wanted), found=f"`{found}`")
    return error("acting", source.places.at(path), message)


def _plain(name: str, pose: _Pose) -> Pose:
    numbers: dict[str, float] = {}
    words: dict[str, str] = {}
    for path, value in _leaves(pose.model_dump(exclude={"of", "feeling"}), ""):
        if isinstance(value, str):
            words[path] = value
        else:
            numbers[path] = float(value)
    return Pose(name, pose.feeling, numbers, words)


def _leaves(value: Any, path: str) -> Iterator[tuple[str, Any]]:
    if isinstance(value, dict):
        for key, one in value.items():
            yield from _leaves(one, f"{path}.{key}" if path else key)
    elif isinstance(value, (list, tuple)):
        for number, one in enumerate(value):
            yield from _leaves(one, f"{path}.{number}")
    else:
        yield path, value
