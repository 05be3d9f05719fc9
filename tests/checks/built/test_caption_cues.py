"""Captions as a viewer gets them: files, and the track of a film."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from judged import judged

from outreach.captions import Cue, srt
from outreach.film.mux import join

GOOD = """1
00:00:01,000 --> 00:00:04,500
您好，这里是平台客服，
您开了一项会员服务。

2
00:00:04,580 --> 00:00:05,500
我没开过呀？
"""
VTT = """WEBVTT

STYLE
::cue(.caller) { color: #fff }

NOTE none

1
00:01.000 --> 00:03.000
<v Caller>This is the help desk.
"""
# What is changed in GOOD -> what is wanted and measured, and the second.
PLANTED = {
    "three lines": (("您好，这里", "您好，\n这里"), "captions of at most 2 lines", "3", 1.0),
    "a long line": (
        ("您开了一项会员服务。", "您开了一项会员服务，每月要扣八百元。"),
        "lines of at most 16 characters",
        "18",
        1.0,
    ),
    "too quick to read": (("00:00:01,000", "00:00:02,600"), "at most 9 characters a second", "11.1", 2.6),
    "too short to see": (("00:00:05,500", "00:00:05,000"), "captions of at least 0.83 s", "0.42", 4.58),
    "two at once": (("00:00:04,580", "00:00:04,400"), "0.08 s between two captions", "-0.10", 1.0),
}


def _said(data: bytes, name: str = "captions.srt") -> list[tuple[str, str, float]]:
    found = judged(f"a/{name}", data, "caption_cues")
    return [(one.wanted, one.measured, one.spot.at if one.spot else -1) for one in found]


def test_what_can_be_read_passes() -> None:
    """In both kinds of files; styles and notes are no captions."""
    assert _said(GOOD.encode()) == [] == _said(VTT.encode(), "captions.vtt")


@pytest.mark.parametrize("fault", PLANTED)
def test_each_fault_is_told_and_no_other(fault: str) -> None:
    """Also of lines that end as Windows ends them."""
    (old, new), *told = PLANTED[fault]
    assert old in GOOD
    text = GOOD.replace(old, new)
    assert _said(text.encode()) == _said(text.replace("\n", "\r\n").encode()) == [tuple(told)]


def test_latin_letters_may_be_more() -> None:
    """42 on a line and 20 a second, and no more."""
    text = "1\n00:00:01,000 --> 00:00:03,100\n" + "a" * 42 + "\n"
    assert _said(text.encode()) == []
    assert [wanted for wanted, *_ in _said(text.replace("a" * 42, "a" * 43).encode())] == [
        "lines of at most 42 characters",
        "at most 20 characters a second",
    ]


def test_the_track_of_a_film_is_read(film: Callable[..., bytes], tmp_path: Path) -> None:
    """As a player would show it when somebody switches it on; a film without captions has none to judge."""
    plain = film("", "", loud=0.28)
    assert _said(plain, "video.mp4") == []
    (tmp_path / "plain.mp4").write_bytes(plain)
    cues = [Cue(0.0, 0.4, ("我没开过呀？",), "victim", "a")]
    assert srt(cues)
    join([tmp_path / "plain.mp4"], tmp_path / "plain.mp4", cues, tmp_path / "film.mp4", title="x", lang="zh-CN")
    ((wanted, measured, at),) = _said((tmp_path / "film.mp4").read_bytes(), "video.mp4")
    assert (wanted, at) == ("captions of at least 0.83 s", 0.0) and float(measured) == pytest.approx(0.4, abs=0.01)
