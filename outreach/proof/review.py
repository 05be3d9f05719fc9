"""A scam's review page out of an open project, and what came back from its readers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from outreach import approved
from outreach.build.proofs import proofs
from outreach.diagnostics import Diagnostic, Where
from outreach.messages import msg
from outreach.profiles.checklist import roles
from outreach.proof import comments
from outreach.proof.page import Material, page, words_digest
from outreach.proof.pictures import drawn
from outreach.session import Session
from outreach.store import Store
from outreach.storyboard import Storyboard
from outreach.wish import Wish

if TYPE_CHECKING:
    from outreach.session import AnyAtWork


def review_page(
    session: Session, wish: Wish, scam: str, at_work: AnyAtWork, heard: bool
) -> tuple[bytes, list[Diagnostic]]:
    """The page of a scam, b"" when nothing of it can be shown, and what is wrong. Raises OutreachError."""
    kept, asked = comments.kept(session.project, scam), roles(session.project)
    words = approved.words(approved.boards(session.project, session, scam))
    before, problems = approved.approved(session.project, scam)
    one = Wish((scam,), wish.audiences, wish.languages, wish.formats, voice=wish.voice)
    with at_work() as (pool, progress):
        bench = session.bench(pool, progress)
        shown = proofs(one, bench, heard=heard)
    if not shown:
        return b"", [*problems, *bench.diagnostics]
    old = _approved_pictures(before, scam, bench.cache)
    of = Material(scam, shown, words, before, old, kept, asked, session.profiles())
    made, pictures = page(of, session.project)
    still = old.values() if before and before.words == words else ()  # they are compared with the next time, too
    approved.remember(words, scam, pictures, [*drawn(shown), *still], bench.cache)
    return made, [*problems, *bench.diagnostics]


def _approved_pictures(before: approved.Approved | None, scam: str, store: Store) -> dict[str, bytes]:
    """Those that the store still has."""
    if before is None:
        return {}
    names = {name for medium in before.pictures.values() for name in medium.digests}
    return approved.recalled_pictures(before.words, scam, names, store)


def take_in(session: Session, file: comments.Saved) -> Iterator[str]:
    """Keeps the comments of a file; lines that tell them by place, with the words they are about."""
    project, scam = session.project, file.scam
    before = comments.kept(project, scam)
    now = comments.added(before, file, project.date.isoformat())
    comments.keep(project, scam, now)
    boards = approved.boards(project, session, scam)
    words, places = approved.words(boards), _sources(boards)
    yield msg("`{scam}`, from {name} ({role}):", scam=scam, name=file.by, role=file.role)
    if file.words != words_digest(words):
        yield msg("  the words have changed since this page was made")
    for one in sorted(file.comments, key=lambda one: one.place):
        source = f"  {places[one.place]}" if one.place in places else ""
        yield f"  {one.place}{source}"
        if one.place in words:
            yield f"    “{words[one.place]}”"
        yield from (f"    {line}" for line in one.text.split("\n"))
    yield from (f"  {one.question}: {one.answer}" for one in file.answers)
    counts = {"new": len(now.comments) - len(before.comments), "open": sum(not one.answer for one in now.comments)}
    yield msg("new comments: {new}, open: {open}, in `{file}`", file=comments.comments_file(scam), **counts)


def _sources(boards: list[Storyboard]) -> dict[str, Where]:
    """Where the words of each beat are written."""
    return {
        approved.beat_place(f"{board.audience}/{board.lang}", beat): beat.text.where
        for board in boards
        for beat in approved.beats(board)
        if beat.text and beat.text.where.file
    }
