"""The compositor: blending only what changed gives the same picture as blending everything."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from films import Plan, draw_signer
from hypothesis import given, settings
from hypothesis import strategies as st

from outreach import film
from outreach.film import ingest
from outreach.film.compositor import Draw, FrameBuffer
from outreach.film.frame import Frame
from outreach.film.geometry import Box
from outreach.film.layers import Layer, from_rgba, rows_of, turned
from outreach.layout import Layout


def flat(width: int, height: int, color: tuple[int, int, int, int]) -> Layer:
    """A layer of one colour."""
    return from_rgba(np.full((height, width, 4), color, np.uint8))


@pytest.mark.every(3, 2)
@pytest.mark.parametrize("kind", ["dialogue", "pause", "anatomy", "endcard"])
def test_a_moving_frame_equals_one_drawn_anew(plan: Plan, layout: Layout, kind: str) -> None:
    """After any number of frames the buffer holds what a fresh buffer would: no trail, no hole."""
    segment = next(s for s in plan() if s.scene.kind == kind)
    with film.picture(segment, layout) as drawn:
        buffer = FrameBuffer(drawn.boxes.width, drawn.boxes.height)
        for frame in range(0, segment.frames, 14):
            ground = drawn.ground(frame)
            buffer.show(drawn.draws(frame), ground)
            if frame % 42 == 0:
                fresh = FrameBuffer(drawn.boxes.width, drawn.boxes.height)
                fresh.show(drawn.draws(frame), ground)
                assert np.array_equal(buffer.data, fresh.data), f"frame {frame}"


@pytest.mark.slow  # quick: so does a moving frame
def test_a_signers_frame_equals_one_drawn_anew(plan: Plan, layout: Layout, tmp_path: Path) -> None:
    """Only the part of a clip that holds the signer is blended, over a back that is kept: no trail, no hole either."""
    source = draw_signer(tmp_path / "green.mp4", seconds=2)
    found, _ = ingest.probe(source)
    ingest.transcode(found, source, tmp_path / "sign.mp4")
    segment = next(s for s in plan(sign=tmp_path / "sign.mp4") if s.scene.kind == "flags")
    with film.picture(segment, layout) as drawn:
        buffer = FrameBuffer(drawn.boxes.width, drawn.boxes.height)
        sizes = set()
        for frame in range(45):
            draws, ground = drawn.draws(frame), drawn.ground(frame)
            buffer.show(draws, ground)
            sizes |= {draw.layer.y.shape for draw in draws if not draw.layer.kept}
            if frame % 15 == 0:
                fresh = FrameBuffer(drawn.boxes.width, drawn.boxes.height)
                fresh.show(draws, ground)
                assert np.array_equal(buffer.data, fresh.data), f"frame {frame}"
        slot = drawn.boxes["slot"]
    assert max(h * w for h, w in sizes) < 0.8 * slot.w * slot.h


def test_only_what_moves_is_redrawn() -> None:
    """Over a ground that stays, a piece that comes leaves the rest alone; the same again redraws nothing."""
    buffer, ground = FrameBuffer(64, 64), Frame.of(64, 64)
    still, more = Draw(flat(16, 16, (255, 0, 0, 255)), 0, 0), Draw(flat(8, 8, (0, 0, 255, 255)), 40, 40)
    assert buffer.show([still], ground) == [Box(0, 0, 64, 64)]
    assert buffer.show([still], ground) == []
    assert buffer.show([still, more], ground) == [Box(40, 40, 8, 8)]
    assert buffer.show([still], Frame.of(64, 64)) == [Box(0, 0, 64, 64)]


COLORS = st.tuples(*[st.integers(0, 255)] * 4)


@settings(max_examples=60, deadline=None)
@given(under=COLORS, over=COLORS, opacity=st.integers(0, 255))
def test_blending_is_that_of_the_formula(
    under: tuple[int, int, int, int], over: tuple[int, int, int, int], opacity: int
) -> None:
    """Luma of a layer over an opaque ground is a·over + (1 - a)·under to within five roundings of 8 bits."""
    buffer = FrameBuffer(8, 8)
    buffer.show([Draw(flat(8, 8, (*under[:3], 255)), 0, 0), Draw(flat(8, 8, over), 0, 0, opacity=opacity)])
    weights = np.array([0.2126, 0.7152, 0.0722])
    alpha = over[3] / 255 * opacity / 255
    luma = [16 + 219 / 255 * float(weights @ np.array(color[:3])) for color in (under, over)]
    assert buffer.y[4, 4] == pytest.approx((1 - alpha) * luma[0] + alpha * luma[1], abs=2.5)


@settings(max_examples=60, deadline=None)
@given(color=COLORS)
def test_colours_survive_the_way_to_yuv_and_back(color: tuple[int, int, int, int]) -> None:
    """A flat colour comes back within what 8-bit limited range allows."""
    buffer = FrameBuffer(8, 8)
    buffer.show([Draw(flat(8, 8, (*color[:3], 255)), 0, 0)])
    assert np.abs(buffer.rgb()[4, 4].astype(int) - np.array(color[:3])).max() <= 3


def test_a_clip_cuts_a_draw() -> None:
    """Nothing is drawn outside the clip: bubbles scroll inside the phone."""
    buffer = FrameBuffer(16, 16)
    white = flat(16, 16, (255, 255, 255, 255))
    buffer.show([Draw(flat(16, 16, (0, 0, 0, 255)), 0, 0), Draw(white, 0, 0, crop=Box(4, 4, 8, 8))])
    assert buffer.y[5, 5] == 235
    assert (buffer.y[:4] == 16).all()
    assert (buffer.y[:, 12:] == 16).all()


def test_a_layer_half_outside_the_frame_is_cut() -> None:
    """A piece that slides in from the edge does not wrap round."""
    buffer = FrameBuffer(16, 16)
    buffer.show([Draw(flat(16, 16, (0, 0, 0, 255)), 0, 0)])
    buffer.show([Draw(flat(16, 16, (0, 0, 0, 255)), 0, 0), Draw(flat(8, 8, (255, 255, 255, 255)), -4, 12)])
    assert buffer.y[13, 2] == 235
    assert buffer.y[13, 6] == 16
    assert buffer.y[13, 15] == 16


def test_the_ring_turns_clockwise_from_the_top() -> None:
    """With a quarter of the time left, the last quarter of the dial is there."""
    quarter = turned(flat(40, 40, (255, 0, 0, 255)), 0.25)
    seen = quarter.rgba[..., 3] > 0
    assert seen[5, 5]
    assert not seen[5, 35]
    assert not seen[35, 35]
    assert not seen[35, 5]


def test_rows_are_found_from_top_to_bottom() -> None:
    """A marked passage that runs over two lines gives two rectangles."""
    rgba = np.zeros((40, 60, 4), np.uint8)
    rgba[4:12, 30:50] = 255
    rgba[20:28, 6:24] = 255
    assert rows_of(from_rgba(rgba)) == [(30, 4, 20, 8), (6, 20, 18, 8)]
