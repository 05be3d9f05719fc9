"""What a check of the content found, as data that can be kept: nothing is checked twice that did not change."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass
from typing import Any

from outreach.diagnostics import Diagnostic, Spot, Where
from outreach.keys import job_key
from outreach.messages import Message
from outreach.project import Project, starter_of
from outreach.store import Store

INPUTS = ("content", "templates", "media/art", "media/fonts", "media/voices")  # what a check reads


@dataclass(frozen=True)
class Report:
    """The findings, in the order of their places, and how much was read."""

    problems: tuple[Diagnostic, ...]
    scams: tuple[str, ...]
    boards: int
    branches: int

    def count(self, severity: str) -> int:
        """How many findings are of that severity."""
        return sum(p.severity == severity for p in self.problems)


def report_key(project: Project, scams: tuple[str, ...]) -> str:
    """The key of a report on `scams` (none: all): every file that a check reads, the starter's where it falls back."""
    starter = starter_of(project)
    fallback = {name: starter.digest(name) for name in INPUTS[:3]}
    return job_key("report", project, INPUTS, scams=scams, date=project.date.isoformat(), fallback=fallback)


def recalled(key: str, store: Store) -> Report | None:
    """The report that was kept under `key`, else None."""
    known = store.get(key)
    with suppress(KeyError, TypeError, ValueError):
        if known:
            facts = known.facts
            problems = tuple(untold(one) for one in facts["problems"])
            return Report(problems, tuple(facts["scams"]), facts["boards"], facts["branches"])
    return None


def keep(report: Report, key: str, store: Store) -> None:
    """Keeps a report; whoever has no room for it checks again the next time."""
    facts = {
        "problems": [told(one) for one in report.problems],
        "scams": list(report.scams),
        "boards": report.boards,
        "branches": report.branches,
    }
    with suppress(OSError):
        store.put(key, {}, facts)


def told(one: Diagnostic) -> dict[str, Any]:
    """A finding as plain data."""
    place = [one.where.file, one.where.line, one.where.column]
    said = [_said(words) for words in (one.message, one.wanted, one.measured, *one.hints)]
    spot = asdict(one.spot) if one.spot else None
    return {"severity": one.severity, "code": one.code, "where": place, "said": said, "spot": spot}


def _said(words: object) -> Any:
    """A message with its template and values, so that it can be said in any language; any other value as text."""
    if isinstance(words, Message):
        return {"template": words.template, "values": {name: _said(v) for name, v in words.values.items()}}
    return str(words)


def untold(plain: Mapping[str, Any]) -> Diagnostic:
    """The finding that `told` wrote down."""
    message, wanted, measured, *hints = (_message(words) for words in plain["said"])
    spot = _spot(plain["spot"]) if plain["spot"] else None
    where = Where(*plain["where"])
    return Diagnostic(plain["severity"], plain["code"], where, message, tuple(hints), wanted, measured, spot)


def _spot(plain: Mapping[str, Any]) -> Spot:
    return Spot(plain["file"], plain["unit"], plain["at"], tuple(plain["box"]) if plain["box"] else None)


def _message(plain: Any) -> str:
    if isinstance(plain, str):
        return plain
    return Message(plain["template"], **{name: _message(v) for name, v in plain["values"].items()})
