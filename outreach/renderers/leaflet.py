"""Leaflets: a storyboard becomes a printed sheet in the fold its audience needs, in four prints."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from outreach import links, stamp
from outreach.diagnostics import OutreachError, Where, fail
from outreach.layout import Layout
from outreach.messages import msg
from outreach.press import to_press
from outreach.sheet import Print, branch_card, sheet
from outreach.storyboard import Storyboard

# Trim sizes in mm, width x height (ISO 216). A folded sheet is laid out flat.
SIZES = {"half-fold": (297.0, 210.0), "a5": (148.0, 210.0), "bilingual": (210.0, 297.0)}
NARROW = {"half-fold": (285.0, 210.0), "a5": (142.5, 210.0), "bilingual": (210.0, 285.0)}  # 210 x 285, half and whole
PRINTS: dict[str, tuple[Print, dict[str, tuple[float, float]]]] = {
    "leaflet.pdf": ("office", SIZES),
    "leaflet-mono.pdf": ("mono", SIZES),
    "leaflet-press.pdf": ("press", SIZES),
    "leaflet-press-285.pdf": ("press", NARROW),
}


def render(board: Storyboard, layout: Layout) -> dict[str, bytes]:
    """The prints of the leaflet: for an office printer in colour and for a copier (both tagged PDF/UA-1, all ink at
    least 6 mm from the edge), and for a press on A4 and on the 285 mm sheet Chinese printers cut (standards §7).

    A board of a branch costs a hundredth of the first: only its card and its code are new.
    """
    if board.branch is None:
        return {name: _printed(_Job(board, layout, print_, sizes)) for name, (print_, sizes) in PRINTS.items()}
    plain, fold = replace(board, branch=None), board.style.leaflet
    card = typeset(layout, "branch", branch_card(board, SLOTS[fold], fold == "half-fold"))
    payload = links.payload(board, "leaflet")
    return {
        name: stamp.stamp(_base(_Job(plain, layout, print_, sizes)), card, payload)
        for name, (print_, sizes) in PRINTS.items()
    }


@dataclass(frozen=True)
class _Job:
    """One print of one board. Equal jobs give equal bytes, so their result may be kept."""

    board: Storyboard
    layout: Layout
    print_: Print
    sizes: dict[str, tuple[float, float]]

    @property
    def fold(self) -> str:
        return self.board.style.leaflet

    @property
    def size(self) -> tuple[float, float]:
        return self.sizes[self.fold]

    def __hash__(self) -> int:
        return hash((self.board.scam, self.board.audience, self.board.lang, self.print_, self.size))

    def __eq__(self, other: object) -> bool:
        return (
            isinstance(other, _Job)
            and self.layout is other.layout
            and (self.print_, self.size) == (other.print_, other.size)
            and self.board == other.board
        )


def _printed(job: _Job, slot: tuple[float, float] | None = None) -> bytes:
    dark = stamp.MARK if slot else "#000000"
    data = sheet(job.board, job.layout.project, "leaflet", job.print_, slot, dark)
    data["page"] = {"width": job.size[0], "height": job.size[1]}
    made = typeset(job.layout, job.fold, data)
    return to_press(made) if job.print_ == "press" else made


# Room for a branch's card in mm: across the cover of a folded sheet of either width, beside the code elsewhere.
SLOTS = {"half-fold": (117.5, 36.0), "a5": (38.0, 25.0), "bilingual": (62.0, 28.0)}


@lru_cache(maxsize=16)
def _base(job: _Job) -> stamp.Base:
    return stamp.base(_printed(job, SLOTS[job.fold]))


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
                msg("shorten it, or give this audience fewer lines with `only:`"),
            )
    return None
