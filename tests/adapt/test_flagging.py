"""Flagged passages are found once: film, print, page and deck mark the same letters for the same trick."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from telling import Told
from typed import Make

from outreach.adapt.flagging import cut, in_order
from outreach.checks.content import Context, overlaps
from outreach.film.overlays.talk import fragments
from outreach.lang import phrases
from outreach.messages import translator
from outreach.paper.words import words
from outreach.profiles import Profiles
from outreach.project import Project
from outreach.renderers.deck.ink import _spans
from outreach.renderers.deck.typeset import Paragraph
from outreach.storyboard import Flag, Item, Text
from outreach.web import marked

LETTERS = {
    "zh-CN": "您的会员今晚自动扣费800元，“快”点转账到 app 里！",
    "en": "Your card is blocked. Tap https://a-very-long-host-name.example/login?x=1 now “or” pay ",
    "ja": "今すぐ会員登録を解除して振り込んでください。",
}


def text(shown: str, lang: str) -> Text:
    """A text of these words."""
    return Text(shown, shown, shown, lang, phrases(shown, lang), phrases(shown, lang))


def line(shown: str, lang: str, *passages: tuple[int, int]) -> Item:
    """A line whose passages are flagged."""
    short = text("x", "en")
    flags = [Flag(f"f{n}", n, shown[a:b], short, short) for n, (a, b) in enumerate(passages, 1)]
    own = text(shown, lang)
    return Item("i", "line", own, flags=in_order(own, flags), runs=cut(own, flags))


@st.composite
def lines(draw: st.DrawFn) -> Item:
    """A line with up to three phrases that stand apart, each where it stands first in the line."""
    lang = draw(st.sampled_from(sorted(LETTERS)))
    shown = draw(st.text(LETTERS[lang], min_size=4, max_size=60)).strip() or "abcd"
    edges = sorted(draw(st.sets(st.integers(0, len(shown)), max_size=6)))
    passages = [(a, b) for a, b in pairwise(edges[: len(edges) // 2 * 2]) if shown.find(shown[a:b]) == a]
    return line(shown, lang, *passages[::2])


def letters(item: Item) -> list[tuple[str, int]]:
    """Every letter of a line with the number of its trick, by looking."""
    owner = {n: f.number for f in item.flags for n in _where(item, f)}
    return [(letter, owner.get(n, 0)) for n, letter in enumerate(item.text.shown)]


def _where(item: Item, flag: Flag) -> range:
    start = item.text.shown.find(flag.phrase)
    return range(start, start + len(flag.phrase))


@given(lines())
def test_every_medium_marks_the_same_letters(item: Item) -> None:
    """And loses none of the words."""
    expected, numbers = letters(item), {f.id: f.number for f in item.flags}
    runs = item.runs or ()
    assert not runs or [(c, numbers.get(r.flag, 0)) for r in runs for c in r.words] == expected
    for count in range(len(item.flags) + 1):
        lit = {f.number for f in item.flags[:count]}
        film = [(c, on) for phrase in fragments(item, count) for part, on in phrase for c in part]
        assert film == [(c, number in lit) for c, number in expected]
    assert tuple("".join(part for part, _ in phrase) for phrase in fragments(item, 0)) == item.text.phrases
    printed = [(c, number) for piece in words(item.text, item).pieces for part, number, *_ in piece for c in part]
    assert [one for one in printed if one[0] != "\u200b"] == expected
    slide = [(c, on) for part, on in _spans(Paragraph((item.text.shown,), "en", 1, runs=item.runs)) for c in part]
    assert slide == [(c, bool(number)) for c, number in expected]
    found = re.findall(r'<mark>(.*?)<sup class="n">(\d)</sup></mark>', str(marked(item)).replace("<wbr>", ""))
    plain = [(re.sub("&[^;]+;", "?", words), int(number)) for words, number in found]
    assert plain == [(re.sub("[&<>\"']", "?", f.phrase), f.number) for f in item.flags]


def test_a_phrase_half_in_a_word_keeps_the_word_whole() -> None:
    """自动扣费 is one word with its first half marked: a line breaks before or after it."""
    item = line("今晚自动扣费了", "zh-CN", (0, 3))
    assert [(run.words, run.flag) for run in item.runs][:2] == [("今晚", "f1"), ("自", "f1")]
    first = words(item.text, item).pieces[0]
    assert [part for part, *_ in first] == ["今晚自", "动扣费了"]


@pytest.fixture
def context(project: Project, profiles: Profiles) -> Context:
    """What checks may ask."""
    return Context(project, profiles)


@pytest.mark.parametrize(
    ("passages", "shared"),
    [
        ([(2, 6), (4, 8)], ["自动"]),
        ([(0, 8), (2, 6)], ["今晚自动"]),
        ([(2, 6), (2, 6)], ["今晚自动"]),
        ([(0, 8), (2, 4), (5, 7)], ["今晚", "动扣"]),
        ([(0, 2), (2, 4)], []),
        ([(6, 8), (0, 2)], []),
    ],
    ids=["half", "inside", "twice", "two inside", "side by side", "the other way round"],
)
def test_flags_that_share_words_are_told(
    board: Make, context: Context, passages: list[tuple[int, int]], shared: list[str]
) -> None:
    """Each at the place of the later phrase; the first in the line keeps the words."""
    item = line("会员今晚自动扣费了", "zh-CN", *passages)
    one = board()
    scene = replace(one.scenes[0], items=(item,))
    found = [*overlaps.check(replace(one, scenes=(scene,)), context)]
    assert [re.findall("`([^`]*)`", str(d.message))[2] for d in found] == shared
    assert all(d.severity == "error" for d in found)
    assert "".join(run.words for run in item.runs) == item.text.shown


SCRIPT = """\
  - id: call
    kind: dialogue
    channel: phone
    title: 电话
    contact: 客服
    lines:
      - id: c1
        role: caller
        text: 会员今晚自动扣费了
        flags:
          - {id: f1, phrase: 今晚自动, trick: 催您, note: 先催您。}
          - {id: f2, phrase: 自动扣费, trick: 吓您, note: 再吓您。}
"""


def test_shared_words_are_told_at_their_place_and_in_chinese(told: Told, context: Context) -> None:
    """Line and column of the phrase in the script."""
    one, problems = told(SCRIPT)
    assert one is not None and problems == []
    (found,) = overlaps.check(one, context)
    assert str(found.where).startswith("content/scams/told/script.yaml:2") and found.code == "overlap"
    assert translator("zh-CN")(found.message) == "同一句台词里标出的`自动扣费`和`今晚自动`重叠了：`自动`"
