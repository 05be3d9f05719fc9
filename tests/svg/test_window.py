"""A part of a drawing is as large as it is in the whole."""

from __future__ import annotations

from outreach.svg import window

DRAWING = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="-20 10 200 100" width="200" height="100">'
    '<rect x="-20" y="10" width="200" height="100" fill="#336699"/><circle cx="60" cy="50" r="20"/></svg>'
)


def test_a_window_shows_its_part_at_the_same_size() -> None:
    """Between shares of the width and the height; nothing of what it holds is another."""
    part = window(DRAWING, 0.25, 0.2, 0.75, 1.0)
    assert 'viewBox="30 30 100 80"' in part
    assert 'width="100"' in part
    assert 'height="80"' in part
    assert part.partition(">")[2] == DRAWING.partition(">")[2]
