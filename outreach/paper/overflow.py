"""How far the sheets of a format are from holding their words, and what takes the room: found by leaving things out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass, replace
from typing import TypeVar

from outreach.layout import Layout
from outreach.overflow import Cause, Fault
from outreach.paper.form import FitReport, Form, Sheet, Size, filled, probe
from outreach.paper.sheet import branch_card
from outreach.paper.views import Line, Part, SheetView, Words
from outreach.storyboard import Branch, Storyboard
from outreach.views import View

LONG = 12  # characters: a shorter text is no cause
TOLD = 3  # causes that are told of one fault
PATIENCE = 20  # layouts that are tried for one fault
TEXTS = 5  # of the longest texts of a panel that are tried


Branches = tuple[Branch, ...] | None  # None: no copies for branches
Overflow = tuple[list[Fault], list[str]]  # what does not fit; the ids of scenes that a sheet leaves out
Probed = list[tuple[SheetView, FitReport]]  # of each size of a sheet


def measured(board: Storyboard, layout: Layout, sheets: Sequence[Sheet], branches: Branches) -> Overflow:
    """What of `sheets` does not fit, and the dialogue scenes that some of them do not show."""
    probed = [(one, _probed(board, layout, one, None)) for one in sheets]
    found = [fault for one, plain in probed for fault in _faults(board, layout, one, plain, branches)]
    left = dict.fromkeys(scene for _, plain in probed for _, report in plain for scene in report.left_out)
    return found, [] if found else [*left]


def faults(board: Storyboard, layout: Layout, sheets: Sequence[Sheet], branches: Branches = None) -> Iterator[Fault]:
    """What of `sheets` does not fit: plain, and (unless `branches` is None) with room for the card of each of them."""
    for one in sheets:
        yield from _faults(board, layout, one, _probed(board, layout, one, None), branches)


def _probed(board: Storyboard, layout: Layout, one: Sheet, slot: Size | None) -> Probed:
    """How the words of each size of a sheet fit; `slot`: the room kept for a branch's card."""
    views = (filled(replace(board, branch=None), layout, one, name, slot) for name in _sizes(one))
    return [(view, probe(layout, one.template, view)) for view in views]


def _faults(board: Storyboard, layout: Layout, one: Sheet, plain: Probed, branches: Branches) -> Iterator[Fault]:
    """What of a sheet does not fit; `plain`: how it fits without a card."""
    alone = list(_sheet_faults(layout, one, plain))
    yield from alone
    if branches is None or not one.slots:
        return
    known = {fault.panel for fault in alone}
    slots = {_slot(replace(board, branch=branch), layout, one) for branch in branches} - {None} or {one.slots[0]}
    for slot in sorted(slot for slot in slots if slot):
        carded = _sheet_faults(layout, one, _probed(board, layout, one, slot), with_card=True)
        found = [f for f in carded if f.panel not in known]
        known |= {fault.panel for fault in found}
        yield from found
    yield from (f for branch in branches for f in card_faults(replace(board, branch=branch), layout, one))


def card_faults(board: Storyboard, layout: Layout, one: Sheet) -> Iterator[Fault]:
    """Whether the card of the board's branch fits its room."""
    if board.branch is None or not one.slots or _slot(board, layout, one):
        return
    report = probe(layout, "branch", branch_card(board, one.slots[-1], one.framed))
    for found in report.faults:
        longest = max((board.branch.name, board.branch.address, board.branch.phone), key=len)
        cause = Cause("branch", longest)
        yield Fault(one.template, found["panel"], found["over"], branch=board.branch.id, causes=(cause,))


def _slot(board: Storyboard, layout: Layout, one: Sheet) -> Size | None:
    """The room that the card of the board's branch gets; None when none holds it."""
    tried = ((slot, probe(layout, "branch", branch_card(board, slot, one.framed))) for slot in one.slots)
    return next((slot for slot, report in tried if not report.faults), None)


def _sizes(one: Sheet) -> list[str]:
    """A file of each size: prints of one size hold the same words."""
    first: dict[tuple[float, float], str] = {}
    for name, form in one.files.items():
        first.setdefault(_size(form), name)
    return list(first.values())


def _size(form: Form) -> tuple[float, float]:
    return (form.size[0] / form.zoom, form.size[1] / form.zoom)


