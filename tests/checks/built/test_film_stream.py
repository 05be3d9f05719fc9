"""How a film is coded: ours passes, and a film that some player stumbles on is told what it should be."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from imageio_ffmpeg import get_ffmpeg_exe
from judged import faults, judged

from outreach.checks.built import Built
from outreach.checks.built.film_stream import check
from outreach.diagnostics import OutreachError

CODED = ("-c:v", "libx264", "-profile:v", "high", "-pix_fmt", "yuv420p", "-color_range", "tv", "-g", "50")
TAGGED = ("-colorspace", "bt709", "-color_primaries", "bt709", "-color_trc", "bt709")
SAFE = (*CODED, *TAGGED, "-c:a", "aac", "-ar", "48000", "-movflags", "+faststart")
# A name -> what ffmpeg is asked beside what is safe, and what the finding wants and has measured.
PLANTED = {
    "another coding": (("-c:v", "libx265", "-profile:v", "main"), "H.264 High or Main", "hevc Main"),
    "a level that small boxes do not know": (("-level:v", "5.1"), "H.264 of at most level 4.2", "5.1"),
    "colours of a computer": (("-color_range", "pc", "-vf", "scale=out_range=pc"), "8 bits 4:2:0, BT.709", "yuvj420p"),
    "colours of old television": (
        ("-colorspace", "smpte170m", "-color_primaries", "smpte170m", "-color_trc", "smpte170m"),
        "8 bits 4:2:0, BT.709",
        "yuv420p(tv, smpte170m",
    ),
    "a slide show": (("-r", "10", "-g", "20"), "24 / 25 / 30 frames a second", "10"),
    "a frame that stands": (
        ("-vf", "select='not(eq(n,20))'", "-fps_mode", "passthrough", "-g", "25"),
        "frames of one length, 0.040 s",
        "one of 0.080 s at second 0.76",
    ),
    "few key frames": (("-g", "250", "-sc_threshold", "0"), "a key frame every 2 s", "2.60 s from second 0.00 on"),
    "sound of a disc": (("-ar", "44100"), "AAC, 48 kHz", "aac, 44.1 kHz"),
    "another sound": (("-c:a", "libmp3lame"), "AAC, 48 kHz", "mp3, 48 kHz"),
    "the index at the end": (
        ("-movflags", "-faststart"),
        "the index (`moov`) before the pictures",
        "it stands at the end",
    ),
}


@pytest.fixture(scope="module")
def ours(film: Callable[..., bytes]) -> bytes:
    """A film of 2.6 seconds, as a build makes them."""
    return film("", "", "", "", "", loud=0.28)


def _again(data: bytes, folder: Path, *asked: str) -> bytes:
    """The film as another program would save it."""
    (folder / "ours.mp4").write_bytes(data)
    command = [get_ffmpeg_exe(), "-nostdin", "-v", "error", "-i", str(folder / "ours.mp4"), *asked]
    subprocess.run([*command, str(folder / "theirs.mp4")], check=True)
    return (folder / "theirs.mp4").read_bytes()


def _said(data: bytes) -> list[tuple[str, str]]:
    return [(one.wanted, one.measured) for one in judged("a/video.mp4", data, "film_stream")]


def test_our_films_play_everywhere(ours: bytes) -> None:
    """Nothing to say, with sound and without."""
    assert _said(ours) == []


@pytest.mark.slow
@pytest.mark.parametrize("name", faults(PLANTED, "a frame that stands", "the index at the end"))
def test_each_fault_is_told_and_no_other(ours: bytes, tmp_path: Path, name: str) -> None:
    """Saved anew with one thing changed."""
    asked, wanted, measured = PLANTED[name]
    ((found_wanted, found),) = _said(_again(ours, tmp_path, *SAFE, *asked))
    assert found_wanted.startswith(wanted) and found.startswith(measured)


@pytest.mark.slow
def test_what_is_saved_anew_and_safe_passes(ours: bytes, tmp_path: Path) -> None:
    """It is the change that is told, not that somebody saved it; a film without sound is none the worse."""
    assert _said(_again(ours, tmp_path, *SAFE)) == []
    assert _said(_again(ours, tmp_path, *SAFE, "-an")) == []


def test_sound_that_goes_on_in_the_dark(ours: bytes, tmp_path: Path) -> None:
    """A second of sound after the last picture."""
    data = _again(ours, tmp_path, *SAFE, "-af", "apad=pad_dur=1")
    ((wanted, found),) = _said(data)
    assert wanted == "sound that ends with the picture, at 2.60 s" and float(found.removesuffix(" s")) > 3.5


@pytest.mark.slow
def test_too_many_bits(ours: bytes, tmp_path: Path) -> None:
    """Noise, coded with little loss."""
    data = _again(ours, tmp_path, *SAFE, "-vf", "noise=alls=100:allf=t", "-t", "0.2", "-qp", "8")
    assert [wanted for wanted, _ in _said(data)] == ["at most 15 Mb/s"]


def test_what_is_no_film_is_refused() -> None:
    """With what ffmpeg says."""
    with pytest.raises(OutreachError, match="ffmpeg"):
        list(check(Built("a/video.mp4", b"no film")))
