"""Pictures at fractions of a pixel: the quick way shows what the exact sum of the neighbours is, wherever it is."""

from __future__ import annotations

import cv2
import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from outreach.film import planes, warp
from outreach.film.frame import Frame, Mask
from outreach.film.geometry import Box
from outreach.film.planes import Put

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
    assert np.abs(shown - wanted).mean() <= 0.7  # of 6,000 sizes and places one had 0.605, enlarged by 1.23


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


def drawing(*boxes: tuple[int, int, int, int]) -> planes.Plane:
    """Rectangles (left, top, wide, high) on an empty ground."""
    rgba = np.zeros((160, 240, 4), np.uint8)
    for n, (x, y, w, h) in enumerate(boxes):
        rgba[y : y + h, x : x + w] = (40 * n, 200 - 30 * n, 90, 255 - 60 * n)
    return planes.plane(rgba)


def shown(*puts: Put) -> Frame:
    """Planes on a grey frame."""
    made = Frame.of(240, 160)
    made.y[:] = 120
    for put in puts:
        made.put(put)
    return made


def test_what_lies_far_apart_is_moved_alone() -> None:
    """The air between is left out, and what is seen is the same."""
    whole = drawing((4, 10, 30, 20), (150, 12, 20, 30), (160, 120, 60, 30), (12, 40, 30, 6))
    assert len(whole.parts) == 3
    seen = [part.y[part.air : -part.air, part.air : -part.air] for part in whole.parts]
    assert sum(part.size for part in seen) < whole.y.size / 4
    for x, y, scale in ((0.0, 0.0, 1.0), (3.3, -2.6, 1.04), (-20.0, 0.5, 0.9)):
        apart, one = shown(Put(whole, x, y, scale)), Frame.of(240, 160)
        one.y[:] = 120
        one._put(Put(whole, x, y, scale), None)
        for a, b in ((apart.y, one.y), (apart.u, one.u), (apart.v, one.v)):
            assert np.abs(a.astype(int) - b).max() <= 2 * 255 * warp.NEAR


def test_planes_over_each_other_are_one() -> None:
    """Moved together they show what they show one after the other."""
    parts = drawing((20, 20, 120, 100)), drawing((40, 40, 30, 20), (90, 44, 20, 20)), drawing((60, 90, 160, 20))
    together = shown(Put(planes.stacked(*parts), 0, 0))
    apart = shown(*(Put(one, 0, 0) for one in parts))
    for a, b in ((together.y, apart.y), (together.u, apart.u), (together.v, apart.v)):
        assert np.abs(a.astype(int) - b).max() <= 2


@given(x=st.floats(-30, 270), y=st.floats(-30, 190), radius=st.floats(1, 200), seed=st.integers(0, 9))
def test_a_mask_mixes_at_its_edge_alone(x: float, y: float, radius: float, seed: int) -> None:
    """What is shown is the share of both at every sample but the frame's outermost, wherever its rectangles lie."""
    draw = np.random.default_rng(seed)
    one, other = (
        Frame(*(draw.integers(0, 256, size, np.uint8) for size in ((160, 240), (80, 120), (80, 120)))) for _ in range(2)
    )
    mask = Mask.disc((x, y), radius, 240, 160)
    wanted = [
        cv2.add(cv2.multiply(b, share, scale=1 / 255), cv2.multiply(a, 255 - share, scale=1 / 255))
        for a, b, share in ((one.y, other.y, mask.y), (one.u, other.u, mask.c), (one.v, other.v, mask.c))
    ]
    one.behind(other, mask, Box(0, 0, 240, 160))
    for a, b in zip((one.y, one.u, one.v), wanted, strict=True):
        assert np.array_equal(a[2:-2, 2:-2], b[2:-2, 2:-2])
