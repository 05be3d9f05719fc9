"""Scripts that leave out what a sheet has room for: what checks well is printed well."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from attack import SCRIPT, Ended, put

BARE = re.sub(r"(?m)^  - (\{id: steps.*\n|id: think\n(    .*\n)*)", "", SCRIPT)


@pytest.mark.slow  # lays out every sheet; tests/paper/test_overflow.py asks it of each by itself
def test_a_script_without_talk_steps_or_question(attack: Callable[..., Ended]) -> None:
    """No sheet fails in its template: `check` lays out every one of them; tests/paper has more of them, on paper."""
    assert BARE != SCRIPT
    ended = attack(put("content/scams/tiny/script.yaml", BARE), "check")
    assert (ended.within(seconds=20), ended.code) == ("", 0), ended.said
