"""Versions of content files: an older one is read as if it had been written today, a newer one is told plainly."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from outreach.diagnostics import error
from outreach.messages import msg
from outreach.source.reading import Source

KEY = "schema"
FIRST = 1  # what a file without the key has: the first files had none
Upgrade = Callable[[dict[str, Any]], dict[str, Any]]  # the data of one version -> that of the next


def bring_up(source: Source, newest: int, upgrades: Mapping[int, Upgrade]) -> bool:
    """Turns the data of an older file into the newest version's, and marks the source as older.

    False, with a problem, when the file is newer than we are: its other mistakes would be none. A version that is no
    number is left to the model.
    """
    found = source.data.get(KEY, FIRST) if isinstance(source.data, dict) else newest
    if type(found) is not int or found < FIRST:
        return True
    if found > newest:
        message = msg("expected `schema: {newest}` or an older one, found `{found}`", newest=newest, found=found)
        hint = msg("this file was written for a newer outreach: `pip install --upgrade outreach`")
        source.problems.append(error("schema", source.places.at((KEY,)), message, hint))
        return False
    source.older = found < newest
    for version in range(found, newest):
        source.data = upgrades[version](source.data) | {KEY: version + 1}
    return True


def in_turn(*upgrades: Upgrade) -> Upgrade:
    """Several changes as one upgrade."""

    def upgrade(data: dict[str, Any]) -> dict[str, Any]:
        for one in upgrades:
            data = one(data)
        return data

    return upgrade


def without(*names: str) -> Upgrade:
    """An upgrade that leaves out keys which say nothing any more."""
    return lambda data: {key: value for key, value in data.items() if key not in names}


def renamed(section: str, names: Mapping[str, str]) -> Upgrade:
    """An upgrade that gives keys of a section their new names; a new name that is there already wins."""

    def upgrade(data: dict[str, Any]) -> dict[str, Any]:
        old = data.get(section)
        if not isinstance(old, dict):
            return data
        moved = {names[key]: value for key, value in old.items() if key in names}
        return data | {section: moved | {key: value for key, value in old.items() if key not in names}}

    return upgrade
