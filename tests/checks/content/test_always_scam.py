"""Only what no honest caller says is called a scam for certain."""

from __future__ import annotations

from dataclasses import replace

import pytest

from outreach.checks.content import Context, always_scam
from outreach.profiles import Profiles
from outreach.storyboard import Text

CASES = [
    ("zh-CN", "听到“转到安全账户”，就是诈骗。", 0),
    ("zh-CN", "听到“打开屏幕共享”，先挂断。", 0),
    ("zh-CN", "听到“打开屏幕共享”，就是诈骗。", 1),
    ("zh-CN", "“账户今天停用”一定是骗局", 1),
    ("zh-CN", "“打开屏幕共享”“转到安全账户”都是诈骗", 1),
    ("zh-CN", "这是诈骗吗？他说“打开屏幕共享”", 0),
    ("en", "“Move it to a safe account”? That is a scam.", 0),
    ("en", "“Your account stops today”? That is a scam.", 1),
    ("en", "“Your account stops today”? Stop.", 0),
    ("ja", "「口座が止まります」は詐欺です", 1),
    ("ko", "“계좌가 정지됩니다”는 사기입니다", 1),
    ("fr", "« Compte bloqué » : c’est une arnaque", 0),
]


@pytest.mark.parametrize(("lang", "words", "wrong"), CASES)
def test_what_may_be_true_is_no_scam_for_certain(context: Context, lang: str, words: str, wrong: int) -> None:
    """Quotations alone are judged: what a text says of its own story is told of that story."""
    text = Text(words, words, words, lang, (words,), (words,))
    assert len([*always_scam.check(text, context)]) == wrong
    assert [*always_scam.check(replace(text, quoted=True), context)] == []


def test_a_team_adds_its_own(context: Context, profiles: Profiles) -> None:
    """A phrase in `always_scam` is believed."""
    words = "“境外账户异常”，就是诈骗"
    text = Text(words, words, words, "zh-CN", (words,), (words,))
    lists = profiles.word_lists.model_copy(update={"always_scam": ("境外账户异常",)})
    more = replace(context, profiles=replace(profiles, word_lists=lists))
    assert (len([*always_scam.check(text, context)]), len([*always_scam.check(text, more)])) == (1, 0)
