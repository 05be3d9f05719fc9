"""Checks of whole scripts and storyboards: lengths and completeness."""

from __future__ import annotations

from dataclasses import replace

import pytest
from telling import Told
from typed import Make

from outreach.checks.content import Context, completeness, lengths
from outreach.diagnostics import Where
from outreach.project import Project
from outreach.script import load_script
from outreach.script.grammar import ItemSpec
from outreach.storyboard import Flag, Scene


def test_width_counts_full_width_characters() -> None:
    """Latin letters are half; curly quotes are full in Chinese."""
    assert lengths.width("骗子ab", True) == 3
    assert lengths.width("“骗”", True) == 3
    assert lengths.width("“ab”", False) == 2


def test_a_title_of_four_lines(board: Make, context: Context) -> None:
    """The room is two lines at the audience's size; what is over is said with both numbers."""
    one = board("nfc-skimming", "seniors", "zh-CN")
    room = int(lengths.title_room(one.style))
    scene = replace(one.scenes[0], title=replace(one.title, shown="骗" * (room + 1), where=Where("f.yaml", 3, 4)))
    found = [d for d in lengths.check(replace(one, scenes=(scene,)), context) if d.where.file == "f.yaml"]
    assert [(d.severity, d.message) for d in found] == [
        ("warning", f"expected at most {room} characters for a title, found {room + 1}")
    ]
    assert 20 <= room <= 40


def test_every_kind_of_text_has_a_limit(board: Make, context: Context) -> None:
    """Names, items, tricks and notes that are too long are each found."""
    one = board("nfc-skimming", "students", "zh-CN")
    scene = next(s for s in one.scenes if s.contact and any(i.flags for i in s.items))
    long = replace(one.title, shown="长" * 99)
    flag = replace(scene.items[0].flags[0] if scene.items[0].flags else _flag(scene), trick=long, note=long)
    item = replace(scene.items[0], text=long, detail=long, flags=(flag,))
    scene = replace(scene, contact=long, items=(item,))
    found = [d.message.split(" for ")[1].split(",")[0] for d in lengths.check(replace(one, scenes=(scene,)), context)]
    assert set(found) == {
        "the name on the screen",
        "one item",
        "a detail",
        "the name of a trick",
        "the note of a trick",
    }


def test_a_long_line_is_cut_and_a_long_step_is_told(told: Told, context: Context) -> None:
    """A line goes on in another bubble; a step is one card, however long."""
    words = "您的会员今晚就要自动扣费，" * 4
    line, step = f"lines: [{{id: l, role: caller, text: {words}}}]", f"steps: [{{id: s, text: {words}}}]"
    talk = f"  - {{id: t, kind: dialogue, channel: phone, title: 电话, contact: 客服, {line}}}\n"
    one, _ = told(f"{talk}  - {{id: r, kind: rescue, title: 补救, {step}}}\n")
    assert one is not None
    found = [d for d in lengths.check(one, context) if "one item" in d.message]
    assert [d.where for d in found] == [next(s for s in one.scenes if s.id == "r").items[0].text.where]


def _flag(scene: Scene) -> Flag:
    return next(f for i in scene.items for f in i.flags)


@pytest.mark.parametrize("kind", ["flags", "actions", "rescue"])
def test_an_audience_without_a_part_of_the_lesson(project: Project, context: Context, kind: str) -> None:
    """`only` on the last scene of a kind leaves the others without it."""
    script, _ = load_script(project, "cancel-auto-pay")
    assert script is not None
    scenes = [s.model_copy(update={"only": ("students",)}) if s.kind == kind else s for s in script.model.scenes]
    model = script.model.model_copy(update={"scenes": tuple(scenes), "audiences": ()})
    found = [d.message for d in completeness.check(replace(script, model=model), context)]
    assert found == [
        f"expected a scene of kind `{kind}` for {audience}, found none" for audience in ("foreign-residents", "seniors")
    ]


def test_an_empty_list_for_an_audience(project: Project, context: Context) -> None:
    """Items that are all for others leave a scene without content."""
    script, _ = load_script(project, "cancel-auto-pay")
    assert script is not None

    def others(items: tuple[ItemSpec, ...]) -> tuple[ItemSpec, ...]:
        return tuple(i.model_copy(update={"only": ("students",)}) for i in items)

    scenes = [s.model_copy(update={"dont": others(s.dont)}) if s.kind == "actions" else s for s in script.model.scenes]
    model = script.model.model_copy(update={"scenes": tuple(scenes), "audiences": ("seniors",)})
    found = [d.message for d in completeness.check(replace(script, model=model), context)]
    assert "expected something under `dont` for seniors, found none" in found


def test_110_and_96110_are_printed(project: Project, context: Context) -> None:
    """Each of the two is missed when it is not a number to print."""
    script, _ = load_script(project, "nfc-skimming")
    assert script is not None
    hotlines = {k: h.model_copy(update={"outreach": False}) for k, h in context.profiles.hotlines.items()}
    silent = replace(context, profiles=replace(context.profiles, hotlines=hotlines))
    found = [d.message for d in completeness.check(script, silent)]
    assert found == [f"expected `{n}` among the numbers to print, found none" for n in ("110", "96110")]
