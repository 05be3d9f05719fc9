"""What makes a pack agree with itself and be short enough: sums, tokens, phrases, lengths, options, the film."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from outreach.adapt.flagging import cut
from outreach.checks.content import Context, amounts, glance, options, phrases, tokens
from outreach.diagnostics import Diagnostic, Where
from outreach.lang import phrases as pieces
from outreach.lang import tongue
from outreach.script import Entry, Script, Translation
from outreach.script.grammar import TranslatedSpec
from outreach.storyboard import Flag, Item, Storyboard, Text

HERE = Where("f.yaml", 1, 1)
Board = Callable[..., Storyboard]


def script(lang: str, theirs: dict[str, str], **texts: str) -> Script:
    """A script that has these texts, and a translation that has those."""
    entries = {key: Entry(key, text, None, HERE) for key, text in texts.items()}
    specs = {key: TranslatedSpec.model_validate({"from": "0" * 12, "text": text}) for key, text in theirs.items()}
    other = Translation(lang, "t.yaml", specs, dict.fromkeys(specs, Where("t.yaml", 3, 5)))
    model: Any = type("Model", (), {"language": "zh-CN"})
    return Script("x", "f.yaml", model, entries, {lang: other}, {})


SAME = [
    ("800元", "en", "800 yuan"),
    ("165万元", "en", "1,650,000 yuan"),
    ("165万元", "en", "1.65 million yuan"),
    ("3亿元", "en", "300 million RMB"),
    ("3万元", "ja", "3万元"),
    ("2亿元", "ja", "2億元"),
    ("3万元", "ko", "3만 위안"),
    ("3天", "en", "3 days"),
    ("3天", "en", "three days"),
    ("几千元", "en", "thousands of yuan"),
    ("90,000元", "vi", "90.000 nhân dân tệ"),
]
OTHER = [
    ("800元", "en", "80 yuan", "800", "80"),
    ("165万元", "en", "165,000 yuan", "1650000", "165000"),
    ("1.5亿元", "en", "1.5 million yuan", "150000000", "1500000"),
    ("800元", "en", "a large sum", "800", "none"),
    ("先扣800元再扣20元", "en", "800 yuan", "20, 800", "800"),
    ("3万元", "ko", "3000 위안", "30000", "3000"),
    ("3天", "en", "5 days", "3", "5"),
]


@pytest.mark.parametrize(("text", "lang", "other"), SAME)
def test_the_same_sum_in_other_words(context: Context, text: str, lang: str, other: str) -> None:
    """Ten thousands, millions and separators are how a language writes; words that we cannot count are not judged."""
    assert [*amounts.check(script(lang, {"facts.fee": other}, **{"facts.fee": text}), context)] == []


@pytest.mark.parametrize(("text", "lang", "other", "wanted", "found"), OTHER)
def test_another_sum_is_told(context: Context, text: str, lang: str, other: str, wanted: str, found: str) -> None:
    """At its place in the translation, with both sums."""
    (one,) = amounts.check(script(lang, {"facts.fee@students": other}, **{"facts.fee@students": text}), context)
    assert (one.severity, one.where, one.wanted, one.measured) == ("error", Where("t.yaml", 3, 5), wanted, found)
    assert f"expected {wanted} as in `{text}`, found {found}" in one.message


def test_only_facts_are_compared(context: Context) -> None:
    """A text may say a sum in one language and none in another."""
    made = script("en", {"a.lines.l1": "Pay now.", "facts.gone": "5 yuan"}, **{"a.lines.l1": "付800元。"})
    assert [*amounts.check(made, context)] == []


@pytest.mark.parametrize(
    ("key", "text", "theirs", "told"),
    [
        ("a.title", "今晚扣{fact.fee}", "It takes {fact.fee}", []),
        ("a.title", "今晚扣800元", "It takes 800 yuan", ["sum", "sum"]),
        ("a.title", "打96110", "Call {hotline.fraud}", ["`96110`"]),
        ("a.title", "打{hotline.police}", "Call 110.", ["`110`"]),
        ("facts.fee", "800元", "800 yuan", []),
        ("a.title", "第3步，110路公交", "Step 3 of 1100-110", ["`110`"]),
        ("a.title", "编号8110", "No. 1-110-5", []),
    ],
)
def test_sums_and_numbers_to_call_are_tokens(
    context: Context, key: str, text: str, theirs: str, told: list[str]
) -> None:
    """In the script's own words and in every translation, each at its place."""
    found = [*tokens.check(script("en", {key: theirs}, **{key: text}), context)]
    assert [next(word for word in ("sum", "`96110`", "`110`") if word in one.message) for one in found] == told
    assert {one.severity for one in found} <= {"warning"}


