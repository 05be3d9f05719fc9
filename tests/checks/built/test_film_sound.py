"""The check of a film's sound: each number outside its range is an error with what was wanted and what was found."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from outreach.checks.built.film_sound import Reading, verify
from outreach.storyboard import Storyboard

GOOD = {
    "profile": "online",
    "loudness": -16.1,
    "true_peak": -2.1,
    "short_term": -14.7,
    "bed_under": 22.4,
    "rate": 176.0,
}


def test_a_good_film_passes(board: Callable[..., Storyboard]) -> None:
    """The numbers of the starter films, also at the edges of their ranges."""
    story = board("nfc-skimming", "seniors", "zh-CN")
    assert list(verify("video.mp4", GOOD, story)) == []
    edge = {**GOOD, "loudness": -17.0, "true_peak": -1.5, "bed_under": 20.0, "rate": 200.0}
    assert list(verify("video.mp4", edge, story)) == []
    assert list(verify("video.mp4", {**GOOD, "profile": "broadcast", "loudness": -22.5}, story)) == []


def test_a_muted_film_passes(board: Callable[..., Storyboard]) -> None:
    """Without speech there is no loudness to keep and no pace."""
    muted = {**GOOD, "loudness": -33.0, "bed_under": 0.0, "rate": 0.0}
    assert list(verify("video.mp4", muted, board("nfc-skimming", "seniors", "zh-CN"))) == []


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"loudness": -14.5}, "`video.mp4`: expected -16 ± 1 LUFS, found -14.5"),
        ({"loudness": -17.5}, "expected -16 ± 1 LUFS, found -17.5"),
        ({"profile": "broadcast"}, "expected -23 ± 1 LUFS, found -16.1"),
        ({"true_peak": -1.2}, "expected at most -1.5 dBTP, found -1.2"),
        ({"bed_under": 17.0}, "expected the bed 20 LU or more under the speech, found 17"),
        ({"rate": 231.0}, "expected 160 to 200 a minute for `seniors`, found 231"),
        ({"rate": 140.0}, "expected 160 to 200 a minute for `seniors`, found 140"),
    ],
)
def test_each_number_out_of_range_is_told(
    board: Callable[..., Storyboard], wrong: dict[str, Any], message: str
) -> None:
    """One error each, with the value wanted and found."""
    found = list(verify("video.mp4", {**GOOD, **wrong}, board("nfc-skimming", "seniors", "zh-CN")))
    assert [d.severity for d in found] == ["error"]
    assert message in found[0].message


def test_a_person_who_reads_slowly_is_warned_by_line(board: Callable[..., Storyboard]) -> None:
    """Each line out of the range is named with its file; the release is not refused for it."""
    readings = (
        Reading("call.l1", 20, 124.0, "media/voice/zh-CN/x/call.l1.wav"),
        Reading("call.l2", 20, 180.0, "media/voice/zh-CN/x/call.l2.wav"),
        Reading("call.l3", 4, 90.0, "media/voice/zh-CN/x/call.l3.wav"),  # too short to judge
    )
    found = list(verify("video.mp4", {**GOOD, "rate": 124.0}, board("nfc-skimming", "seniors", "zh-CN"), readings))
    assert [(d.severity, d.where.file) for d in found] == [("warning", "media/voice/zh-CN/x/call.l1.wav")]
    assert "`call.l1`: expected 160 to 200 a minute for `seniors`, found 124" in found[0].message


def test_a_machine_beside_a_person_is_judged_as_before(board: Callable[..., Storyboard]) -> None:
    """One recorded line does not excuse the machine's lines; a slow person does not condemn them."""
    story = board("nfc-skimming", "seniors", "zh-CN")
    person = Reading("call.l1", 20, 180.0, "call.l1.wav")
    fast = (person, Reading("call.l2", 40, 240.0))
    assert [d.severity for d in verify("video.mp4", GOOD, story, fast)] == ["error"]
    good = (Reading("call.l1", 20, 100.0, "call.l1.wav"), Reading("call.l2", 40, 180.0))
    assert [d.severity for d in verify("video.mp4", {**GOOD, "rate": 140.0}, story, good)] == ["warning"]
