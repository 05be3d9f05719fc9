"""Whose words a text is, and how an audience is addressed."""

from __future__ import annotations

from dataclasses import replace

import pytest
from typed import Make

from outreach.adapt.passes import mark_quotes
from outreach.checks.content import Context, courtesy, texts
from outreach.diagnostics import Where


def test_the_scammers_lines_and_the_name_he_shows_are_his(board: Make) -> None:
    """Nothing else is: not the answers, the title, the notes; also in the companion's language, and in the quiz."""
    one = board("nfc-skimming", "foreign-residents", "en")
    scenes = [s for s in one.scenes if any(i.role == "caller" for i in s.items)]
    assert scenes
    his = [i.text for s in scenes for i in s.items if i.role == "caller"] + [s.contact for s in scenes if s.contact]
    asked = [q.message for q in one.quiz if q.message and not q.genuine]
    assert asked and any(q.message and q.genuine for q in one.quiz)
    his += asked
    assert all(s.contact for s in scenes) and all(t.beside for t in his)
    assert {t for t in texts(one) if t.quoted} == {*his, *(t.beside for t in his if t.beside)}
    beats = [b for s in scenes for b in s.beats if b.role == "caller"]
    assert beats and all(b.text and b.text.quoted for b in beats)


def test_a_scene_without_a_scammer_quotes_nobody(board: Make) -> None:
    """The bank calls: its words are ours."""
    one = board("nfc-skimming", "seniors", "zh-CN")
    scenes = tuple(
        replace(s, items=tuple(replace(i, role="clerk", text=replace(i.text, quoted=False)) for i in s.items))
        for s in one.scenes
        if s.kind == "dialogue"
    )
    bare = tuple(replace(s, contact=s.contact and replace(s.contact, quoted=False), beats=()) for s in scenes)
    assert not any(t.quoted for t in texts(mark_quotes(replace(one, scenes=bare, quiz=()))))


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (["先吓您", "催您", "他催你"], ["f.yaml:3"]),
        (["先吓你", "催你", "他催您"], ["f.yaml:3"]),
        (["先吓您", "他说：“你别挂”"], []),
        (["先吓您", "你们一起来", "买台迷你音箱", "“你好”"], []),
        (["先吓您，你别慌"], ["f.yaml:1"]),
        (["没有称呼"], []),
    ],
)
def test_one_form_of_address(board: Make, context: Context, words: list[str], found: list[str]) -> None:
    """The rarer one is found, place by place; quotations are somebody's own."""
    one = board("nfc-skimming", "seniors", "zh-CN")
    scene = next(s for s in one.scenes if s.kind == "actions")
    empty = replace(one.title, shown="", said="", where=Where("g.yaml"))
    items = tuple(
        replace(scene.items[0], detail=None, text=replace(one.title, shown=w, said=w, where=Where("f.yaml", n)))
        for n, w in enumerate(words, 1)
    )
    only = replace(one, title=empty, summary=empty, scenes=(replace(scene, title=empty, items=items, beats=()),))
    assert [str(d.where) for d in courtesy.check(only, context)] == found


def test_people_of_the_story_address_each_other_as_they_like(board: Make, context: Context) -> None:
    """The family's and the scammer's lines are not the audience's."""
    one = board("nfc-skimming", "seniors", "zh-CN")
    scene = next(s for s in one.scenes if s.kind == "dialogue")
    items = tuple(
        replace(i, flags=(), text=replace(i.text, shown="你快点", said="你快点", where=Where("f.yaml", 9)))
        for i in scene.items
    )
    changed = replace(one, scenes=tuple(replace(s, items=items) if s is scene else s for s in one.scenes))
    assert [d for d in courtesy.check(changed, context) if d.where.file == "f.yaml"] == []
