"""A deck that everybody can read: ours passes; each thing that keeps somebody out is told with its slide."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pytest
from judged import faults, judged
from lxml import etree
from pptx import Presentation

from outreach.checks.built.deck_access import A, P
from outreach.layout import Layout
from outreach.renderers import deck
from outreach.storyboard import Storyboard

Plant = Callable[[Any], object]  # changes a presentation
SLIDE = 2  # the one that is changed, counted from 1


@pytest.fixture(scope="module")
def made(own_board: Callable[..., Storyboard], layout: Layout) -> bytes:
    """A deck in two languages."""
    return deck.full_deck(own_board("visitors"), layout)


def _said(data: bytes) -> list[tuple[str, str, float]]:
    found = judged("a/deck.pptx", data, "deck_access")
    return [(one.wanted, one.measured, one.spot.at if one.spot else 0) for one in found]


def _element(package: Any, path: str) -> Any:
    """The first of some elements on any slide from the second on, and its slide."""
    for n, slide in enumerate([*package.slides][SLIDE - 1 :], SLIDE):
        for one in slide._element.iter(path):
            return n, one
    raise AssertionError(path)


def _untitled(package: Any) -> int:
    package.slides[SLIDE - 1].shapes.title.text_frame.text = " "
    return SLIDE


def _same_title(package: Any) -> int:
    package.slides[SLIDE].shapes.title.text_frame.text = package.slides[SLIDE - 1].shapes.title.text_frame.text
    for run in package.slides[SLIDE].shapes.title._element.iter(f"{A}rPr"):
        run.set("lang", "en")
    for run in package.slides[SLIDE].shapes.title._element.iter(f"{A}r"):
        if run.find(f"{A}rPr") is None:
            run.insert(0, etree.fromstring(f'<a:rPr xmlns:a="{A[1:-1]}" lang="en"/>'))
    return SLIDE + 1


def _picture(words: str) -> Plant:
    def change(package: Any) -> int:
        n, one = _element(package, f"{P}pic")
        one.find(f"{P}nvPicPr/{P}cNvPr").set("descr", words)
        return int(n)

    return change


def _look(**wanted: str | None) -> Plant:
    def change(package: Any) -> int:
        n, one = _element(package, f"{A}r")
        look = one.find(f"{A}rPr")
        for name, value in wanted.items():
            if value is None:
                del look.attrib[name]
            else:
                look.set(name, value)
        return int(n)

    return change


def _over_the_edge(package: Any) -> int:
    package.slides[SLIDE - 1].shapes.title.left = -100_000
    return SLIDE


def _moving(package: Any) -> int:
    slide = package.slides[SLIDE - 1]._element
    slide.insert(2, etree.fromstring(f'<p:transition xmlns:p="{P[1:-1]}" advTm="5000"/>'))
    return SLIDE


PLANTED: dict[str, tuple[Plant, str, str]] = {
    "no title": (_untitled, "a title", "none"),
    "a title twice": (_same_title, "a title of its own", "that of slide 2"),
    "a picture without words": (_picture(""), "words for every picture", "none at `"),
    "a picture called by its file": (_picture("image1.PNG"), "words for every picture", "`image1.PNG`"),
    "small letters": (_look(sz="1400"), "letters of 18 pt and more", "14 pt: `"),
    "no language": (_look(lang=None), "a language at every text", "none: `"),
    "over the edge": (_over_the_edge, "texts inside the slide", "`title` reaches over its edge"),
    "by itself": (_moving, "slides that wait for the speaker", "one that goes on after 5 s"),
}


def test_our_decks_pass(made: bytes) -> None:
    """With nothing to say."""
    assert _said(made) == []


@pytest.mark.parametrize("fault", faults(PLANTED, "no title", "small letters"))
def test_each_fault_is_told_and_no_other(made: bytes, fault: str) -> None:
    """Planted in a good deck."""
    plant, wanted, measured = PLANTED[fault]
    package, out = Presentation(io.BytesIO(made)), io.BytesIO()
    slide = plant(package)
    package.save(out)
    ((found, value, at),) = _said(out.getvalue())
    assert found == wanted and value.startswith(measured) and at == slide
