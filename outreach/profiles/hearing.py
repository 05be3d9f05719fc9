"""content/hearing.yaml: how much of a film's speech the ear may mishear, by language."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from outreach.project import Project
from outreach.source import Strict, Versioned, load_sure

FILE = "content/hearing.yaml"
Share = Annotated[float, Field(ge=0, le=1)]


class Level(Strict):
    """Shares of all units (syllables, words, kana) that may be misheard."""

    all: Share = Field(description="of all lines of a language together")
    line: Share = Field(description="of any one line")


class Limits(Versioned):
    """The whole file; numbers have no level, each must be heard digit by digit."""

    languages: dict[str, Level]
    other: Level

    def of(self, lang: str) -> Level:
        """The level of a language: its own, its base language's (`zh` of `zh-CN`), or the one of all others."""
        return self.languages.get(lang) or self.languages.get(lang.split("-")[0]) or self.other


_BASE = Level(all=0.10, line=0.34)


def limits(project: Project) -> Limits:
    """The project's levels; a tenth of all units and a third of a line where it has no file. Raises OutreachError."""
    return load_sure(project, FILE, Limits) if project.exists(FILE) else Limits(languages={}, other=_BASE)
