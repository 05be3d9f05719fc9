"""Prints a sheet: a template of templates/print/ in office colour, for a copier or for the press, also for a branch."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from outreach.codes import links
from outreach.layout import Layout
from outreach.overflow import UnmadeError
from outreach.paper import overflow, stamp
from outreach.paper.form import Sheet, Size, TooLongError, card, filled, typeset
from outreach.paper.press import to_press
from outreach.paper.viewer import advise
from outreach.storyboard import Storyboard

Render = Callable[[Storyboard, Layout], dict[str, bytes]]
Measure = Callable[[Storyboard, Layout, overflow.Branches], overflow.Overflow]


def of_sheets(sheets: Callable[[Storyboard], tuple[Sheet, ...]]) -> tuple[Render, Measure]:
    """`render` and `overflow` of a format: the prints of a storyboard's sheets, and what would not fit on them."""

    def render(board: Storyboard, layout: Layout) -> dict[str, bytes]:
        return prints(board, layout, sheets(board))

    def measure(board: Storyboard, layout: Layout, branches: overflow.Branches) -> overflow.Overflow:
        return overflow.measured(board, layout, sheets(board), branches)

    return render, measure


def prints(board: Storyboard, layout: Layout, sheets: Sequence[Sheet]) -> dict[str, bytes]:
    """Every file of a format. A board of a branch costs a tenth of the first: only its card and its code are new.

    Raises UnmadeError when words do not fit: with all that is wrong, and with the files that could be made.
    """
    files: dict[str, bytes] = {}
    failed: list[Sheet] = []
    for one in sheets:
        lost = len(failed)
        for name in one.files:
            try:
                files[name] = _printed(_Job(replace(board, branch=None), layout, one, name), board)
            except TooLongError:
                failed = [*failed[:lost], one]
    if failed:
        branches = (board.branch,) if board.branch else None
        raise UnmadeError(tuple(overflow.faults(board, layout, failed, branches)), files)
    return files


@dataclass(frozen=True)
class _Job:
    """One file of one board. Equal jobs give equal bytes, so the result may be kept."""

    board: Storyboard
    layout: Layout
    sheet: Sheet
    name: str
    slot: Size | None = None  # the room kept for a branch's card

    def __hash__(self) -> int:
        return hash((self.board.scam, self.board.audience, self.board.lang, self.sheet.format, self.name))

    def __eq__(self, other: object) -> bool:
        return (
            isinstance(other, _Job)
            and self.layout is other.layout
            and (self.sheet, self.name, self.slot) == (other.sheet, other.name, other.slot)
            and self.board == other.board
        )


def _printed(job: _Job, board: Storyboard) -> bytes:
    """The file, for the branch of `board` when it has one and the sheet keeps room for it."""
    if board.branch is None or not job.sheet.slots:
        return _plain(replace(job, board=board))
    made, slot = card(board, job.layout, job.sheet)
    return stamp.stamp(_base(replace(job, slot=slot)), made, links.payload(board, job.sheet.format))


def _plain(job: _Job) -> bytes:
    made = typeset(job.layout, job.sheet.template, filled(job.board, job.layout, job.sheet, job.name, job.slot))
    return to_press(made) if job.sheet.files[job.name].print_ == "press" else advise(made, job.sheet.template)


@lru_cache(maxsize=16)
def _base(job: _Job) -> stamp.Base:
    return stamp.base(_plain(job))
