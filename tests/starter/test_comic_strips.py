"""The starter's comic strips: all that is told fits, and stands on the paper."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from shipped import PACKS

from outreach.comic import NOBODY
from outreach.layout import Layout
from outreach.paper.form import A3, A4, LARGE, filled
from outreach.renderers import comic
from outreach.storyboard import Storyboard


@pytest.mark.every(4, 1)
@pytest.mark.parametrize("pack", PACKS, ids="-".join)
def test_balloons_stand_inside_and_off_each_other(
    pack: tuple[str, str, str], board: Callable[..., Storyboard], layout: Layout
) -> None:
    """Nothing is too long, every scene of the talk is told, words stay on the paper."""
    one = board(*pack)
    faults, left = comic.overflow(one, layout, None)
    assert (faults, left) == ([], [])
    strip = filled(one, layout, comic.sheets(one)[0], "comic.pdf").strip
    assert strip
    width = A3[0] if one.style.print_type["floor"] >= LARGE else A4[0]
    for frame in strip.frames:
        for balloon in frame.balloons:
            x, y, w, h = balloon.box
            assert x > 5 and x + w < width - 5 and y > 5 and y + h < strip.foot
            assert (balloon.tip is None) == (balloon.role == NOBODY or frame.phone is not None)
