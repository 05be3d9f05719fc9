"""The key visual: told apart when small, composed for each crop, no sign over a face, the hand the victim's own."""

from __future__ import annotations

import io
import itertools
import math
import re
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from typing import get_args

import numpy as np
import pytest
from lxml import etree
from numpy.typing import NDArray
from PIL import Image
from shipped import PACKS

from outreach.acting import acting, tones
from outreach.keyvisual import CROPS, Crop, GroundName, KeyVisual, Look, ground, key_visual, raster
from outreach.keyvisual.table import place, table
from outreach.layout import Layout
from outreach.project import Project
from outreach.storyboard import Picture, Storyboard

SMALL = 160  # px: as a gallery shows it
PEOPLED = [crop for crop in CROPS if crop != "sign"]  # that show somebody
APART = 22.0  # of 255: the least that two pictures differ on average
Boards = Callable[..., Storyboard]


def _small(layout: Layout, visual: KeyVisual) -> NDArray[np.float64]:
    with Image.open(io.BytesIO(raster(layout, visual, SMALL))) as picture:
        return np.asarray(picture.convert("RGB"), float)


@pytest.fixture(scope="module")
def thumbnails(project: Project, layout: Layout, board: Boards) -> Callable[[Crop], list[NDArray[np.float64]]]:
    """Every pack of the starter at the size of a thumbnail."""

    @cache
    def made(crop: Crop) -> list[NDArray[np.float64]]:
        return [_small(layout, key_visual(project, board(*pack), crop)) for pack in PACKS]

    return made


@pytest.mark.every(3, 1)
@pytest.mark.parametrize("crop", PEOPLED)
def test_no_two_packs_look_alike(crop: Crop, thumbnails: Callable[[Crop], list[NDArray[np.float64]]]) -> None:
    """Whoever sees all of them on one page, 160 px wide, tells each from each: scams, and audiences of one scam."""
    pictures = dict(zip(PACKS, thumbnails(crop), strict=True))
    apart = {
        pair: float(np.abs(pictures[pair[0]] - pictures[pair[1]]).mean()) for pair in itertools.combinations(PACKS, 2)
    }
    nearest = min(apart, key=lambda pair: apart[pair])
    assert apart[nearest] > APART, (nearest, apart[nearest])


def test_a_story_of_ones_own_has_one(own: Project, own_board: Boards, layout: Layout) -> None:
    """A project that says nothing of key visuals gets them for every audience, and they differ."""
    audiences = own.names("content/audiences", ".yaml")
    visuals = [key_visual(own, own_board(name.removesuffix(".yaml")), "wide") for name in audiences]
    small = [_small(layout, one) for one in visuals]
    assert all(one.alt and one.faces for one in visuals)
    assert all(float(np.abs(a - b).mean()) > 8 for a, b in itertools.combinations(small, 2))


def _over(visual: KeyVisual) -> float:
    """How much of a face lies under the sign, in px; below 0 is what is free between."""
    root = etree.fromstring(visual.svg)
    ring = root.findall(".//{*}circle")[-1]
    x, y = float(ring.get("cx", "")), float(ring.get("cy", ""))
    r = float(ring.get("r", "")) + float(ring.get("stroke-width", "")) / 2
    deepest = -math.inf
    for left, top, wide, high in visual.faces:
        near_x = min(max(x, left * visual.width), (left + wide) * visual.width)
        near_y = min(max(y, top * visual.height), (top + high) * visual.height)
        deepest = max(deepest, r - math.hypot(near_x - x, near_y - y))
    return deepest


@pytest.mark.slow
@pytest.mark.parametrize("crop", PEOPLED)
def test_every_composition_shows_its_faces(project: Project, board: Boards, crop: Crop) -> None:
    """Whichever of them a script gets, and however its opening shows the person: the sign lies over nobody's face, and
    all faces are in the part that is never covered.
    """
    for name, one in table(project).visuals.items():
        thing = next(iter(one.things), "loan")
        for pack in PACKS[:3]:
            visual = key_visual(project, replace(board(*pack), visual=Picture(thing, "", "")), crop)
            assert _over(visual) < 0, (name, crop, pack, _over(visual))
            for _, top, _, high in visual.faces:
                assert visual.safe[0] <= top and top + high <= visual.safe[1], (name, crop, pack)


