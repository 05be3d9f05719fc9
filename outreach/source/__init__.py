"""Turns a YAML file into a validated model, or into every error in it at once, each with file:line:column."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any, ClassVar, TypeVar, cast

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from pydantic_core import ErrorDetails, PydanticCustomError

from outreach.diagnostics import Diagnostic, OutreachError, Where, error
from outreach.messages import msg
from outreach.project import Project
from outreach.source.explain import explain, near_key
from outreach.source.reading import Places as Places
from outreach.source.reading import Source as Source
from outreach.source.reading import read as read
from outreach.source.reading import read_text
from outreach.source.versions import FIRST, Upgrade, bring_up

MAX_ERRORS = 50


class Strict(BaseModel):
    """Base of every content model: unknown keys are errors, nothing is converted, nothing changes afterwards."""

    # Built when a file is first validated: a model inside others needs no validator of its own.
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, allow_inf_nan=False, defer_build=True)


class Versioned(Strict):
    """Base of every model that is a whole file. CONTRIBUTING.md says when `newest` grows and what it asks for then."""

    newest: ClassVar[int] = FIRST
    upgrades: ClassVar[Mapping[int, Upgrade]] = {}  # version -> what makes the next one of its data
    schema_: int = Field(default=FIRST, alias="schema", ge=FIRST, description="the version of this kind of file")


M = TypeVar("M", bound=Versioned)
AnyModel = TypeVar("AnyModel", bound=BaseModel)


def refuse(message: str, hint: str = "") -> PydanticCustomError:
    """What a model's own validator raises: our words, kept as they are until they are shown."""
    context: dict[str, Any] = {"message": message, **({"hint": hint} if hint else {})}
    return PydanticCustomError("content", "{message}", context)


def load(project: Project, file: str, model: type[M]) -> tuple[M | None, Source]:
    """Reads and validates `file`. The model is None when there was any error; the Source holds them all."""
    return _checked(read(project, file), model)


def load_text(file: str, text: str, model: type[M]) -> tuple[M | None, Source]:
    """`load` for text that is at hand and may go into `file`."""
    return _checked(read_text(file, text), model)


def load_sure(project: Project, file: str, model: type[M]) -> M:
    """Reads and validates a file that nothing can do without. Raises OutreachError with every error in it."""
    return parse(model, file, project.read_text(file))


def parse(model: type[M], file: str, text: str) -> M:
    """`load_sure` for text that is at hand."""
    return cast(M, _parsed(model, file, text))


@lru_cache(maxsize=32)
def _parsed(model: type[Versioned], file: str, text: str) -> Versioned:
    """The same text is read once: every scene of a film asks for its templates."""
    result, source = _checked(read_text(file, text), model)
    if result is None:
        raise OutreachError(source.problems)
    return result


def _checked(source: Source, model: type[M]) -> tuple[M | None, Source]:
    sound = source.data is not None and bring_up(source, model.newest, model.upgrades)
    result = validate(source, model) if sound else None
    source.problems[:] = _tidy(source.file, source.problems)
    return (None if source.broken else result), source


def validate(source: Source, model: type[AnyModel]) -> AnyModel | None:
    """The source's data as a model; what is wrong with it is added to the source's problems."""
    try:
        return model.model_validate(source.data)
    except ValidationError as failure:
        found = failure.errors(include_url=False)
        told = [explain(one, source.places, model) for one in _without_echoes(found, model)]
        lost = {p.where.line for p in source.problems if p.code == "comment" and p.severity == "error"}
        source.problems.extend(one for one in told if not (one.code == "type" and one.where.line in lost))
        return None


def _without_echoes(found: list[ErrorDetails], model: type[BaseModel]) -> list[ErrorDetails]:
    """One mistake, one message: no missing key that is only misspelt, no short list whose entry is wrong."""
    misspelt = {(one["loc"][:-1], near_key(one["loc"], model)) for one in found if one["type"] == "extra_forbidden"}
    inside = {one["loc"][:n] for one in found for n in range(len(one["loc"]))}

    def echo(one: ErrorDetails) -> bool:
        if one["type"] == "missing":
            return (one["loc"][:-1], one["loc"][-1]) in misspelt
        return one["type"] in ("too_short", "too_long") and one["loc"] in inside

    return [one for one in found if not echo(one)]


def _tidy(file: str, problems: list[Diagnostic]) -> list[Diagnostic]:
    """By place, each once, and not more than a person can read."""
    tidy = sorted(set(problems), key=lambda d: (d.where, d.message))
    if len(tidy) <= MAX_ERRORS:
        return tidy
    rest = msg("found {n} more problems; mend these first", n=len(tidy) - MAX_ERRORS)
    return [*tidy[:MAX_ERRORS], error("more", Where(file), rest)]
