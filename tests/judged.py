"""A finished file, asked by every check of its kind: a planted fault is told by one of them and by no other."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest

from outreach.checks.built import Built, run
from outreach.diagnostics import Diagnostic


def judged(path: str, data: bytes, code: str) -> list[Diagnostic]:
    """What all checks say of a file by itself; fails when another than the check of this `code` says something."""
    stopping, told = run([Built(path, data)], dear=True)
    found = [*stopping, *told]
    assert {one.code for one in found} <= {code}, [str(one) for one in found]
    return found


def faults(table: Iterable[str], *quick: str) -> list[Any]:
    """The planted faults, by name; the quick suite plants those that are named."""
    return [pytest.param(name, marks=[] if name in quick else [pytest.mark.slow]) for name in table]
