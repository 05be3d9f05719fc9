"""Slides on pictures: which slide has which, that nobody's face is under words, and how large a deck gets."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest
from own import AUDIENCES
from PIL import Image
from pptx import Presentation
from stress import stressed

from outreach.formats import FORMATS
from outreach.keyvisual import FILE, ground, key_visual
from outreach.layout import Layout
from outreach.project import Project
from outreach.renderers import deck
from outreach.renderers.deck import grounds
from outreach.renderers.deck.pages import Page
from outreach.storyboard import Storyboard

Boards = Callable[..., Storyboard]
EMU = 12700
MOST = 2_000_000  # bytes: goes by mail and through a bank's gateway


def _pages(board: Storyboard, layout: Layout) -> tuple[Page, ...]:
    return deck._outline(board, layout).full()


def _slides(data: bytes) -> list[Any]:
    return list(Presentation(io.BytesIO(data)).slides)


def _behind(slide: Any) -> bytes:
    """The picture that is a slide's background; none: b""."""
    found = slide._element.xpath("./p:cSld/p:bg//a:blip/@r:embed")
    return bytes(slide.part.related_part(found[0]).blob) if found else b""


@pytest.mark.parametrize("audience", AUDIENCES)
def test_each_turn_of_the_story_has_its_picture(audience: str, own_board: Boards, layout: Layout) -> None:
    """Cover, hook, pause, answer, what gives it away, how it ended, the end: as large as the slide, no two alike; the
    sources end where it began. What the picture shows is said, or it is marked as showing nothing.
    """
    one = own_board(audience)
    pages, slides = _pages(one, layout), _slides(deck.full_deck(one, layout))
    named = [page.ground for page in pages if page.ground]
    assert named[:2] == ["cover", "hook"] and named[-1] == ("end" if one.companion else "cover")
    parted = ("pause", "answer") in pairwise(page.layout for page in pages)  # with no room for both on one slide
    assert {"pause", "flags"} < {*named} and ("answer" in named) == parted and {"home", "counter", "desk"} & {*named}
    seen = {}
    for page, slide in zip(pages, slides, strict=True):
        picture = _behind(slide)
        assert bool(picture) == bool(page.ground)
        if not picture:
            continue
        with Image.open(io.BytesIO(picture)) as opened:
            assert opened.size == (1920, 1080)
        seen[page.ground] = picture
        said = [s for s in slide.shapes if s.name == "ground"]
        about = said[0]._element.nvSpPr.cNvPr
        assert len(said) == 1 and slide.shapes[0].name == "ground"
        assert bool(about.get("descr")) != bool(about.xpath(".//*[local-name()='decorative']")), page.ground
    assert len({*seen.values()}) == len(seen)


def test_the_cover_is_the_key_visual(own_board: Boards, layout: Layout, project: Project) -> None:
    """With its words for those who do not see it: whom it concerns and what must not be done."""
    one = own_board()
    (cover, *_) = _slides(deck.short_deck(one, layout))
    visual = key_visual(project, one, "beside")
    assert cover.shapes[0]._element.nvSpPr.cNvPr.get("descr") == visual.alt
    assert visual.quiet[2] * 960 >= max(s.left + s.width for s in cover.placeholders) / EMU - 12


@pytest.mark.every(3, 2)
@pytest.mark.parametrize("full", [False, True])
@pytest.mark.parametrize("audience", AUDIENCES)
def test_nothing_lies_over_a_face(
    audience: str, full: bool, own_board: Boards, layout: Layout, project: Project
) -> None:
    """Words, cards and the phone keep off whoever is on the ground; where they cannot, nobody is."""
    one, empty = own_board(audience), 0
    one = stressed(one, 0.5, tricks=1) if full else one
    for page, slide in zip(_pages(one, layout), _slides(deck.full_deck(one, layout)), strict=True):
        if not page.ground or page.ground == "end":
            continue
        shown = key_visual(project, one, "beside") if page.ground == "cover" else ground(project, one, page.ground)
        over = [shape.name for shape in slide.shapes if shape.name != "ground" and _over(shape, shown.faces)]
        if over and page.ground != "cover":
            assert _behind(slide) == grounds._photo(layout, ground(project, one, page.ground, peopled=False)), over
            empty += 1
        assert not over or page.ground != "cover", over
    assert bool(empty) == full


