"""A warning sign is one that somebody in the story was given."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from outreach.checks.content import Context, said_flags

CASES = [
    ("“打开屏幕共享”", 0),
    ("“别急 装个软件”", 0),
    ("“打开屏幕共享”，先挂断", 0),
    ("有人让您装软件", 0),
    ("“不取消就扣钱”", 1),
    ("“打开屏幕共享”“转到安全账户”", 1),
]


@pytest.mark.parametrize(("flag", "wrong"), CASES)
def test_a_quotation_was_heard(told: Callable[..., Any], context: Context, flag: str, wrong: int) -> None:
    """Marks and spaces aside, letter by letter; what is told without quoting is no quotation."""
    talk = (
        "  - {id: t, kind: dialogue, channel: phone, title: 电话, contact: 客服, "
        "lines: [{id: l, role: caller, text: 您别急，装个软件，打开屏幕共享。}]}\n"
    )
    made, problems = told(f'{talk}  - {{id: f, kind: flags, title: 听, items: [{{id: a, text: "{flag}"}}]}}\n')
    assert made is not None, problems
    place = next(s for s in made.scenes if s.id == "f").items[0].text.where
    assert len([d for d in said_flags.check(made, context) if d.where == place]) == wrong