@pytest.mark.every(3)
@pytest.mark.parametrize("look", get_args(Look))
def test_the_hand_is_the_victims_own(project: Project, board: Boards, look: Look) -> None:
    """What must not be done is done by whoever is called: their skin and their sleeve, not somebody's."""
    for pack in PACKS:
        story = replace(board(*pack), visual=Picture("card-on-phone", "near", ""))
        victim = next(p.picture.name for p in story.cast if p.role == "victim")
        own = tones(project, victim, story.style.colors)
        sign = key_visual(project, story, "square", look).svg.rpartition('id="sign"')[2]
        assert look == "mono" or (own["skin"] in sign and own["sleeve"] in sign), pack


def test_what_must_not_be_done_stands_in_a_ring_that_is_crossed(project: Project, board: Boards) -> None:
    """Also a drawing for which nothing was composed: whatever a script names."""
    for thing in ("parcel", "card-on-phone", "screen-share", "bait"):
        visual = key_visual(project, replace(board(), visual=Picture(thing, "", "")), "wide")
        *_, bar, ring = etree.fromstring(visual.svg)[-1]
        assert ring.get("fill") == "none" and ring.get("stroke") == bar.get("stroke") == "#D11F1A"


@pytest.mark.slow
def test_a_copier_keeps_hands_and_hair(project: Project, layout: Layout, board: Boards) -> None:
    """On a copy everybody has dark outlines, and is no paler than words: black is in every face."""
    for pack in PACKS:
        visual = key_visual(project, board(*pack), "tall", "mono")
        assert not re.search(r"#(?!([0-9A-F]{2})\1\1)[0-9A-Fa-f]{6}", visual.svg), "a colour is left"
        with Image.open(io.BytesIO(raster(layout, visual, 600))) as picture:
            grey = np.asarray(picture.convert("L"))
        left, top, wide, high = visual.faces[0]
        face = grey[int(top * 800) : int((top + high) * 800), int(left * 600) : int((left + wide) * 600)]
        assert (face < 60).mean() > 0.02, pack


def test_plates_get_no_gradients(project: Project, board: Boards) -> None:
    """The press takes flat inks only."""
    for crop in CROPS:
        flat = key_visual(project, board(), crop, "flat").svg
        assert "url(#" not in re.sub(r'clip-path="[^"]+"', "", flat)


def test_names_in_one_picture_are_not_mixed(project: Project, board: Boards) -> None:
    """Two places that call a gradient alike, in one file: every name is there once, and all that are used are there."""
    for name, one in table(project).visuals.items():
        story = replace(board(), visual=Picture(next(iter(one.things), "parcel"), "", ""))
        source = key_visual(project, story, "wide").svg
        names = re.findall(r'\bid="([^"]+)"', source)
        assert len(names) == len(set(names)) and set(re.findall(r"url\(#([^)]+)\)", source)) <= set(names), name


def test_a_ground_shows_the_place_and_whoever_is_there(
    project: Project, own: Project, board: Boards, own_board: Boards
) -> None:
    """A place of every name for every audience: nobody's face where words stand, at the left; no sign."""
    stories = [(project, board(*pack)) for pack in PACKS[:3]]
    stories += [(own, own_board(name.removesuffix(".yaml"))) for name in own.names("content/audiences", ".yaml")]
    for where, story in stories:
        for name in get_args(GroundName):
            made = ground(where, story, name)
            assert (made.width, made.height) == (1920, 1080) and 'id="sign"' not in made.svg
            assert all(left > 0.56 and top > 0.06 for left, top, _, _ in made.faces), (name, made.faces)
            assert len(made.faces) == (name != "end" and any(p.role == "victim" for p in story.cast))


def test_nobody_on_a_ground_listens_to_a_chat(project: Project, own: Project, own_board: Boards) -> None:
    """Where the person called answers in writing, the pause and the answer show them so."""
    poses = acting(project).poses
    for name in get_args(GroundName):
        for one in place(project, name).people:
            if one.who == "victim" and one.pose in poses:
                assert "phone-ear" not in poses[one.written or one.pose].words.values(), name
                call, chat = (ground(own, replace(own_board(), written=told), name).svg for told in (False, True))
                assert (call != chat) == bool(one.written), name
