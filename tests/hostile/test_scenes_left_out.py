"""Scripts that leave out what a sheet has room for: what checks well is printed well."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from attack import SCRIPT, Ended, put

BARE = re.sub(r"(?m)^  - (\{id: steps.*\n|id: think\n(    .*\n)*)", "", SCRIPT)


@pytest.mark.parametrize("script", [SCRIPT, BARE], ids=["no talk", "no talk, steps or question"])
def test_scripts_without_a_scene(attack: Callable[..., Ended], script: str) -> None:
    """No sheet fails in its template: `check` lays out every one of them."""
    ended = attack(put("content/scams/tiny/script.yaml", script), "check")
    assert (ended.within(seconds=20), ended.code) == ("", 0), ended.said
