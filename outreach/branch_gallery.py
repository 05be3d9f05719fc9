"""The branches' part of the gallery: every branch by its name, with its versions; a few hundred or twenty thousand.

Few files stand in the gallery's own page. Of many, the page has the names only, and each leads to its place on one of
the pages that hold the files: a page stays small enough to open, and a build that changes nothing writes none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

Row = Mapping[str, Any]
INLINE = 1_500  # files in the gallery's own page; more are on pages of their own
PER_PAGE = 2_000  # files: about 300 KB of HTML


@dataclass
class Version:
    """The files of one pack that are a branch's own."""

    heading: tuple[str, str, str]  # title of the scam, audience, language
    files: list[tuple[str, str]] = field(default_factory=list)  # path from the output folder, words


@dataclass
class Entry:
    """One branch. `page`: where its files are listed, "" when that is the gallery itself."""

    id: str
    name: str
    versions: list[Version] = field(default_factory=list)
    page: str = ""

    @property
    def files(self) -> int:
        """How many files it has."""
        return sum(len(one.files) for one in self.versions)


def entries(
    rows: Iterable[Row],
    names: Mapping[str, str],
    heading: Callable[[Row], tuple[str, str, str]],
    words: Callable[[str, Row], str],
) -> list[Entry]:
    """The branches of `rows` in the order of the branch list (`names`, by id), those that left it at the end.

    `words` says what a file is called by its name inside the branch's folder, "" when it belongs to another file.
    """
    found: dict[str, Entry] = {}
    packs: dict[tuple[str, tuple[str, str, str]], Version] = {}
    for row in rows:
        label = words(row["path"].partition(f"/branches/{row['branch']}/")[2] or row["path"], row)
        if not label:
            continue
        entry = found.setdefault(row["branch"], Entry(row["branch"], names.get(row["branch"], row["branch"])))
        key = (row["branch"], heading(row))
        if key not in packs:
            packs[key] = Version(key[1])
            entry.versions.append(packs[key])
        packs[key].files.append((row["path"], label))
    order = {one: n for n, one in enumerate(names)}
    return sorted(found.values(), key=lambda entry: (order.get(entry.id, len(order)), entry.id))


def pages(branches: Sequence[Entry]) -> Iterator[tuple[str, list[Entry]]]:
    """Pages for the branches' files, none when the gallery itself has room; `page` of each entry is set."""
    if sum(entry.files for entry in branches) <= INLINE:
        return
    number, held, full = 1, list[Entry](), 0
    for entry in branches:
        if held and full + entry.files > PER_PAGE:
            yield f"branches-{number}.html", held
            number, held, full = number + 1, [], 0
        entry.page = f"branches-{number}.html"
        held.append(entry)
        full += entry.files
    if held:
        yield f"branches-{number}.html", held
