"""The branches' part of the gallery: every branch by its name, with its versions; a few hundred or twenty thousand.

Few files stand in the gallery's own page. Of many, the page has the names only, and each leads to its place on one of
the pages that hold the files: a page stays small enough to open, and a build that changes nothing writes none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

from outreach.views import View

Row = Mapping[str, Any]
INLINE = 1_500  # files in the gallery's own page; more are on pages of their own
PER_PAGE = 2_000  # files: about 300 KB of HTML


@dataclass(frozen=True)
class Version(View):
    """The files of one pack that are a branch's own."""

    heading: tuple[str, str, str]  # title of the scam, audience, language
    files: Sequence[tuple[str, str]]  # path from the output folder, words


@dataclass(frozen=True)
class Entry(View):
    """One branch."""

    id: str
    name: str
    versions: tuple[Version, ...]
    page: str = ""  # where its files are listed, "" when that is the gallery itself


def files(entry: Entry) -> int:
    """How many files a branch has."""
    return sum(len(one.files) for one in entry.versions)


def entries(
    rows: Iterable[Row],
    names: Mapping[str, str],
    heading: Callable[[Row], tuple[str, str, str]],
    words: Callable[[str, Row], str],
) -> list[Entry]:
    """The branches of `rows` in the order of the branch list (`names`, by id), those that left it at the end.

    `words` says what a file is called by its name inside the branch's folder, "" when it belongs to another file.
    """
    found: dict[str, dict[tuple[str, str, str], list[tuple[str, str]]]] = {}
    for row in rows:
        label = words(row["path"].partition(f"/branches/{row['branch']}/")[2] or row["path"], row)
        if label:
            found.setdefault(row["branch"], {}).setdefault(heading(row), []).append((row["path"], label))
    order = {one: n for n, one in enumerate(names)}
    return [
        Entry(id, names.get(id, id), tuple(Version(*one) for one in versions.items()))
        for id, versions in sorted(found.items(), key=lambda one: (order.get(one[0], len(order)), one[0]))
    ]


def paged(branches: Sequence[Entry]) -> list[Entry]:
    """The entries with the page that lists their files: none when the gallery itself has room."""
    if sum(map(files, branches)) <= INLINE:
        return [*branches]
    number, full, found = 1, 0, []
    for entry in branches:
        if full and full + files(entry) > PER_PAGE:
            number, full = number + 1, 0
        full += files(entry)
        found.append(replace(entry, page=f"branches-{number}.html"))
    return found


def pages(branches: Sequence[Entry]) -> dict[str, list[Entry]]:
    """The pages of the branches' files, each with its entries."""
    return {page: [*held] for page, held in groupby(branches, key=lambda entry: entry.page) if page}
