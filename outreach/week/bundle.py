"""All files of a week in the places in which they are handed over, and what is written around them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from outreach import manifest
from outreach.archives import Content
from outreach.gallery import gallery
from outreach.layout import Layout
from outreach.profiles import Profiles
from outreach.project import Project
from outreach.renderers.cards import post_text
from outreach.week.places import linked_anew, places
from outreach.week.sheet import sheet
from outreach.week.texts import Handed, mail
from outreach.week.words import words_of

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Shelf:
    """Where a week's files stand: the output folder, and their rows in its manifest."""

    out: Path
    rows: Sequence[Row]


def bundle(
    handed: Handed, shelf: Shelf, project: Project, profiles: Profiles, reviews: Mapping[str, bytes]
) -> dict[str, Content]:
    """What is handed over, by name. `reviews`: a page a scam for its reviewers."""
    where = places(shelf.rows)
    files: dict[str, Content] = {}
    for row in shelf.rows:
        name, source = where[row["path"]], shelf.out / row["path"]
        files[name] = source
        if name.endswith(".html"):
            files[name] = linked_anew(source.read_text("utf-8"), row["path"], name, where).encode()
    shown = gallery(shelf.rows, shelf.out, project)
    shown["index.html"] = linked_anew(shown["index.html"].decode(), "index.html", "index.html", where).encode()
    files |= shown
    if manifest.reported(shelf.out, shelf.rows):
        files[manifest.REPORT] = shelf.out / manifest.REPORT
    for board in handed.boards:
        files.setdefault(f"posts/{board.scam}-{board.audience}-{board.lang}-post.txt", post_text(board).encode())
    files |= {f"review/review-{scam}.html": page for scam, page in reviews.items()}
    return {**files, **dict(_around(handed, shelf, project, profiles, bool(reviews)))}


def _around(
    handed: Handed, shelf: Shelf, project: Project, profiles: Profiles, to_review: bool
) -> Iterator[tuple[str, bytes]]:
    """The letter and the sheet in each language of the words that a pack speaks; in the first when none does."""
    layout, spoken, there = Layout(project), {board.lang for board in handed.boards}, words_of(project)
    for n, (lang, words) in enumerate(there.items()):
        if lang in spoken or (n == 0 and not spoken & set(there)):
            yield f"mail-{lang}.txt", mail(handed, words, lang, to_review).encode()
            page = sheet(handed, shelf.rows, shelf.out, words, lang, profiles, layout)
            yield f"contents-{lang}.pdf", page


def facts(handed: Handed, shelf: Shelf) -> dict[str, Any]:
    """What the list says of the week, and of each file: whose it is, draft or approved, and where it was built."""
    kept = ("scam", "audience", "lang", "format", "title", "state", "why", "path", "approval", "until")
    where = places(shelf.rows)
    own = {where[row["path"]]: {name: row[name] for name in kept if name in row} for row in shelf.rows}
    return {"week": handed.name, "due": [{"why": d.why, "scams": d.scams} for d in handed.due], **own}
