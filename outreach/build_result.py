"""What a build made and what went wrong."""

from __future__ import annotations

from dataclasses import dataclass, field

from outreach.diagnostics import Diagnostic
from outreach.manifest import Artefact


@dataclass(frozen=True)
class BuildResult:
    """The finished files, the findings, and how much work it was."""

    artefacts: list[Artefact]
    diagnostics: list[Diagnostic]
    made: int  # jobs that ran
    reused: int  # jobs whose result was in the cache
    changed: list[str] = field(default_factory=list)  # outputs that were written; the others stood there already
    withdrawn: list[str] = field(default_factory=list)  # outputs of earlier runs that left
    voices: frozenset[str] = frozenset()  # the engines that spoke
