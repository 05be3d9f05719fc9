"""Words on a frame are large enough in every kind of scene, shape and look: read from the letters of the pieces."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from films import LOOKS, PAIRS
from type_sizes import BRANCH, too_small

from outreach.film.segments import Slot
from outreach.layout import Layout
from outreach.signing import rehearsal
from outreach.storyboard import Shape, Storyboard


@pytest.mark.slow
@pytest.mark.parametrize(("audience", "shape", "slot"), PAIRS)
def test_no_word_is_smaller_than_the_audience_can_read(
    board: Callable[..., Storyboard], layout: Layout, audience: str, shape: Shape, slot: Slot
) -> None:
    """54 px for seniors, 44 px for others, in every piece a film shows; tests/starter asks it of what ships."""
    made = board(audience)
    assert made.style.video_type["floor"] >= (54 if LOOKS[audience] == "seniors" else 44)
    small = too_small(rehearsal(replace(made, branch=BRANCH)), shape, (slot,), layout)
    assert not small, "\n".join(map(str, sorted(small)))
