"""Where a file lies in what is handed over: a folder for each use, every name tells what it is.

Files name each other by where the build put them; in what is handed over they find each other again.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Mapping
from typing import Any

from outreach.formats import FORMATS, listed
from outreach.formats.base import Icon
from outreach.gallery import flat_name
from outreach.gallery_links import own_name

Row = Mapping[str, Any]
FOLDERS: Mapping[Icon, str] = {
    "print": "print",
    "play": "screen",
    "phone": "phone",
    "slides": "talk",
    "picture": "posts",
}  # in the order in which they are listed
# What is done with a file where its icon in the gallery says another thing: films by their cut with all that is read
# beside them, the strip of an LED board.
_USES: tuple[tuple[re.Pattern[str], Icon], ...] = (
    (re.compile(r"(video|captions|transcript)(-portrait|-square)?\.\w+"), "slides"),  # the lesson's
    (re.compile(r"(video|captions|transcript)-phone[-.].*"), "phone"),
    (re.compile(r"led[-.].*"), "play"),
)
_LINK = re.compile(r'(?<=\s)(href|src|poster)="([^":#?]+)"')


def places(rows: Iterable[Row]) -> dict[str, str]:
    """Path below the output folder -> path in what is handed over."""
    return {row["path"]: f"{folder_of(row)}/{flat_name(row['path'])}" for row in rows}


def folder_of(row: Row) -> str:
    """The folder of a file's use; what only goes with others lies beside them."""
    name = own_name(row)
    for pattern, use in _USES:
        if pattern.fullmatch(name):
            return FOLDERS[use]
    file, _ = listed(name)
    if file.label:
        return FOLDERS[file.icon]
    if row["format"] == "captions":
        return FOLDERS["play"]
    made = FORMATS.get(row["format"])
    return FOLDERS[made.files[0].icon if made else "print"]


def linked_anew(page: str, was: str, now: str, places: Mapping[str, str]) -> str:
    """A page that lay at `was` and lies at `now`, its links to files that lie elsewhere now leading there."""

    def link(found: re.Match[str]) -> str:
        target = places.get(posixpath.normpath(posixpath.join(posixpath.dirname(was), found[2])))
        if target is None:
            return found[0]
        return f'{found[1]}="{posixpath.relpath(target, posixpath.dirname(now) or ".")}"'

    return _LINK.sub(link, page)
