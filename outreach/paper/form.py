"""What a printed format is made of: its sheets, their files, and one layout of a sheet as data for its template."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any

from pydantic import BaseModel, Field, ValidationError

from outreach.diagnostics import OutreachError, Where, fail
from outreach.keyvisual import Crop
from outreach.layout import Layout
from outreach.messages import msg
from outreach.paper import stamp
from outreach.paper.drawn import Art
from outreach.paper.hero import hero
from outreach.paper.sheet import Print, artist, branch_card, sheet
from outreach.paper.views import Frame, Kit, Page, Panorama, SheetView, Strip
from outreach.project import Project
from outreach.storyboard import Storyboard

Size = tuple[float, float]
# Trim sizes in mm, width x height: ISO 216.
A4: Size = (210.0, 297.0)
A3: Size = (297.0, 420.0)
A2: Size = (420.0, 594.0)
LARGE = 16.0  # points: where the smallest type is so large, it is large print


@dataclass(frozen=True)
class Form:
    """One file of a format: how it is printed and on what paper, width x height in mm as trimmed."""

    print_: Print
    size: Size
    zoom: float = 1.0  # laid out this much smaller and enlarged as a whole: posters, roll-ups


@dataclass(frozen=True)
class Sheet:
    """A format: its template, its files, and the slots it can keep for a branch's card (width x height in mm): the
    first that holds the branch's name and address is taken."""

    format: str  # as in the QR code's token
    template: str  # templates/print/<template>.typ
    files: Mapping[str, Form]
    slots: tuple[Size, ...] = ()
    framed: bool = False  # the room is a card with a margin of its own
    crop: Crop | None = None  # of the key visual that fills it
    branch_crop: Crop | None = None  # of the same where a branch's card takes its room
    type: Mapping[str, float] | None = None  # sizes in points for readers further away than a leaflet's
    kit: Callable[[Storyboard, SheetView, Art], Kit] | None = None  # what other sheets have not; it may draw more
    strip: Callable[[Storyboard, SheetView, Project], Strip] | None = None  # the frames of a comic
    panorama: Callable[[Storyboard, SheetView, Project], Panorama] | None = None  # places over its folds


def three(name: str, size: Size) -> dict[str, Form]:
    """The files of a sheet for an office printer, for a copier and for a press."""
    prints: tuple[tuple[str, Print], ...] = ((name, "office"), (f"{name}-mono", "mono"), (f"{name}-press", "press"))
    return {f"{file}.pdf": Form(print_, size) for file, print_ in prints}


def at_least(board: Storyboard, least: Mapping[str, float]) -> dict[str, float]:
    """Sizes in points as the audience reads print, none under `least`: a sheet is read further away than a leaflet."""
    return {name: max(size, board.style.print_type[name]) for name, size in least.items()}


def large_print(board: Storyboard) -> bool:
    """Does the audience read large print?"""
    return board.style.print_type["floor"] >= LARGE


def filled(board: Storyboard, layout: Layout, one: Sheet, name: str, slot: Size | None = None) -> SheetView:
    """All that the template of `one` needs for its file `name`. `slot`: the room to keep for a branch's card."""
    form = one.files[name]
    dark = stamp.MARK if slot else "#000000"
    width, height = (side / form.zoom for side in form.size)
    view = sheet(board, layout.project, one.format, form.print_, slot, dark, Page(width, height, form.zoom))
    view = replace(view, type=one.type) if one.type else view
    crop = one.branch_crop if slot and one.branch_crop else one.crop
    view = replace(view, hero=hero(board, layout.project, crop, form.print_)) if crop else view
    view = replace(view, strip=one.strip(board, view, layout.project)) if one.strip else view
    view = replace(view, panorama=one.panorama(board, view, layout.project)) if one.panorama else view
    if one.kit is None:
        return view
    art = artist(board, layout.project, form.print_)
    kit = one.kit(board, view, art)
    return replace(view, kit=kit, art={**view.art, **art.drawn})


@dataclass(frozen=True)
class FitReport:
    """What a template says of its own room."""

    faults: list[dict[str, Any]]  # panel, over (mm), texts: the words in it
    left_out: list[str]  # the ids of dialogue scenes that it does not show


class _Fault(BaseModel):
    panel: str
    over: float
    texts: list[str]


class _Told(BaseModel):
    faults: list[_Fault]
    left_out: list[str] = Field([], alias="left-out")


class TooLongError(Exception):
    """A template cannot hold its words."""

    def __init__(self, report: FitReport) -> None:
        self.report = report
        super().__init__(", ".join(f"{one['panel']} {one['over']} mm" for one in report.faults))


def typeset(layout: Layout, template: str, view: Frame) -> bytes:
    """`templates/print/<template>.typ` as PDF/UA-1. Raises TooLongError when the words do not fit."""
    try:
        date = view.reviewed if isinstance(view, SheetView) else ""
        return layout.pdf(f"print/{template}.typ", view, date=date)
    except OutreachError as problem:
        report = report_of(problem)
        if report is None:
            raise
        raise TooLongError(report) from problem
    finally:
        layout.forget()


def probe(layout: Layout, template: str, view: Frame) -> FitReport:
    """How the words fit, measured as `typeset` does, without drawing a page."""
    try:
        layout.png(f"print/{template}.typ", replace(view, probe=True), ppi=1)
    except OutreachError as problem:
        report = report_of(problem)
        if report is None:
            raise
        return report
    finally:
        layout.forget()
    hint = msg("it ends with `report(…)` when `data.probe` is set, as in templates/print/lib.typ")
    raise fail("layout", Where(f"templates/print/{template}.typ"), msg("it does not say whether its words fit"), hint)


def report_of(problem: OutreachError) -> FitReport | None:
    """The template's own report, which it gives as the words of a panic. None for other words, also odd ones."""
    for one in problem.diagnostics:
        found = re.search(r"overflow: (\{.*\})", one.message, re.S)
        if found:
            with suppress(ValidationError):
                told = _Told.model_validate_json(found.group(1))
                return FitReport([fault.model_dump() for fault in told.faults], told.left_out)
    return None


def card(board: Storyboard, layout: Layout, one: Sheet) -> tuple[bytes, Size]:
    """The card of the board's branch, and the room that holds it. Raises TooLongError when none of the sheet's does."""
    for slot in one.slots[:-1]:
        try:
            return typeset(layout, "branch", branch_card(board, slot, one.framed)), slot
        except TooLongError:
            continue
    return typeset(layout, "branch", branch_card(board, one.slots[-1], one.framed)), one.slots[-1]
