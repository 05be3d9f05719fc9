"""Two negatives are one too many."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from outreach.checks.content import Context, double_negatives
from outreach.storyboard import Storyboard, Text

CASES = [
    ("zh-CN", "守住这几条", "不点链接", 0),
    ("zh-CN", "不要这样做", "点链接", 0),
    ("zh-CN", "不要这样做", "不点链接", 1),
    ("zh-CN", "千万别", "别点链接", 1),
    ("en", "Rules to keep", "Do not tap the link", 0),
    ("en", "Never", "Tap the link", 0),
    ("en", "Never do this", "Do not tap the link", 1),
    ("en", "Do not", "Never tap the link", 1),
    ("en", "Note these", "Never tap the link", 0),
    ("ja", "絶対にしないこと", "リンクを開きません", 1),
    ("ja", "守ること", "リンクを開きません", 0),
    ("ko", "하지 마세요", "링크를 누르지 않습니다", 1),
    ("ko", "꼭 지킬 것", "링크를 누르지 않습니다", 0),
    ("fr", "Ne faites jamais cela", "Ne touchez pas", 0),
]


def _text(shown: str, lang: str) -> Text:
    return Text(shown, shown, shown, lang, (shown,), (shown,))


def _lesson(board: Storyboard, heading: Text, item: Text) -> Storyboard:
    act = next(scene for scene in board.scenes if scene.kind == "actions")
    one = replace(act.items[0], kind="dont", text=item)
    return replace(board, scenes=(replace(act, items=(one,)),), labels={**board.labels, "dont": heading})


@pytest.mark.parametrize(("lang", "heading", "item", "wrong"), CASES)
def test_a_negative_under_a_negative(
    board: Callable[..., Storyboard], context: Context, lang: str, heading: str, item: str, wrong: int
) -> None:
    """In each language whose negatives we know; of another one nothing is said. Beside it counts as well."""
    one, two = _text(heading, lang), _text(item, lang)
    whole = board("nfc-skimming", "seniors", "zh-CN")
    assert len([*double_negatives.check(_lesson(whole, one, two), context)]) == wrong
    rules, tap = _text("守住这几条", "zh-CN"), _text("不点链接", "zh-CN")
    beside = _lesson(whole, replace(rules, beside=one), replace(tap, beside=two))
    assert len([*double_negatives.check(beside, context)]) == wrong
