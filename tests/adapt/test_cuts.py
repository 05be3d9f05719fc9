"""Cuts of a small script: what a film takes, what it leaves, how long it is."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
from telling import CALL, Told

from outreach.adapt.cuts import cut, seconds
from outreach.profiles import Profiles, load_profiles
from outreach.profiles.cuts import Cut, CutsFile
from outreach.project import Project
from outreach.source import load_text
from outreach.storyboard import Storyboard

TALK = (
    CALL
    + """\
    lead: 听听他怎么说。
    lines:
      - {id: c1, role: victim, text: 您好。}
      - id: c2
        role: caller
        text: 今晚扣钱，快把屏幕给我看。
        flags:
          - {id: rush, phrase: 今晚扣钱, trick: 催促, note: 他要您来不及问。}
          - {id: look, phrase: 把屏幕给我看, trick: 偷看, note: 他什么都看见。}
      - {id: c3, role: victim, text: 好的。}
      - id: c4
        role: caller
        text: 再转账过来。
        flags: [{id: pay, phrase: 转账, trick: 要钱, note: 一转就没了。}]
  - id: more
    kind: dialogue
    channel: phone
    title: 又一个电话
    contact: 客服
    lines: [{id: m1, role: caller, text: 转账了吗？}]
"""
)
END: dict[str, dict[str, object]] = {"endcard": {}}


def film(**rules: Any) -> Cut:
    """A cut with these rules."""
    return Cut.model_validate({"seconds": [3, 600], "scenes": END, **rules})


@pytest.fixture
def whole(told: Told) -> Storyboard:
    """The small script, all of it."""
    board, problems = told(TALK)
    assert board is not None, problems
    return board


def said(board: Storyboard) -> list[str]:
    """The lines of a film."""
    return [beat.id for scene in board.scenes for beat in scene.beats if beat.text]


@pytest.mark.parametrize(
    ("scenes", "expected"),
    [
        ({}, ["end.slogan"]),  # the end card is in every cut
        (
            {"dialogue": {"scenes": 1, "lines": 2, "tricks": 2, "lead": False}},
            ["call.c2", "call.c2.rush", "call.c2.look", "call.c4", "end.slogan"],
        ),
        ({"dialogue": {"lines": 1, "tricks": 0}}, ["call.lead", "call.c2", "more.m1", "end.slogan"]),
        ({"dialogue": {"lines": 0}}, ["call.lead", "end.slogan"]),  # a scene without anything to see or say goes
        ({"actions": {"dont": 0}, "flags": {}}, ["spot.f1", "do.d1", "end.slogan"]),  # in the script's order
        ({"pause": {"options": 1}}, ["think.question", "think.b", "think.answer", "end.slogan"]),  # the right one stays
    ],
)
def test_what_a_cut_takes(whole: Storyboard, scenes: dict[str, Any], expected: list[str]) -> None:
    """So many scenes, lines and tricks of each kind as its rules say, and nothing else."""
    assert said(cut(whole, "x", film(scenes={**scenes, **({} if "endcard" in scenes else END)}))) == expected


def test_a_cut_is_told_as_if_it_were_all_there_is(whole: Storyboard) -> None:
    """Tricks and items count from 1, marks are those of the tricks that stayed, each scene ends with its pause."""
    made = cut(whole, "x", film(scenes={"dialogue": {"scenes": 1, "lines": 2, "tricks": 1, "lead": False}}))
    call = made.scenes[0]
    assert [(item.id, item.number) for item in call.items] == [("c2", 1), ("c4", 2)]
    assert [flag.number for item in call.items for flag in item.flags] == [1]
    assert {run.flag for run in call.items[0].runs} == {"", "rush"}
    assert call.beats[-1].pause == made.pace.scene_pause
    assert made.cut == "x"
    assert whole.cut == ""


def test_a_cut_that_takes_everything_changes_nothing(whole: Storyboard) -> None:
    """But its name."""
    every: dict[str, dict[str, object]] = {scene.kind: {} for scene in whole.scenes}
    assert cut(whole, "", film(scenes=every)) == whole


def test_what_can_be_spared_goes_step_by_step(whole: Storyboard) -> None:
    """And no more than is needed."""
    scenes = {"dialogue": {}, "anatomy": {}, "actions": {}, **END}
    spare = [{"anatomy": None}, {"actions": {"dont": 0}, "dialogue": {"scenes": 1}}, {"dialogue": None}]
    long = seconds(cut(whole, "x", film(scenes=scenes)))
    kinds = [
        [scene.kind for scene in cut(whole, "x", film(scenes=scenes, spare=spare, seconds=[3, most])).scenes]
        for most in (round(long) + 1, round(long) - 1, 3)
    ]
    assert kinds == [
        ["dialogue", "dialogue", "anatomy", "actions", "endcard"],
        ["dialogue", "dialogue", "actions", "endcard"],
        ["actions", "endcard"],
    ]


def test_the_script_says_what_is_in_a_cut(told: Told) -> None:
    """Whatever the rules are: its lines and scenes are in the cuts they name, and in no others."""
    scenes = TALK.replace("id: c3, role", "id: c3, cuts: [loop], role").replace(
        "id: more\n", "id: more\n    cuts: [loop]\n"
    )
    board, problems = told(scenes)
    assert board is not None, problems
    rules = film(scenes={"dialogue": {"lines": 1, "tricks": 0, "lead": False}, **END})
    assert said(cut(board, "loop", rules)) == ["call.c3", "more.m1", "end.slogan"]
    assert said(cut(board, "talk", rules)) == ["call.c2", "end.slogan"]
    assert "more.m1" in said(cut(board, "loop", film()))


def test_a_cut_that_is_not_there(told: Told) -> None:
    """Is an error where the script names it."""
    _, problems = told(TALK.replace("id: c3, role", "id: c3, cuts: [lop], role"))
    assert [(p.code, "did you mean `loop`?" in p.hints) for p in problems] == [("reference", True)]


def test_shapes_are_the_cuts_own(whole: Storyboard) -> None:
    """Or the audience's."""
    assert cut(whole, "x", film(shapes=["portrait"])).style.shapes == ("portrait",)
    assert cut(whole, "x", film()).style.shapes == whole.style.shapes


