"""What is new in a text is marked, and nothing is lost by it."""

from __future__ import annotations

import pytest

from outreach.proof.changes import changes

PAIRS = [
    ("zh-CN", "有人说您的包裹丢了？", "快递员说您的包裹找不到了？", "有人|丢", "快递员|找不到"),
    ("en", "They take your money now.", "They take all your money.", "money now.", "all |money."),
    ("zh-CN", "", "新的", "", "新的"),
    ("zh-CN", "旧的", "", "旧的", ""),
    ("zh-CN", "甲一乙", "丙一丁", "甲一乙", "丙一丁"),  # one sign between two changes is no island
]


@pytest.mark.parametrize(("lang", "old", "new", "out", "came"), PAIRS)
def test_changes_are_marked_in_both(lang: str, old: str, new: str, out: str, came: str) -> None:
    """Joined, the parts are the texts; whole words or phrases are marked, not every other sign."""
    was, now = changes(old, new, lang)
    assert ("".join(one.words for one in was), "".join(one.words for one in now)) == (old, new)
    assert "|".join(one.words for one in was if one.mark == "out") == out
    assert "|".join(one.words for one in now if one.mark == "in") == came
