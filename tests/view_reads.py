"""Which fields of a view a template really reads: a field is read when the template stops without it.

The views are those of the tests' own project. Fields are taken out of every view of a type at once; the compiler names
the one it misses. So a field counts for its own type only, whatever others are called.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

import pytest
from markupsafe import Markup

from outreach import film
from outreach.contact_sheet import contact_sheet
from outreach.diagnostics import OutreachError
from outreach.film import pieces as drawn
from outreach.film import testcard
from outreach.film.scene import misfits
from outreach.formats import FORMATS
from outreach.kept import Kept
from outreach.layout import Layout
from outreach.paper import form
from outreach.paper.sheet import branch_card
from outreach.paper.views import SheetView, Which
from outreach.renderers import bingo, checklist, comic, flow, game, leaflet, lots, poster, roundels, stickers, trifold
from outreach.signing import rehearsal, sign_kit
from outreach.storyboard import Branch, Storyboard
from outreach.views import Piece, View

Field = tuple[type[View], str]
Sample = tuple[str, View]  # template, what it is given
_MISSED = re.compile(r'dictionary does not contain key "(\w+)"')


def fields_of(view: type[View]) -> set[Field]:
    return {(view, one.name) for one in dataclasses.fields(view)}  # type: ignore[arg-type]


def held(value: Any) -> Iterator[View]:
    """The views in a value, itself among them."""
    if isinstance(value, View):
        yield value
        value = [getattr(value, one.name) for one in dataclasses.fields(value)]  # type: ignore[arg-type]
    elif isinstance(value, Mapping):
        value = [*value.values()]
    for one in value if isinstance(value, (list, tuple)) else ():
        yield from held(one)


def without(value: Any, gone: set[Field]) -> Any:
    """What is sent of a value, but for some fields."""
    if isinstance(value, View):
        shown = [one.name for one in dataclasses.fields(value) if (type(value), one.name) not in gone]  # type: ignore[arg-type]
        made = {name: without(getattr(value, name), gone) for name in shown}
        return {"kind": value.kind, **made} if isinstance(value, Piece) else made
    if isinstance(value, Mapping):
        return {key: without(one, gone) for key, one in value.items()}
    return [without(one, gone) for one in value] if isinstance(value, (list, tuple)) else value


def unread(samples: Iterable[Sample], layout: Layout, left: set[Field]) -> set[Field]:
    """The fields of `left` without which every sample is drawn."""
    left = set(left)
    for template, view in samples:
        types = {type(one) for one in held(view)}
        while gone := {one for one in left if one[0] in types}:
            name = missed(template, view, gone, layout)
            if name is None:
                break
            same = {one for one in gone if one[1] == name}
            left -= same if len(same) == 1 else {one for one in same if missed(template, view, {one}, layout)}
    return left


def missed(template: str, view: View, gone: set[Field], layout: Layout) -> str | None:
    """The name of the first field that the template looks for in vain; None when it needs none of them."""
    try:
        layout.svg(template, without(view, gone))
    except OutreachError as problem:
        found = _MISSED.search(str(problem))
        if found is None:
            raise
        return found[1]
    return None


class Samples:
    """Collects what layouts are given while something is made."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.found: list[Sample] = []
        compile_ = Layout._compile

        def noted(layout: Layout, template: str, data: Any, *rest: Any, **options: Any) -> list[bytes]:
            if isinstance(data, View):
                self.found.append((template, data))
            return compile_(layout, template, data, *rest, **options)

        monkeypatch.setattr(Layout, "_compile", noted)
        # Pictures that a test before this one had are made again, whatever the order of the tests.
        monkeypatch.setattr(Kept, "of", lambda kept, key, make: make())

    def of(self, *makers: Callable[[], object]) -> list[Sample]:
        """What was given meanwhile."""
        self.found = []
        for make in makers:
            make()
        return self.found


SHEETS = (
    checklist,
    comic,
    poster,
    trifold,
    leaflet,
    game,
    lots,
    bingo,
    flow,
    stickers,
    roundels,
)  # the quickest first: less is left for the others
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 3 4"/>'
BRANCH = Branch("b", "一号支行", "一路 1 号", "400-000-0001")


def of_paper(boards: Iterable[Storyboard], layout: Layout) -> Iterator[Sample]:
    """Every sheet in its first print of each kind, a card of a branch, a script that opens with less."""
    for board in boards:
        for one in (one for module in SHEETS for one in module.sheets(board)):
            for name in {form_.print_: name for name, form_ in one.files.items()}.values():
                view = form.filled(board, layout, one, name)
                yield f"print/{one.template}.typ", view
                yield from ((f"print/{one.template}.typ", less) for less in lesser(view))
        yield "print/branch.typ", branch_card(replace(board, branch=BRANCH), (95.0, 55.0), framed=True)


