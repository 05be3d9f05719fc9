"""One project kept open: what was read and made of it is remembered, and made again when its files have changed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from outreach.adapt import adapt
from outreach.adapt.cuts import cut as cut_of
from outreach.diagnostics import Diagnostic, OutreachError, WrongUsage, unknown
from outreach.library import Library, check_library
from outreach.messages import msg
from outreach.profiles import Profiles, load_profiles, require
from outreach.project import Project, Stamp
from outreach.report import Report
from outreach.reviews import review
from outreach.script import Script, load_script
from outreach.storyboard import Storyboard

if TYPE_CHECKING:
    from outreach.build.bench import Bench, Progress
    from outreach.jobs import Job
    from outreach.runner import Executor, Pool
    from outreach.store import Store
    from outreach.wish import Wish

    AtWork = Callable[[], AbstractContextManager[tuple[Pool, Progress]]]

T = TypeVar("T")


@dataclass(frozen=True)
class Reader(Project):
    """A project that notes what is asked of it, for everything that is being made at the moment."""

    noting: list[set[str]] = field(default_factory=list, compare=False, repr=False)

    def path(self, relative: str) -> Path:
        """As the project's own, noted."""
        self.note({relative})
        return super().path(relative)

    def digest(self, relative: str) -> str:
        """As the project's own, noted: a digest that is remembered opens nothing."""
        self.note({relative})
        return super().digest(relative)

    def note(self, asked: set[str]) -> None:
        """What is being made depends on these."""
        if self.noting:
            self.noting[-1] |= asked

    @contextmanager
    def noted(self) -> Iterator[set[str]]:
        """What is asked for inside; whoever waits for it depends on that, too."""
        self.noting.append(set())
        try:
            yield self.noting[-1]
        finally:
            self.note(self.noting.pop())

    def forget(self, relative: str) -> None:
        """Digests of the file, of what is below it and of the folders it is in are measured again."""
        for name in list(self._digests):
            if name == relative or name.startswith(f"{relative}/") or relative.startswith(f"{name}/"):
                del self._digests[name]


@dataclass(frozen=True)
class _Made:
    value: Any
    asked: frozenset[str]


class Silent:
    """Nobody waits."""

    def plan(self, jobs: Sequence[Job]) -> None:
        """Nothing is said."""

    def done(self, job: Job, problem: BaseException | None) -> None:
        """Nothing is said."""

    def say(self, message: str) -> None:
        """Nothing is said."""


