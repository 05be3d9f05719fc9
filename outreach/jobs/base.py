"""What all kinds of jobs have in common: their key, and the desk at which a worker does them."""

from __future__ import annotations

import datetime as dt
from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, ClassVar

from outreach.cache import LostError, Record
from outreach.keys import ASIDE, typed_key
from outreach.layout import Layout
from outreach.project import Project
from outreach.store import Store

Files = tuple[tuple[str, str], ...]  # project path, its digest
NO_DATE = dt.date(1980, 1, 1)  # what is made does not depend on the day


def files_of(project: Project, inputs: Iterable[str]) -> Files:
    """The project files and folders that a job reads, each with its digest; one that is not there counts as none."""
    return tuple((path, project.digest(path)) for path in inputs if project.exists(path))


@dataclass(frozen=True, kw_only=True, eq=False)
class Job(ABC):
    """One piece of work. Its fields are its inputs; those marked ASIDE have no part in what is made."""

    kind: ClassVar[str]
    files: Files = ()  # what it reads of the project
    label: str = field(default="", metadata=ASIDE)  # what a person reads in the progress line
    weight: float = field(default=1.0, metadata=ASIDE)  # rough seconds on one core

    @cached_property
    def key(self) -> str:
        """SHA-256 over everything that its bytes depend on."""
        return typed_key(self.kind, self, self.modules())

    def modules(self) -> tuple[str, ...]:
        """The modules its work starts in: all they can reach counts, and no other code."""
        return (type(self).__module__,)

    @property
    def needs(self) -> tuple[str, ...]:
        """The keys of the jobs whose results it reads."""
        return ()

    @abstractmethod
    def run(self, desk: Desk) -> Record:
        """Makes it and puts it into the store under its key. Raises OutreachError, LostError."""


@dataclass(frozen=True)
class Desk:
    """What a worker has at hand: where project and store are on this machine. Never part of a key."""

    root: Path
    store: Store
    places: Mapping[str, Mapping[str, str]] = field(default_factory=dict)  # see `voices.packed`

    state: str = ""  # of the project's files, when the work began

    @property
    def layout(self) -> Layout:
        """The compiler, one a process: fonts load once, until a file of the project is another."""
        return _layout(self.root, self.state)

    @property
    def project(self) -> Project:
        """The project."""
        return self.layout.project

    def result(self, key: str) -> Record:
        """What another job made. Raises LostError when it is not there any more."""
        found = self.store.get(key)
        if found is None:
            raise LostError(key)
        return found


@lru_cache(maxsize=1)
def _layout(root: Path, state: str) -> Layout:
    return Layout(Project(root, NO_DATE))


def work(desk: Desk, job: Any) -> Record:
    """Runs a job unless its result is there already. Raises OutreachError with what went wrong."""
    found = desk.store.get(job.key)
    if found:
        return found
    made: Record = job.run(desk)
    return made
