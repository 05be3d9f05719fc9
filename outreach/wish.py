"""What was asked for."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Wish:
    """What was asked for; empty means all that the audiences' own files say."""

    scams: tuple[str, ...] = ()
    audiences: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    formats: tuple[str, ...] = ()
    branches: tuple[str, ...] = ()
    voice: str = ""  # empty: as the audience, else the brand says, else `auto`
    sound: str = "online"  # how loud films are: a name of `loudness.TARGETS`
    release: bool = False