class Session:
    """What commands, a preview and a form stand on. It holds one result a question, however often files are edited."""

    def __init__(self, project: Project, store: Store | None = None) -> None:
        """`store`: where results are kept; what only reads needs none."""
        self.project = project
        self.store = store
        self._reader = Reader(project.root, project.date)
        self._made: dict[tuple[str, ...], _Made] = {}
        self._stamps: dict[str, Stamp] = {}

    def refresh(self) -> list[str]:
        """Forgets what was made of files that have changed since; their names. Folders count by what is in them."""
        changed = [name for name, stamp in self._stamps.items() if self._reader.stamp(name) != stamp]
        for name in changed:
            del self._stamps[name]
            self._reader.forget(name)
        stale = set(changed)
        self._made = {key: made for key, made in self._made.items() if stale.isdisjoint(made.asked)}
        return sorted(changed)

    def check(self, scams: tuple[str, ...] = ()) -> Library:
        """Every problem of the content, as `outreach check` finds it before anything is laid out."""
        return self._remember(("check", *scams), lambda: check_library(self._reader, scams, self.store))

    def profiles(self) -> Profiles:
        """Audiences, languages, brand. Raises OutreachError when they have errors."""
        return self._remember(("profiles",), lambda: require(*load_profiles(self._reader)))

    def script(self, scam: str) -> tuple[Script | None, list[Diagnostic]]:
        """A scam's script and what is wrong with it."""
        return self._remember(("script", scam), lambda: load_script(self._reader, scam))

    def storyboard(self, scam: str, audience: str, lang: str, cut: str = "") -> tuple[Storyboard, list[Diagnostic]]:
        """What the scam (or one cut of its film) says and shows, and what is questionable about it.

        Raises OutreachError when there is none, with the reasons.
        """
        self.named(scam, audience, lang, cut)
        key = ("storyboard", scam, audience, lang, cut)
        return self._remember(key, lambda: self._adapted(scam, audience, lang, cut))

    def named(self, scam: str, audience: str = "", lang: str = "", cut: str = "") -> None:
        """Raises WrongUsage, with what was probably meant, for names that do not exist."""
        profiles = self.profiles()
        asked: tuple[tuple[str, str, Iterable[str]], ...] = (
            (msg("scam"), scam, self.project.names("content/scams")),
            (msg("audience"), audience, profiles.audiences),
            (msg("language"), lang, profiles.languages),
            (msg("cut"), cut, profiles.cuts),
        )
        problems = [unknown(what, name, sorted(there)) for what, name, there in asked if name and name not in there]
        if problems:
            raise WrongUsage(problems)

    def report(self, scams: tuple[str, ...], at_work: AtWork) -> tuple[Report, bool]:
        """What `outreach check` tells, also of what would not fit; and was everything laid out for it?

        `at_work`: workers and who waits for them, asked for only when something is laid out.
        """
        from outreach import fitting  # noqa: PLC0415 - half a second that a storyboard does not need

        found, store = self.check(scams), self._sure()
        asked = fitting.questions(found.made, found.rows, self._reader, found.films)
        new, failed = [one for one in asked if store.get(one.key) is None], list[Diagnostic]()
        if new:
            store.prepare()
            with at_work() as (pool, progress):
                failed = fitting.ask(new, self._reader, store, pool, progress)
        problems = {*found.problems, *failed, *fitting.answers(asked, store)}
        told = tuple(sorted(problems, key=lambda d: (d.where, d.message)))
        return Report(told, found.scams, found.boards, found.branches), not failed

    def bench(self, pool: Executor, progress: Progress) -> Bench:
        """Where jobs of this project are run."""
        from outreach.build.bench import Bench  # noqa: PLC0415 - a second that a storyboard does not need

        return Bench(self._reader, self.profiles(), self._sure(), pool, progress)

    def render(
        self, wish: Wish, pool: Executor | None = None, progress: Progress | None = None
    ) -> tuple[dict[str, bytes], list[Diagnostic]]:
        """What a build of the wish would write, by path, and what it would tell; it goes to no folder.

        Without a pool the work is done here. Raises OutreachError when nothing can start.
        """
        from outreach.build import make  # noqa: PLC0415 - as above
        from outreach.plan import packs  # noqa: PLC0415
        from outreach.runner import Pool  # noqa: PLC0415

        store = self._sure()
        found, problems = packs(wish, self._reader, self.profiles())
        store.prepare()
        with Pool(1) as here:
            bench = self.bench(pool or here, progress or Silent())
            bench.sound = wish.sound
            bench.note(problems)
            made = make(found, wish, bench)
        return {one.path: store.read(one.blob) for one in made}, bench.diagnostics

    def _sure(self) -> Store:
        if self.store is None:
            raise ValueError("a session without a store only reads")
        return self.store

    def _adapted(self, scam: str, audience: str, lang: str, cut: str) -> tuple[Storyboard, list[Diagnostic]]:
        profiles = self.profiles()
        script, problems = self.script(scam)
        if script is None:
            raise OutreachError(problems)
        state, _ = self._remember(("review", scam), lambda: review(self._reader, scam))
        board, more = adapt(script, profiles, audience, lang, review=state)
        found = [*problems, *more]
        if board is None:
            raise OutreachError([one for one in found if one.severity == "error"])
        return (cut_of(board, cut, profiles.cuts[cut]) if cut else board), found

    def _remember(self, key: tuple[str, ...], make: Callable[[], T]) -> T:
        """The result of that name; an error is not kept, so it is looked at again."""
        if key not in self._made:
            with self._reader.noted() as asked:
                value = make()
            for name in asked - self._stamps.keys():
                self._stamps[name] = self._reader.stamp(name)
            self._made[key] = _Made(value, frozenset(asked))
        made = self._made[key]
        self._reader.note(set(made.asked))
        found: T = made.value
        return found
