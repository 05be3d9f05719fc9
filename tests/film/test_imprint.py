"""An approved film says on its end card, when all is said, which approval it has and until when."""

from __future__ import annotations

import pytest
from films import LOOKS, SHAPES, Plan, laid

from outreach import film
from outreach.film.pieces import Imprint
from outreach.layout import Layout
from outreach.storyboard import Shape

SMALL_PRINT = ("0123abcd", "2027-11-22")


@pytest.mark.every(3)
@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("audience", LOOKS)
def test_number_and_last_day_are_read(plan: Plan, layout: Layout, audience: str, shape: Shape) -> None:
    """Both, whole, in letters that the audience can read: at once, or each for a second."""
    segment = plan(audience, shape, approved=True)[-1]
    pieces, misfits = laid(segment, layout)
    words = ["".join(one.phrases) for one in pieces if isinstance(one, Imprint)]
    assert all(any(one in line for line in words) for one in SMALL_PRINT) and not misfits
    assert segment.frames / len(words) >= 25


@pytest.mark.usefixtures("outlines")
def test_it_stands_where_the_chapter_was(plan: Plan, layout: Layout) -> None:
    """From the first of these seconds to the last, one line at a time."""
    segment = plan(approved=True)[-1]
    with film.picture(segment, layout) as drawn:
        for frame in range(segment.start, segment.end):
            kinds = [s.kind for s in drawn.sprites if s.start <= frame and (s.end is None or frame < s.end)]
            assert kinds.count("imprint") == 1 and "chapter" not in kinds


def test_only_the_last_seconds_of_a_film_depend_on_its_approval(plan: Plan) -> None:
    """A film that is approved anew is not encoded anew; a draft has nothing to say."""
    assert [bool(one.approved) for one in plan(approved=True)].count(True) == 1 and plan(approved=True)[-1].approved
    assert not any(one.approved for one in plan())
