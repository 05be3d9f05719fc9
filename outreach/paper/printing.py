"""Prints a sheet: a template of templates/print/ in office colour, for a copier or for the press, also for a branch."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from outreach.codes import links
from outreach.diagnostics import OutreachError, Where, fail
from outreach.layout import Layout
from outreach.messages import msg
from outreach.paper import stamp
from outreach.paper.press import to_press
from outreach.paper.sheet import Print, branch_card, sheet
from outreach.storyboard import Storyboard


@dataclass(frozen=True)
class Form:
    """One file of a format: how it is printed and on what paper, width x height in mm as trimmed."""

    print_: Print
    size: tuple[float, float]
    zoom: float = 1.0  # laid out this much smaller and enlarged as a whole: posters, roll-ups


@dataclass(frozen=True)
class Sheet:
    """A format: its template, its files, and the room it keeps for a branch's card (width x height in mm)."""

    format: str  # as in the QR code's token
    template: str  # templates/print/<template>.typ
    files: Mapping[str, Form]
    slot: tuple[float, float] | None = None
    framed: bool = False  # the room is a card with a margin of its own
    type: Mapping[str, float] | None = None  # sizes in points for readers further away than a leaflet's


def prints(board: Storyboard, layout: Layout, one: Sheet) -> dict[str, bytes]:
    """Every file of a format. A board of a branch costs a tenth of the first: only its card and its code are new.

    Raises OutreachError naming the text that is too long for its panel.
    """
    if board.branch is None or one.slot is None:
        return {name: _printed(_Job(board, layout, one, name)) for name in one.files}
    plain = replace(board, branch=None)
    card = typeset(layout, "branch", branch_card(board, one.slot, one.framed))
    payload = links.payload(board, one.format)
    return {name: stamp.stamp(_base(_Job(plain, layout, one, name)), card, payload) for name in one.files}


@dataclass(frozen=True)
class _Job:
    """One file of one board. Equal jobs give equal bytes, so the result may be kept."""

    board: Storyboard
    layout: Layout
    sheet: Sheet
    name: str

    def __hash__(self) -> int:
        return hash((self.board.scam, self.board.audience, self.board.lang, self.sheet.format, self.name))

    def __eq__(self, other: object) -> bool:
        return (
            isinstance(other, _Job)
            and self.layout is other.layout
            and (self.sheet, self.name) == (other.sheet, other.name)
            and self.board == other.board
        )


def _printed(job: _Job, room: bool = False) -> bytes:
    form = job.sheet.files[job.name]
    dark = stamp.MARK if room else "#000000"
    slot = job.sheet.slot if room else None
    data = sheet(job.board, job.layout.project, job.sheet.format, form.print_, slot, dark)
    width, height = (side / form.zoom for side in form.size)
    data |= {
        "page": {"width": width, "height": height, "zoom": form.zoom},
        "type": dict(job.sheet.type or data["type"]),
    }
    made = typeset(job.layout, job.sheet.template, data)
    return to_press(made) if form.print_ == "press" else made


@lru_cache(maxsize=16)
def _base(job: _Job) -> stamp.Base:
    return stamp.base(_printed(job, room=True))


def typeset(layout: Layout, template: str, data: dict[str, Any]) -> bytes:
    """`templates/print/<template>.typ` as PDF/UA-1. Raises OutreachError naming the text that is too long for it."""
    try:
        return layout.pdf(f"print/{template}.typ", data)
    except OutreachError as problem:
        raise _too_long(problem, template) or problem from problem


def _too_long(problem: OutreachError, template: str) -> OutreachError | None:
    """The template's own report of a panel that cannot hold its words, as an error at the longest of them."""
    for one in problem.diagnostics:
        found = re.search(r"too long: (\{.*\})", one.message)
        if found:
            report: dict[str, Any] = json.loads(found.group(1).replace('\\"', '"'))
            file, line, column = report["where"]
            branch = msg("shorten the name or the address of the branch in content/branches.csv")
            return fail(
                "print-length",
                Where(file, line, column),
                msg(
                    "the text of panel `{panel}` needs {over} mm more than the page of `{sheet}` has; "
                    "its longest is `{text}`",
                    panel=report["panel"],
                    over=report["over"],
                    sheet=template,
                    text=report["text"],
                ),
                branch if template == "branch" else msg("shorten it, or give this audience fewer lines with `only:`"),
            )
    return None
