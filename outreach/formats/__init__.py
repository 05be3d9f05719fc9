"""The formats there are: one file each in this folder, with its FORMAT. What lies here is found; there is no list."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterable, Iterator, Mapping
from fnmatch import fnmatchcase

from outreach.formats.base import File, Format


def _found() -> Iterator[Format]:
    for one in pkgutil.iter_modules(__path__, f"{__name__}."):
        if not one.name.endswith(".base"):  # what a format is
            yield importlib.import_module(one.name).FORMAT


FORMATS: Mapping[str, Format] = {one.name: one for one in sorted(_found(), key=lambda one: (one.order, one.name))}
FILMS = tuple(one.name for one in FORMATS.values() if one.cuts)
FOR_BRANCHES = tuple(
    one.name for one in FORMATS.values() if one.branches
)  # what a branch gets unless formats are named
CARRIERS: Mapping[str, str] = {one.name: one.utm for one in FORMATS.values() if one.utm}  # with a code of their own
USES: Mapping[str, tuple[str, ...]] = {
    use: tuple(one.name for one in FORMATS.values() if one.use == use)
    for use in {o.use: 0 for o in FORMATS.values()}
    if use
}
FILES = tuple(file for one in FORMATS.values() for file in one.files)
# Files that are called alike stand together: the last of several pictures may have a rule of its own.
_PLACES = tuple(next(n for n, two in enumerate(FILES) if two.label == one.label) for one in FILES)
_EXACT = {file.name: n for n, file in reversed([*enumerate(FILES)])}


def named(names: Iterable[str]) -> tuple[str, ...]:
    """Formats by their names, and those of a use by its name."""
    return tuple(dict.fromkeys(one for name in names for one in USES.get(name, (name,))))


def listed(name: str) -> tuple[File, int]:
    """What is said of a file of a pack's folder, and its place among all; no two formats make one of the same name.

    A file that no format makes any more is told by its name, after all others.
    """
    n = _EXACT.get(name)
    if n is None:
        n = next((n for n, one in enumerate(FILES) if fnmatchcase(name, one.name)), len(FILES))
    return (FILES[n], _PLACES[n]) if n < len(FILES) else (File(name, (name,)), n)
