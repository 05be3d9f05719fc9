"""A finished file, asked by every check of its kind: a planted fault is told by one of them and by no other."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import pytest

from outreach.checks.built import Built, answers
from outreach.diagnostics import Diagnostic


@dataclass(frozen=True)
class Told:
    """A fault that was told: the check that did, and all that were asked."""

    check: str
    asked: tuple[str, ...]


SEEN: list[Told] = []  # for tests/tools/breakage_matrix.py, which empties it before each fault


def judged(path: str, data: bytes, check: str, **facts: Any) -> list[Diagnostic]:
    """What all checks say of a file by itself; fails when another than this `check` says something.

    `facts`: what a manifest says of it; `board`, `format`, `beside`, `content` and `drawn` are those of `Built`.
    """
    known = {name: facts.pop(name) for name in ("board", "format", "beside", "content", "drawn") if name in facts}
    said = {one.name: found for one, found in answers(Built(path, data, facts=facts, **known), dear=True)}
    assert check in said, f"{check} is not asked of {path}"
    assert {name for name, found in said.items() if found} <= {check}, [
        str(f) for found in said.values() for f in found
    ]
    if said[check]:
        SEEN.append(Told(check, tuple(said)))
    return said[check]


def faults(table: Iterable[str], *quick: str) -> list[Any]:
    """The planted faults, by name; the quick suite plants those that are named."""
    return [pytest.param(name, marks=[] if name in quick else [pytest.mark.slow]) for name in table]
