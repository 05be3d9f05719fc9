"""The starter content: every pack is complete, passes the checks, and tells its people what they need to know."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from shipped import PACKS, SCAMS

from outreach.adapt import adapt
from outreach.library import check_library
from outreach.profiles import Profiles
from outreach.project import Project
from outreach.script import load_script
from outreach.storyboard import Item, Scene, Storyboard, Text

EACH = [*dict.fromkeys((audience, lang) for _, audience, lang in PACKS)]

Make = Callable[[str, str, str], Storyboard]


def texts(scene: Scene) -> Iterator[Text]:
    """Every text of a scene."""
    yield from (t for t in (scene.title, scene.contact, scene.question, scene.answer) if t)
    yield from (beat.text for beat in scene.beats if beat.text)
    for item in scene.items:
        yield from (t for t in (item.text, item.detail) if t)
        for flag in item.flags:
            yield from (flag.trick, flag.note)


def everything(board: Storyboard) -> Iterator[Text]:
    """Every text that the script gives a storyboard."""
    yield from (board.title, board.summary, *board.sources)
    for scene in board.scenes:
        yield from texts(scene)


def items(board: Storyboard, *kinds: str) -> list[Item]:
    """The items of some kinds, over all scenes."""
    return [item for scene in board.scenes for item in scene.items if item.kind in kinds]


def test_every_scam_is_told_to_every_audience_in_each_of_its_languages(project: Project, profiles: Profiles) -> None:
    """No pack is forgotten, neither by the scripts nor by the tests below."""
    each = [(a.id, lang) for a in profiles.audiences.values() for lang in a.languages]
    assert {(scam, *one) for scam in project.names("content/scams") for one in each} == set(PACKS)


@pytest.mark.parametrize(("scam", "audience", "lang"), PACKS)
def test_every_pack_is_made_without_a_remark(
    project: Project, profiles: Profiles, scam: str, audience: str, lang: str
) -> None:
    """Neither reading a script nor adapting it has anything to say, not even a warning."""
    script, problems = load_script(project, scam)
    assert script is not None
    board, more = adapt(script, profiles, audience, lang)
    assert board is not None
    assert not [*problems, *more], "\n".join(map(str, [*problems, *more]))


def test_the_checks_have_nothing_to_say(project: Project) -> None:
    """What every user's content is held to, ours is, too."""
    assert [str(one) for one in check_library(project).problems] == []


@pytest.mark.parametrize(("scam", "audience", "lang"), PACKS)
def test_every_pack_has_all_its_parts(board: Make, scam: str, audience: str, lang: str) -> None:
    """Story, tricks, a pause, red flags, do and don't, rescue, and an endcard with both numbers."""
    made = board(scam, audience, lang)
    kinds = [scene.kind for scene in made.scenes]
    assert {"hook", "dialogue", "pause", "anatomy", "flags", "actions", "rescue"} <= set(kinds)
    assert kinds[0] == "hook" and kinds[-1] == "endcard"
    assert items(made, "do") and items(made, "dont")
    assert sum(len(item.flags) for item in items(made, "line")) >= 3
    end = " ".join(text.shown for text in texts(made.scenes[-1]))
    assert re.findall(r"\d+", end) and {"110", "96110"} <= set(re.findall(r"\d+", end))
    rescue = " ".join(text.shown for scene in made.scenes if scene.kind == "rescue" for text in texts(scene))
    assert {"110", "400-000-0000"} <= set(re.findall(r"[\d-]{3,}", rescue))


@pytest.mark.parametrize("scam", SCAMS)
def test_both_languages_of_a_bilingual_pack_name_the_same_numbers(board: Make, scam: str) -> None:
    """Side by side, the English and the Chinese give the same telephone numbers."""
    compared = 0
    for text in everything(board(scam, "foreign-residents", "en")):
        assert text.beside is not None and text.beside.lang == "zh-CN"
        own, other = (re.findall(r"\b(?:\d{3}-\d{3}-\d{4}|96110|110)\b", t) for t in (text.shown, text.beside.shown))
        assert own == re.findall(r"(?<!\d)(?:\d{3}-\d{3}-\d{4}|96110|110)(?!\d)", text.beside.shown), (text, other)
        compared += len(own)
    assert compared


@pytest.mark.parametrize("scam", SCAMS)
def test_every_audience_has_its_own_story(board: Make, scam: str) -> None:
    """No two audiences hear the same call, and students are not addressed as 您 by the presenter."""
    said = {
        audience: {
            beat.text.said
            for s in board(scam, audience, lang).scenes
            if s.kind == "dialogue"
            for beat in s.beats
            if beat.text
        }
        for audience, lang in EACH
    }
    assert len(said["seniors"] & said["students"]) <= 1
    students = board(scam, "students", "zh-CN")
    assert not [t.shown for t in everything(students) if "您" in t.shown]


def test_the_right_answer_changes_its_place(board: Make) -> None:
    """A viewer of the series cannot learn `always the second`."""
    places = {
        [item.right for item in scene.items].index(True)
        for scam in SCAMS
        for scene in board(scam, "seniors", "zh-CN").scenes
        if scene.kind == "pause"
    }
    assert len(places) > 1


@pytest.mark.parametrize(("scam", "audience", "lang"), PACKS)
def test_every_pack_comforts(board: Make, scam: str, audience: str, lang: str) -> None:
    """Before the steps of the rescue scene somebody says that it is not the viewer's fault."""
    made = board(scam, audience, lang)
    first = next(scene.beats[0] for scene in made.scenes if scene.kind == "rescue")
    assert first.text and re.search(r"不怪您|错在骗子|not your fault", first.text.said)


def test_numbers_that_must_not_be_called_are_never_printed_as_hotlines(board: Make, profiles: Profiles) -> None:
    """12381 sends text messages, 12378 and 12363 take complaints: none of them is an emergency number."""
    kept_back = {h.number for h in profiles.hotlines.values() if not h.outreach}
    assert {"12381", "12378", "12363"} <= kept_back
    printed = {h.number for h in board(*PACKS[0]).hotlines}
    assert printed == {"110", "96110", "400-000-0000"} and not printed & kept_back
