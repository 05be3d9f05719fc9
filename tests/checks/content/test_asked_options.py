"""What a scammer wants is never said as advice."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from outreach.checks.content import Context, asked_options

CASES = [
    ("text: 转过去更放心", 1),
    ("text: 转过去更放心, say: 有人想：转过去，更放心吧？", 0),
    ("text: 转过去更放心？", 0),
    ("text: 转过去更放心？, say: 转过去更放心", 1),
    ("text: 转过去, right: true", 0),
]


@pytest.mark.parametrize(("option", "wrong"), CASES)
def test_a_wrong_option_is_asked(told: Callable[..., Any], context: Context, option: str, wrong: int) -> None:
    """By what is heard, not by what is read; the right one may be told."""
    other = "text: 照做？" if "right" in option else "text: 挂断, right: true"
    options = f"[{{id: a, {option}}}, {{id: b, {other}}}]"
    scene = f"  - {{id: q, kind: pause, title: 想, question: 呢, answer: 对, options: {options}}}\n"
    made, problems = told(scene)
    assert made is not None, problems
    place = next(s for s in made.scenes if s.id == "q").items[0].text.where
    assert len([d for d in asked_options.check(made, context) if d.where == place]) == wrong