def _over(shape: Any, faces: Iterable[tuple[float, float, float, float]]) -> bool:
    left, top, wide, high = (v / EMU for v in (shape.left, shape.top, shape.width, shape.height))
    return any(
        left < (x + w) * 960 and left + wide > x * 960 and top < (y + h) * 540 and top + high > y * 540
        for x, y, w, h in faces
    )


def test_a_story_without_a_person_called_shows_a_drawing(own_board: Boards, layout: Layout) -> None:
    """The place is there, and beside the words the drawing that the scene has."""
    one = own_board()
    alone = replace(one, cast=tuple(p for p in one.cast if p.role != "victim"))
    hook = next(s for s in _slides(deck.full_deck(alone, layout)) if s.slide_layout.name == "hook")
    assert _behind(hook) and any(s.name == "picture" for s in hook.shapes)


@pytest.mark.parametrize("audience", AUDIENCES)
def test_a_deck_stays_small(audience: str, own_board: Boards, layout: Layout) -> None:
    """A picture that several slides show is in it once."""
    data = deck.full_deck(own_board(audience), layout)
    assert len(data) < MOST
    blobs = [part.blob for part in Presentation(io.BytesIO(data)).part.package.iter_parts()
             if re.search(r"/media/", str(part.partname))]  # fmt: skip
    assert len(blobs) == len({*blobs})


def test_what_is_told_step_by_step_comes_on_clicks(own_board: Boards, layout: Layout) -> None:
    """Messages and their tricks, the scam's steps, what gives it away, the reason for an answer."""
    for page, slide in zip(_pages(one := own_board(), layout), _slides(deck.full_deck(one, layout)), strict=True):
        targets = [int(n) for n in slide._element.xpath(".//p:set//p:spTgt/@spid")]
        names = {s.shape_id: s.name for s in slide.shapes}
        shown = [re.sub(r" .*", "", names[n]) for n in targets]
        wanted = {
            "story": [w for item in page.items for w in ("bubble", *("trick" for _ in item.flags))],
            "steps": ["step"] * (len(page.items) - 1),
            "flags": ["flag"] * (len(page.items) - 1),
            "answer": ["body"],
        }
        assert shown == wanted.get(page.layout, []), page.title.shown


def test_a_trick_is_pinned_to_its_words(own_board: Boards, layout: Layout) -> None:
    """A line from its card to its number on the message, no lower than the card goes."""
    one, pinned = own_board(), 0
    for slide in _slides(deck.full_deck(one, layout)):
        marks = {m.name: m for s in slide.shapes if s.name.startswith("bubble") for m in s.shapes}
        for card in (s for s in slide.shapes if s.name.startswith("trick")):
            parts = {shape.name.rpartition(" ")[2]: shape for shape in card.shapes}
            line, text, mark = parts["line"], parts["text"], marks[card.name]
            assert (line.left, line.left + line.width) == (mark.left + mark.width, text.left)
            (other,) = {line.top, line.top + line.height} - {mark.top + mark.height // 2} or {line.top}
            assert line.height in (0, abs(other - mark.top - mark.height // 2))
            assert text.top <= other <= text.top + text.height
            pinned += 1
    assert pinned == sum(len(item.flags) for scene in one.scenes for item in scene.items) > 1


@pytest.mark.parametrize("audience", AUDIENCES)
def test_nobody_laughs_at_an_answer_or_beside_the_sources(audience: str, own_board: Boards, layout: Layout) -> None:
    """Somebody in the room may have lost money so."""
    last = ("sources", "help-card")
    pages = [page for page in _pages(own_board(audience), layout) if page.layout in ("answer", "rescue", *last)]
    assert pages[-1].layout in last and "rescue" in {page.layout for page in pages}
    pictures = [page.picture for page in pages if page.picture]
    assert pictures and not [one for one in pictures if one.state in ("thumbs-up", "laugh")]


@pytest.mark.parametrize("name", ["deck", "deck-film"])
def test_a_change_of_the_pictures_makes_the_deck_anew(name: str) -> None:
    """The file that says what they are is among what a deck is made of."""
    assert FILE in FORMATS[name].inputs
