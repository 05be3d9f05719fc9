"""content/review.yaml: who reviews, and what each of them is asked."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, field_validator, model_validator

from outreach.messages import msg
from outreach.project import Project, starter_of
from outreach.script.grammar import Slug
from outreach.source import Strict, Versioned, load_sure, refuse

FILE = "content/review.yaml"
Words = Annotated[str, Field(min_length=1, max_length=400)]


class Both(Strict):
    """Words in the two languages of the review page."""

    zh: Words
    en: Words


class Question(Both):
    """One question, to be answered with yes, no, or that it does not apply."""

    id: Slug


class Role(Strict):
    """A kind of reviewer."""

    id: Slug
    name: Both
    questions: Annotated[tuple[Question, ...], Field(min_length=1, max_length=40)]

    @field_validator("questions", mode="before")
    @classmethod
    def _tuple(cls, value: object) -> object:
        return tuple(value) if isinstance(value, list) else value


class ReviewFile(Versioned):
    """The whole file."""

    roles: Annotated[tuple[Role, ...], Field(min_length=1, max_length=12)]

    @field_validator("roles", mode="before")
    @classmethod
    def _tuple(cls, value: object) -> object:
        return tuple(value) if isinstance(value, list) else value

    @model_validator(mode="after")
    def _once(self) -> ReviewFile:
        for ids in ([one.id for one in self.roles], *([q.id for q in one.questions] for one in self.roles)):
            twice = next((one for one in ids if ids.count(one) > 1), None)
            if twice:
                raise refuse(msg("`{id}` stands here twice", id=twice))
        return self


def roles(project: Project) -> tuple[Role, ...]:
    """The roles of the project, or the starter's where it has no file of its own. Raises OutreachError."""
    return load_sure(project if project.exists(FILE) else starter_of(project), FILE, ReviewFile).roles
