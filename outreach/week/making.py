"""A week's files are built, gathered and written as one zip; what has changed since the zip that stood there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from outreach import manifest
from outreach.build.forecast import Forecast
from outreach.build_result import BuildResult
from outreach.diagnostics import Diagnostic, errors
from outreach.proof.review import review_page
from outreach.session import Session
from outreach.week import archive
from outreach.week.bundle import Shelf, bundle, facts
from outreach.week.plan import Due
from outreach.week.texts import Handed
from outreach.week.words import words_of
from outreach.wish import Wish

if TYPE_CHECKING:
    from outreach.session import AnyAtWork


@dataclass
class Week:
    """What came of a week: its zip, what was made for it, what has changed in it, what is wrong."""

    zip: Path
    made: int = 0
    reused: int = 0
    files: int = 0
    bytes: int = 0
    drafts: int = 0
    first: bool = True  # no such zip stood there
    written: bool = False
    new: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)
    problems: list[Diagnostic] = field(default_factory=list)


def wishes(due: Iterable[Due], asked: Wish) -> dict[Wish, None]:
    """What is to be built, each once: of what is due, what was asked for."""
    found = []
    for one in due:
        audiences, formats = _both(asked.audiences, one.audiences), _both(asked.formats, one.formats)
        if audiences is not None and formats is not None:
            found.append(replace(asked, scams=one.scams, audiences=audiences, formats=formats))
    return dict.fromkeys(found)


def _both(asked: tuple[str, ...], due: tuple[str, ...]) -> tuple[str, ...] | None:
    """Of what is due, what was asked for: () is all on either side; None: nothing is both."""
    found = tuple(name for name in asked if name in due) if asked and due else asked or due
    return None if asked and not found else found


def make(
    handed: Handed, asked: Wish, session: Session, out: Path, zip_: Path, at_work: AnyAtWork, strict: bool
) -> Week:
    """Builds what is due and writes the zip; with an error in it nothing is handed over. Raises OutreachError."""
    words_of(session.project)  # what is wrong with them is told before anything is built
    week, paths = Week(zip_), dict[str, None]()
    wanted = wishes(handed.due, asked)
    for wish in wanted:
        result = session.build(wish, out, at_work)
        _count(result, week)
        paths |= dict.fromkeys(a.path for a in result.artefacts)
    rows = [row for row in manifest.read(out).rows if row["path"] in paths and "stale" not in row]
    bad = [one for one in week.problems if one.severity == "error" or (strict and one.severity == "warning")]
    if bad or not rows:
        return week
    # What is released was reviewed.
    reviews = {} if asked.release else dict(_reviews(wanted, session, at_work, week))
    if not errors(week.problems):
        _hand_over(replace(handed, boards=tuple(_boards(rows, session))), Shelf(out, rows), session, reviews, week)
    return week


@dataclass
class Foreseen:
    """What a week would take."""

    forecast: Forecast = field(default_factory=Forecast)
    bytes: int = 0  # of the files, by what was built before
    unknown: list[str] = field(default_factory=list)  # formats of packs of whose like nothing was built
    problems: list[Diagnostic] = field(default_factory=list)


def foresee(handed: Handed, asked: Wish, session: Session, out: Path) -> Foreseen:
    """Plans all that is due and makes nothing. Raises OutreachError."""
    found = Foreseen()
    for wish in wishes(handed.due, asked):
        one, problems = session.foresee(wish)
        found.forecast.add(one)
        found.problems += [p for p in problems if p not in found.problems]
    sizes = Counter[tuple[str, ...]]()
    for row in manifest.read(out).rows:
        if not row["branch"]:
            sizes[row["scam"], row["audience"], row["lang"], row["format"]] += row["bytes"]
    for pack, formats in found.forecast.packs.items():
        for name in sorted(formats):
            size = sizes[*pack, name] or _like(sizes, name)
            found.bytes += size
            found.unknown += [] if size else [f"{'/'.join(pack)}: {name}"]
    return found


def _like(sizes: Mapping[tuple[str, ...], int], format: str) -> int:
    """How large a format is in the mean of the packs that have it; 0 when none has."""
    there = [size for of, size in sizes.items() if of[-1] == format and size]
    return round(sum(there) / len(there)) if there else 0


def _count(result: BuildResult, week: Week) -> None:
    week.made += result.made
    week.reused += result.reused
    week.problems += [one for one in result.diagnostics if one not in week.problems]


def _reviews(wanted: Iterable[Wish], session: Session, at_work: AnyAtWork, week: Week) -> Iterator[tuple[str, bytes]]:
    """A page a scam for its reviewers, with all that is shown of it."""
    shown: dict[str, list[Wish]] = {}
    for wish in wanted:
        for scam in wish.scams:
            shown.setdefault(scam, []).append(wish)
    for scam, of in shown.items():
        page, problems = review_page(session, _all(of), scam, at_work, False)
        week.problems += [one for one in problems if one not in week.problems]
        if page:
            yield scam, page


def _all(wishes: list[Wish]) -> Wish:
    """One wish for what several ask for."""
    one: dict[str, tuple[str, ...]] = {}
    for name in ("audiences", "formats"):
        asked = [getattr(wish, name) for wish in wishes]
        one[name] = tuple(dict.fromkeys(n for names in asked for n in names)) if all(asked) else ()
    return replace(wishes[0], audiences=one["audiences"], formats=one["formats"])


def _boards(rows: Iterable[Mapping[str, Any]], session: Session) -> Iterator[Any]:
    """The storyboards of the packs that these files are of."""
    for scam, audience, lang in dict.fromkeys((row["scam"], row["audience"], row["lang"]) for row in rows):
        yield session.storyboard(scam, audience, lang)[0]


def _hand_over(handed: Handed, shelf: Shelf, session: Session, reviews: Mapping[str, bytes], week: Week) -> None:
    """Writes the zip when it is not there as it should be."""
    files = bundle(handed, shelf, session.project, session.profiles(), reviews)
    list_, stood = archive.listing(files, facts(handed, shelf)), archive.former(week.zip)
    before, now = archive.digests(stood), archive.digests(list_)
    week.first = not before
    week.new, week.gone = sorted(now.keys() - before.keys()), sorted(before.keys() - now.keys())
    week.changed = sorted(name for name in now.keys() & before.keys() if now[name] != before[name])
    week.files, week.drafts = len(files), sum(row["state"] == "draft" for row in shelf.rows)
    if stood != list_:
        archive.write(week.zip, files, list_)
        week.written = True
    week.bytes = week.zip.stat().st_size