def test_every_picture_of_a_loop_says_what_to_do(whole: Storyboard) -> None:
    """The line of all stories stands above each scene but the end card; in other cuts each has its title."""
    scenes = {"dialogue": {}, "actions": {}, **END}
    *told, end = cut(whole, "x", film(scenes=scenes, headline="series")).scenes
    titles = {scene.id: scene.title for scene in whole.scenes}
    assert told and {scene.title for scene in told} == {whole.labels["series"]}
    assert end.title == titles[end.id]
    assert all(scene.title == titles[scene.id] for scene in cut(whole, "x", film(scenes=scenes)).scenes)


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ("talk: {seconds: [60, 50], scenes: {endcard: }}", "expected the smaller number first, found 60, 50"),
        ("talk: {seconds: [50, 60], scenes: {endcrad: }}", "no kind of scene is called `endcrad`"),
        (
            "talk: {seconds: [50, 60], scenes: {endcard: }, spare: [{anatomie: }]}",
            "no kind of scene is called `anatomie`",
        ),
        (
            "talk: {seconds: [50, 60], scenes: {endcard: }, headline: serise}",
            "expected `series`, found `serise`",
        ),
        ("loop: {seconds: [50, 60], scenes: {endcard: }}", "expected the key `talk` here, found none"),
    ],
)
def test_rules_that_cannot_be(wrong: str, message: str) -> None:
    """Are told with what was found."""
    model, source = load_text("content/cuts.yaml", f"schema: 1\ncuts: {{{wrong}}}\n", CutsFile)
    assert model is None
    assert [str(p.message) for p in source.problems] == [message]


def test_a_project_without_the_file_has_the_starters_cuts(profiles: Profiles, project: Project, tmp_path: Path) -> None:
    """One that was begun with an earlier release."""
    shutil.copytree(project.path("content"), tmp_path / "content", ignore=shutil.ignore_patterns("cuts.yaml", "scams"))
    found, problems = load_profiles(Project(tmp_path, project.date))
    assert found is not None, problems
    assert found.cuts == profiles.cuts
