"""A conversation in the film by its channel: faces of a video call, names in a group, what rings and what taps."""

from __future__ import annotations

import numpy as np
import pytest
from films import SHAPES, halved
from telling import Told

from outreach import film
from outreach.channels import CHANNELS, ChannelName
from outreach.film.layers import Bytes
from outreach.film.overlays import over_pieces
from outreach.film.overlays.handset import ringing
from outreach.film.overlays.screen import areas_of, device
from outreach.film.overlays.talk import bubbles
from outreach.film.pieces import Bubble, Device, Piece
from outreach.film.scene import frame, picture
from outreach.film.segments import Segment
from outreach.film.shots import shots
from outreach.film.shots.director import cuts
from outreach.film.stage import Stage, staged
from outreach.layout import Layout
from outreach.signing import rehearsal
from outreach.storyboard import Shape, Storyboard

TALK = """\
  - id: talk
    kind: dialogue
    channel: {channel}
    title: 谈话
    contact: 某某
    lines:
      - id: t1
        who: wang
        text: 这是逮捕令，您涉嫌洗钱。
        flags: [{{id: f, phrase: 逮捕令, trick: 假逮捕令, note: 没有这种事。}}]
      - {{id: t2, role: victim, text: 我没有啊，怎么办？}}
"""
CAST = "{wang: {poses_as: police}, tuo: {role: caller, name: 托儿}}"


def of(told: Told, channel: str, audience: str = "seniors", extra: str = "") -> Storyboard:
    """The storyboard of one conversation."""
    board, problems = told(TALK.format(channel=channel) + extra, CAST, audience)
    assert board is not None, problems
    return board


def segment(board: Storyboard, shape: Shape = "landscape") -> Segment:
    """Its conversation as a part of a film."""
    return next(
        s
        for s in film.plan(rehearsal(board), shape, bearer="video", ai_label=True, sign_clips={})
        if s.scene.kind == "dialogue"
    )


def pieces(one: Stage) -> dict[str, Piece]:
    """What lies over the shots of a conversation."""
    return over_pieces(one, cuts(one.segment, shots(one.project)))


@pytest.mark.slow
@pytest.mark.parametrize(("audience", "shape"), halved(("seniors", "students"), SHAPES))
def test_a_video_call_has_a_window_with_his_face(told: Told, layout: Layout, audience: str, shape: Shape) -> None:
    """A dark band under the head, its faces at least as high as a line of talk, and every bubble below it."""
    one = segment(of(told, "video", audience), shape)
    areas = areas_of(staged(one, layout.project))
    assert areas.face >= 0.3 * (areas.face + areas.view.h)
    with picture(one, layout) as drawn:
        phone = drawn.handset
        assert phone
        shown = [d for s in phone.sprites if s.kind == "bubble" for d in s.draws(one.frames - 1)]
        way = phone.held(drawn.takes[-1].cut, one.frames - 1)
    x, y = (round(n) for n in way.point(areas.view.x, areas.view.y - areas.face))
    face = _window(frame(one, one.frames - 1, layout), x, y, areas.view.w, areas.face)
    assert len(np.unique(face // 32, axis=0)) > 12, "a face has many colours"
    boxes = [(box, d.layer.height) for d in shown if (box := d.box()) and box.h > 2]
    assert boxes and all(box.y >= areas.view.y and box.h == height for box, height in boxes), "whole, below the faces"


def _window(pixels: Bytes, x: int, y: int, w: int, h: int) -> Bytes:
    """The middle of the band, where the other side is seen, as a list of pixels."""
    return pixels[y : y + h, x + w // 3 : x + 2 * w // 3].reshape(-1, 3)


def screen_pieces(one: Stage) -> dict[str, Piece]:
    """The screen and its bubbles."""
    areas = areas_of(one)
    return {"device": device(one, areas, False), **bubbles(one, areas)}


@pytest.mark.parametrize("channel", [name for name, one in CHANNELS.items() if not one.face])
def test_no_other_conversation_has_one(told: Told, layout: Layout, channel: str) -> None:
    """The device of a chat has no faces."""
    made = screen_pieces(staged(segment(of(told, channel)), layout.project))
    shown = made["device"]
    assert isinstance(shown, Device) and shown.faces is None


@pytest.mark.parametrize("channel", CHANNELS)
def test_a_call_rings_and_a_message_taps(told: Told, layout: Layout, channel: ChannelName) -> None:
    """In the sound and on the screen."""
    board = of(told, channel)
    segments = film.plan(rehearsal(board), "landscape", bearer="video", ai_label=True, sign_clips={})
    heard = {cue.sound for cue in film.compose(segments, layout.project).cues}
    assert ("ring" in heard) == (ringing(staged(segment(board), layout.project)) is not None) == CHANNELS[channel].rings
    assert ("tap" in heard) == CHANNELS[channel].taps


def said(made: dict[str, Piece], count: int) -> list[Bubble]:
    """The first bubbles, unmarked."""
    return [one for n in range(count) if isinstance(one := made[f"bubble-{n}-0"], Bubble)]


def test_every_bubble_of_a_group_says_whose_it_is(told: Told, layout: Layout) -> None:
    """Only on the other side, and the bubble is higher for it."""
    extra = "      - {id: t3, who: tuo, text: 真的到账了！}\n"
    made = screen_pieces(staged(segment(of(told, "chat", extra=extra)), layout.project))
    assert ["".join(one.who or ()) for one in said(made, 3)] == ["假警察", "", "托儿"]
    plain = screen_pieces(staged(segment(of(told, "chat")), layout.project))
    assert said(plain, 1)[0].who is None