def _sheet_faults(layout: Layout, one: Sheet, probed: Probed, *, with_card: bool = False) -> Iterator[Fault]:
    """One fault a panel: that of the size which needs the most."""
    worst: dict[str, tuple[float, SheetView, list[str]]] = {}
    for view, report in probed:
        for found in report.faults:
            if found["panel"] not in worst or found["over"] > worst[found["panel"]][0]:
                worst[found["panel"]] = (found["over"], view, found["texts"])
    for panel, (over, view, words) in worst.items():
        causes = tuple(_causes(panel, view, words, lambda v: probe(layout, one.template, v)))
        yield Fault(one.template, panel, over, with_card=with_card, causes=causes)


# --- the cause: what must go for the rest to fit ----------------------------------------------------------------------

Try = Callable[[SheetView], FitReport]


def _causes(panel: str, view: SheetView, words: list[str], tried: Try) -> Iterator[Cause]:
    """What makes the panel fit when it alone goes or is halved; else what takes the most room."""

    left = iter(range(PATIENCE))

    def fits(changed: SheetView) -> bool:
        return next(left, None) is not None and all(fault["panel"] != panel for fault in tried(changed).faults)

    found = [*_single(view, words, fits)][:TOLD]
    yield from found
    if not found and words:
        yield Cause("most", max(words, key=len))


def _single(view: SheetView, words: list[str], fits: Callable[[SheetView], bool]) -> Iterator[Cause]:
    host = view.qr.domain
    if len(host) > LONG and fits(replace(view, qr=replace(view.qr, domain="a.cn"))):
        yield Cause("host", host)
    if view.slot and fits(replace(view, slot=None)):
        yield Cause("slot")
    longest = sorted((w for w in dict.fromkeys(words) if len(w) > LONG), key=len, reverse=True)[:TEXTS]
    yield from (Cause("text", text) for text in longest if fits(_halved(view, text)))
    yield from _fewer(view, words, fits)


def _fewer(view: SheetView, words: list[str], fits: Callable[[SheetView], bool]) -> Iterator[Cause]:
    """Lists of the panel that fit when they are shorter: hotlines, then the lists of its scenes."""
    lines = view.hotlines
    if any(h.purpose.plain in words for h in lines):
        most = _most(len(lines), lambda n: fits(replace(view, hotlines=lines[:n])))
        if most:
            yield Cause("hotlines", found=len(lines), fits=most)
    for at, scene in enumerate(view.scenes):
        for kind in dict.fromkeys(item.kind for item in scene.items):
            those = [item for item in scene.items if item.kind == kind]
            if not any(item.text.plain in words for item in those):
                continue
            most = _most(len(those), lambda n, at=at, those=those: fits(_without(view, at, those[n:])))  # type: ignore[misc]
            if most:
                yield Cause("items", those[most].text.plain, len(those), most)


def _most(count: int, fits: Callable[[int], bool]) -> int:
    """The most of `count` things that fit, 0 when even one does not (or there is but one)."""
    low, high = 0, count  # low fits (as far as known), high does not
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if fits(middle) else (low, middle)
    return low


def _without(view: SheetView, at: int, items: list[Line]) -> SheetView:
    scene = view.scenes[at]
    kept = replace(scene, items=tuple(item for item in scene.items if all(item is not one for one in items)))
    return replace(view, scenes=(*view.scenes[:at], kept, *view.scenes[at + 1 :]))


Same = TypeVar("Same")


def _halved(value: Same, text: str) -> Same:
    """The view with that text cut to half of its pieces, wherever it stands."""
    changed: object = value
    if isinstance(value, Words) and value.plain == text:
        changed = replace(value, pieces=_first_half(value.pieces, value.boxed), beside=_halved(value.beside, text))
    elif isinstance(value, View) and is_dataclass(value):
        changed = replace(value, **{one.name: _halved(getattr(value, one.name), text) for one in fields(value)})
    elif isinstance(value, Mapping):
        changed = {key: _halved(one, text) for key, one in value.items()}
    elif isinstance(value, tuple):
        changed = tuple(_halved(one, text) for one in value)
    return changed  # type: ignore[return-value]  # of the same kind as what came in


def _first_half(pieces: tuple[tuple[Part, ...], ...], boxed: bool) -> tuple[tuple[Part, ...], ...]:
    if boxed or len(pieces) > 3:
        return pieces[: max(1, len(pieces) // 2)]
    whole = "".join(part[0] for piece in pieces for part in piece)
    return (((whole[: len(whole) // 2], 0, 0.0, 0.0),),)
