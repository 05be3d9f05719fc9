"""Quiz, talk, ticks: of the lesson's words, of the right number and length, in the right mouth."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from outreach.checks.content import Context, first_person, heard, quiz_mix, talk_length
from outreach.storyboard import Helper, Item, Question, Storyboard, Text

PACKS = [("seniors", "zh-CN"), ("students", "zh-CN"), ("foreign-residents", "en")]


def _text(shown: str, lang: str = "zh-CN") -> Text:
    return Text(shown, shown, shown, lang, (shown,), (shown,))


def _bare(board: Storyboard) -> Storyboard:
    return replace(board, talk={}, quiz=(), helper=None, ticks=())


def _question(message: str, genuine: bool = False, why: str = "对") -> Question:
    options = (
        Item("a", "option", _text("挂断"), _text(why), right=True),
        Item("b", "option", _text("照办"), _text(why)),
    )
    return Question("q", _text(message), _text("怎么办？"), options, genuine)


def _turned(question: Question, place: int) -> Question:
    """The question with its right answer at that place, 0 or 1."""
    return replace(question, options=question.options[::-1]) if place else question


@pytest.fixture
def lesson(board: Callable[..., Storyboard]) -> Storyboard:
    """A lesson without exercises, its first line of a known wording."""
    one = _bare(board("nfc-skimming", "seniors", "zh-CN"))
    first = next(scene for scene in one.scenes if scene.kind == "dialogue")
    told = replace(first, items=(replace(first.items[0], text=_text("先转到安全账户，核完就退165万元。")),))
    return replace(one, scenes=(told,))


@pytest.mark.parametrize(
    ("message", "genuine", "wrong"),
    [
        ("先转到安全账户", False, 0),
        ("“先转到安全账户”", False, 0),
        ("安全账户，核完就退", False, 0),
        ("先点开群文件", False, 1),
        ("银行来电话", True, 0),
        ("银行说“请报验证码”", True, 1),
        ("200万元", False, 2),  # neither the words nor the number
    ],
)
def test_messages_were_heard(lesson: Storyboard, context: Context, message: str, genuine: bool, wrong: int) -> None:
    """A fake letter by letter; of a genuine one what it quotes."""
    assert len([*heard.check(replace(lesson, quiz=(_question(message, genuine),)), context)]) == wrong


def test_quotations_and_numbers_of_all_exercises_were_heard(lesson: Storyboard, context: Context) -> None:
    """In a reason, a paragraph, a turn of the helper, a box."""
    why = replace(lesson, quiz=(_question("安全账户", why="“网贷”也别碰"),))
    talk = replace(lesson, talk={"story": _text("有人转走了200万元，说是“安全账户”。")})
    turn = replace(lesson, helper=Helper(_text("女儿"), _text("妈妈"), (_question("他要3个验证码"),)))
    tick = replace(lesson, ticks=(_text("有人让我点“群文件”"),))
    assert [len([*heard.check(one, context)]) for one in (why, talk, turn, tick)] == [2, 1, 1, 1]
    assert not [*heard.check(replace(lesson, talk={"story": _text("差点转走165万元")}), context)]


@pytest.mark.parametrize(
    ("fakes", "genuine", "wrong"), [(0, 0, 0), (2, 1, 0), (4, 1, 0), (5, 1, 1), (1, 1, 1), (3, 0, 1)]
)
def test_a_quiz_is_mixed(lesson: Storyboard, context: Context, fakes: int, genuine: int, wrong: int) -> None:
    """Three to five, one genuine at least; no quiz is no fault."""
    quiz = tuple(_turned(_question("安全账户", n >= fakes), n % 2) for n in range(fakes + genuine))
    assert len([*quiz_mix.check(replace(lesson, quiz=quiz), context)]) == wrong


def test_a_quiz_has_a_fake_of_each_way_in_which_people_are_reached(lesson: Storyboard, context: Context) -> None:
    """A call and a text message are two; the screen that is seen during a call is none, nor is what a clerk says."""
    (talk,) = lesson.scenes
    letter = replace(talk, id="letter", channel="sms", items=(replace(talk.items[0], text=_text("账户今天停用")),))
    screen = replace(letter, id="screen", channel="screen")
    video = replace(letter, id="video", channel="video", items=(replace(letter.items[0], role="clerk"),))
    told = replace(lesson, scenes=(talk, letter, screen, video))
    calls = tuple(_turned(_question("安全账户", n == 2), n % 2) for n in range(3))
    (found,) = quiz_mix.check(replace(told, quiz=calls), context)
    assert (found.code, found.severity) == ("quiz", "warning") and "channel: sms" in str(found)
    mixed = (calls[0], _turned(_question("账户今天停用"), 1), calls[2])
    assert not [*quiz_mix.check(replace(told, quiz=mixed), context)]


@pytest.mark.parametrize(
    ("places", "wrong"), [([0, 1, 1, 0], 0), ([1, 1, 0, 1], 1), ([1, 1, 1, 1], 1), ([0, 0, 1], 0), ([0, 0, 0], 1)]
)
def test_a_quiz_is_not_given_away_by_places(
    lesson: Storyboard, context: Context, places: list[int], wrong: int
) -> None:
    """At most half of the right answers, rounded up, stand at one place."""
    quiz = tuple(_turned(_question("安全账户", n == 0), place) for n, place in enumerate(places))
    found = [*quiz_mix.check(replace(lesson, quiz=quiz), context)]
    assert [one.severity for one in found] == ["warning"] * wrong


@pytest.mark.parametrize(
    ("words", "lang", "wrong"),
    [
        ("一" * 59, "zh-CN", 1),
        ("一" * 60 + "，。", "zh-CN", 0),
        ("一" * 90, "zh-CN", 0),
        ("一" * 91, "zh-CN", 1),
        ("가나 " * 40, "ko", 0),
        ("word " * 24, "en", 1),
        ("word " * 25, "en", 0),
        ("word " * 41, "en", 1),
        ("từ " * 30, "vi", 0),
    ],
)
def test_paragraphs_are_a_breath_long(lesson: Storyboard, context: Context, words: str, lang: str, wrong: int) -> None:
    """Characters where a language has no words to count, else words; also beside."""
    one = _text(words, lang)
    for talk in ({"story": one}, {"story": replace(_text("一" * 70), beside=one)}):
        assert len([*talk_length.check(replace(lesson, talk=talk), context)]) == wrong


@pytest.mark.parametrize(
    ("words", "lang", "wrong"),
    [
        ("有人让我共享屏幕", "zh-CN", 0),
        ("骗您共享屏幕", "zh-CN", 1),
        ("他让咱转钱", "zh-CN", 0),
        ("A caller asked me to pay", "en", 0),
        ("They ask to see your screen", "en", 1),
        ("Someone said: immediately", "en", 1),
        ("I paid", "en", 0),
        ("画面を見せてと言われた", "ja", 1),
        ("私に画面を見せてと言った", "ja", 0),
        ("저에게 화면을 보여 달라고 했다", "ko", 0),
        ("화면을 보여 달라고 했다", "ko", 1),
        ("bất kỳ", "vi", 0),
    ],
)
def test_boxes_are_in_the_first_person(lesson: Storyboard, context: Context, words: str, lang: str, wrong: int) -> None:
    """In every language whose "I" we know."""
    assert len([*first_person.check(replace(lesson, ticks=(_text(words, lang),)), context)]) == wrong
