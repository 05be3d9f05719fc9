"""The telephone announcement: length, words, AI label, formats."""

from __future__ import annotations

import dataclasses
import io
import struct
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from mutagen.mp3 import MP3

from outreach.diagnostics import OutreachError
from outreach.lang import units
from outreach.layout import Layout
from outreach.renderers.hotline_audio import LONGEST, SHORTEST, parts, render
from outreach.sound import RATE, Clip, Samples, decode
from outreach.sound.loudness import loudness
from outreach.sound.pace import rate_of
from outreach.storyboard import Storyboard
from outreach.voices import line
from outreach.voices.espeak import Espeak

Make = Callable[..., Storyboard]
PACKS = [
    (scam, audience, lang)
    for scam in ("nfc-skimming", "fake-customer-service", "cancel-auto-pay")
    for audience, lang in (("seniors", "zh-CN"), ("students", "zh-CN"), ("foreign-residents", "en"))
]


def spoken(story: Storyboard, synthetic: bool = True) -> dict[str, Clip]:
    """The announcement's parts, by espeak."""
    told = parts(story, synthetic)
    return {name: Espeak().speak(line(story, Espeak(), name, text, rate=rate)) for name, text, rate in told}


def tone(seconds: float) -> Clip:
    """A clip of this length."""
    t = np.arange(round(seconds * RATE)) / RATE
    return Clip.of((0.2 * np.sin(2 * np.pi * 440 * t)).astype(np.float32))


@pytest.mark.every(4, 1)
@pytest.mark.parametrize(("scam", "audience", "lang"), PACKS)
def test_an_announcement_lasts_ten_to_fifteen_seconds(
    board: Make, layout: Layout, scam: str, audience: str, lang: str
) -> None:
    """Each starter pack's announcement is short enough for a menu and names the scam."""
    story = board(scam, audience, lang)
    clips = spoken(story)
    sound = decode(render((story, clips), layout)["hotline-audio.wav"], "it")
    told = sum(clips[f"hotline-audio.{name}"].seconds for name in ("title", "advice", "label"))
    assert SHORTEST <= len(sound) / RATE <= LONGEST
    assert len(sound) / RATE >= told


def test_it_says_whom_to_call_and_that_a_machine_speaks(board: Make) -> None:
    """Advice line, police, and a label with both elements that GB 45438 wants; none for a human voice."""
    story = board("nfc-skimming", "seniors", "zh-CN")
    told = {name: text.spoken for name, text, _ in parts(story, True)}
    assert "九六幺幺零" in told["hotline-audio.advice"] and "幺幺零" in told["hotline-audio.advice"]
    assert "A I 合成" in told["hotline-audio.label"]
    assert "hotline-audio.label" not in {name for name, _, _ in parts(story, False)}


def test_the_label_is_said_at_a_normal_speed(board: Make) -> None:
    """120 to 160 characters a minute (GB 45438-2025 §5.3 e, note 4)."""
    story = board("nfc-skimming", "students", "zh-CN")
    name, text, rate = parts(story, True)[-1]
    clip = Espeak().speak(line(story, Espeak(), name, text, rate=rate))
    assert units(text.spoken, "zh-CN") >= 6
    assert 120 <= rate_of(text.spoken, "zh-CN", clip.samples) <= 160


@pytest.mark.slow
def test_the_files_are_what_telephone_exchanges_take(board: Make, layout: Layout) -> None:
    """G.711 A-law, 8 kHz, one channel; the MP3 plays as long; both at the same loudness, and again the same bytes."""
    story = board("nfc-skimming", "students", "zh-CN")
    clips = spoken(story)
    files = render((story, clips), layout)
    kind, channels, rate = struct.unpack_from("<HHI", files["hotline-audio.wav"], 20)
    assert (kind, channels, rate) == (6, 1, 8000)
    seconds = [len(decode(data, name)) / RATE for name, data in files.items()]
    assert seconds[0] == pytest.approx(seconds[1], abs=0.1)
    heard: Any = MP3(io.BytesIO(files["hotline-audio.mp3"])).info  # its class says None
    assert heard.sample_rate == RATE
    assert loudness(decode(files["hotline-audio.mp3"], "mp3")) == pytest.approx(-18, abs=1)
    assert render((story, clips), layout) == files


@pytest.mark.slow
def test_the_longest_version_that_fits_is_taken(board: Make, layout: Layout) -> None:
    """The summary when there is time for it, else the title, else the advice alone, else an error."""
    story = board("nfc-skimming", "seniors", "zh-CN")

    def seconds(summary: float, title: float, advice: float) -> float:
        clips = {"summary": tone(summary), "title": tone(title), "advice": tone(advice), "label": tone(3)}
        named = {f"hotline-audio.{name}": clip for name, clip in clips.items()}
        return len(decode(render((story, named), layout)["hotline-audio.wav"], "it")) / RATE

    assert seconds(6, 3, 5) == pytest.approx(6 + 5 + 3 + 0.8, abs=0.1)
    assert seconds(9, 3, 5) == pytest.approx(3 + 5 + 3 + 0.8, abs=0.1)
    assert seconds(9, 9, 8) == pytest.approx(8 + 3 + 0.4, abs=0.1)
    with pytest.raises(OutreachError, match=r"at most 15 seconds for `nfc-skimming`, found 16\.4"):
        seconds(9, 9, 13)


def test_silence_is_no_announcement(board: Make, layout: Layout) -> None:
    """A muted pack has none, and says so."""
    story = board("nfc-skimming", "seniors", "zh-CN")
    quiet: Samples = np.zeros(RATE, np.float32)
    clips = {name: Clip.of(quiet) for name, _, _ in parts(story, False)}
    with pytest.raises(OutreachError, match=r"expected a voice for hotline-audio\.wav of .*, found silence"):
        render((dataclasses.replace(story), clips), layout)
