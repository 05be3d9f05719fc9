"""How a text's pieces stand beside each other on paper: the spaces that its boxed words need."""

from __future__ import annotations

import pytest

from outreach.lang import phrases
from outreach.paper.words import words
from outreach.storyboard import Text


def shown(text: str, lang: str = "zh-CN") -> list[str]:
    """The pieces with their spaces in em, each piece in one string: `打<0.2>110<0.2>`."""
    cut = phrases(text, lang)
    pieces = words(Text(text, text, text, lang, cut, cut)).pieces
    gaps = [[(part, inside or after) for part, _, inside, after in piece] for piece in pieces]
    return ["".join(part + (f"<{gap}>" if gap else "") for part, gap in piece) for piece in gaps]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("打110报警", ["打110<0.2>", "报警"]),  # inside a piece the layout sets the space itself
        ("一个“取消会员”的电话", ["一个", "“取消", "会员”<-0.45>的", "电话"]),
        ("他说“扣钱”，别信", ["他说", "“扣钱”，<-0.12>", "别信"]),
        ("装软件，打开屏幕共享。", ["装软件，<-0.12>", "打开", "屏幕共享。"]),
    ],
)
def test_boxed_words_keep_their_distance(text: str, expected: list[str]) -> None:
    """A quarter beside digits, nearly full width after a comma, little after a closing quote (clreq §3.1.6)."""
    assert shown(text) == expected


def test_words_between_spaces_need_nothing() -> None:
    """English breaks at its own spaces."""
    assert shown("Call “the bank” now.", "en") == ["Call “the bank” now."]
