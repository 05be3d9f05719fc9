"""content/cuts.yaml: the films that are made of one script, and what each takes of its scenes."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, field_validator, model_validator

from outreach.kinds import KINDS, LESSON
from outreach.messages import msg
from outreach.profiles.settings import Shape
from outreach.script.grammar import Slug
from outreach.source import Strict, Versioned, refuse

FILE = "content/cuts.yaml"
Most = Annotated[int, Field(ge=0, le=60)]
Seconds = Annotated[int, Field(ge=3, le=3600)]


class Take(Strict):
    """What a cut takes of the scenes of a kind, at most; what is left out here, it takes whole."""

    scenes: Most | None = Field(None, description="so many scenes of the kind, the first ones")
    lines: Most | None = Field(None, description="so many lines of each, those with a trick first")
    options: Most | None = None
    steps: Most | None = None
    items: Most | None = None
    do: Most | None = None
    dont: Most | None = None
    tricks: Most | None = Field(None, description="so many flagged phrases of each, with what the host says of them")
    lead: bool = Field(True, description="what the host says as the scene opens")
    details: bool = Field(True, description="the smaller sentences below steps and advice")


class Cut(Strict):
    """A film of its own: which kinds of scene it takes, how long it is, what shapes it has."""

    seconds: tuple[Seconds, Seconds] = Field(description="how short and how long it may be")
    shapes: tuple[Shape, ...] = Field((), description="the frames it is made in; none: as the audience says")
    scenes: Annotated[dict[str, Take], Field(min_length=1)] = Field(
        description="kind of scene -> what is taken; the kinds that are not named are left out"
    )
    headline: Literal["series"] | None = Field(
        None, description="the fixed word of content/languages/ that stands above every picture in place of its title"
    )
    spare: tuple[dict[str, Take | None], ...] = Field(
        (), description="what goes first while it is too long, step by step: a kind, or more of it that is not taken"
    )

    @field_validator("seconds", "shapes", "spare", mode="before")
    @classmethod
    def _tuples(cls, value: object) -> object:
        return tuple(value) if isinstance(value, list) else value

    @field_validator("scenes", mode="before")
    @classmethod
    def _whole(cls, value: object) -> object:
        """`hook:` with nothing behind it takes all of it."""
        return {k: {} if v is None else v for k, v in value.items()} if isinstance(value, dict) else value

    @model_validator(mode="after")
    def _sound(self) -> Cut:
        if self.seconds[0] > self.seconds[1]:
            raise refuse(msg("expected the smaller number first, found {pair}", pair="{}, {}".format(*self.seconds)))
        for name in (*self.scenes, *(name for less in self.spare for name in less)):
            if name not in KINDS:
                hint = msg("there are: {names}", names=", ".join(KINDS))
                raise refuse(msg("no {what} is called `{name}`", what=msg("kind of scene"), name=name), hint)
        return self


class CutsFile(Versioned):
    """The whole file."""

    cuts: Annotated[dict[Slug, Cut], Field(min_length=1)]

    @model_validator(mode="after")
    def _lesson(self) -> CutsFile:
        if LESSON not in self.cuts:
            raise refuse(msg("expected the key `{key}` here, found none", key=LESSON))
        return self
