"""What a build and the machines that work for it say to each other."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from outreach.diagnostics import OutreachError


@dataclass(frozen=True)
class Terms:
    """What a machine must have in common with the build that asks it."""

    root: Path  # of the project
    mark: Path  # a folder in the store that is there as long as the build runs
    code: str  # digest of our own
    tools: tuple[tuple[str, str], ...]  # libraries and their versions

    def unseen(self) -> Path | None:
        """The folder of the build that is not there on this machine, or not for us: a shared disk may go away."""
        found = ((self.root, self.root), (self.mark, self.mark.parent.parent))
        return next((folder for there, folder in found if not _is_there(there)), None)


@dataclass(frozen=True)
class Answer:
    """What became of a job: its result or its problem, which process did it, seconds of the clock and of the CPU."""

    result: Any
    problem: BaseException | None
    process: int
    seconds: float
    cpu: float


def _is_there(folder: Path) -> bool:
    """Also a disk that no longer answers, or lets nobody in, is not there."""
    try:
        return folder.is_dir()
    except OSError:
        return False


class UnfitError(OutreachError):
    """This machine does not meet the terms: what it made would lie under a key of something else."""


class DiedError(Exception):
    """The process of a job died, or was ended because nothing moved any more. Another may have more luck."""

    def __init__(self, still: float = 0.0) -> None:
        super().__init__(still)
        self.still = still  # seconds in which nothing moved; 0 when it died
