"""Whom to call first: one order in a lesson, in every language, and it follows from where the money is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from outreach.adapt import adapt
from outreach.checks.content import Context, completeness, rescue_order
from outreach.profiles import Profiles
from outreach.renderers import session_plan
from outreach.script import load_script
from outreach.storyboard import CALLED_FIRST, Storyboard

Told = Callable[..., tuple[Storyboard | None, list[Any]]]
PACKS = [("cancel-auto-pay", "seniors"), ("fake-customer-service", "students"), ("nfc-skimming", "foreign-residents")]


def _calls(told: Told, *numbers: str) -> Storyboard:
    """A lesson whose first aid names these numbers in turn."""
    steps = ", ".join(f'{{id: s{n}, text: "打{{hotline.{name}}}"}}' for n, name in enumerate(numbers))
    made, problems = told(f"  - {{id: first, kind: rescue, title: 快办, steps: [{steps}]}}\n")
    assert made is not None, problems
    return replace(made, scenes=tuple(scene for scene in made.scenes if scene.id == "first"))


@pytest.mark.parametrize(("loss", "right"), [("sent", ("police", "bank")), ("card", ("bank", "police"))])
def test_the_other_order_is_an_error(told: Told, context: Context, loss: Any, right: tuple[str, ...]) -> None:
    """At the step that comes too early."""
    assert [*rescue_order.check(replace(_calls(told, *right), loss=loss), context)] == []
    wrong = replace(_calls(told, *right[::-1]), loss=loss)
    (found,) = rescue_order.check(wrong, context)
    assert (found.severity, found.where) == ("error", wrong.scenes[0].items[0].text.where)
    assert found.message == f"expected `{{hotline.{right[0]}}}` before `{{hotline.{right[1]}}}`, found it after"


def test_one_number_alone_has_no_order(told: Told, context: Context) -> None:
    """Nor has a script that does not say the case."""
    assert [*rescue_order.check(replace(_calls(told, "bank"), loss="sent"), context)] == []
    assert [*rescue_order.check(_calls(told, "bank", "police"), context)] == []


def test_two_numbers_in_one_sentence_have_an_order(told: Told, context: Context) -> None:
    """The fixed words of a language file are held to it as well as a step."""
    made = replace(_calls(told, "police"), loss="sent")
    labels = {**made.labels, "loss_sent": made.labels["loss_card"]}
    (found,) = rescue_order.check(replace(made, labels=labels), context)
    assert found.where == made.labels["loss_card"].where


def test_a_companion_says_the_same_order(told: Told, context: Context) -> None:
    """A translation that turns the steps round is found, too."""
    made, other = (replace(_calls(told, *order), loss="sent") for order in (("police", "bank"), ("bank", "police")))
    pairs = zip(made.scenes[0].items, other.scenes[0].items, strict=True)
    items = tuple(replace(a, text=replace(a.text, beside=b.text)) for a, b in pairs)
    scene = replace(made.scenes[0], items=items)
    assert len([*rescue_order.check(replace(made, scenes=(scene,)), context)]) == 1


def test_an_older_script_is_asked_and_a_new_one_must_say(told: Told, context: Context) -> None:
    """Whoever updates the tool can still build; whoever writes a script today knows where the money is."""
    told("")
    script, _ = load_script(context.project, PACKS[0][0])
    assert script is not None
    silent = replace(script, model=script.model.model_copy(update={"loss": None}))
    for older, severity in ((False, "error"), (True, "warning")):
        found = [d for d in completeness.check(replace(silent, older=older), context) if "`loss`" in d.message]
        assert [d.severity for d in found] == [severity]
    assert not [d for d in completeness.check(script, context) if "`loss`" in d.message]


@pytest.mark.parametrize(("slug", "audience"), PACKS)
def test_the_plan_of_a_talk_begins_with_this_case(
    slug: str, audience: str, board: Callable[..., Storyboard], context: Context, profiles: Profiles
) -> None:
    """In each language there is: the number to call first stands first."""
    script, _ = load_script(context.project, slug)
    assert script is not None
    for lang in profiles.audiences[audience].languages:
        made, _problems = adapt(script, profiles, audience, lang)
        if made is None:
            continue
        words = " ".join(text for text, _, _ in session_plan.help_lines(made))
        numbers = {line.id: line.number for line in made.hotlines}
        first, second = (numbers[name] for name in CALLED_FIRST[script.model.loss or ""])
        assert 0 <= words.find(first) < words.find(second)
