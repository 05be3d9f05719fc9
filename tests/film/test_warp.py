"""Pictures at fractions of a pixel: the quick way shows what the exact sum of the neighbours is, wherever it is."""

from __future__ import annotations

import cv2
import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from outreach.film import planes, warp
from outreach.film.planes import Frame, Put

WIDE, HIGH = 96, 64


def picture(seed: int, high: int = 90, wide: int = 140) -> NDArray[np.uint8]:
    """Something soft, as drawings are between their edges."""
    noise = np.random.default_rng(seed).integers(0, 256, (high, wide), np.uint8)
    return np.asarray(cv2.GaussianBlur(noise, (0, 0), 3), np.uint8)


def exact(samples: NDArray[np.uint8], scale: float, x: float, y: float, around: int) -> NDArray[np.float64]:
    """The mean of the four neighbours, by their nearness; beyond the picture lies `around`."""
    grown = np.pad(samples.astype(float), 2, constant_values=around)
    rows, columns = (np.arange(HIGH) - y) / scale + 2, (np.arange(WIDE) - x) / scale + 2
    rows, columns = rows.clip(0, grown.shape[0] - 1.001), columns.clip(0, grown.shape[1] - 1.001)
    r, c = rows.astype(int), columns.astype(int)
    down, across = (rows - r)[:, None], (columns - c)[None]
    upper = grown[np.ix_(r, c)] * (1 - across) + grown[np.ix_(r, c + 1)] * across
    lower = grown[np.ix_(r + 1, c)] * (1 - across) + grown[np.ix_(r + 1, c + 1)] * across
    return np.asarray(upper * (1 - down) + lower * down)


@given(
    seed=st.integers(0, 99),
    scale=st.one_of(st.floats(1.0, 1.2), st.floats(0.2, 2.0), st.just(1.0)),
    x=st.floats(-60, 60),
    y=st.floats(-40, 40),
)
def test_a_picture_is_where_it_is_said_to_be(seed: int, scale: float, x: float, y: float) -> None:
    """At every size and place, to within what a fortieth of a pixel makes across and down."""
    samples = np.pad(picture(seed), planes.EDGE)  # pictures with an edge have air around it
    shown = warp.moved(samples, np.array([[scale, 0, x], [0, scale, y]], np.float32), (WIDE, HIGH), 0)
    wanted = exact(samples, scale, x, y, 0)
    edge = 255 * abs(0.5 - 0.5 / scale) if warp.LEAST <= scale <= warp.MOST else 0  # the pixel at it repeats
    assert np.abs(shown - wanted).max() <= 2 * (255 * warp.NEAR + edge)
    assert np.abs(shown - wanted).mean() <= 0.6


@given(scale=st.floats(1.0, 1.2), x=st.floats(-30, -1), y=st.floats(-20, -1))
def test_a_ground_covers_the_frame(scale: float, x: float, y: float) -> None:
    """Nothing of what was there before is left at a border."""
    target = np.zeros((HIGH, WIDE), np.uint8)
    warp.lay(np.full((90, 140), 200, np.uint8), np.array([[scale, 0, x], [0, scale, y]], np.float32), target)
    assert (target == 200).all()


@given(scale=st.floats(0.5, 1.5), x=st.floats(0, 40), y=st.floats(0, 30), opacity=st.floats(0.1, 1))
def test_a_plane_leaves_the_frame_around_it_alone(scale: float, x: float, y: float, opacity: float) -> None:
    """And is seen inside; also one that ends at the edges of its own picture."""
    frame = Frame.of(WIDE, HIGH)
    frame.put(Put(planes.plane(np.full((20, 30, 4), 255, np.uint8)), x, y, scale, opacity=opacity))
    ring = frame.y.copy()
    left, top, right, bottom = int(x) - 3, int(y) - 3, int(x + 30 * scale) + 4, int(y + 20 * scale) + 4
    ring[max(0, top) : bottom, max(0, left) : right] = 16
    assert (ring == 16).all()
    assert abs(int(frame.y[int(y + 10 * scale), int(x + 15 * scale)]) - (16 + 219 * opacity)) <= 2


def test_a_slow_push_never_trembles() -> None:
    """A bright bar under a camera that comes nearer goes one way: its middle never turns back by a tenth of a pixel."""
    rgba = np.zeros((90, 140, 4), np.uint8)
    rgba[..., 3] = 255
    rgba[:, 100:108, :3] = 255
    bar, middles = planes.plane(rgba), []
    for n in range(160):
        scale = 1 + 0.0004 * n
        frame = Frame.of(WIDE, HIGH)
        frame.put(Put(bar, 48 - 70 * scale, 32 - 45 * scale, scale))
        light = frame.y.astype(float).sum(axis=0) - 16 * HIGH
        middles.append(float((light * np.arange(WIDE)).sum() / light.sum()))
    assert min(np.diff(middles)) > -0.05
    assert middles[-1] - middles[0] > 2
