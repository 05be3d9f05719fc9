"""A title is of the story below it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from outreach.checks.content import Context, title_fits
from outreach.storyboard import Scene, Storyboard, Text

STORY = {
    "zh-CN": "打开会议软件，我远程帮你取消扣费。先把网贷额度清空，转到核验账户。",
    "en": "Your trial is over. We take the fee tonight. Move your money to a verification account.",
}
CASES = [
    ("zh-CN", "“取消扣费”，欠下的是网贷", 0),
    ("zh-CN", "网贷额度清空，转到哪里去了", 0),
    ("zh-CN", "“取消扣费”，取走的是定期存款", 0),
    ("zh-CN", "“百万保障”要收费，先别取消扣费", 1),
    ("zh-CN", "假客服：到期、退费都是套路", 1),
    ("zh-CN", "“百万保障”到期？假客服", 2),
    ("en", "They take a fee and your money", 0),
    ("en", "Parcel lost? Customs officers calling", 1),
]


def _text(shown: str, lang: str) -> Text:
    return Text(shown, shown, shown, lang, (shown,), (shown,))


def _plain(scene: Scene, words: str, lang: str) -> Scene:
    """The scene with one line, and nothing else to read."""
    item = replace(scene.items[0], text=_text(words, lang), flags=())
    return replace(scene, title=_text("", lang), contact=None, items=(item,))


@pytest.mark.parametrize(("lang", "title", "wrong"), CASES)
def test_words_and_quotations(
    board: Callable[..., Storyboard], context: Context, lang: str, title: str, wrong: int
) -> None:
    """One finding for what is quoted and not met, one for words of another story; without a story, none."""
    whole = board("nfc-skimming", "seniors", "zh-CN")
    talk = next(scene for scene in whole.scenes if scene.kind == "dialogue")
    one = replace(whole, title=_text(title, lang), scenes=(_plain(talk, STORY[lang], lang),))
    assert len([*title_fits.check(one, context)]) == wrong
    assert [*title_fits.check(replace(one, scenes=()), context)] == []
