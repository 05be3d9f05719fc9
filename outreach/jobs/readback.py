"""What a job looks at in the bytes it has just made, and the AI label that it puts into them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from outreach import aigc
from outreach.checks.built import Built, run
from outreach.diagnostics import Diagnostic, OutreachError
from outreach.limits import Limits
from outreach.storyboard import Storyboard


def label(name: str, data: bytes, ai: aigc.AiLabel | None) -> bytes:
    """The file with the AI label, where its kind carries one."""
    return aigc.stamp(data, Path(name).suffix, ai) if ai and Path(name).suffix in aigc.CONTAINERS else data


def wanted(codes: tuple[str, ...], ai: aigc.AiLabel | None) -> dict[str, Any]:
    """What codes and label of a finished file say, as the manifest keeps it."""
    return {"codes": list(codes), "ai": asdict(ai) if ai else None}


def read_back(
    files: Mapping[str, bytes],
    format: str,
    facts: Mapping[str, Any],
    board: Storyboard | None = None,
    limits: Limits | None = None,
) -> list[Diagnostic]:
    """What is to be told of the files of a format, by path. Raises OutreachError where they do not count as built."""
    stopping, told = run([Built(path, data, format, facts, board, limits=limits) for path, data in files.items()])
    if stopping:
        raise OutreachError(stopping)
    return told
