"""A local neural voice by piper-tts: the user names the model file, since no model comes with the package."""

from __future__ import annotations

import hashlib
import importlib
import importlib.util
import json
import os
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np

from outreach.diagnostics import NOWHERE, Where, fail
from outreach.lang import tongue
from outreach.messages import msg
from outreach.project import Project
from outreach.sound import RATE, Clip, Samples, resample, trim
from outreach.voices import PLACE, Line
from outreach.voices.pauses import widen
from outreach.voices.reach import reach

VARIABLE = "OUTREACH_PIPER_MODEL"  # path of the .onnx file; `--voice piper:PATH` comes first
_SLOWEST, _FASTEST = 50.0, 180.0  # percent


@dataclass(frozen=True, slots=True)
class Piper:
    """One model: one voice for all roles, or, when it has several speakers, a speaker's number as a role's voice."""

    name: str = "piper"
    synthetic: bool = True
    draft: bool = False
    model: str = field(default="", metadata=PLACE)
    digest: str = ""  # SHA-256 of the model: another model is another voice
    noise: float = 0.667
    noise_w: float = 0.8

    def ready(self, lang: str) -> str:
        """Needs the package, a model with its .json beside it, and the model's language to be `lang`."""
        if importlib.util.find_spec("piper") is None:
            return msg(
                "the package {name} is not installed: {command}", name="piper-tts", command="pip install piper-tts"
            )
        if not self.model:
            return msg("no model is named: set {name} or use `--voice piper:/path/voice.onnx`", name=VARIABLE)
        for path in (Path(self.model), Path(self.model + ".json")):
            if not path.is_file():
                return msg("its model file `{path}` is missing", path=path)
        try:
            own = _settings(self.model)["language"]["code"]
        except (ValueError, KeyError, TypeError):
            return msg("`{path}` is not a piper model's settings", path=f"{self.model}.json")
        if str(own).replace("_", "-").split("-")[0] != lang.split("-")[0]:
            return msg("its model speaks `{lang}`", lang=own)
        return ""

    def speak(self, line: Line) -> Clip:
        """One line, corrected until it is within the audience's rate."""
        natural = tongue(line.lang).rate
        start = min(max(sum(line.rate) / 2 / natural * 100, _SLOWEST), _FASTEST)
        samples = reach(line, lambda percent: self._say(line, percent), start, _SLOWEST, _FASTEST)
        if not len(samples):
            message = msg("{name} said nothing for `{text}`", name=self.name, text=line.text)
            raise fail("voice", NOWHERE, message, msg("write it in words, with `say:`"))
        return Clip.of(widen(samples, line))

    def _say(self, line: Line, percent: float) -> Samples:
        SynthesisConfig = importlib.import_module("piper").SynthesisConfig  # noqa: N806 - its own name

        config = SynthesisConfig(
            speaker_id=int(line.voice) if line.voice.isdigit() else None,
            length_scale=100 / percent,
            noise_scale=self.noise,
            noise_w_scale=self.noise_w,
        )
        voice = _load(self.model)
        parts = [chunk.audio_float_array for chunk in voice.synthesize(line.text, config)]
        if not parts:
            return np.zeros(0, np.float32)
        samples = np.concatenate(parts).astype(np.float32)
        return trim(resample(samples, int(voice.config.sample_rate), RATE))


@lru_cache(maxsize=2)  # models of 60 MB and more
def _load(model: str) -> Any:
    try:
        return importlib.import_module("piper").PiperVoice.load(model)
    except Exception as problem:  # onnxruntime raises its own errors for a broken model
        message = msg("expected a piper model, found `{path}`: {why}", path=model, why=problem)
        raise fail("voice", Where(model), message) from problem


@lru_cache(maxsize=8)
def _settings(model: str) -> Any:
    return json.loads(Path(model + ".json").read_text(encoding="utf-8"))


def make(option: str, lang: str, project: Project, scam: str) -> Piper:
    """The model named in `piper:PATH` or in the environment."""
    model = option or os.environ.get(VARIABLE, "")
    digest = ""
    if model and Path(model).is_file():
        with Path(model).open("rb") as stream:
            digest = hashlib.file_digest(stream, "sha256").hexdigest()
    return Piper(model=model, digest=digest)
