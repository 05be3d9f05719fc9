"""Turns a wish (which scams, audiences, languages, formats, branches) into packs: storyboards and their folders."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from outreach.adapt import adapt, left_out, untranslated
from outreach.adapt.cuts import films
from outreach.cache import key_of
from outreach.diagnostics import Diagnostic, OutreachError, WrongUsage, unknown
from outreach.formats import FOR_BRANCHES, FORMATS
from outreach.keys import plain
from outreach.kinds import LESSON
from outreach.messages import msg
from outreach.profiles import BranchRow, Profiles, load_branches
from outreach.project import Project
from outreach.reviews import review
from outreach.script import Script, load_script
from outreach.storyboard import Branch, Storyboard
from outreach.voices import AUTOMATIC, ENGINES, named
from outreach.wish import Wish as Wish


@dataclass(frozen=True)
class Pack:
    """One storyboard, the folder its files go to, and the formats to make of it."""

    board: Storyboard
    folder: str  # below the output folder: "nfc-skimming/seniors/zh-CN"
    formats: tuple[str, ...]
    digest: str = ""  # of what it says, the branch left out
    cut: Storyboard | None = None  # what its film takes of the board; None: all

    @property
    def told(self) -> Storyboard:
        """The storyboard as the film tells it, and as its captions repeat it."""
        return self.cut or self.board


def scam_names(project: Project) -> list[str]:
    """Every scam of the project."""
    return project.names("content/scams")


def packs(wish: Wish, project: Project, profiles: Profiles) -> tuple[list[Pack], list[Diagnostic]]:
    """The packs that can be made, and why others cannot. Raises WrongUsage for a name that does not exist.

    Raises OutreachError where the profiles name voices that do not exist.
    """
    _known(wish, project, profiles)
    rows, problems = _branches(wish, project)
    found: list[Pack] = []
    waiting: list[tuple[str, str, str]] = []
    for slug in wish.scams or scam_names(project):
        script, faults = load_script(project, slug)
        problems += faults
        if script is not None:
            made, faults = _script_packs(script, wish, project, profiles, rows)
            found += made
            problems += faults
            waiting += _waiting(script, wish, profiles)
    return found, [*problems, *left_out(waiting, profiles)]


def _known(wish: Wish, project: Project, profiles: Profiles) -> None:
    problems = [
        *_unknown(msg("scam"), wish.scams, scam_names(project)),
        *_unknown(msg("audience"), wish.audiences, profiles.audiences),
        *_unknown(msg("language"), wish.languages, profiles.languages),
        *_unknown(msg("format"), wish.formats, FORMATS),
        *_unknown(msg("voice"), [wish.voice.partition(":")[0] or AUTOMATIC], (AUTOMATIC, *ENGINES)),
    ]
    if problems:
        raise WrongUsage(problems)
    misnamed = named.faults(profiles)
    if misnamed:
        raise OutreachError(misnamed)


def _unknown(what: str, names: Iterable[str], there: Iterable[str]) -> list[Diagnostic]:
    there = list(there)
    return [unknown(what, name, there) for name in names if name not in there]


def _branches(wish: Wish, project: Project) -> tuple[list[BranchRow], list[Diagnostic]]:
    if not wish.branches:
        return [], []
    rows, problems = load_branches(project)
    if "all" in wish.branches:
        return rows, problems
    known = {row.id: row for row in rows}
    missing = _unknown(msg("branch"), wish.branches, known)
    if missing:
        raise WrongUsage([*missing, *problems])
    return [known[b] for b in dict.fromkeys(wish.branches)], problems


def _script_packs(
    script: Script, wish: Wish, project: Project, profiles: Profiles, rows: list[BranchRow]
) -> tuple[list[Pack], list[Diagnostic]]:
    state, problems = review(project, script.slug)
    found: list[Pack] = []
    for audience, lang in _targets(script, wish, profiles):
        board, faults = adapt(script, profiles, audience, lang, review=state)
        problems += [p for p in faults if p not in problems]
        if board is None:
            continue
        folder, digest = f"{script.slug}/{audience}/{lang}", key_of(plain({"board": board}))[:16]
        if not rows:
            formats = _formats(wish, profiles.audiences[audience].formats)
            found += _films(Pack(board, folder, formats, digest), profiles)
            continue
        formats = _formats(wish, FOR_BRANCHES)
        for row in rows:
            own, faults = _branch_board(script, profiles, board, row)
            problems += faults
            if own is not None:
                found += _films(Pack(own, f"{folder}/branches/{row.id}", formats, digest), profiles)
    return found, problems


def _films(pack: Pack, profiles: Profiles) -> Iterator[Pack]:
    """The pack with its lesson, and one for each further cut of its film, with the captions of that."""
    heard = tuple(f for f in pack.formats if FORMATS[f].needs == "timeline")
    if all(FORMATS[f].needs == "storyboard" for f in pack.formats):
        yield pack
        return
    for told in sorted(films(pack.board, profiles), key=lambda one: one.cut != LESSON):
        if told.cut == LESSON:
            yield replace(pack, cut=told)
        elif heard:
            yield replace(pack, formats=heard, cut=told)


def _targets(script: Script, wish: Wish, profiles: Profiles) -> Iterator[tuple[str, str]]:
    """Who gets it in which language. One that was asked for by name is tried, and says what it lacks."""
    for audience, lang in _asked(script, wish, profiles):
        if wish.languages or not untranslated(script, profiles.audiences[audience], lang):
            yield audience, lang


def _waiting(script: Script, wish: Wish, profiles: Profiles) -> Iterator[tuple[str, str, str]]:
    """What waits for a translation: language, audience, scam."""
    for audience, lang in () if wish.languages else _asked(script, wish, profiles):
        missing = untranslated(script, profiles.audiences[audience], lang)
        if missing:
            yield missing, audience, script.slug


def _asked(script: Script, wish: Wish, profiles: Profiles) -> Iterator[tuple[str, str]]:
    for audience in wish.audiences or script.model.audiences or profiles.audiences:
        for lang in wish.languages or profiles.audiences[audience].languages:
            yield audience, lang


def _formats(wish: Wish, own: Iterable[str]) -> tuple[str, ...]:
    return tuple(f for f in FORMATS if f in (wish.formats or tuple(own)))


def _branch_board(
    script: Script, profiles: Profiles, board: Storyboard, row: BranchRow
) -> tuple[Storyboard | None, list[Diagnostic]]:
    """The branch's storyboard. Only a script with {branch.…} is adapted again; others differ in one field."""
    if any("{branch." in entry.text + (entry.say or "") for entry in script.entries.values()):
        return adapt(script, profiles, board.audience, board.lang, row, board.review)
    return replace(board, branch=Branch(row.id, row.name, row.address, row.phone, row.where)), []
