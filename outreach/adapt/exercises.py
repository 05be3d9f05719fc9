"""What a storyboard has beside its scenes: the talk's words, the quiz, the practice as the helper, boxes to tick."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from outreach.adapt.wording import Wording
from outreach.storyboard import Helper, Item, Question, Storyboard, Text


def with_exercises(board: Storyboard, wording: Wording) -> Storyboard:
    """The storyboard with what this audience gets of them."""
    model = wording.script.model
    turns = _questions("helper.turns", model.helper.turns, wording) if model.helper else ()
    return replace(
        board,
        talk={part: wording.text(f"talk.{part}") for part in model.talk},
        quiz=_questions("quiz", model.quiz, wording),
        helper=Helper(wording.text("helper.role"), wording.text("helper.whom"), turns) if turns else None,
        ticks=tuple(wording.text(f"tick.{one.id}") for one in _for(model.tick, wording)),
    )


def without_exercises(board: Storyboard) -> Storyboard:
    """The storyboard of a film: it has none of them, and is not made again when they change."""
    return replace(board, talk={}, quiz=(), helper=None, ticks=())


def _for(many: Iterable[Any], wording: Wording) -> list[Any]:
    return [one for one in many if not one.only or wording.audience.id in one.only]


def _questions(key: str, many: Iterable[Any], wording: Wording) -> tuple[Question, ...]:
    return tuple(_question(f"{key}.{one.id}", one, wording) for one in _for(many, wording))


def _question(key: str, spec: Any, wording: Wording) -> Question:
    def maybe(name: str) -> Text | None:
        return wording.text(f"{key}.{name}") if getattr(spec, name, None) else None

    options = tuple(_option(f"{key}.options.{one.id}", one, n, wording) for n, one in enumerate(spec.options, 1))
    genuine = getattr(spec, "genuine", False)
    return Question(spec.id, maybe("message"), maybe("question"), options, genuine)


def _option(key: str, spec: Any, number: int, wording: Wording) -> Item:
    why = wording.text(f"{key}.why")
    return Item(spec.id, "option", wording.text(key), why, right=spec.right, number=number)
