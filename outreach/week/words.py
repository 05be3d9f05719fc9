"""content/week.yaml: what is written around a week's files, in each language it is handed over in."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Annotated

from pydantic import AfterValidator, Field

from outreach.messages import msg
from outreach.project import Project, starter_of
from outreach.source import Strict, Versioned, load_sure, refuse

FILE = "content/week.yaml"
FILLS = ("week", "days", "scams", "brand", "refusal", "name", "day", "shown")
_FILL = re.compile(r"\{([^{}]*)\}")


def _known(words: str) -> str:
    for name in _FILL.findall(words):
        if name not in FILLS:
            there = ", ".join(f"{{{one}}}" for one in FILLS)
            raise refuse(msg("expected one of {names}, found `{found}`", names=there, found=f"{{{name}}}"))
    return words


Words = Annotated[str, Field(min_length=1, max_length=400), AfterValidator(_known)]


class WeekWords(Strict):
    """One language."""

    subject: Words
    hello: Words
    ready: Words
    refusal: Words
    how: Annotated[list[Words], Field(max_length=12)]
    review: Words | None = None  # how, of the pages for reviewers, where there are some
    draft: Words
    thanks: Words
    occasion: Words
    reminder: Words
    rotation: Words
    sheet: Words
    about: Words
    what: Words
    whom: Words
    how_many: Words
    all: Words
    print: Words
    screen: Words
    phone: Words
    talk: Words
    posts: Words
    copies: dict[str, Annotated[str, Field(min_length=1, max_length=60)]]


class WeekFile(Versioned):
    """The whole file."""

    words: Annotated[dict[str, WeekWords], Field(min_length=1, max_length=40)]


def words_of(project: Project) -> Mapping[str, WeekWords]:
    """The words of the project, or the starter's where it has no file of its own. Raises OutreachError."""
    return load_sure(project if project.exists(FILE) else starter_of(project), FILE, WeekFile).words


def filled(words: str, **values: str) -> str:
    """The words with their values; a value that nobody has stays out."""
    return _FILL.sub(lambda found: values.get(found[1], ""), words)
