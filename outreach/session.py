"""One project kept open: what commands, a preview and a form stand on.

What was read and made is remembered, and made again when its files have changed (`open_project`). What a question needs
is imported when it is asked: a build in which nothing has changed reads no script.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING
from weakref import ref

from outreach.diagnostics import NOWHERE, Diagnostic, OutreachError, WrongUsage, error, errors, unknown
from outreach.messages import msg
from outreach.open_project import Memory, OpenProject
from outreach.project import Project

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    from outreach.build.bench import Bench, Progress
    from outreach.build.forecast import Forecast
    from outreach.build_result import BuildResult
    from outreach.inventory import Inventory
    from outreach.jobs import Job
    from outreach.library import Library
    from outreach.profiles import BranchRow, Profiles
    from outreach.report import Report
    from outreach.runner import Executor, Pool
    from outreach.script import Script
    from outreach.store import Store
    from outreach.storyboard import Review, Storyboard
    from outreach.wish import Wish

    AtWork = Callable[[], AbstractContextManager[tuple[Pool, Progress]]]
    AnyAtWork = Callable[[], AbstractContextManager[tuple[Executor, Progress]]]


class Silent:
    """Nobody waits."""

    def plan(self, jobs: Sequence[Job]) -> None:
        """Nothing is said."""

    def done(self, job: Job, problem: BaseException | None) -> None:
        """Nothing is said."""

    def say(self, message: str) -> None:
        """Nothing is said."""


class Session:
    """It holds one result a question, however often files are edited."""

    def __init__(self, project: Project, store: Store | None = None) -> None:
        """`store`: where results are kept; what only reads needs none."""
        self._memory = Memory()
        self.project = OpenProject(project.root, project.date, memory=ref(self._memory))
        self.store = store

    def refresh(self) -> list[str]:
        """Forgets what was made of files that have changed since; their names. Folders count by what is in them."""
        return self.project.refresh()

    # --- what content says ----------------------------------------------------------------------------------------

    def profiles(self) -> Profiles:
        """Audiences, languages, brand. Raises OutreachError when they have errors."""
        from outreach.profiles import load_profiles, require

        return require(*load_profiles(self.project))

    def scams(self) -> list[str]:
        """The names of all scams."""
        return self.project.names("content/scams")

    def script(self, scam: str) -> tuple[Script | None, list[Diagnostic]]:
        """A scam's script and what is wrong with it."""
        from outreach.script import load_script

        return load_script(self.project, scam)

    def scripts(self) -> tuple[list[Script], list[Diagnostic]]:
        """The scripts of all scams that have one without errors, and what is wrong with any."""
        found = [self.script(scam) for scam in self.scams()]
        return [one for one, _ in found if one], [problem for _, problems in found for problem in problems]

    def readable_script(self, scam: str) -> Script:
        """A scam's script, which may have errors. Raises WrongUsage when there is none, OutreachError when it cannot be
        read."""
        self.named(scam)
        script, problems = self.script(scam)
        if script is None:
            raise OutreachError(problems)
        return script

    def review(self, scam: str) -> Review:
        """Who approved the scam's words, and do they stand as they were?"""
        from outreach.reviews import review

        return review(self.project, scam)[0]

    def branches(self) -> tuple[list[BranchRow], list[Diagnostic]]:
        """The branch list and what is wrong with it."""
        from outreach.profiles import load_branches

        return load_branches(self.project)

    def inventory(self) -> Inventory:
        """The names that the project has now."""
        from outreach.inventory import inventory

        return inventory(self.project, self.profiles())

    def named(self, scam: str = "", audience: str = "", lang: str = "", cut: str = "") -> None:
        """Raises WrongUsage, with what was probably meant, for names that do not exist."""
        there: dict[str, tuple[str, Callable[[], Iterable[str]]]] = {
            msg("scam"): (scam, self.scams),
            msg("audience"): (audience, lambda: self.profiles().audiences),
            msg("language"): (lang, lambda: self.profiles().languages),
            msg("cut"): (cut, lambda: self.profiles().cuts),
        }
        asked = [(what, name, sorted(names())) for what, (name, names) in there.items() if name]
        problems = [unknown(what, name, names) for what, name, names in asked if name not in names]
        if problems:
            raise WrongUsage(problems)

    # --- what is made of it ---------------------------------------------------------------------------------------

    def storyboard(self, scam: str, audience: str, lang: str, cut: str = "") -> tuple[Storyboard, list[Diagnostic]]:
        """What the scam (or one cut of its film) says and shows, and what is questionable about it.

        Raises OutreachError when there is none, with the reasons.
        """
        self.named(scam, audience, lang, cut)
        question = ("storyboard", scam, audience, lang, cut)
        return self.project.remembered(question, lambda: self._adapted(scam, audience, lang, cut))

    def storyboards(self, scam: str, lang: str) -> list[Storyboard]:
        """The storyboards of a scam in one language, one an audience. Raises OutreachError when there is none."""
        from outreach.library import storyboards

        self.named(scam, lang=lang)
        made = list(storyboards(self.readable_script(scam), self.profiles(), self.branches()[0], []))
        boards = [board for board, _ in made if board and board.lang == lang]
        if not boards:
            nobody = error("voice", NOWHERE, msg("no audience of `{scam}` speaks `{lang}`", scam=scam, lang=lang))
            raise OutreachError([p for _, more in made for p in more] or [nobody])
        return boards

    def check(self, scams: tuple[str, ...] = ()) -> Library:
        """Every problem of the content, as `outreach check` finds it before anything is laid out."""
        from outreach.library import check_library

        return self.project.remembered(("check", *scams), lambda: check_library(self.project, scams, self.store))

    def report(self, scams: tuple[str, ...], at_work: AtWork) -> Report:
        """What `outreach check` tells, also of what would not fit; the last report when nothing has changed since.

        `at_work`: workers and who waits for them, asked for only when something is laid out.
        """
        from outreach.report import keep, recalled, report_key

        store = self._sure()
        key = _sure_key(lambda: report_key(self.project, scams))
        known = recalled(key, store) if key else None
        if known is None:
            known, whole = self._reported(scams, at_work)
            if key and whole:
                keep(known, key, store)
        return known

    # --- finished files -------------------------------------------------------------------------------------------

    def build(self, wish: Wish, out: Path, at_work: AnyAtWork, trace: Path | None = None) -> BuildResult:
        """Makes what was wished for and writes it below `out`; the last result when nothing has changed since.

        `trace`: a file that tells when each job ran. Raises OutreachError when nothing can start.
        """
        from outreach.unchanged import keep, outcome_key, recalled

        store = self._sure()
        key = "" if trace else _sure_key(lambda: outcome_key(self.project, wish, out))
        result = recalled(key, out, store) if key else None
        if result is None:
            from outreach.build import build

            with at_work() as (pool, progress):
                result = build(wish, self.project, out, store, pool, progress, trace)
            if key:
                keep(result, key, out, store)
        return result

    def foresee(self, wish: Wish) -> tuple[Forecast, list[Diagnostic]]:
        """What `build` would do: what is in the cache, what is to be made, how long that takes; nothing is made."""
        from outreach.build import foresee

        return foresee(wish, self.project, self._sure())

    def render(
        self, wish: Wish, pool: Executor | None = None, progress: Progress | None = None
    ) -> tuple[dict[str, bytes], list[Diagnostic]]:
        """What `build` would write, by path, and what it would tell; it goes to no folder.

        Without a pool the work is done here. Raises OutreachError when nothing can start.
        """
        from outreach.build import render
        from outreach.runner import Pool

        with Pool(1) as here:
            return render(wish, self.project, self._sure(), pool or here, progress or Silent())

    def bench(self, pool: Executor, progress: Progress) -> Bench:
        """Where jobs of this project are run."""
        from outreach.build.bench import Bench

        return Bench(self.project, self.profiles(), self._sure(), pool, progress)

    # --- what people decide ---------------------------------------------------------------------------------------

    def approve(self, scam: str, by: str, role: str = "", note: str = "", key: Ed25519PrivateKey | None = None) -> str:
        """Adds a review of all that the scam's packs show now; the digest of that. Raises OutreachError."""
        from outreach import approval_log, approved_parts
        from outreach.files import write_atomically
        from outreach.source import parse

        self.named(scam)
        script, problems = self.script(scam)
        if script is None or errors(problems):
            raise OutreachError(errors(problems))
        text, before, older = approval_log.read(self.project, scam)
        parts = approved_parts.parts(self.project, scam)
        line = approval_log.ReviewLine.model_construct(
            by=by,
            role=role,
            on=self.project.date.isoformat(),
            note=note,
            digest=approved_parts.digest(parts),
            parts={name: one[: approval_log.MARK] for name, one in parts.items()},
            after=approval_log.mark(before),
        )
        if key is not None:
            line = approval_log.signed(line, key)
        file = approval_log.approval_file(scam)
        text = approval_log.written("" if older else text, before, line)
        parse(approval_log.Approval, file, text)  # what the file would be refused for is not written
        write_atomically(self.project.path(file), text.encode())
        self.refresh()
        return line.digest

    def _sure(self) -> Store:
        if self.store is None:
            raise ValueError("a session without a store only reads")
        return self.store

    def _adapted(self, scam: str, audience: str, lang: str, cut: str) -> tuple[Storyboard, list[Diagnostic]]:
        from outreach.adapt import adapt
        from outreach.adapt.cuts import cut as cut_of

        profiles = self.profiles()
        script, problems = self.script(scam)
        if script is None:
            raise OutreachError(problems)
        board, more = adapt(script, profiles, audience, lang, review=self.review(scam))
        found = [*problems, *more]
        if board is None:
            raise OutreachError([one for one in found if one.severity == "error"])
        return (cut_of(board, cut, profiles.cuts[cut]) if cut else board), found

    def _reported(self, scams: tuple[str, ...], at_work: AtWork) -> tuple[Report, bool]:
        """A new report; and was everything laid out for it?"""
        from outreach import fitting
        from outreach.report import Report

        found, store = self.check(scams), self._sure()
        asked = fitting.questions(found.made, found.rows, self.project, found.films)
        new, failed = [one for one in asked if store.get(one.key) is None], list[Diagnostic]()
        if new:
            store.prepare()
            with at_work() as (pool, progress):
                failed = fitting.ask(new, self.project, store, pool, progress)
        problems = {*found.problems, *failed, *fitting.answers(asked, store)}
        told = tuple(sorted(problems, key=lambda d: (d.where, d.message)))
        return Report(told, found.scams, found.boards, found.branches), not failed


def _sure_key(key: Callable[[], str]) -> str:
    """The key of a result; "" while a file cannot be read: whoever makes the result says which."""
    try:
        return key()
    except (OSError, OutreachError):
        return ""
