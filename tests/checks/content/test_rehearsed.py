"""The sentence to say and the question to ask are where every film, sheet and page has them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from outreach.adapt.cuts import films
from outreach.checks.content import Context, rehearsed
from outreach.profiles import Profiles
from outreach.storyboard import Storyboard, Text

PACKS = [("seniors", "zh-CN"), ("students", "zh-CN"), ("foreign-residents", "en")]


def _text(shown: str) -> Text:
    return Text(shown, shown, shown, "zh-CN", (shown,), (shown,))


def _lesson(board: Storyboard, *todo: str) -> Storyboard:
    """A lesson with these things to do, one sentence to say and one question."""
    act = next(scene for scene in board.scenes if scene.kind == "actions")
    items = tuple(replace(act.items[0], kind="do", text=_text(words)) for words in todo)
    return replace(board, scenes=(replace(act, items=items),), refusal=_text("我先挂了"), ask=_text("行吗"))


@pytest.mark.parametrize(
    ("todo", "wrong"),
    [
        (("就说：“我先挂了”", "或问：“行吗”"), 0),
        (("就说：“我先挂了”，或“行吗”",), 0),
        (("先挂断", "就说：“我先挂了”", "或问：“行吗”"), 1),
        (("就说：“我先挂了”",), 1),
        (("先挂断",), 2),
    ],
)
def test_both_are_among_the_things_to_do(
    board: Callable[..., Storyboard], context: Context, todo: tuple[str, ...], wrong: int
) -> None:
    """The refusal first: a short film has no more."""
    one = _lesson(board("nfc-skimming", "seniors", "zh-CN"), *todo)
    assert len([*rehearsed.check(one, context)]) == wrong
    assert [*rehearsed.check(replace(one, refusal=None, ask=None), context)] == []


@pytest.mark.parametrize(("audience", "lang"), PACKS)
def test_every_film_shows_the_sentence(
    board: Callable[..., Storyboard], profiles: Profiles, audience: str, lang: str
) -> None:
    """On its end card at least, in quotation marks; all but the shortest rehearse it."""
    whole = board("nfc-skimming", audience, lang)
    assert whole.refusal is not None
    for film in films(whole, profiles):
        assert whole.refusal.shown in film.labels["say_refusal"].shown
        if film.cut != "bumper":
            assert any(whole.refusal.shown in item.text.shown for scene in film.scenes for item in scene.items)
