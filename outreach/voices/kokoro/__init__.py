"""Kokoro-82M, a neural voice that runs here: by wheels, offline, no torch. One voice a role, publishable.

A line is read into sounds (`mandarin`, `english`, `japanese`) and spoken at a speed near the wished rate; the lengths
that the model tells with it place the pauses and time each word. Where older listeners need it slow, pauses between
phrases take a part of it, so that vowels are stretched less.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Callable
from dataclasses import dataclass, field
from importlib import metadata

from outreach.diagnostics import NOWHERE, fail
from outreach.messages import msg
from outreach.project import Project
from outreach.sound import Clip
from outreach.voices import PLACE, Line
from outreach.voices.kokoro import model, styles
from outreach.voices.kokoro.delivery import Take, deliver
from outreach.voices.kokoro.sounds import Sound

DEFAULTS = {"zh": "zf_xiaoxiao", "en": "af_heart", "ja": "jf_alpha"}  # the voice of a role that names none


@dataclass(frozen=True, slots=True)
class Kokoro:
    """The neural voice. A line's voice is a style of media/voices/kokoro/, such as `zf_xiaobei`, or a blend."""

    name: str = "kokoro"
    synthetic: bool = True
    draft: bool = False
    model: str = field(default="", metadata=PLACE)  # a file of the user's own; "" for the one of the wheels
    digest: str = ""  # SHA-256 of the model: another model is another voice
    styles: tuple[tuple[str, str], ...] = ()  # (name, SHA-256) of every voice there is
    folder: str = field(default="", metadata=PLACE)  # where they are
    runtime: str = ""  # onnxruntime's version

    def ready(self, lang: str) -> str:
        """Needs the extra `voice`, a model, its voices, and a language it speaks."""
        base = lang.split("-")[0]
        if base not in DEFAULTS:
            return msg("its model does not speak `{lang}`; it speaks {known}", lang=lang, known=", ".join(DEFAULTS))
        if not self.styles:
            return msg("expected voices in `{folder}`, found none", folder=styles.FOLDER)
        package = {"zh": "pypinyin", "ja": "pyopenjtalk"}.get(base)
        if package and importlib.util.find_spec(package) is None:
            return msg("the package {name} is not installed: {command}", name=package, command=model.INSTALL)
        return model.missing(self.model)

    def speak(self, line: Line) -> Clip:
        """One line, within the audience's rate, with the times of its words. Raises OutreachError."""
        voice = line.voice or DEFAULTS[line.lang.split("-")[0]]
        loaded = model.load(self.model)
        own = str(styles.beside(self.model) or "")
        take = Take(loaded, styles.style(self.folder, own, voice), tuple(_sounds(line, voice, loaded.zhuyin)))
        clip = deliver(line, take)
        if clip is None:
            message = msg("{name} said nothing for `{text}`", name=self.name, text=line.text)
            raise fail("voice", NOWHERE, message, msg("write it in words, with `say:`"))
        return clip


def _sounds(line: Line, voice: str, zhuyin: bool) -> list[Sound]:
    from outreach.voices.kokoro import english, japanese, mandarin  # noqa: PLC0415 - each loads its own dictionary

    british = any(name.startswith("b") for name, _ in styles.parts(voice))
    readers: dict[str, Callable[[str], list[Sound]]] = {
        "zh": lambda text: mandarin.sounds(text, zhuyin),
        "ja": japanese.sounds,
        "en": lambda text: english.sounds(text, english.BRITISH if british else english.AMERICAN),
    }
    return readers[line.lang.split("-")[0]](line.text)


def make(option: str, lang: str, project: Project, scam: str) -> Kokoro:
    """The model named in `kokoro:PATH`, in the environment, or the one of the wheels."""
    path = model.path_of(option)
    try:
        runtime = metadata.version("onnxruntime")
    except metadata.PackageNotFoundError:
        runtime = ""
    own = styles.beside(path)
    there = (*styles.names(project).items(), *([(own.name, model.digest(str(own)))] if own else []))
    folder = str(project.path(styles.FOLDER))
    return Kokoro(model=path, digest=model.digest(path), styles=there, folder=folder, runtime=runtime)
