"""Files that put people in poses (shots of a film, key visuals, a comic strip): read, and checked against the poses."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Any, TypeVar, cast

from outreach.acting.poses import FILE, Acting, acting, home
from outreach.art import file_of, holder
from outreach.diagnostics import Diagnostic, OutreachError
from outreach.messages import Message, msg
from outreach.project import Project, starter_of
from outreach.source import Source, Versioned, load

F = TypeVar("F", bound=Versioned)
Faults = Callable[[F, Source, Project, Acting], Iterator[Diagnostic]]


def posing(project: Project, name: str, form: type[F], faults: Faults[F]) -> F:
    """The project's file, or the starter's where it has none. Raises OutreachError with every fault in it."""
    here = project if project.exists(name) else starter_of(project)
    digests = here.digest(name) + home(project).digest(FILE) + project.digest("media/art")
    return cast("F", _read(here, project, name, form, faults, digests))


@lru_cache(maxsize=16)
def _read(here: Project, project: Project, name: str, form: type[Any], faults: Faults[Any], digests: str) -> Any:
    model, source = load(here, name, form)
    problems = [*source.problems, *(faults(model, source, project, acting(project)) if model else ())]
    if model is None or problems:
        raise OutreachError(problems)
    return model


def no_pose(table: Acting, name: str) -> Message | None:
    """What to say of a pose that there is not."""
    if name in table.poses:
        return None
    return msg("expected a pose of {names}, found `{name}`", names=", ".join(table.poses), name=name)


def no_beat(table: Acting, name: str) -> Message | None:
    """What to say of a beat that there is not."""
    if name in table.file.beats:
        return None
    return msg("expected a beat of {names}, found `{name}`", names=", ".join(table.file.beats), name=name)


def misfit(table: Acting, pose: str, beat: str) -> Message | None:
    """What to say of a pose that there is not, or whose face does not fit what it bears: nobody is glad at a loss."""
    if pose not in table.poses or table.fits(pose, beat):
        return no_pose(table, pose)
    feeling = table.poses[pose].feeling
    return msg("a face that is {feeling} does not fit the beat `{beat}`", feeling=feeling, beat=beat)


def no_drawing(project: Project, name: str) -> Message | None:
    """What to say of a drawing that neither the project nor the starter has."""
    if holder(project, name).exists(file_of(project, name)):
        return None
    return msg("expected a drawing of media/art, found `{name}`", name=name)
