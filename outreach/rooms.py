"""Before anything is made: does it fit? Every format that can be measured is laid out for each pack, also for branches.

Answers are kept in the cache like finished files, so that asking again costs next to nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from outreach.adapt.mediums import shown_in
from outreach.cache import Cache, key_of
from outreach.diagnostics import Diagnostic, info
from outreach.keys import job_key, plain
from outreach.messages import msg
from outreach.profiles import BranchRow
from outreach.project import Project
from outreach.renderers import RENDERERS, Renderer
from outreach.room import unfitting
from outreach.storyboard import Branch, Storyboard

if TYPE_CHECKING:
    from outreach.runner import Pool

# The film is planned, drawn and joined by other jobs than the formats of one file, but measured like them.
FILM = Renderer(
    "video",
    "outreach.film.fit",
    "timeline",
    ("templates/scenes", "templates/words.typ", "media/art", "media/fonts"),  # as outreach.film.segments.INPUTS
    measured=True,
    weight=2.0,
)
MEASURED = {one.name: one for one in (*RENDERERS.values(), FILM) if one.measured}
EACH = 2  # branches whose cards are laid out: this many of the longest names, addresses, telephone numbers and wholes


class Watcher(Protocol):
    """Whoever waits."""

    def plan(self, jobs: Sequence[Any]) -> None:
        """These are about to be laid out."""

    def done(self, job: Any, problem: BaseException | None) -> None:
        """One is done."""


@dataclass(frozen=True)
class Question:
    """Does a format fit for this board?"""

    board: Storyboard
    format: str
    branches: tuple[Branch, ...] | None
    key: str


def questions(boards: Iterable[Storyboard], rows: Sequence[BranchRow], project: Project) -> list[Question]:
    """One for each board and each format that its audience wants and that can be measured."""
    branches = longest(rows) or None
    cards = plain(branches)
    return [one for board in boards for one in _questions(board, branches, cards, project)]


def answers(asked: Iterable[Question], cache: Cache) -> list[Diagnostic]:
    """What does not fit and what is left out to fit, of everything that was ever asked."""
    problems: list[Diagnostic] = []
    for one in asked:
        known = cache.get(one.key)
        if known:
            problems += unfitting(known.facts, one.format, one.board, one.branches)
            problems += _left_out(one, known.facts)
    return problems


def longest(rows: Sequence[BranchRow]) -> tuple[Branch, ...]:
    """The branches whose cards need the most room: by name, by address, by telephone number and by all of them."""
    ways = (lambda r: len(r.name), lambda r: len(r.address), lambda r: len(r.phone), lambda r: len(r.name + r.address))
    found = {row.id: row for way in ways for row in sorted(rows, key=way, reverse=True)[:EACH]}
    return tuple(Branch(r.id, r.name, r.address, r.phone, r.where) for r in found.values())


def _questions(
    board: Storyboard, branches: tuple[Branch, ...] | None, cards: Any, project: Project
) -> Iterator[Question]:
    """The board's digest is taken once for all its formats: what a medium shows of it follows from it and our code."""
    digest = key_of({"board": plain(board), "branches": cards})
    formats = next((e.formats for e in board.editions if (e.audience, e.lang) == (board.audience, board.lang)), ())
    for format in formats:
        renderer = MEASURED.get(format)
        if renderer is None:
            continue
        key = job_key("room", project, renderer.inputs, renderer=format, source=digest)
        yield Question(shown_in(board, renderer.medium), format, branches, key)


def ask(asked: Iterable[Question], project: Project, cache: Cache, pool: Pool, watch: Watcher) -> list[Diagnostic]:
    """Lays out what is asked; the answers go to the cache. Returns what kept some from being laid out at all."""
    from outreach.jobs import Job, faults, work  # noqa: PLC0415 - half a second that an unchanged library does not need

    room = (str(project.root), project.date.isoformat(), str(cache.root))
    jobs = []
    for one in asked:
        renderer, pack = MEASURED[one.format], f"{one.board.scam}/{one.board.audience}/{one.board.lang}"
        payload = {"module": renderer.module, "source": one.board, "branches": one.branches}
        label = msg("{pack}: does `{format}` fit?", pack=pack, format=one.format)
        jobs.append(Job("room", one.key, label, renderer.weight, payload, room))
    watch.plan(jobs)
    problems: list[Diagnostic] = []
    for job, _, problem in pool.run(work, jobs):
        watch.done(job, problem)
        problems += faults(job, problem) if problem else []
    return problems


def _left_out(one: Question, facts: Mapping[str, Any]) -> Iterator[Diagnostic]:
    for scene in one.board.scenes:
        if scene.id in facts.get("left_out", ()):
            message = msg(
                "`{format}` for {audience} ({lang}) has no room for the scene `{scene}` and leaves it out",
                format=one.format,
                audience=one.board.audience,
                lang=one.board.lang,
                scene=scene.id,
            )
            hint = msg("the scenes with the most marked lines are kept; `not_in: [print]` says it on purpose")
            yield info("room", scene.title.where, message, hint)
