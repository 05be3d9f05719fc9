"""A finished file, asked by every check of its kind: a planted fault is told by one of them and by no other."""

from __future__ import annotations

from outreach.checks.built import Built, run
from outreach.diagnostics import Diagnostic


def judged(path: str, data: bytes, code: str) -> list[Diagnostic]:
    """What all checks say of a file by itself; fails when another than the check of this `code` says something."""
    stopping, told = run([Built(path, data)], dear=True)
    found = [*stopping, *told]
    assert {one.code for one in found} <= {code}, [str(one) for one in found]
    return found