def lesser(view: SheetView) -> Iterator[SheetView]:
    """Without an opening; with one that nobody speaks in; with boxes to tick; with a riddle."""
    yield replace(view, scenes=tuple(one for one in view.scenes if one.kind != "hook"))
    yield replace(view, scenes=tuple(replace(one, items=()) if one.kind == "hook" else one for one in view.scenes))
    yield replace(view, ticks=(view.paid,))
    yield replace(view, which=Which((view.paid,) * 3, 1))


def of_film(boards: Iterable[Storyboard], layout: Layout, samples: Samples) -> Iterator[Sample]:
    """All pieces of all frames, each once for each set of fields that it has something in."""
    kinds: dict[Any, Piece] = {}
    found: list[drawn.Pieces] = []
    for board in boards:
        segments = film.plan(rehearsal(board), "landscape", bearer="video", ai_label=True, sign_clips={})
        found += [view for _, view in samples.of(partial(misfits, segments, layout)) if isinstance(view, drawn.Pieces)]
    for piece in (*(piece for view in found for piece in view.pieces), *_of_a_test_card(found[0].style)):
        kinds.setdefault((piece.kind, *(bool(value) for value in vars(piece).values())), piece)
    yield "scenes/pieces.typ", replace(found[0], pieces=(*kinds.values(), *_seldom(kinds.values())))


def _of_a_test_card(look: drawn.Look) -> Iterator[Piece]:
    """What a new screen is tried with: no film of a script has it."""
    tips = (testcard.Tip("bars", ("一",), ("one",)), testcard.Tip("", ("二",), ("two",)))
    card = testcard.Card("landscape", look, "标题 title", "题", "OK", ((44, "words"),), tips)
    yield from testcard.pieces(card).values()


def _seldom(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """A screen with faces, and numbers in a place that is narrow: the tests' own scam has none."""
    for piece in pieces:
        if isinstance(piece, drawn.Device):
            yield replace(piece, faces=drawn.Faces(200, (SVG,), SVG))
            yield replace(piece, faces=None, channel="screen", foot=96, eye=SVG)
        if isinstance(piece, drawn.Calls):
            yield replace(piece, w=piece.w // 3)


def of_cues(board: Storyboard) -> Sample:
    """The interpreter's sheet."""
    timeline = rehearsal(board)
    pictures = {timed.scene.id: SVG for timed in timeline.scenes}
    return "scenes/sign-kit.typ", sign_kit.cue_sheet(board, timeline, pictures, sign_kit.table(timeline, "silent"))


def of_formats(names: Iterable[str], boards: Iterable[Storyboard], layout: Layout, samples: Samples) -> list[Sample]:
    """What formats give their templates."""
    renders = [FORMATS[name].render for name in names]
    return samples.of(*(partial(render, board, layout) for board in boards for render in renders if render))


def of_drawings(board: Storyboard, layout: Layout, samples: Samples) -> list[Sample]:
    """The sheet of all drawings."""
    return samples.of(lambda: contact_sheet(layout.project, layout, board.style.colors))


# --- pages of HTML: Python's own objects, which say what is asked of them ---------------------------------------------


class _Words(dict[str, Any]):
    """A mapping that has every key."""

    def __init__(self, make: Callable[[], Any]) -> None:
        super().__init__(a=make())
        self.make = make

    def __missing__(self, key: str) -> Any:
        return self.make()


def made(hint: Any, full: bool) -> Any:
    """A value of a field's type: with something in all that may be missing, or with nothing."""
    origin, parts = get_origin(hint), get_args(hint)
    if isinstance(hint, type) and issubclass(hint, View):
        return hint(**{name: made(one, full) for name, one in get_type_hints(hint).items() if name in _names(hint)})
    if origin in (Union, UnionType):
        return made(parts[0], full) if full else None
    if origin is Literal:
        return parts[0]
    if origin is tuple and parts[-1] is not ...:
        return tuple(made(one, full) for one in parts)
    if origin in (tuple, list, Sequence):
        return [made(parts[0], full)] * (1 + full)
    if origin in (dict, Mapping):
        return _Words(lambda: made(parts[1], full))
    return {str: "a" * full, Markup: Markup(), bool: full, int: 1, float: 1.0}[hint]


def _names(view: type[View]) -> set[str]:
    return {name for _, name in fields_of(view)}


def asked(monkeypatch: pytest.MonkeyPatch) -> set[Field]:
    """What is asked of every view from now on, by its type."""
    found, get = set[Field](), object.__getattribute__

    def noted(self: View, name: str) -> Any:
        if not name.startswith("_"):
            found.add((type(self), name))
        return get(self, name)

    monkeypatch.setattr(View, "__getattribute__", noted, raising=False)
    return found
