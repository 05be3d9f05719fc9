"""The link of a post, read back from the text."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from outreach.checks.built import Built, post_link
from outreach.renderers.cards import post_text
from outreach.storyboard import Branch, Storyboard


def _found(text: str, board: Storyboard | None, name: str = "post.txt") -> list[str]:
    built = Built(f"somewhere/cards/{name}", text.encode(), "cards", board=board)
    return [d.code for d in post_link.check(built)]


def test_the_packs_own_address_stands_on_a_line(board: Callable[..., Storyboard]) -> None:
    """That of its branch, not of another; a text that is no post needs none."""
    one = board("nfc-skimming", "seniors", "zh-CN")
    post = post_text(one)
    assert _found(post, one) == []
    without = "\n".join(line for line in post.splitlines() if "://" not in line)
    assert _found(without, one) == ["post-link"]
    branch = replace(one, branch=Branch("B001", "人民路支行", "人民路 1 号", "400-000-0001"))
    assert _found(post, branch) == ["post-link"]
    assert _found(post_text(branch), branch) == []
    assert _found(without, one, "led.txt") == []
    assert _found(without, None) == []
