"""Every number that stands in a project's content: what a finished file says beside them, nobody has reviewed."""

from __future__ import annotations

import re
from dataclasses import dataclass

from outreach.folding import dialled
from outreach.project import Project

SUFFIXES = (".yaml", ".csv")
_GROUPS = re.compile(r"\d+(?:[ .·/()（）／-]{0,2}\d+)*")


@dataclass(frozen=True)
class ContentNumbers:
    """Runs of digits, also those that are written in groups, and all words for what has letters in it."""

    digits: frozenset[str]
    words: str

    def has(self, found: str) -> bool:
        """Does this number, plate, chat account or mail address stand somewhere in the content?"""
        return found in self.words or re.sub(r"\D", "", found) in self.digits


def content_numbers(project: Project) -> ContentNumbers:
    """Those of all YAML files and tables below content/."""
    files = [name for name in project.files("content") if name.endswith(SUFFIXES)]
    words = dialled("\n".join(project.read_text(name) for name in files))
    runs = {part for match in _GROUPS.finditer(words) for part in (re.sub(r"\D", "", match[0]), *_digits(match[0]))}
    return ContentNumbers(frozenset(runs), words)


def _digits(grouped: str) -> list[str]:
    return re.findall(r"\d+", grouped)