def words(shown: str, lang: str = "zh-CN") -> Text:
    """A text with a place."""
    return Text(shown, shown, shown, lang, pieces(shown, lang), pieces(shown, lang), where=HERE)


def flag(phrase: str) -> Flag:
    """A flag on a phrase."""
    return Flag("f", 1, phrase, words("催您"), words("先催您。"), HERE)


def line(shown: str, *marked: str) -> Item:
    """A line with marked phrases."""
    flags = tuple(flag(phrase) for phrase in marked)
    return Item("l", "line", words(shown), flags=flags, runs=cut(words(shown), flags))


def of(check: Any, board: Storyboard, context: Context, *items: Item, **changed: Any) -> list[Diagnostic]:
    """What a check says of a scene with these items."""
    scene = replace(board.scenes[0], title=words("题"), items=items, beats=(), **changed)
    return [*check(replace(board, scenes=(scene,)), context)]


@pytest.mark.parametrize(
    ("shown", "phrase", "severity"),
    [
        ("您的会员今晚自动扣费", "今晚自动", ""),
        ("马上转，马上退", "马上", "error"),
        ("马上转，马上退", "马上转", ""),
        ("今晚自动扣费。", "今晚自动扣费", "warning"),
        ("今晚自动扣费。", "今晚自动扣费。", "warning"),
        ("哈哈哈", "哈哈", "error"),
    ],
)
def test_a_phrase_once_and_not_all(board: Board, context: Context, shown: str, phrase: str, severity: str) -> None:
    """The first of two places may be the wrong one; a whole line stands out from nothing."""
    found = of(phrases.check, board(), context, line(shown, phrase))
    assert [one.severity for one in found] == [severity] * bool(severity)
    assert all(one.where == HERE for one in found)


def test_each_place_has_its_measure(board: Board, context: Context) -> None:
    """One sign more than the language's file says is told, at its text; as many as it says are not."""
    most = context.profiles.languages["zh-CN"].glance
    assert {*most} == {"title", "line", "item", "trick", "note"}

    def scene(more: int) -> list[Diagnostic]:
        texts = {name: words("字" * (n + more)) for name, n in most.items()}
        marked = Flag("f", 1, "字", texts["trick"], texts["note"], HERE)
        said = Item("l", "line", texts["line"], flags=(marked,))
        step = Item("s", "step", texts["item"], detail=texts["note"])
        one = replace(board().scenes[0], title=texts["title"], items=(said, step), beats=())
        return [*glance.check(replace(board(), scenes=(one,)), context)]

    assert scene(0) == []
    found = scene(1)
    assert sorted((int(d.wanted), int(d.measured)) for d in found) == sorted(
        (n, n + 1) for n in [*most.values(), most["note"]]
    )
    assert {(d.severity, d.where) for d in found} == {("warning", HERE)}


def test_letters_are_counted_where_signs_are_narrow(board: Board, context: Context) -> None:
    """In English every letter and space; a language whose file gives no measure is not judged."""
    most = context.profiles.languages["en"].glance["title"]
    for lang, more, told in (("en", 0, 0), ("en", 1, 1), ("vi", 400, 0)):
        scene = replace(board().scenes[0], title=words("a" * (most + more), lang), items=(), beats=())
        assert len([*glance.check(replace(board(), scenes=(scene,)), context)]) == told
    assert tongue("zh-CN").units("打96110。") == 1  # a number is one look


def option(shown: str, right: bool) -> Item:
    """An answer to choose."""
    return Item(shown, "option", words(shown), right=right)


@pytest.mark.parametrize(
    ("right", "wrong", "told"),
    [("先挂断再问银行", ["先按他说的做"], 0), ("挂断后打卡背面的号码问清楚", ["转"], 1), ("挂断", ["先按他说的做"], 0),
     ("挂断后打卡背面的号码问清楚", ["转", "听他说完再问家里人要不要转"], 0), ("挂断", [], 0)],
)  # fmt: skip
def test_length_gives_no_answer_away(board: Board, context: Context, right: str, wrong: list[str], told: int) -> None:
    """One wrong option of about the right one's length is enough."""
    items = (option(right, True), *(option(one, False) for one in wrong))
    assert len(of(options.check, board(), context, *items)) == told
