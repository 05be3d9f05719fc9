"""content/preflight.yaml: how strict the checks of finished files are, and where each of their numbers comes from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Annotated, Literal, get_args

from pydantic import Field, field_validator, model_validator

from outreach.diagnostics import Diagnostic, error, unknown
from outreach.lang import BRIDGE, SOURCE
from outreach.messages import msg
from outreach.project import Project, reading
from outreach.source import Source, Strict, Versioned, load, parse, refuse
from outreach.source.explain import DATE, FACT
from outreach.source.fields import Worded

FILE = "content/preflight.yaml"
Level = Literal["error", "warning", "off"]
LEVELS = get_args(Level)
Name = Annotated[str, Field(pattern=FACT, max_length=40)]
Number = Annotated[float, Field(ge=0, le=1_000_000)]


class Limit(Strict):
    """A number that files are held to: the most or the least that passes, who says so, and when that was read."""

    most: Number | None = Field(None, description="nothing above it passes")
    least: Number | None = Field(None, description="nothing below it passes")
    unit: Worded
    source: Worded = Field(description="who says so, by language: a standard with its clause, or you")
    checked: Annotated[str, Field(pattern=DATE)] = Field(description="when that was last read")
    fixed: bool = Field(False, description="a standard or law says it: it may be stricter, not laxer")

    @field_validator("unit", "source", mode="before")
    @classmethod
    def _alike(cls, value: object) -> object:
        """Words that are not given by language are the same in all: `mm`, or a house's own note."""
        return dict.fromkeys((SOURCE, BRIDGE), value) if isinstance(value, str) else value

    @model_validator(mode="after")
    def _one(self) -> Limit:
        if (self.most is None) is (self.least is None):
            raise refuse(msg("expected one of `most` and `least`"))
        return self

    @property
    def kind(self) -> Literal["most", "least"]:
        """To which side it is open."""
        return "least" if self.most is None else "most"

    @property
    def number(self) -> float:
        """The most, or the least."""
        found = self.most if self.least is None else self.least
        assert found is not None
        return found


class Rule(Strict):
    """What one check holds files to."""

    name: Worded | None = Field(None, description="what it is about, as the report says it")
    level: Level = Field("error", description="error, warning, or off: it is not asked")
    limits: dict[Name, Limit] = Field({}, description="its numbers; one that is not named is as it comes with outreach")

    @field_validator("level", mode="before")
    @classmethod
    def _off(cls, value: object) -> object:
        """YAML takes `off` for a truth value."""
        return "off" if value is False else value


class PreflightFile(Versioned):
    """The whole file."""

    checks: dict[Name, Rule] = Field(description="check -> level and numbers; one that is not named is as it comes")


@dataclass(frozen=True)
class Limits:
    """What the checks ask of it: plain data, a part of the keys of what is checked while it is built."""

    levels: Mapping[str, Level]
    numbers: Mapping[str, float]  # `film_stream.bits`


@reading
def load_preflight(project: Project) -> tuple[PreflightFile | None, list[Diagnostic]]:
    """The project's file over the one that comes with outreach. None when it has errors; all of them are told."""
    usual = shipped()
    if not project.exists(FILE):
        return usual, []
    own, source = load(project, FILE, PreflightFile)
    problems = [*source.problems, *(_faults(own, usual, source) if own else ())]
    if own is None or problems:
        return None, problems
    checks = {name: _over(own.checks.get(name), rule) for name, rule in usual.checks.items()}
    return own.model_copy(update={"checks": checks}), []


def limits(file: PreflightFile) -> Limits:
    """The numbers alone."""
    return Limits(
        {name: rule.level for name, rule in file.checks.items()},
        {f"{name}.{one}": limit.number for name, rule in file.checks.items() for one, limit in rule.limits.items()},
    )


@cache
def shipped() -> PreflightFile:
    """The file as it comes with outreach: what a project does not say, and what standards fix, stands there."""
    return parse(PreflightFile, FILE, Path(__file__).with_suffix(".yaml").read_text("utf-8"))


@cache
def usual() -> Limits:
    """Its numbers."""
    return limits(shipped())


def _over(own: Rule | None, usual: Rule) -> Rule:
    """A rule of the project's file, with what it does not say as it comes."""
    if own is None:
        return usual
    level = own.level if "level" in own.model_fields_set else usual.level
    return Rule(name=own.name or usual.name, level=level, limits={**usual.limits, **own.limits})


def _faults(own: PreflightFile, usual: PreflightFile, source: Source) -> Iterator[Diagnostic]:
    """Checks and numbers that nobody asks for, and what a standard does not let be laxer."""
    for name, rule in own.checks.items():
        path = ("checks", name)
        known = usual.checks.get(name)
        if known is None:
            yield _unknown(msg("check of finished files"), name, path, source, usual.checks)
            continue
        if rule.level == "off" and any(limit.fixed for limit in known.limits.values()):
            message = msg("expected `error` or `warning`, found `off`: a standard asks for this check")
            yield error("preflight", source.places.at((*path, "level")), message)
        for one, limit in rule.limits.items():
            place = (*path, "limits", one)
            if one not in known.limits:
                yield _unknown(msg("limit"), one, place, source, known.limits)
            else:
                yield from _laxer(limit, known.limits[one], place, source)


def _unknown(what: str, name: str, path: tuple[str, ...], source: Source, there: Mapping[str, object]) -> Diagnostic:
    found = unknown(what, name, there)
    return error(found.code, source.places.key(path), found.message, *found.hints)


def _laxer(own: Limit, usual: Limit, path: tuple[str, ...], source: Source) -> Iterator[Diagnostic]:
    """Another side than the check asks for, or a number beyond what a standard allows."""
    if own.kind != usual.kind:
        message = msg("expected `{wanted}`, found `{found}`", wanted=usual.kind, found=own.kind)
        yield error("preflight", source.places.key((*path, own.kind)), message)
    elif usual.fixed and (own.number > usual.number if own.kind == "most" else own.number < usual.number):
        bound = (
            msg("{n} or less", n=f"{usual.number:g}")
            if own.kind == "most"
            else msg("{n} or more", n=f"{usual.number:g}")
        )
        values = {"bound": bound, "source": usual.source[BRIDGE], "found": f"{own.number:g}"}
        message = msg("expected {bound}, as {source} says, found `{found}`", **values)
        yield error("preflight", source.places.at((*path, own.kind)), message)
