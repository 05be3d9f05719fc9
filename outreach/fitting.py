"""Before anything is made: does it fit? Every format that can be measured is laid out for each pack, also for branches.

Answers are kept in the cache like finished files, so that asking again costs next to nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, Protocol

from outreach.adapt.mediums import shown_in
from outreach.diagnostics import Diagnostic, info
from outreach.formats import FORMATS
from outreach.jobs import Desk, files_of, work
from outreach.jobs.faults import faults, unfit
from outreach.jobs.fit import Fit
from outreach.messages import msg
from outreach.profiles import BranchRow
from outreach.project import Project
from outreach.store import Store
from outreach.storyboard import Branch, Storyboard

if TYPE_CHECKING:
    from outreach.runner import Pool

Films = Callable[[Storyboard], Sequence[Storyboard]]  # what the films of a storyboard tell of it
EACH = 2  # branches whose cards are laid out: this many of the longest names, addresses, telephone numbers and wholes


class Watcher(Protocol):
    """Whoever waits."""

    def plan(self, jobs: Sequence[Any]) -> None:
        """These are about to be laid out."""

    def done(self, job: Any, problem: BaseException | None) -> None:
        """One is done."""


def questions(
    boards: Iterable[Storyboard], rows: Sequence[BranchRow], project: Project, films: Films = lambda _: ()
) -> list[Fit]:
    """One for each board and each format that its audience wants and that can be measured."""
    branches = longest(rows) or None
    return [one for board in boards for one in _questions(board, branches, project, films)]


def answers(asked: Iterable[Fit], cache: Store) -> list[Diagnostic]:
    """What does not fit and what is left out to fit, of everything that was ever asked."""
    problems: list[Diagnostic] = []
    for one in asked:
        known = cache.get(one.key)
        if known:
            problems += unfit(one, known)
            problems += _left_out(one, known.facts)
    return problems


def longest(rows: Sequence[BranchRow]) -> tuple[Branch, ...]:
    """The branches whose cards need the most room: by name, by address, by telephone number and by all of them."""
    ways = (lambda r: len(r.name), lambda r: len(r.address), lambda r: len(r.phone), lambda r: len(r.name + r.address))
    found = {row.id: row for way in ways for row in sorted(rows, key=way, reverse=True)[:EACH]}
    return tuple(Branch(r.id, r.name, r.address, r.phone, r.where) for r in found.values())


def _questions(board: Storyboard, branches: tuple[Branch, ...] | None, project: Project, films: Films) -> Iterator[Fit]:
    formats = next((e.formats for e in board.editions if (e.audience, e.lang) == (board.audience, board.lang)), ())
    pack = f"{board.scam}/{board.audience}/{board.lang}"
    for format in formats:
        made = FORMATS.get(format)
        if not made or not made.overflow:
            continue
        for source in (made.cuts and films(board)) or (shown_in(board, made.medium),):
            yield Fit(
                format=format,
                source=source,
                branches=branches,
                files=files_of(project, made.inputs),
                label=msg("{pack}: does `{format}` fit?", pack=pack, format=format),
                weight=made.weight,
            )


def ask(asked: Sequence[Fit], project: Project, cache: Store, pool: Pool, watch: Watcher) -> list[Diagnostic]:
    """Lays out what is asked; the answers go to the cache. Returns what kept some from being laid out at all."""
    watch.plan(asked)
    problems: list[Diagnostic] = []
    for job, _, problem in pool.run(partial(work, Desk(project.root, cache, state=project.state())), asked):
        watch.done(job, problem)
        problems += faults(job, problem) if problem else []
    return problems


def _left_out(one: Fit, facts: Mapping[str, Any]) -> Iterator[Diagnostic]:
    for scene in one.source.scenes:
        if scene.id in facts.get("left_out", ()):
            message = msg(
                "`{format}` for {audience} ({lang}) has no room for the scene `{scene}` and leaves it out",
                format=one.format,
                audience=one.source.audience,
                lang=one.source.lang,
                scene=scene.id,
            )
            hint = msg("the scenes with the most marked lines are kept; `not_in: [print]` says it on purpose")
            yield info("room", scene.title.where, message, hint)
