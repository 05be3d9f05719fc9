"""Checks: each reads a script, a storyboard or a finished file and yields diagnostics. One file, one line here."""

from __future__ import annotations

import dataclasses
import importlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Literal

from outreach.diagnostics import Diagnostic
from outreach.profiles import Profiles
from outreach.project import Project
from outreach.script import Script
from outreach.storyboard import Storyboard, Text

Subject = Literal["script", "storyboard", "artefact"]


@dataclass(frozen=True)
class Check:
    """A check: its module below outreach.checks and what it reads.

    A script or storyboard check has `check(subject, context)`; an artefact check has `verify(name, data, …)`, called
    by the job that made the file.
    """

    name: str
    subject: Subject


CHECKS: tuple[Check, ...] = (
    Check("glyphs", "storyboard"),
    Check("hotlines", "storyboard"),
    Check("qr_decode", "artefact"),
)


@dataclass(frozen=True)
class Context:
    """What a check may ask besides its subject."""

    project: Project
    profiles: Profiles


def run_script(script: Script, project: Project, profiles: Profiles) -> list[Diagnostic]:
    """What the script checks find, each finding once, by place."""
    return _run("script", script, Context(project, profiles))


def run_storyboard(board: Storyboard, project: Project, profiles: Profiles) -> list[Diagnostic]:
    """What the storyboard checks find, each finding once, by place."""
    return _run("storyboard", board, Context(project, profiles))


def _run(subject: Subject, thing: Any, context: Context) -> list[Diagnostic]:
    found: dict[Diagnostic, None] = {}
    for check in CHECKS:
        if check.subject == subject:
            module = importlib.import_module(f"outreach.checks.{check.name}")
            found.update(dict.fromkeys(module.check(thing, context)))
    return sorted(found, key=lambda d: (d.where, d.message))


def texts(board: Storyboard) -> Iterator[Text]:
    """Every text that anyone sees or hears, each once, with its companion after it."""
    seen: set[tuple[str, str, str, object]] = set()
    for text in _texts(board):
        mark = (text.shown, text.said, text.lang, text.where)
        if mark not in seen:
            seen.add(mark)
            yield text


def _texts(value: Any) -> Iterator[Text]:
    if isinstance(value, Text):
        yield value
        if value.beside:
            yield value.beside
    elif dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            yield from _texts(getattr(value, field.name))
    elif isinstance(value, dict):
        yield from _each(value.values())
    elif isinstance(value, tuple):
        yield from _each(value)


def _each(values: Iterable[Any]) -> Iterator[Text]:
    for value in values:
        yield from _texts(value)


def forms(text: Text) -> tuple[str, ...]:
    """What is seen and what is read out, when they differ."""
    return (text.shown,) if text.said == text.shown else (text.shown, text.said)
