"""Each field of a view is read of that very view, not of another that has one of the same name.

And nothing else is read of it: a name that the view has not stops the compiler (Typst) or is seen (pages). That is
shown for what the views of the tests' own project reach; elsewhere names are compared, see test_views.py. There, too:
pieces of a frame that no frame of the project has, the fields of a page's own view, and the page of a pack, which reads
a storyboard.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest
from template_views import FAMILIES, PAGES, Family, names, properties
from view_reads import (
    Sample,
    Samples,
    asked,
    fields_of,
    held,
    made,
    of_cues,
    of_drawings,
    of_film,
    of_formats,
    of_paper,
    unread,
)

from outreach.layout import Layout
from outreach.project import Project
from outreach.storyboard import Review, Storyboard
from outreach.views import Piece
from outreach.web import environment, render

OTHERS = (
    *("Session plan", "A drawing of a slide", "The contact sheet"),
    "The interpreter's cue sheet",
)
FAMILY = {family.title: family for family in FAMILIES}


@pytest.fixture
def layout(own: Project) -> Layout:
    return Layout(own)


@pytest.fixture
def boards(own_board: Callable[..., Storyboard]) -> list[Storyboard]:
    """For elders and visitors, whose is approved, and one with the third of the leaflets."""
    elders, approved = own_board("elders"), Review(True, "Li", "2026-11-23", "", "2027-11-23", "0a1b2c3d")
    return [
        elders,
        replace(own_board("visitors"), review=approved),
        replace(elders, style=replace(elders.style, leaflet="a5")),
    ]


def left(family: Family, samples: Sequence[Sample], layout: Layout) -> set[str]:
    """The fields of a family's views that no template of it reads of them."""
    seen = {type(one) for _, view in samples for one in held(view)}
    unseen = {view for view in family.all() if view not in seen and view is not Piece}
    assert not {view.__name__ for view in unseen if not issubclass(view, Piece)}  # of a piece: see tests/test_views.py
    found = unread(samples, layout, {one for view in seen for one in fields_of(view)})
    return {f"{view.__name__}.{name}" for view, name in found}


@pytest.mark.slow
def test_sheets(boards: list[Storyboard], layout: Layout) -> None:
    assert left(FAMILY["Printed sheets"], [*of_paper(boards, layout)], layout) == set()


@pytest.mark.slow
def test_pictures(boards: list[Storyboard], layout: Layout, monkeypatch: pytest.MonkeyPatch) -> None:
    samples = of_formats(["cards"], boards[:2], layout, Samples(monkeypatch))
    assert left(FAMILY["Social pictures"], samples, layout) == set()


@pytest.mark.slow
def test_frames(boards: list[Storyboard], layout: Layout, monkeypatch: pytest.MonkeyPatch) -> None:
    samples = [*of_film(boards[:2], layout, Samples(monkeypatch))]
    assert left(FAMILY["Frames of a film"], samples, layout) == set()


def test_pages(own: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """All but the page of a pack, which reads the storyboard itself. Its own fields are names: see test_views.py."""
    env = environment(own)
    env.filters |= {"grouped": str, "clock": str, "flat": str}
    read = asked(monkeypatch)
    for page in PAGES[1:]:
        for view in (made(page.view, full) for full in (True, False)):
            render(env, page.files[0], dict(vars(view)))
    roots = {page.view for page in PAGES}
    inner = {view for page in PAGES[1:] for view in page.all()} - roots
    assert {f"{view.__name__}.{name}" for one in inner for view, name in fields_of(one) - read} == set()
    known = {(view, name) for view in (*inner, *roots) for name in (*names(view), *properties(view))}
    assert {f"{view.__name__}.{name}" for view, name in read - known} == set()


def spoken(board: Storyboard) -> Storyboard:
    """With a paragraph to say for each part of the talk."""
    return replace(board, talk={scene.kind: board.title for scene in board.scenes})


@pytest.mark.slow  # quick: the pages, and tests/test_views.py
def test_others(boards: list[Storyboard], layout: Layout, monkeypatch: pytest.MonkeyPatch) -> None:
    """The session plan and a slide's drawing, the page's poster, all drawings, the interpreter's sheet."""
    kept = Samples(monkeypatch)
    samples = [*of_formats(["deck", "page"], [spoken(boards[1])], layout, kept), *of_drawings(boards[0], layout, kept)]
    samples.append(of_cues(boards[0]))
    for title in OTHERS:
        family = FAMILY[title]
        own = [one for one in samples if type(one[1]) in family.views]
        assert own
        assert left(family, own[:3], layout) == set(), title
