"""The help card is where it is spoken of."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from outreach.checks.content import Context, help_card
from outreach.profiles import Profiles
from outreach.storyboard import Storyboard, Text


def _text(shown: str) -> Text:
    return Text(shown, shown, shown, "zh-CN", (shown,), (shown,))


def _naming(board: Storyboard, said: bool) -> Storyboard:
    """A thing to do whose detail names the card, or one that the film says."""
    act = next(scene for scene in board.scenes if scene.kind == "actions")
    words = _text("给柜员看求助卡")
    item = replace(act.items[0], text=words) if said else replace(act.items[0], detail=words)
    beats = tuple(replace(beat, text=words) if said else beat for beat in act.beats[:1])
    labels = {**board.labels, "card_name": _text("求助卡")}
    return replace(board, labels=labels, scenes=(replace(act, items=(item,), beats=beats),))


def test_only_where_there_is_one(board: Callable[..., Storyboard], context: Context, profiles: Profiles) -> None:
    """An audience of two languages has it, with a sheet or page that shows it; others have none."""
    alone = _naming(board("nfc-skimming", "seniors", "zh-CN"), said=False)
    both = _naming(board("nfc-skimming", "foreign-residents", "en"), said=False)
    assert [d.code for d in help_card.check(alone, context)] == ["help-card"]
    assert [*help_card.check(both, context)] == []
    who = profiles.audiences["foreign-residents"].model_copy(update={"formats": ("video", "cards")})
    films = replace(profiles, audiences={**profiles.audiences, "foreign-residents": who})
    assert [d.code for d in help_card.check(both, replace(context, profiles=films))] == ["help-card"]


def test_a_film_has_none_to_show(board: Callable[..., Storyboard], context: Context) -> None:
    """What is said is not there to be taken from a table."""
    said = _naming(board("nfc-skimming", "foreign-residents", "en"), said=True)
    assert [d.code for d in help_card.check(said, context)] == ["help-card"]


def test_without_the_word_nothing_is_asked(board: Callable[..., Storyboard], context: Context) -> None:
    """A language whose file has no name for the card yet."""
    one = _naming(board("nfc-skimming", "seniors", "zh-CN"), said=False)
    labels = {name: text for name, text in one.labels.items() if name != "card_name"}
    assert [*help_card.check(replace(one, labels=labels), context)] == []
