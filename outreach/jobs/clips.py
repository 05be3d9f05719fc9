"""A spoken line that is there: whose job made it, its bytes, its length."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from outreach.cache import Blob
from outreach.jobs.base import Desk
from outreach.keys import ASIDE
from outreach.sound import Clip


@dataclass(frozen=True)
class SpokenClip:
    """The samples of a line count by what they are, whichever job made them."""

    line: str
    blob: Blob
    seconds: float
    made_by: str = field(default="", metadata=ASIDE)  # a job's key


def read(clips: Iterable[SpokenClip], desk: Desk) -> dict[str, Clip]:
    """The clips by line. Raises LostError."""
    return {one.line: Clip(desk.store.read(one.blob), one.seconds) for one in clips}
