"""Reads and checks a project's content: profiles, branch list, and every scam for everyone it is made for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from outreach import acting, rebrand
from outreach.adapt import adapt, left_out, untranslated
from outreach.adapt.cuts import films
from outreach.checks import content
from outreach.coverage import fonts, undrawable
from outreach.diagnostics import Diagnostic, OutreachError, error
from outreach.drawings import check_drawings
from outreach.faces import check_faces
from outreach.formats import FORMATS
from outreach.messages import msg
from outreach.profiles import Profiles, checklist, hearing, load_profiles
from outreach.profiles.branches import BranchRow, load_branches
from outreach.project import Project
from outreach.report import Report
from outreach.reviews import review
from outreach.script import Script, load_script, no_such
from outreach.store import Store
from outreach.storyboard import Storyboard
from outreach.voices import named
from outreach.week import words as week_words


@dataclass(frozen=True)
class Library(Report):
    """A report with what was read, for whoever asks more of it."""

    made: tuple[Storyboard, ...] = ()
    rows: tuple[BranchRow, ...] = ()
    profiles: Profiles | None = None

    def films(self, board: Storyboard) -> tuple[Storyboard, ...]:
        """What the films of a storyboard tell of it."""
        return films(board, self.profiles) if self.profiles else ()


def check_library(project: Project, scams: Iterable[str] = (), cache: Store | None = None) -> Library:
    """Every problem of the profiles, the branch list and the named scams (none named: all of them). Never raises."""
    found: dict[Diagnostic, None] = {}
    profiles, problems = load_profiles(project)
    rows, more = load_branches(project)
    found.update(dict.fromkeys([*problems, *more, *_others(project), *_references(project, profiles)]))
    context = content.Context(project, profiles) if profiles else None
    drawn = [*check_drawings(project, profiles, cache), *check_faces(project, profiles)] if profiles else []
    found.update(dict.fromkeys(drawn))
    found.update(dict.fromkeys([*acting.faults(project), *_undrawable(rows, project)]))
    found.update(dict.fromkeys(rebrand.left(project, profiles) if profiles else ()))
    waiting: list[tuple[str, str, str]] = []
    slugs = tuple(scams) or tuple(project.names("content/scams"))
    boards: list[Storyboard] = []
    for slug in slugs:
        script, problems = load_script(project, slug)
        found.update(dict.fromkeys(problems))
        if script is None or profiles is None or context is None:
            continue
        found.update(dict.fromkeys([*review(project, slug)[1], *content.run_script(script, project, profiles)]))
        for board, problems in storyboards(script, profiles, rows, waiting):
            found.update(dict.fromkeys(problems))
            if board is not None:
                boards.append(board)
                found.update(dict.fromkeys(content.check_board(board, context)))
    found.update(dict.fromkeys(left_out(waiting, profiles) if profiles else ()))
    told = tuple(sorted(found, key=lambda d: (d.where, d.message)))
    return Library(told, slugs, len(boards), len(rows), tuple(boards), tuple(rows), profiles)


def _others(project: Project) -> Iterator[Diagnostic]:
    """Problems of the files that one command each reads: told now, and not on the day it is wanted."""
    for read in (checklist.roles, hearing.limits, week_words.words_of):
        try:
            read(project)
        except OutreachError as problem:
            yield from problem.diagnostics


def _undrawable(rows: list[BranchRow], project: Project) -> Iterator[Diagnostic]:
    """Branches whose name or address has a character that no bundled font draws."""
    missing = undrawable("".join({sign for row in rows for sign in row.name + row.address}), fonts(project))
    for row in rows if missing else ():
        for sign in missing:
            if sign in row.name + row.address:
                message = msg("no bundled font can draw `{sign}` ({name})", sign=sign, name=f"U+{ord(sign):04X}")
                yield error("glyph", row.where, message, msg("write it with another character"))


def _references(project: Project, profiles: Profiles | None) -> Iterator[Diagnostic]:
    """Formats that an audience wants and nobody makes, voices, and what the calendar names that is not there."""
    if profiles is None:
        return
    yield from named.faults(profiles)
    for audience in profiles.audiences.values():
        places = profiles.sources[f"content/audiences/{audience.id}.yaml"].places
        for i, name in enumerate(audience.formats):
            if name not in FORMATS:
                yield no_such(msg("format"), name, places.at(("formats", i)), FORMATS)
    yield from _calendar(project, profiles)


def _calendar(project: Project, profiles: Profiles) -> Iterator[Diagnostic]:
    """Scams of its occasions and formats of its reminders that are not there."""
    known, places = project.names("content/scams"), profiles.sources["content/calendar.yaml"].places
    for i, occasion in enumerate(profiles.occasions):
        for k, scam in enumerate(occasion.scams):
            if scam not in known:
                yield no_such(msg("scam"), scam, places.at(("occasions", i, "scams", k)), known)
    for i, reminder in enumerate(profiles.reminders):
        for k, name in enumerate(reminder.formats):
            if name not in FORMATS:
                yield no_such(msg("format"), name, places.at(("reminders", i, "formats", k)), FORMATS)


def storyboards(
    script: Script, profiles: Profiles, rows: list[BranchRow], waiting: list[tuple[str, str, str]]
) -> Iterator[tuple[Storyboard | None, list[Diagnostic]]]:
    """The script adapted for each of its audiences and languages. A script that names branches gets the
    one with the longest name and address. What waits for a translation is noted in `waiting`.
    """
    own = any("{branch." in entry.text + (entry.say or "") for entry in script.entries.values())
    branch = max(rows, key=lambda row: len(row.name + row.address)) if own and rows else None
    for who in (profiles.audiences[name] for name in script.model.audiences or profiles.audiences):
        for lang in who.languages:
            missing = untranslated(script, who, lang)
            if missing:
                waiting.append((missing, who.id, script.slug))
            else:
                yield adapt(script, profiles, who.id, lang, branch)
