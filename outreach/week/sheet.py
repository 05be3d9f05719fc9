"""The sheet that lists a week's files: what there is, for whom, how many to print and how. One page A4."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from outreach.adapt import style
from outreach.formats import listed
from outreach.gallery_links import details, link_text, own_name
from outreach.layout import Layout
from outreach.profiles import Profiles
from outreach.views import View
from outreach.week.places import FOLDERS, folder_of
from outreach.week.texts import Handed, about, days, named
from outreach.week.words import WeekWords

Row = Mapping[str, Any]
_ALSO = ("-mono", "-press")  # the same sheet in other inks
_SHAPE = re.compile("-(portrait|square|landscape)$")  # the same film for another screen


@dataclass(frozen=True)
class ListedFile(View):
    """A kind of file."""

    title: str
    scams: str  # the numbers of those that have it; "" where all have
    whom: str
    advice: str  # paper, how many, how


@dataclass(frozen=True)
class ListedUse(View):
    """What one does with some of the files."""

    name: str
    folder: str
    files: Sequence[ListedFile]


@dataclass(frozen=True)
class ListedScam(View):
    """A scam of the week."""

    number: str  # by which files name it; "" where it is the only one
    title: str
    why: str  # it is due


@dataclass(frozen=True, kw_only=True)
class WeekSheet(View):
    """What there is in a week: sheet/week.typ."""

    lang: str
    direction: str  # ltr or rtl
    font: str  # the Typst family
    boxed: bool  # quotation marks are as wide as Hanzi
    colors: Mapping[str, str]
    brand: str
    week: str
    days: str
    draft: str  # a word about drafts; "" when there is none
    sheet: str  # its title
    about: str
    what: str
    whom: str
    how_many: str
    scams: Sequence[ListedScam]
    uses: Sequence[ListedUse]


def sheet(
    handed: Handed, rows: Sequence[Row], out: Path, words: WeekWords, lang: str, profiles: Profiles, layout: Layout
) -> bytes:
    """The sheet as a tagged PDF."""
    told = about(handed, words, lang)
    numbers = {scam: str(n) for n, scam in enumerate(told, 1)} if len(told) > 1 else {}
    looks = style(profiles, next(iter(profiles.audiences.values())), lang)
    view = WeekSheet(
        lang=lang,
        direction=looks.direction,
        font=looks.font,
        boxed=looks.boxed,
        colors=looks.colors,
        brand=min(handed.boards, key=lambda board: board.lang != lang).brand.short.shown,
        week=handed.name,
        days=days(handed.week, lang),
        draft="" if all(board.review.approved for board in handed.boards) else words.draft,
        sheet=words.sheet,
        about=words.about,
        what=words.what,
        whom=words.whom,
        how_many=words.how_many,
        scams=[ListedScam(numbers.get(scam, ""), *of) for scam, of in told.items()],
        uses=list(_uses(rows, out, words, lang, profiles, numbers)),
    )
    return layout.pdf("sheet/week.typ", view, date=handed.week.isoformat())


def _uses(
    rows: Sequence[Row], out: Path, words: WeekWords, lang: str, profiles: Profiles, numbers: Mapping[str, str]
) -> Iterator[ListedUse]:
    labels = profiles.languages[lang].labels
    shown = [row for row in rows if listed(own_name(row))[0].label and not any(a in row["path"] for a in _ALSO)]
    for folder in FOLDERS.values():
        kinds: dict[str, list[Row]] = {}
        for row in sorted((row for row in shown if folder_of(row) == folder), key=lambda row: listed(own_name(row))[1]):
            kinds.setdefault(link_text(row, own_name(row), labels).rstrip(" 0123456789"), []).append(row)
        if kinds:
            files = [_file(title, of, out, words, lang, profiles, numbers) for title, of in kinds.items()]
            yield ListedUse(getattr(words, folder), folder, files)


def _file(
    title: str,
    rows: Sequence[Row],
    out: Path,
    words: WeekWords,
    lang: str,
    profiles: Profiles,
    numbers: Mapping[str, str],
) -> ListedFile:
    who = dict.fromkeys(row["audience"] for row in rows)
    everybody = set(who) >= set(profiles.audiences)
    names = [named(profiles.audiences[name].name, lang) for name in profiles.audiences if name in who]
    name = posixpath.splitext(own_name(rows[0]))[0]
    copies = words.copies.get(name) or words.copies.get(_SHAPE.sub("", name), "")
    how = [details(rows[0], out, profiles.languages[lang].labels), copies]
    scams = {row["scam"] for row in rows}
    which = "" if scams >= numbers.keys() else ", ".join(n for scam, n in numbers.items() if scam in scams)
    return ListedFile(title, which, words.all if everybody else ", ".join(names), " · ".join(filter(None, how)))
