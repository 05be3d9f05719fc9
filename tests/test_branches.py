"""Twenty thousand branches: what they have in common is planned, keyed and judged once, here with three hundred."""

from __future__ import annotations

from dataclasses import replace

import pytest
from typed import Make

from outreach import keys
from outreach.checks import content
from outreach.diagnostics import Diagnostic
from outreach.jobs.render import RenderJob
from outreach.profiles import Profiles
from outreach.project import Project
from outreach.storyboard import Branch, Storyboard

BRANCHES = [Branch(f"B{n:03}", f"第{n}支行", f"人民路 {n} 号", "95500") for n in range(300)]


@pytest.fixture
def boards(board: Make) -> list[Storyboard]:
    """The storyboards of three hundred branches."""
    plain = board("nfc-skimming", "seniors", "zh-CN")
    return [replace(plain, branch=branch) for branch in BRANCHES]


def test_a_storyboard_is_judged_once_for_all_its_branches(
    boards: list[Storyboard], project: Project, profiles: Profiles, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Other words are judged again, and every branch is told the same."""
    asked: list[Storyboard] = []

    def check(one: Storyboard, _: content.Context) -> list[Diagnostic]:
        asked.append(one)
        return []

    monkeypatch.setattr(content, "_functions", lambda subject: (check,) if subject == "storyboard" else ())
    context = content.Context(project, profiles)
    for one in boards:
        content.check_board(one, context)
    assert len(asked) == 1 and asked[0].branch is None
    content.check_board(replace(boards[0], summary=boards[0].title), context)
    assert len(asked) == 2


def test_the_words_of_a_storyboard_are_digested_once(boards: list[Storyboard], monkeypatch: pytest.MonkeyPatch) -> None:
    """Each branch has a key of its own, and no key but the first costs a walk through all the words."""
    walked, plain = 0, keys.plain

    def counted(value: object) -> object:
        nonlocal walked
        walked += 1
        return plain(value)

    first = RenderJob(format="leaflet", source=boards[0]).key
    monkeypatch.setattr(keys, "plain", counted)
    found = {RenderJob(format="leaflet", source=one).key for one in boards}
    assert len(found) == len(BRANCHES) and first in found
    assert walked < 100 * len(BRANCHES)  # a walk through the storyboard takes some five thousand steps


def test_a_part_that_is_changed_has_another_digest(boards: list[Storyboard]) -> None:
    """Also when it takes the place of one that was digested before."""
    one = boards[0]
    scene = one.scenes[0]
    other = replace(one, scenes=(replace(scene, title=replace(scene.title, shown="别的话")), *one.scenes[1:]))
    again = replace(one, scenes=tuple(replace(s) for s in one.scenes))
    made = [RenderJob(format="leaflet", source=board).key for board in (one, other, again)]
    assert made[0] != made[1] and made[0] == made[2]
