"""The check of a film's sound: each number outside its range is an error with what was wanted and what was found."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from imageio_ffmpeg import get_ffmpeg_exe

from outreach.checks.built import Built, run
from outreach.checks.built.film_sound import check, measured
from outreach.diagnostics import Diagnostic, OutreachError, Where
from outreach.sound import RATE
from outreach.sound.loudness import limit, true_peak

Film = Callable[..., bytes]
MIXED = {"profile": "online", "loudness": -16.1, "true_peak": -2.1, "bed_under": 22.4, "rate": 176.0}
RANGE = {"audience": "seniors", "range": [160.0, 200.0]}


@pytest.fixture(scope="module")
def good(film: Film) -> bytes:
    """A film of two seconds as loud as `online` asks."""
    made = film("", "", "", "", loud=0.28)
    assert abs(measured(made, "")[0] + 16) < 1
    return made


def said(data: bytes, lines: tuple[tuple[str, int, float, str], ...] = (), **mixed: Any) -> list[Diagnostic]:
    """What the check says of a film with these facts of its mix."""
    facts = {"sound": {**MIXED, **mixed}, "pace": {**RANGE, "lines": lines}}
    return [*check(Built("a/b/c/video.mp4", data, "video", facts))]


def test_a_good_film_passes(good: bytes) -> None:
    """Also at the edges of the ranges that its mix is asked for."""
    assert said(good) == []
    assert said(good, bed_under=20.0, rate=200.0) == []


def test_a_muted_film_passes(film: Film) -> None:
    """Without speech there is no loudness to keep and no pace."""
    quiet = film("", loud=0.001)
    assert said(quiet, bed_under=0.0, rate=0.0) == []


def test_a_film_of_which_nothing_is_known_is_as_loud_as_some_target(good: bytes, film: Film) -> None:
    """A folder without a manifest: nobody says what it was mixed for, or whether it is heard at all."""
    assert [*check(Built("x.mp4", good))] == [*check(Built("x.mp4", film("", loud=0.0)))] == []
    assert {one.code for one in check(Built("x.mp4", film("", loud=0.001)))} == {"film-sound"}
    assert len([*check(Built("x.mp4", film("", "", "", "", loud=1.0)))]) == 2


def test_the_finished_film_is_measured_and_not_the_mix(film: Film) -> None:
    """Whatever was measured of the mix: a loud MP4 is told with its own numbers, which ffmpeg gives, too."""
    loud = film("", "", "", "", loud=1.0)
    found = said(loud)
    assert {one.code for one in found} == {"film-sound"} and len(found) == 2
    command = [get_ffmpeg_exe(), "-i", "pipe:0", "-af", "ebur128=peak=true", "-f", "null", "-"]
    heard = subprocess.run(command, input=loud, capture_output=True, check=True).stderr.decode()
    summary = heard.rpartition("Summary:")[2]
    numbers = re.findall(r"(?:I|Peak): +(-?[0-9.]+)", summary)
    assert [one.measured for one in found] == [f"{float(n):g}" for n in numbers]
    assert f"`a/b/c/video.mp4`: expected -16 ± 1 LUFS, found {found[0].measured}" in found[0].message
    assert found[1].wanted == "at most -1.5 dBTP"


def test_a_peak_that_only_the_encoder_made_is_told(film: Film) -> None:
    """AAC lets a square wave swing over its edges: the meter of the mix saw less than the limit, people hear more."""
    time = np.arange(2 * RATE) / RATE
    buzz = np.where(time < 0.05, 0.65 * np.sign(np.sin(2 * np.pi * 440 * time)), 0.12 * np.sin(2 * np.pi * 440 * time))
    mix = limit(buzz.astype(np.float32), -1.6)
    assert true_peak(mix) <= -1.5
    made = film("", "", "", "", sound=mix)
    found = [one for one in said(made) if "dBTP" in one.wanted]
    assert [one.wanted for one in found] == ["at most -1.5 dBTP"] and float(found[0].measured) > -1.5


def test_too_quiet_is_told_by_each_profile(good: bytes) -> None:
    """The same film by another profile."""
    assert [one.wanted for one in said(good, profile="broadcast")] == ["-23 ± 1 LUFS"]


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"bed_under": 17.0}, "expected the bed 20 LU or more under the speech, found 17"),
        ({"rate": 231.0}, "expected 160 to 200 a minute for `seniors`, found 231"),
        ({"rate": 140.0}, "expected 160 to 200 a minute for `seniors`, found 140"),
    ],
)
def test_each_number_out_of_range_is_told(good: bytes, wrong: dict[str, Any], message: str) -> None:
    """One error each, with the value wanted and found."""
    (one,) = said(good, **wrong)
    assert one.severity == "error" and message in one.message
    assert one.spot and one.spot.file == "a/b/c/video.mp4"


def test_a_person_who_reads_slowly_is_warned_by_line(good: bytes) -> None:
    """Each line out of the range is named with its file; the release is not refused for it."""
    readings = (
        ("call.l1", 20, 124.0, "media/voice/zh-CN/x/call.l1.wav"),
        ("call.l2", 20, 180.0, "media/voice/zh-CN/x/call.l2.wav"),
        ("call.l3", 4, 90.0, "media/voice/zh-CN/x/call.l3.wav"),  # too short to judge
    )
    (one,) = said(good, readings, rate=124.0)
    assert (one.severity, one.where) == ("warning", Where("media/voice/zh-CN/x/call.l1.wav"))
    assert "`call.l1`: expected 160 to 200 a minute for `seniors`, found 124" in one.message


def test_a_machine_beside_a_person_is_judged_as_before(good: bytes) -> None:
    """One recorded line does not excuse the machine's lines; a slow person does not condemn them."""
    person = ("call.l1", 20, 180.0, "call.l1.wav")
    assert [d.severity for d in said(good, (person, ("call.l2", 40, 240.0, "")))] == ["error"]
    slow = (("call.l1", 20, 100.0, "call.l1.wav"), ("call.l2", 40, 180.0, ""))
    assert [d.severity for d in said(good, slow, rate=140.0)] == ["warning"]


def test_sound_is_told_and_stops_nothing(good: bytes) -> None:
    """A film that is too loud is there to be heard; one with a wrong code is not."""
    facts = {"sound": {**MIXED, "bed_under": 3.0}, "codes": ["HTTPS://X.EXAMPLE/Q/1"]}
    stopping, told = run([Built("video.mp4", good, "video", facts)])
    assert ([one.code for one in stopping], [one.code for one in told]) == (["qr-missing"], ["film-sound"])


def test_a_film_without_sound_is_no_film() -> None:
    """The meter has nothing to read."""
    with pytest.raises(OutreachError, match="ffmpeg"):
        said(b"no film")
