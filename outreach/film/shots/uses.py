"""How things are used, as templates/scenes/uses.yaml says: their parts, what moves when, where a number is typed."""

from __future__ import annotations

from functools import lru_cache
from typing import Annotated, Any

from pydantic import Field, field_validator, model_validator

from outreach.messages import msg
from outreach.project import Project
from outreach.source import Strict, Versioned, load_sure, refuse

FILE = "templates/scenes/uses.yaml"
PAD = "pad"  # the part that is no drawing

_Share = Annotated[float, Field(ge=0, le=1)]
_Side = Annotated[float, Field(gt=0, le=4000)]
_Px = Annotated[float, Field(ge=-1000, le=1000)]


class UsePart(Strict):
    """A part of a drawing: where it is and how clear while the thing is used."""

    show: str
    way: tuple[tuple[_Share, _Px, _Px], ...] = ()
    seen: tuple[tuple[_Share, _Share], ...] = ()

    @field_validator("way", "seen", mode="before")
    @classmethod
    def _keys(cls, value: Any) -> Any:
        return (
            tuple(tuple(one) if isinstance(one, list) else one for one in value) if isinstance(value, list) else value
        )

    @field_validator("way", "seen")
    @classmethod
    def _ordered(cls, value: Any) -> Any:
        if [key[0] for key in value] != sorted({key[0] for key in value}):
            raise refuse(msg("expected keys in order, each at a share of its own"))
        return value


class _Tip(Strict):
    show: str
    at: tuple[_Px, _Px]

    @field_validator("at", mode="before")
    @classmethod
    def _pair(cls, value: Any) -> Any:
        return tuple(value) if isinstance(value, list) else value


class Use(Strict):
    """One thing in use."""

    also: tuple[str, ...] = ()
    art: str
    size: tuple[_Side, _Side]
    below: Annotated[float, Field(ge=0, le=4000)] = 0
    when: _Share
    seconds: Annotated[float, Field(gt=0, le=20)]
    pad: tuple[_Px, _Px, _Px, _Px] | None = None
    tip: _Tip | None = None
    parts: tuple[UsePart, ...]

    @field_validator("also", "size", "pad", "parts", mode="before")
    @classmethod
    def _rows(cls, value: Any) -> Any:
        return tuple(value) if isinstance(value, list) else value

    @model_validator(mode="after")
    def _whole(self) -> Use:
        shown = [part.show for part in self.parts]
        if (self.pad is not None) != (PAD in shown) or (self.tip and self.tip.show not in shown):
            raise refuse(msg("expected a part for the pad and for its tip"))
        return self


class _File(Versioned):
    uses: dict[str, Use]


def uses(project: Project) -> dict[str, Use]:
    """How each drawing is used. Raises OutreachError with every fault in the file."""
    return _read(project, project.digest(FILE))


@lru_cache(maxsize=8)
def _read(project: Project, digest: str) -> dict[str, Use]:
    found = load_sure(project, FILE, _File).uses
    return {other: use for use in found.values() for other in use.also} | found
