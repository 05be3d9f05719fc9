"""The kinds of scene: each has an arrangement that its medium knows, and a medium that has none for it says so."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from itertools import product
from pathlib import Path
from typing import get_args

import pytest
from telling import Told

from outreach.adapt.mediums import shown_in
from outreach.channels import CHANNELS
from outreach.checks.content import Context, run_storyboard, unshown
from outreach.film.shots import When, fitting, shot, shots
from outreach.formats import FORMATS
from outreach.kinds import KINDS, LISTS, MEDIA, Kind
from outreach.profiles import Profiles
from outreach.project import Project
from outreach.renderers.deck.outline import MAKERS, SECTION_LABEL
from outreach.script.grammar import ROLES
from outreach.storyboard import Shape, Storyboard

ROOT = Path(__file__).parent.parent
# Where a medium names its arrangements, and how.
NAMED = {
    "print": (("templates/print/*.typ",), r'scenes?\("([a-z]+)"\)'),
    "page": (("templates/page/*.html", "outreach/renderers/page.py"), r'\bs\.([a-z]+)\b|of\((?:board, )?"([a-z]+)"\)'),
    "cards": (("templates/cards/*.typ",), r'^  ([a-z]+): s =>|scene\("([a-z]+)"\)'),
}


def named(medium: str) -> set[str]:
    """The arrangements that a medium has."""
    places, pattern = NAMED[medium]
    texts = [file.read_text("utf-8") for place in places for file in ROOT.glob(place)]
    return {name for text in texts for one in re.finditer(pattern, text, re.M) for name in one.groups() if name}


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_every_medium_knows_the_arrangements_it_is_given(kind: Kind) -> None:
    """Also the parts of a talk, the lists, the roles."""
    assert all(kind.shown[medium] in named(medium) for medium in kind.shown if medium in NAMED)
    assert kind.last or kind.shown.get("deck", "dialogue") in MAKERS
    assert kind.section in SECTION_LABEL
    assert {*kind.lists} <= {*LISTS} and {*kind.roles} <= {*ROLES}


@pytest.mark.parametrize("kind", KINDS)
def test_every_moment_of_every_kind_has_a_shot(project: Project, kind: str) -> None:
    """On every channel, in every shape; one that needs nothing that a scene may lack is the last resort."""
    file = shots(project)
    for channel, when in product(CHANNELS, get_args(When)):
        if when not in ("opening", "closing"):  # what nobody speaks in needs no shot of its own
            found = [*fitting(file, kind, channel, {when})]
            assert found, (channel, when)
            if kind in ("hook", "dialogue", "outcome", "pause", "endcard"):
                for shape in get_args(Shape):
                    assert any("thing" not in shot(file, name, shape).shows for name in found) or when == "trick"


def test_media_are_those_of_the_formats() -> None:
    """A format shows what its medium shows."""
    assert {one.medium for one in FORMATS.values()} - {""} >= {*MEDIA}


@pytest.mark.parametrize("medium", MEDIA)
def test_a_medium_that_cannot_show_a_kind_says_so(
    board: Callable[..., Storyboard], project: Project, profiles: Profiles, monkeypatch: pytest.MonkeyPatch, medium: str
) -> None:
    """The scene is left out of it and of nothing else; `not_in` says it on purpose."""
    one = board()
    row = KINDS["anatomy"]
    shown = {name: arrangement for name, arrangement in row.shown.items() if name != medium}
    monkeypatch.setitem(KINDS, "anatomy", replace(row, shown=shown))
    kept = {name: {s.kind for s in shown_in(one, name).scenes} for name in (*MEDIA, "film")}
    assert [name for name, kinds in kept.items() if "anatomy" not in kinds] == [medium]
    (found,) = (d for d in run_storyboard(one, project, profiles) if d.code == "unshown")
    assert (found.severity, found.where) == ("info", next(s.title.where for s in one.scenes if s.kind == "anatomy"))
    assert f"`{medium}`" in found.message
    meant = replace(one, scenes=tuple(replace(s, not_in=(medium,)) for s in one.scenes))
    assert [*unshown.check(meant, Context(project, profiles))] == []


def test_who_may_not_speak_in_a_kind_is_told(told: Told, monkeypatch: pytest.MonkeyPatch) -> None:
    """At the role of the line."""
    monkeypatch.setitem(KINDS, "hook", replace(KINDS["hook"], roles=("host", "clerk")))
    lines = "lines: [{id: a, text: 好}, {id: b, role: clerk, text: 好}, {id: c, role: caller, text: 好}]"
    one, problems = told(f"  - {{id: h, kind: hook, title: 题, {lines}}}\n")
    assert one is None
    assert [str(d).split(": ", 2)[2] for d in problems if "speak" in d.message] == [
        "expected one of host, clerk to speak in the kind `hook`, found `caller`"
    ]
