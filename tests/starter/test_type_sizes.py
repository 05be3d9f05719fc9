"""Words of the films that ship are large enough in every scene, in each shape that their audience gets."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from films import SLOTS
from shipped import FILMS
from type_sizes import BRANCH, too_small

from outreach.layout import Layout
from outreach.signing import rehearsal
from outreach.storyboard import Shape, Storyboard


@pytest.mark.slow
@pytest.mark.parametrize(("scam", "audience", "lang", "shape"), FILMS)
def test_no_word_is_smaller_than_the_audience_can_read(
    board: Callable[..., Storyboard], layout: Layout, scam: str, audience: str, lang: str, shape: Shape
) -> None:
    """With the interpreter's panel and without."""
    timeline = rehearsal(replace(board(scam, audience, lang), branch=BRANCH))
    small = too_small(timeline, shape, SLOTS, layout)
    assert not small, "\n".join(map(str, sorted(small)))
